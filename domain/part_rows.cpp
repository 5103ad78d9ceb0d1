#include "domain/part_rows.hpp"

#include "domain/comments.hpp"

#include <algorithm>

namespace earshot {

namespace {

/// Follows who has the conversation, event by event.
class ownership {
public:
  /// Whose the message is; empty before the first seller.
  const user_id& owner(const message_added& m) const {
    return m.said.by.role == author_role::agent && !m.said.by.id.empty() ? m.said.by.id : agent_;
  }
  void see(const conversation_event& e) {
    if (auto* a = std::get_if<assigned>(&e))
      agent_ = a->agent;
    if (auto* t = std::get_if<transferred>(&e); t && !t->agent.empty())
      agent_ = t->agent; // in a queue it stays whose it was until somebody takes it
  }

private:
  user_id agent_;
};

part_row& row_of(std::vector<part_row>& rows, const user_id& seller) {
  auto it = std::find_if(rows.begin(), rows.end(),
                         [&](const part_row& r) { return r.part.seller == seller; });
  return it == rows.end() ? rows.front() : *it;
}

void count(part_row& row, const mention& m, bool by_customer) {
  auto it = std::find_if(row.mentions.begin(), row.mentions.end(), [&](const tracked_count& t) {
    return t.kind == m.kind && t.what == m.what;
  });
  if (it == row.mentions.end())
    it = row.mentions.insert(it, {m.kind, m.what, 0, 0});
  (by_customer ? it->by_customer : it->by_seller) += m.count;
}

void count(part_row& row, const message_added& m) {
  auto role = m.said.by.role;
  if (!m.found || role == author_role::bot)
    return;
  bool by_customer = role == author_role::customer;
  for (const mention& x : m.found->mentions)
    count(row, x, by_customer);
  auto asked = static_cast<std::uint32_t>(m.found->questions.size());
  (by_customer ? row.questions_by_customer : row.questions_by_seller) += asked;
}

} // namespace

std::vector<action_item> action_items_of(std::span<const event_ptr> events) {
  std::vector<action_item> items;
  ownership who;
  for (const event_ptr& e : events) {
    const conversation_event& what = of_conversation(*e);
    who.see(what);
    if (auto* m = std::get_if<message_added>(&what); m && m->found)
      for (const text_span& s : m->found->promises)
        items.push_back({static_cast<std::uint32_t>(items.size() + 1), m->said.message,
                         who.owner(*m), m->said.text.substr(s.begin, s.end - s.begin),
                         item_state::open});
    if (auto* set = std::get_if<action_item_marked>(&what); set && set->item <= items.size())
      items[set->item - 1].state = set->to;
  }
  return items;
}

std::vector<part_row> part_rows_of(std::span<const event_ptr> events,
                                   std::vector<seller_parts::part> parts) {
  std::vector<part_row> rows;
  for (seller_parts::part& p : parts)
    rows.push_back({.part = std::move(p)});
  if (rows.empty())
    return rows;
  ownership who;
  bool promised = false, commented = false;
  for (const event_ptr& e : events) {
    const conversation_event& what = of_conversation(*e);
    who.see(what);
    if (auto* m = std::get_if<message_added>(&what); m && m->found) {
      count(row_of(rows, who.owner(*m)), *m);
      promised |= !m->found->promises.empty();
    }
    commented |= std::holds_alternative<comment_added>(what);
  }
  if (promised)
    for (action_item& item : action_items_of(events))
      row_of(rows, item.seller).items.push_back(std::move(item));
  if (commented)
    for (const comment_now& c : comments_of(events))
      if (!c.deleted_at) {
        part_row& row = row_of(rows, c.what.seller);
        ++(c.what.shared ? row.comments_shared : row.comments_private);
      }
  return rows;
}

} // namespace earshot
