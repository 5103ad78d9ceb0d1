#include "domain/seller_insights.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace earshot {

namespace {

struct view_hash : std::hash<std::string_view> {
  using is_transparent = void;
};
template <class T>
using by_text = std::unordered_map<std::string, T, view_hash, std::equal_to<>>;

template <class T>
T& at(by_text<T>& map, std::string_view key) {
  auto it = map.find(key);
  if (it == map.end())
    it = map.emplace(std::string(key), T{}).first;
  return it->second;
}

const std::string& name_in(const insights::tracked_total& t) { return t.what; }
const std::string& name_in(const insights::term_total& t) { return t.text; }

template <class Total, class Key>
void sort_by(std::vector<Total>& all, Key key) {
  std::sort(all.begin(), all.end(), [&](const Total& a, const Total& b) {
    return key(a) != key(b) ? key(a) > key(b) : name_in(a) < name_in(b);
  });
}
/// Collects what the visit of each entry of the period adds.
class collector {
public:
  collector(insights& out, const tracked_names& tracked) : out_(out), tracked_(tracked) {}

  void take(const history_entry& e) {
    out_.now.add(e.figures);
    out_.questions_by_customer += e.counts.questions_by_customer;
    out_.questions_by_seller += e.counts.questions_by_seller;
    out_.items_open += e.counts.items_open;
    out_.items_done += e.counts.items_done;
    auto edge =
        std::upper_bound(out_.over_time.begin(), out_.over_time.end(), e.last,
                         [](time_point t, const insights::bucket& b) { return t < b.from; });
    if (edge != out_.over_time.begin())
      std::prev(edge)->figures.add(e.figures);
    each_mention(e, [this](tracked kind, std::string_view what, std::uint32_t by_customer,
                           std::uint32_t by_seller) {
      if (!tracked_.has(kind, what))
        return;
      auto& t = at(kind == tracked::keyword ? keywords_ : competitors_, what);
      t.by_customer += by_customer;
      t.by_seller += by_seller;
      ++t.conversations;
    });
    each_term(e, [this](std::string_view term, std::uint32_t count) {
      auto& t = at(terms_, term);
      t.count += count;
      ++t.conversations;
    });
  }

  void finish() {
    out_.keywords = sorted(keywords_);
    out_.competitors = sorted(competitors_);
    for (auto& [text, t] : terms_)
      out_.terms.push_back({text, t.count, t.conversations});
    sort_by(out_.terms, [](const auto& t) { return t.count; });
    drop_parts_of_longer_terms();
    keep_untracked();
  }

private:
  struct term_sum {
    std::uint64_t count = 0;
    std::uint64_t conversations = 0;
  };

  static std::vector<insights::tracked_total> sorted(by_text<insights::tracked_total>& from) {
    std::vector<insights::tracked_total> all;
    for (auto& [what, t] : from) {
      all.push_back(t);
      all.back().what = what;
    }
    sort_by(all, [](const auto& t) { return t.by_customer + t.by_seller; });
    return all;
  }

  /// Reads no more terms than it takes to have enough.
  void keep_untracked() {
    std::vector<insights::term_total> kept;
    for (auto t = out_.terms.begin(); t != out_.terms.end() && kept.size() < insights::terms_max;
         ++t)
      if (!tracked_.cover(t->text))
        kept.push_back(std::move(*t));
    out_.terms = std::move(kept);
  }

  /// "delivery date" stands for "delivery" where that is hardly said without it.
  void drop_parts_of_longer_terms() {
    by_text<std::uint64_t> within;
    for (const auto& t : out_.terms)
      if (auto gap = t.text.find(' '); gap != std::string::npos && t.count > 1)
        for (auto word : {t.text.substr(0, gap), t.text.substr(gap + 1)})
          at(within, word) = std::max(at(within, word), t.count);
    std::erase_if(out_.terms, [&](const insights::term_total& t) {
      auto it = within.find(t.text);
      return it != within.end() && it->second * 10 >= t.count * 7;
    });
    std::erase_if(out_.terms, [&](const insights::term_total& t) {
      return t.count == 1 && t.text.find(' ') != std::string::npos;
    });
  }

  insights& out_;
  const tracked_names& tracked_;
  by_text<insights::tracked_total> keywords_, competitors_;
  by_text<term_sum> terms_;
};

} // namespace

