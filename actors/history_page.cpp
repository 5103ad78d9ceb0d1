#include "actors/history_page.hpp"

#include "protocol/encode_history.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace earshot::actors {

namespace {

struct candidate {
  double key; ///< the sorted figure; without one, they come last
  std::string conversation;
};

/// A page's cursor: the key and the name of its last entry.
std::string cursor_of(const candidate& c) {
  char digits[40];
  auto end = std::to_chars(digits, digits + sizeof digits, c.key).ptr;
  return std::string(digits, end) + ':' + c.conversation;
}

std::optional<candidate> from_cursor(std::string_view cursor) {
  auto colon = cursor.find(':');
  if (colon == cursor.npos)
    return std::nullopt;
  candidate c{0, std::string(cursor.substr(colon + 1))};
  auto read = std::from_chars(cursor.data(), cursor.data() + colon, c.key);
  return read.ec == std::errc{} && read.ptr == cursor.data() + colon ? std::optional(c)
                                                                     : std::nullopt;
}

struct page_order {
  bool ascending;
  bool operator()(const candidate& a, const candidate& b) const {
    if (a.key != b.key)
      return ascending ? a.key < b.key : a.key > b.key;
    return a.conversation < b.conversation;
  }
};

} // namespace

result<std::string>
history_page(const seller_history& history, const insight_period& period,
             const protocol::ask_calls& asked, const tracked_names& tracked,
             const std::function<std::optional<level>(const history_entry&)>& sees,
             bool private_comments) {
  constexpr double last_of_all = std::numeric_limits<double>::max();
  auto after = from_cursor(asked.after);
  if (!asked.after.empty() && !after)
    return error{errc::invalid_field, "is no `next` of a page", "/args/after"};
  std::vector<candidate> all;
  history.each(period.from, period.to, [&](const history_entry& e) {
    if (!fits(asked.only, e, sees(e), private_comments))
      return;
    double key = static_cast<double>(e.last.time_since_epoch().count());
    if (asked.by)
      key = value_of(*asked.by, e.figures).value_or(asked.ascending ? last_of_all : -last_of_all);
    all.push_back({key, std::string(e.conversation)});
  });
  page_order order{asked.ascending};
  std::sort(all.begin(), all.end(), order);
  auto first = after ? std::upper_bound(all.begin(), all.end(), *after, order) : all.begin();
  auto last = first + std::min<std::ptrdiff_t>(asked.limit, all.end() - first);
  std::vector<std::string> entries;
  for (auto it = first; it != last; ++it)
    history.find(it->conversation, [&](const history_entry& e) {
      entries.push_back(protocol::history_entry_json(e, {sees(e), private_comments, &tracked}));
    });
  auto next = last == all.end() || first == last ? std::string{} : cursor_of(*std::prev(last));
  return protocol::history_result(entries, next, all.size());
}

} // namespace earshot::actors
