#include "bench/picture.hpp"

namespace earshot::bench {

using load::json_slice;

namespace {

/// `{"level":"negative",…}` -> negative; empty where there is no level.
std::string level_of(const std::string& sentiment) {
  return std::string(json_slice(sentiment).word("level"));
}

std::string word_in(const std::string& text) { return text.substr(1, text.size() - 2); }

/// The names in `counts` whose number is not how often they are in `truth`.
std::size_t wrong_counts(const json_slice& counts,
                         const std::map<std::string, std::uint64_t>& truth,
                         std::initializer_list<const char*> names) {
  std::size_t wrong = 0;
  for (const char* name : names) {
    auto known = truth.find(name);
    wrong += counts.number(name) != (known == truth.end() ? 0 : known->second);
  }
  return wrong;
}

} // namespace

void picture::begin(std::string_view state) {
  json_slice s(state);
  rows_.clear();
  std::string_view list = s.raw("conversations");
  for (std::size_t at = 0; (at = list.find(R"({"conversation":)", at)) != list.npos; ++at)
    take_row(json_slice(list.substr(at)));
  figures_ = s.raw("figures");
}

void picture::take_row(const json_slice& row) {
  std::string name(row.word("conversation"));
  if (row.raw("left").empty())
    rows_.insert_or_assign(std::move(name), wall_row::of(row));
  else
    rows_.erase(name);
}

std::size_t differences(const wall_rows& a, const wall_rows& b) {
  std::size_t wrong = 0;
  for (const auto& [name, row] : a)
    if (auto other = b.find(name); other == b.end() || other->second != row)
      ++wrong;
  for (const auto& [name, row] : b)
    wrong += !a.contains(name);
  return wrong;
}

std::size_t wrong_figures(const picture& p, const wall_rows& truth, std::uint64_t offered,
                          std::uint64_t accepted) {
  std::map<std::string, std::uint64_t> by_status, by_level;
  for (const auto& [name, row] : truth) {
    ++by_status[word_in(row.status)];
    if (auto level = level_of(row.sentiment); !level.empty())
      ++by_level[level];
  }
  json_slice f = p.figures();
  auto backlog = by_status["open"];
  return (f.number("offered") != offered) + (f.number("accepted") != accepted)
         + (f.number("abandoned") != 0) + (f.number("backlog") != backlog)
         + (offered != accepted + backlog)
         + wrong_counts(f.object("by_status"), by_status,
                        {"bot", "open", "active", "waiting", "wrap_up", "closed"})
         + wrong_counts(f.object("by_level"), by_level,
                        {"very_negative", "negative", "slightly_negative", "neutral",
                         "slightly_positive", "positive", "very_positive"});
}

} // namespace earshot::bench
