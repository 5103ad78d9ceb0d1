// What tests of the log share: a directory that goes away, small events, and answers waited for.
#pragma once

#include "store/event_log.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

namespace earshot::store {

/// In memory where the system has a place for that: nothing here depends on how fast a disk is.
class temporary_directory {
public:
  temporary_directory() {
    auto memory = std::filesystem::path{"/dev/shm"};
    auto parent =
        std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path();
    auto name = (parent / "earshot-XXXXXX").string();
    if (!::mkdtemp(name.data()))
      throw std::runtime_error("cannot make " + name);
    path_ = name;
  }
  temporary_directory(const temporary_directory&) = delete;
  ~temporary_directory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  std::string operator/(std::string_view name) const { return (path_ / name).string(); }
  const std::filesystem::path& path() const { return path_; }

private:
  std::filesystem::path path_;
};

inline event_ptr note(std::uint64_t offset, std::string text = "hello") {
  auto e = std::make_shared<event>();
  e->offset = offset;
  e->at = time_point{milliseconds{1'700'000'000'000}};
  e->what = conversation_event{note_added{"mette", std::move(text)}};
  return e;
}

inline const std::string& text_of(const event& e) {
  return std::get<note_added>(std::get<conversation_event>(e.what)).text;
}

inline std::string named(int conversation) {
  auto name = std::string{"conv-"};
  return name += std::to_string(conversation);
}

inline std::vector<event_ptr> loaded(event_log& log, std::string subject) {
  std::promise<std::vector<event_ptr>> promise;
  log.load(std::move(subject), [&](auto events) { promise.set_value(std::move(events)); });
  return promise.get_future().get();
}

inline std::vector<std::uint64_t> offsets_of(event_log& log, const std::string& subject) {
  std::vector<std::uint64_t> offsets;
  for (auto& e : loaded(log, subject))
    offsets.push_back(e->offset);
  return offsets;
}

inline std::vector<std::string> texts_of(event_log& log, const std::string& subject) {
  std::vector<std::string> texts;
  for (auto& e : loaded(log, subject))
    texts.push_back(text_of(*e));
  return texts;
}

inline std::vector<stored_row> found(event_log& log, row_filter which) {
  std::promise<std::vector<stored_row>> promise;
  log.rows(std::move(which), [&](auto rows) { promise.set_value(std::move(rows)); });
  return promise.get_future().get();
}

/// Returns when everything appended so far is committed.
inline void flush(event_log& log) { loaded(log, "nobody"); }

using scanned_event = std::tuple<position, std::string, std::uint64_t>;

/// Position, subject and offset of every event.
inline result<std::vector<scanned_event>> scanned(event_log& log) {
  std::vector<scanned_event> all;
  auto whole = log.scan([&](position at, std::string_view subject, event_ptr e) -> result<void> {
    all.emplace_back(at, subject, e->offset);
    return {};
  });
  if (!whole)
    return whole.error();
  return all;
}

/// The bytes of every file below `path`, one after the other.
inline std::string raw_bytes(const std::filesystem::path& path) {
  std::string all;
  for (auto& entry : std::filesystem::recursive_directory_iterator{path}) {
    if (!entry.is_regular_file())
      continue;
    std::ifstream file{entry.path(), std::ios::binary};
    all.append(std::istreambuf_iterator<char>{file}, {});
  }
  return all;
}

} // namespace earshot::store
