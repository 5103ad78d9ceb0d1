#include "store/rows.hpp"

namespace earshot::store {

namespace {

std::int64_t ms_of(time_point t) { return t.time_since_epoch().count(); }

// The narrowest condition that an index serves stands first; "+" keeps the others from choosing
// one.
std::string query_for(const row_filter& which) {
  auto sql = std::string{"SELECT id, queue, customer, seller, last, bytes FROM conversations "
                         "WHERE last >= ?1 AND last < ?2"};
  if (!which.customer.empty())
    sql += " AND customer = ?3";
  if (!which.seller.empty())
    sql += which.customer.empty() ? " AND seller = ?4" : " AND +seller = ?4";
  if (!which.queue.empty())
    sql += " AND queue = ?5";
  sql += " ORDER BY last, number";
  return which.limit == 0 ? sql : sql + " LIMIT " + std::to_string(which.limit);
}

} // namespace

result<void> put(database& log, const stored_row& row) {
  auto upsert = log.prepare(R"(
    INSERT INTO conversations (id, queue, customer, seller, last, bytes)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6)
    ON CONFLICT (id) DO UPDATE SET queue = excluded.queue, customer = excluded.customer,
      seller = excluded.seller, last = excluded.last, bytes = excluded.bytes)");
  if (!upsert)
    return upsert.error();
  return upsert->bind(1, row.conversation)
      .bind(2, row.queue)
      .bind(3, row.customer)
      .bind(4, row.seller)
      .bind(5, ms_of(row.last))
      .bind_bytes(6, row.bytes)
      .run();
}

result<std::vector<stored_row>> find_rows(database& log, const row_filter& which) {
  auto query = log.prepare(query_for(which));
  if (!query)
    return query.error();
  query->bind(1, ms_of(which.from)).bind(2, ms_of(which.before));
  if (!which.customer.empty())
    query->bind(3, which.customer);
  if (!which.seller.empty())
    query->bind(4, which.seller);
  if (!which.queue.empty())
    query->bind(5, which.queue);
  std::vector<stored_row> rows;
  for (;;) {
    auto row = query->step();
    if (!row)
      return row.error();
    if (!*row)
      return rows;
    rows.push_back({std::string{query->text(0)}, std::string{query->text(1)},
                    std::string{query->text(2)}, std::string{query->text(3)},
                    time_point{milliseconds{query->number(4)}}, std::string{query->text(5)}});
  }
}

} // namespace earshot::store
