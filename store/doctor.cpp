#include "store/doctor.hpp"

#include "store/audit_chain.hpp"
#include "store/data_dir.hpp"
#include "store/events.hpp"
#include "store/rebuild.hpp"
#include "store/schema.hpp"
#include "store/transcripts.hpp"
#include "store/wal_check.hpp"

#include <filesystem>
#include <unordered_set>

namespace earshot::store {

namespace {

// How far behind the damage to look for records that are whole.
constexpr position look_behind = 1'000'000;

// Reads page by page by position, as a damaged table may not be walked through.
result<bool> any_whole_after(database& log, position last) {
  auto query = log.prepare("SELECT subject, offset, bytes FROM events WHERE position = ?1");
  if (!query)
    return query.error();
  for (auto at = last + 1; at <= last + look_behind; ++at) {
    query->bind(1, static_cast<std::int64_t>(at));
    auto row = query->step();
    auto whole = row && *row
                 && read_record({at, query->text(0), static_cast<std::uint64_t>(query->number(1)),
                                 query->text(2)});
    query->reset();
    if (whole)
      return true;
  }
  return false;
}

// What SQLite itself finds wrong: pages, indexes, constraints.
std::string integrity_of(database& log) {
  auto check = log.prepare("PRAGMA integrity_check(1)");
  if (!check)
    return check.error().message;
  auto row = check->step();
  if (!row)
    return row.error().message;
  if (auto found = check->text(0); found != "ok")
    return std::string{found};
  auto fault = index_fault(log);
  if (!fault || !fault->empty())
    return fault ? *fault : fault.error().message;
  auto audit = verify_audit(log);
  if (!audit)
    return audit.error().message;
  return audit->broken.empty() ? "" : "the audit log: " + audit->broken;
}

result<doctor_report> examine(database& log, const scan_progress& progress) {
  doctor_report report;
  std::unordered_set<std::string> conversations;
  auto whole = scan_events(
      log,
      [&](position at, std::string_view subject, event_ptr) -> result<void> {
        ++report.events;
        report.last = at;
        if (is_conversation(subject))
          conversations.emplace(subject);
        return {};
      },
      progress);
  report.conversations = conversations.size();
  if (whole) {
    report.damage = integrity_of(log);
    if (!report.damage.empty())
      report.damage.insert(0, "all events are whole, but not the database around them: ");
    return report;
  }
  report.damage = whole.error().message;
  auto more = any_whole_after(log, report.last);
  report.torn_tail = more && !*more;
  return report;
}

} // namespace

result<doctor_report> doctor(const std::string& data_dir, bool repair,
                             const scan_progress& progress) {
  std::error_code failed;
  if (!std::filesystem::exists(log_file(data_dir), failed))
    return error{errc::not_found, "there is no log in " + data_dir};
  auto dir = data_dir::claim(data_dir);
  if (!dir)
    return dir.error();
  auto file = log_file(data_dir);
  if (std::filesystem::file_size(file, failed) == 0)
    return doctor_report{}; // begun, but nothing was written to it yet
  auto wal = check_wal(file + "-wal");
  auto log = open_for_reading(data_dir, damage::tolerated);
  if (!log && log.error().code == errc::internal) {
    doctor_report report;
    report.damage = file + ": " + log.error().message;
    return report;
  }
  if (!log)
    return log.error();
  auto report = examine(*log, progress);
  if (report && !wal) {
    report->damage = wal.error().message;
    report->torn_tail = false;
  }
  if (!report || !repair || !report->torn_tail)
    return report;
  auto aside = rebuild_until(std::move(*log), data_dir, report->last);
  if (!aside)
    return aside.error();
  report->set_aside = std::move(*aside);
  return report;
}

} // namespace earshot::store
