#include "protocol/encode_team.hpp"

#include "protocol/encode_seller.hpp"

namespace earshot::protocol {

namespace {

using overview = earshot::team_overview;

void write_reasons(json_writer& w, const std::vector<overview::reason>& reasons) {
  w.open_array();
  for (const auto& r : reasons) {
    w.open_object().key("rule").text(r.rule).key("figure").text(name_of(r.what));
    w.key("value").exact(r.value).key("team_median").exact(r.median);
    w.key("limit").exact(r.limit).key("conversations").open_array();
    for (const auto& c : r.conversations)
      w.text(c);
    w.close_array().close_object();
  }
  w.close_array();
}

void write_row(json_writer& w, const overview::row& r, const directory& d) {
  auto* p = d.find_person(r.seller);
  w.open_object().key("seller").text(r.seller);
  w.key("name").text_or_null(p ? p->name : "").key("mail").text_or_null(p ? p->mail : "");
  w.key("chat_url").text_or_null(p ? p->chat_url : "");
  w.key("conversations").number(r.figures.conversations());
  w.key("figures").open_object();
  for (std::size_t i = 0; i < figures_count; ++i) {
    auto f = static_cast<figure>(i);
    write_figure(w.key(name_of(f)), r.figures, f);
  }
  w.close_object().key("outcomes").open_object().key("given").number(r.with_outcome);
  w.key("won_or_solved").number(r.closed_well).close_object();
  w.key("enough").boolean(r.enough);
  write_reasons(w.key("may_need_coaching"), r.may_need_coaching);
  write_reasons(w.key("best_practice"), r.best_practice);
  w.close_object();
}

void write_differences(json_writer& w, const std::vector<overview::difference>& all) {
  w.open_array();
  for (const auto& x : all) {
    w.open_object().key("name").text(x.name).key("best").exact(x.best);
    w.key("others").exact(x.others).key("difference").exact(x.best - x.others);
    w.key("low").exact(x.low).key("high").exact(x.high).close_object();
  }
  w.close_array();
}

} // namespace

std::string median_json(const team_id& team, const insight_period& period, std::size_t sellers,
                        const std::array<std::optional<overview::spread>, figures_count>& medians) {
  std::string out;
  json_writer w(out);
  w.open_object().key("team").text(team).key("from").time(period.from).key("to").time(period.to);
  w.key("sellers").number(sellers).key("median").open_object();
  for (std::size_t i = 0; i < figures_count; ++i) {
    w.key(name_of(static_cast<figure>(i)));
    medians[i] ? w.exact(medians[i]->median) : w.null();
  }
  w.close_object().close_object();
  return out;
}

std::string overview_json(const team_id& team, const insight_period& period, const overview& o,
                          const directory& d) {
  std::string out;
  json_writer w(out);
  w.open_object().key("team").text(team).key("from").time(period.from).key("to").time(period.to);
  w.key("sellers").open_array();
  for (const auto& r : o.rows)
    write_row(w, r, d);
  w.close_array().key("team_figures").open_object();
  for (std::size_t i = 0; i < figures_count; ++i) {
    if (!o.team[i])
      continue;
    w.key(name_of(static_cast<figure>(i))).open_object();
    w.key("median").exact(o.team[i]->median);
    w.key("lower_quartile").exact(o.team[i]->lower_quartile);
    w.key("upper_quartile").exact(o.team[i]->upper_quartile);
    w.key("sellers").number(o.team[i]->sellers).close_object();
  }
  w.close_object().key("best").open_object().key("sellers").open_array();
  for (const user_id& s : o.best)
    w.text(s);
  w.close_array().key("chosen").text(o.best_by_hand ? "by_hand" : "by_outcome");
  write_differences(w.key("figures"), o.figures);
  write_differences(w.key("keywords"), o.keywords);
  w.close_object().close_object();
  return out;
}

} // namespace earshot::protocol
