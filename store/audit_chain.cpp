#include "store/audit_chain.hpp"

#include "store/bytes.hpp"
#include "store/schema.hpp"

#include <openssl/sha.h>

#include <algorithm>
#include <charconv>

namespace earshot::store {

namespace {

constexpr const char* columns = "number, position, at, who, what, on_whom, detail, hash";

digest sha256(std::string_view bytes) {
  digest d;
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), d.data());
  return d;
}

std::string_view bytes_of(const digest& d) {
  return {reinterpret_cast<const char*>(d.data()), d.size()};
}

digest chained(const digest& before, const audit_record& r) {
  std::string bytes;
  auto to = byte_writer{bytes};
  to.text(bytes_of(before));
  to.number(r.number);
  to.number(r.at);
  to.signed_number(r.entry.at.time_since_epoch().count());
  to.text(r.entry.who);
  to.text(name_of(r.entry.what));
  to.text(r.entry.on);
  to.text(r.entry.detail);
  return sha256(bytes);
}

/// What the first entry builds on: chains of different logs have nothing in common.
result<audit_head> beginning(database& log) {
  auto identity = identity_of(log);
  if (!identity)
    return identity.error();
  return audit_head{0, sha256("earshot audit log " + *identity)};
}

std::string text_of(const audit_head& head) {
  return std::to_string(head.number) + ":" + hex(head.hash);
}

std::uint64_t number_in(std::string_view head) {
  std::uint64_t number = 0;
  std::from_chars(head.data(), head.data() + head.size(), number);
  return number;
}

/// The newest entry as it is noted beside the table, in the words of `text_of`; empty where none
/// is, as in a log of an older version.
result<std::string> noted_head(database& log) {
  auto query = log.prepare("SELECT value FROM about WHERE name = 'audit_head'");
  if (!query)
    return query.error();
  auto row = query->step();
  if (!row)
    return row.error();
  return *row ? std::string{query->text(0)} : std::string{};
}

/// The error names the column that is not what it should be.
result<audit_record> record_in(const statement& row) {
  auto what = act_from(row.text(4));
  auto hash = row.text(7);
  if (!what)
    return error{errc::internal, "'" + std::string(row.text(4)) + "' is not in the vocabulary"};
  if (hash.size() != digest{}.size())
    return error{errc::internal, "its hash has " + std::to_string(hash.size()) + " bytes, not 32"};
  auto r = audit_record{static_cast<std::uint64_t>(row.number(0)),
                        static_cast<position>(row.number(1)),
                        {time_point{milliseconds{row.number(2)}}, std::string{row.text(3)}, *what,
                         std::string{row.text(5)}, std::string{row.text(6)}},
                        {}};
  std::copy(hash.begin(), hash.end(), r.hash.begin());
  return r;
}

/// What the next entry builds on. Where the end of the table is cut off, numbers go on behind what
/// is noted: the gap stays.
result<audit_head> newest_entry(database& log) {
  auto head = beginning(log);
  if (!head)
    return head.error();
  auto noted = noted_head(log);
  if (!noted)
    return noted.error();
  auto newest = log.prepare("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1");
  if (!newest)
    return newest.error();
  auto row = newest->step();
  if (!row)
    return row.error();
  if (*row) {
    head->number = static_cast<std::uint64_t>(newest->number(0));
    auto hash = newest->text(1);
    std::copy_n(hash.begin(), std::min(hash.size(), head->hash.size()), head->hash.begin());
  }
  head->number = std::max(head->number, number_in(*noted));
  return head;
}

std::int64_t ms_of(time_point t) { return t.time_since_epoch().count(); }

} // namespace

std::string hex(const digest& d) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (auto byte : d) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

std::string on_customer(std::string_view identity, std::string_view customer) {
  std::string bytes;
  auto to = byte_writer{bytes};
  to.text(identity);
  to.text(customer);
  return "customer/" + hex(sha256(bytes)).substr(0, 32);
}

