// Where an identity provider's public keys come from: a file, or an address asked over TLS. Keeps
// the set that was read last; a new one that cannot be had or read changes nothing. Thread-safe.
#pragma once

#include "config/options.hpp"
#include "runtime/key_set.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace earshot::runtime {

class key_source {
public:
  using clock = std::chrono::steady_clock;
  /// An address is asked no more often than this, however many unknown keys come by.
  static constexpr std::chrono::seconds pause_min{30};

  /// `say` is told, in a sentence, when keys could not be had. Called from any thread.
  key_source(const config::auth_options& options, std::function<void(const std::string&)> say);
  ~key_source();
  key_source(const key_source&) = delete;
  key_source& operator=(const key_source&) = delete;

  /// True if there is a provider at all.
  bool configured() const { return !file_.empty() || !url_.empty(); }

  /// Reads the file, or begins to ask the address now and again. Error: the file is not good. An
  /// address that does not answer is no error: it is asked again.
  result<void> start();

  /// The keys; null as long as there are none.
  std::shared_ptr<const key_set> keys() const;

  /// A key was wanted that is not there: asks again, unless that was just done. True if an answer
  /// may bring it.
  bool want_newer();

  /// Reads the file again, or asks again as soon as `pause_min` allows. Error: as `start`; the old
  /// keys stay.
  result<void> reload();

private:
  result<void> read_file();
  void run();
  void fetch();

  const std::string file_, url_, ca_file_;
  const std::chrono::seconds refresh_;
  std::function<void(const std::string&)> say_;

  mutable std::mutex mutex_; // guards what follows
  std::condition_variable woken_;
  std::shared_ptr<const key_set> keys_;
  clock::time_point asked_ = clock::now() - pause_min;
  bool wanted_ = true; // ask as soon as may be
  std::atomic<bool> stopped_{false};
  std::thread asking_;
};

} // namespace earshot::runtime
