// The audit log on disk: a table beside the events, written in the same commits. Each entry carries
// the SHA-256 of itself and of the one before, and the newest is noted in another table, so that
// none can be changed, lost, put in between or cut off without a trace. Whoever may write to the
// file can still forge all of it from some entry on: keep the head (number and hash) elsewhere to
// notice that, too.
#pragma once

#include "domain/audit.hpp"
#include "store/event_log.hpp"
#include "store/sqlite.hpp"

#include <array>
#include <functional>

namespace earshot::store {

using digest = std::array<unsigned char, 32>;

std::string hex(const digest& d);

struct audit_record {
  std::uint64_t number = 0; ///< from 1, without gaps
  position at = 0;          ///< in the log: what it was committed after
  audit_entry entry;
  digest hash = {};
};

/// The newest entry; number 0 and the hash that the first one builds on, where there is none.
struct audit_head {
  std::uint64_t number = 0;
  digest hash = {};
};

/// Makes the table where there is none.
result<void> make_audit_table(database& log);

/// Highest position of an entry; 0 if there is none.
result<position> last_audit_position(database& log);

/// Goes on with the chain. Owned by the writing thread, within its transactions.
class audit_writer {
public:
  static result<audit_writer> open(database& log);

  result<void> add(position at, const audit_entry& e);

  /// Notes which entry is the newest: once in a commit that has any.
  result<void> note_head();

private:
  audit_writer(statement insert, statement note, audit_head head)
      : insert_{std::move(insert)}, note_{std::move(note)}, head_{head} {}

  statement insert_, note_;
  audit_head head_;
};

/// Which entries; an empty field stands for any.
struct audit_filter {
  time_point from = time_point::min();   ///< not before this
  time_point before = time_point::max(); ///< before this
  user_id who = {};
  std::optional<act> what = {};
  std::string on = {};
};

/// Every entry that fits, in order.
result<void> list_audit(database& log, const audit_filter& which,
                        const std::function<void(const audit_record&)>& each);

struct audit_check {
  audit_head head;    ///< of what is whole
  std::string broken; ///< the first entry that is not, and why; empty: all are
};

/// Computes the chain anew from the first entry.
result<audit_check> verify_audit(database& log);

/// How a customer is called in the audit log: the same for the same id, and no way back to it
/// without guessing. `identity` is the log's.
std::string on_customer(std::string_view identity, std::string_view customer);

} // namespace earshot::store
