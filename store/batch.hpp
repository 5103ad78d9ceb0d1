// What one commit takes along: events as bytes, entries of
// the audit log, rows, and what is to be done once they are on disk.
#pragma once

#include "store/event_log.hpp"

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace earshot::store {

class batch {
public:
  struct entry {
    position at;
    std::uint64_t offset;
    std::size_t subject_bytes;
    std::size_t record_bytes;
  };
  struct note {
    position at;
    audit_entry what;
  };

  /// What an entry of the audit log weighs here and on disk, about.
  static std::size_t bytes_of(const audit_entry& e) {
    return 64 + e.who.size() + e.on.size() + e.detail.size();
  }

  void add(position at, std::string_view subject, std::uint64_t offset, std::string_view record) {
    entries_.push_back({at, offset, subject.size(), record.size()});
    bytes_.append(subject).append(record);
  }
  void add(position at, audit_entry noted) {
    notes_bytes_ += bytes_of(noted);
    notes_.push_back({at, std::move(noted)});
  }
  void add(stored_row row) { rows_.push_back(std::move(row)); }

  /// Carried out after the commit, in order, on the writer's thread.
  void then(std::function<void()> job) { jobs_.push_back(std::move(job)); }

  bool empty() const { return entries_.empty() && notes_.empty() && rows_.empty(); }
  std::size_t events() const { return entries_.size(); }
  std::size_t bytes() const { return bytes_.size() + notes_bytes_; }
  /// 0: there is nothing with a position in it.
  position last() const {
    return std::max(entries_.empty() ? 0 : entries_.back().at,
                    notes_.empty() ? 0 : notes_.back().at);
  }

  /// Calls `visit(entry, subject, record)` for each event; the record may be changed in place.
  template <class Visit>
  void each_event(Visit visit) {
    auto* from = bytes_.data();
    for (auto& e : entries_) {
      visit(e, std::string_view{from, e.subject_bytes}, from + e.subject_bytes);
      from += e.subject_bytes + e.record_bytes;
    }
  }
  const std::vector<note>& notes() const { return notes_; }
  const std::vector<stored_row>& rows() const { return rows_; }
  const std::vector<std::function<void()>>& jobs() const { return jobs_; }

private:
  std::vector<entry> entries_;
  std::string bytes_; // subject and record of each entry in turn
  std::vector<note> notes_;
  std::size_t notes_bytes_ = 0;
  std::vector<stored_row> rows_;
  std::vector<std::function<void()>> jobs_;
};

} // namespace earshot::store
