#include "domain/wall.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <tuple>

namespace earshot {

namespace {

/// A row's place in an order: lesser ones come first.
struct place {
  int rank = 0;
  std::int64_t since_ms = 0;
  std::string_view conversation;

  friend auto operator<=>(const place&, const place&) = default;
};

std::int64_t ms_of(time_point t) { return t.time_since_epoch().count(); }

place place_of(const conversation_row& r, const wall_view& view) {
  if (view.order == wall_order::opened)
    return {0, ms_of(r.opened_at), r.conversation};
  bool by_level =
      view.order == wall_order::risk && view.sees_mood && r.mood.why_not == no_score::none;
  return {by_level ? value_of(r.mood.lvl) : 0,
          ms_of(r.unanswered_since.value_or(time_point::max())), r.conversation};
}

/// Reads a number up to the next colon and goes beyond it.
template <class Int>
bool read(std::string_view& from, Int& to) {
  auto [end, ec] = std::from_chars(from.data(), from.data() + from.size(), to);
  if (ec != std::errc{} || end == from.data() + from.size() || *end != ':')
    return false;
  from.remove_prefix(static_cast<std::size_t>(end - from.data()) + 1);
  return true;
}

std::optional<place> parse(std::string_view s) {
  place p;
  if (!read(s, p.rank) || !read(s, p.since_ms) || !is_id(s))
    return std::nullopt;
  p.conversation = s;
  return p;
}

} // namespace

std::string cursor_after(const conversation_row& r, const wall_view& view) {
  place p = place_of(r, view);
  return std::to_string(p.rank) + ':' + std::to_string(p.since_ms) + ':'
         + std::string(p.conversation);
}

result<wall_page> page_of(const row_set& rows, const wall_view& view, std::size_t limit,
                          std::string_view after) {
  auto begin_after = after.empty() ? std::optional(place{}) : parse(after);
  if (!begin_after)
    return error{errc::invalid_field, "after must be the \"next\" of the page before, or left out",
                 "/args/after"};
  wall_page page;
  std::vector<std::pair<place, row_ptr>> left;
  for (const row_ptr& r : rows) {
    if (view.open_only && r->status != status::open)
      continue;
    ++page.total;
    place p = place_of(*r, view);
    if (after.empty() || p > *begin_after)
      left.emplace_back(p, r);
  }
  auto shown = std::min(limit, left.size());
  auto end = left.begin() + static_cast<std::ptrdiff_t>(shown);
  std::partial_sort(left.begin(), end, left.end(),
                    [](const auto& a, const auto& b) { return a.first < b.first; });
  for (auto it = left.begin(); it != end; ++it)
    page.rows.push_back(it->second);
  if (shown < left.size() && shown > 0)
    page.next = cursor_after(*left[shown - 1].second, view);
  return page;
}

} // namespace earshot