tracked_names tracked_for(const user_id& seller, const directory& d) {
  tracked_names names;
  for (const auto& [team, t] : d.all_trackers()) {
    auto* of = d.find_team(team);
    if (!team.empty()
        && (!of || !std::binary_search(of->sellers.begin(), of->sellers.end(), seller)))
      continue;
    names.keywords.insert(t.keywords.begin(), t.keywords.end());
    for (const competitor& c : t.competitors)
      names.competitors.insert(c.name);
  }
  std::set<language> spoken{english};
  for (const auto& [id, q] : d.queues())
    spoken.insert(q.languages.begin(), q.languages.end());
  names.languages.assign(spoken.begin(), spoken.end());
  names.notices = d.what_to_notice();
  return names;
}

bool tracked_names::cover(std::string_view term) const {
  if (keywords.empty() && competitors.empty())
    return false;
  auto mentioned = [this](std::string_view text) {
    return notices && std::any_of(languages.begin(), languages.end(), [&](language lang) {
             auto found = notices->notice(text, lang, author_role::customer);
             return found
                    && std::any_of(found->mentions.begin(), found->mentions.end(),
                                   [this](const mention& m) { return has(m.kind, m.what); });
           });
  };
  auto gap = term.find(' ');
  bool by_a_part =
      gap != term.npos && (mentioned(term.substr(0, gap)) || mentioned(term.substr(gap + 1)));
  return keywords.contains(term) || (!by_a_part && mentioned(term));
}

std::optional<mood_share> mood_of(const period_figures& f) {
  auto positive = f.of(figure::sentiment_positive);
  if (!positive)
    return std::nullopt;
  return mood_share{positive->mean, f.of(figure::sentiment_neutral)->mean,
                    f.of(figure::sentiment_negative)->mean};
}

insights insights_of(const seller_history& history, insight_period period,
                     const tracked_names& tracked, const entry_test& wanted) {
  auto counts = [&](const history_entry& e) {
    return e.figures.any_turn() && (!wanted || wanted(e));
  };
  insights out;
  for (std::size_t i = 0; i < period.edges.size(); ++i)
    out.over_time.push_back(
        {period.edges[i], i + 1 < period.edges.size() ? period.edges[i + 1] : period.to, {}});
  out.period = std::move(period);
  if (out.period.before) {
    out.before.emplace();
    history.each(*out.period.before, out.period.from, [&](const history_entry& e) {
      if (counts(e))
        out.before->add(e.figures);
    });
  }
  collector collect(out, tracked);
  history.each(out.period.from, out.period.to, [&](const history_entry& e) {
    if (counts(e))
      collect.take(e);
  });
  collect.finish();
  return out;
}

std::string_view name_of(left_out why) {
  constexpr std::array<std::string_view, 6> names{
      "bot_only", "no_seller_side", "no_customer_side", "not_scored", "not_spoken", "too_short"};
  return names[static_cast<std::size_t>(why)];
}

namespace {

left_out reason_for(figure f, const history_entry& e) {
  const kpis& k = e.figures;
  if (!k.any_turn())
    return left_out::bot_only;
  if (static_cast<std::size_t>(f) >= style_figures_count)
    return k.customer_turns == 0 ? left_out::no_customer_side : left_out::not_scored;
  if (k.seller_turns == 0 && f != figure::longest_customer_monologue)
    return left_out::no_seller_side;
  if (k.customer_turns == 0 && f != figure::talking_speed)
    return left_out::no_customer_side;
  if (f == figure::talking_speed)
    return left_out::not_spoken;
  return left_out::too_short;
}

} // namespace

std::vector<figure_source> sources_of(const seller_history& history, figure f, time_point from,
                                      time_point to) {
  std::vector<figure_source> all;
  history.each(from, to, [&](const history_entry& e) {
    auto value = e.figures.any_turn() ? value_of(f, e.figures) : std::nullopt;
    all.push_back({std::string(e.conversation), e.last, value, e.figures.basis,
                   value ? left_out::bot_only : reason_for(f, e)});
  });
  std::sort(all.begin(), all.end(), [](const figure_source& a, const figure_source& b) {
    return a.last != b.last ? a.last > b.last : a.conversation < b.conversation;
  });
  return all;
}

} // namespace earshot