result<void> make_audit_table(database& log) {
  return log.run(R"(
    CREATE TABLE IF NOT EXISTS audit (
      number INTEGER PRIMARY KEY,
      position INTEGER NOT NULL,
      at INTEGER NOT NULL,
      who TEXT NOT NULL,
      what TEXT NOT NULL,
      on_whom TEXT NOT NULL,
      detail TEXT NOT NULL,
      hash BLOB NOT NULL))");
}

result<position> last_audit_position(database& log) {
  auto last = log.number("SELECT position FROM audit ORDER BY number DESC LIMIT 1");
  if (!last)
    return last.error();
  return static_cast<position>(*last);
}

// --- writing -------------------------------------------------------------------------------------

result<audit_writer> audit_writer::open(database& log) {
  auto head = newest_entry(log);
  if (!head)
    return head.error();
  auto insert = log.prepare("INSERT INTO audit VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
  if (!insert)
    return insert.error();
  auto note = log.prepare("INSERT OR REPLACE INTO about VALUES ('audit_head', ?1)");
  if (!note)
    return note.error();
  return audit_writer{std::move(*insert), std::move(*note), *head};
}

result<void> audit_writer::note_head() { return note_.bind(1, text_of(head_)).run(); }

result<void> audit_writer::add(position at, const audit_entry& e) {
  auto r = audit_record{head_.number + 1, at, e, {}};
  head_ = {r.number, chained(head_.hash, r)};
  return insert_.bind(1, static_cast<std::int64_t>(r.number))
      .bind(2, static_cast<std::int64_t>(at))
      .bind(3, ms_of(e.at))
      .bind(4, e.who)
      .bind(5, name_of(e.what))
      .bind(6, e.on)
      .bind(7, e.detail)
      .bind_bytes(8, bytes_of(head_.hash))
      .run();
}

// --- reading -------------------------------------------------------------------------------------

result<void> list_audit(database& log, const audit_filter& which,
                        const std::function<void(const audit_record&)>& each) {
  auto query = log.prepare("SELECT " + std::string{columns} + R"( FROM audit
    WHERE at >= ?1 AND at < ?2 AND (?3 = '' OR who = ?3) AND (?4 = '' OR what = ?4)
      AND (?5 = '' OR on_whom = ?5)
    ORDER BY number)");
  if (!query)
    return query.error();
  auto what = which.what ? name_of(*which.what) : std::string_view{};
  query->bind(1, ms_of(which.from)).bind(2, ms_of(which.before));
  query->bind(3, which.who).bind(4, what).bind(5, which.on);
  for (;;) {
    auto row = query->step();
    if (!row)
      return row.error();
    if (!*row)
      return {};
    auto r = record_in(*query);
    if (!r)
      return error{errc::internal,
                   "entry " + std::to_string(query->number(0)) + ": " + r.error().message};
    each(*r);
  }
}

result<audit_check> verify_audit(database& log) {
  auto head = beginning(log);
  if (!head)
    return head.error();
  auto query = log.prepare("SELECT " + std::string{columns} + " FROM audit ORDER BY number");
  if (!query)
    return query.error();
  auto noted = noted_head(log);
  if (!noted)
    return noted.error();
  audit_check check{*head, {}};
  auto broken = [&](std::uint64_t number, std::string why) {
    check.broken = "entry " + std::to_string(number) + " " + std::move(why);
    return check;
  };
  for (;;) {
    auto row = query->step();
    if (!row)
      return row.error();
    auto next = check.head.number + 1;
    if (!*row)
      return next > number_in(*noted) ? check : broken(next, "is missing, and all behind it");
    if (static_cast<std::uint64_t>(query->number(0)) != next)
      return broken(next, "is missing");
    auto r = record_in(*query);
    if (!r)
      return broken(next, "is damaged: " + r.error().message);
    if (r->hash != chained(check.head.hash, *r))
      return broken(next, "was changed: its hash does not fit it and the entry before");
    if (next == number_in(*noted) && text_of({next, r->hash}) != *noted)
      return broken(next, "is not the one that was noted: it was written anew");
    check.head = {r->number, r->hash};
  }
}

} // namespace earshot::store
