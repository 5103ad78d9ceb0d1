// A server of our own for a load test or a demo: a child process on a free loopback port with a key
// made for it, and what it costs. Gone with its owner.
#pragma once

#include "runtime/load/client.hpp"

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <future>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace earshot::load {

/// What the kernel says a process has used.
struct process_cost {
  std::chrono::nanoseconds cpu{0};
  std::uint64_t resident_bytes = 0;

  /// All zero where there is no such process, or not ours to see.
  static process_cost of(pid_t process);
};

class server_process {
public:
  /// Runs `program` with `arguments`, EARSHOT_AUTH_KEY_FILE set to a new key, and waits until it
  /// says where it listens. Throws `failure` with what it said if it does not within 30 s.
  server_process(const std::string& program, const std::vector<std::string>& arguments);
  ~server_process();
  server_process(const server_process&) = delete;
  server_process& operator=(const server_process&) = delete;

  const endpoint& where() const { return where_; }
  const std::string& key() const { return key_; }
  pid_t process() const { return process_; }

  /// SIGTERM, ten seconds' patience, SIGKILL. Returns the exit status, or -1 if it had to be
  /// killed.
  int stop();

private:
  std::string make_key();
  int start(const std::string& program, const std::vector<std::string>& arguments,
            const std::string& key_file);
  void listen(int output);

  endpoint where_;
  std::string key_;
  pid_t process_ = -1;
  std::promise<endpoint> found_;
  std::string said_;   // the reader's, until it has ended
  std::thread reader_; // of the child's output, so that it never waits for us
};

/// The address in a line such as {"event":"listening","address":"127.0.0.1:8080"}, however else it
/// is written; nothing if it says no such thing.
std::optional<endpoint> listening_address(const std::string& line);

} // namespace earshot::load
