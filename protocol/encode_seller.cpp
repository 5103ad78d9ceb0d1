#include "protocol/encode_seller.hpp"

#include <algorithm>

namespace earshot::protocol {

namespace {

constexpr std::array style{figure::talk_ratio, figure::talking_speed,
                           figure::switches,   figure::switches_per_hour,
                           figure::pause,      figure::longest_customer_monologue};

json_writer& value_or_null(json_writer& w, std::optional<double> x) {
  return x ? w.exact(*x) : w.null();
}

bool has_basis(figure f) {
  return f == figure::talk_ratio || f == figure::longest_customer_monologue;
}

void write_kpi(json_writer& w, figure f, const kpis& k) {
  w.key(name_of(f)).open_object();
  value_or_null(w.key("value"), value_of(f, k)).key("unit").text(unit_of(f, k.basis));
  if (has_basis(f))
    w.key("basis").text(name_of(k.basis));
  w.close_object();
}

void write_share(json_writer& w, const kpis& k) {
  w.key("sentiment_share").open_object().key("value");
  if (auto positive = value_of(figure::sentiment_positive, k))
    w.open_object()
        .key("positive")
        .exact(*positive)
        .key("neutral")
        .exact(*value_of(figure::sentiment_neutral, k))
        .key("negative")
        .exact(*value_of(figure::sentiment_negative, k))
        .close_object();
  else
    w.null();
  w.key("unit").text("share").close_object();
}

void write_entry(json_writer& w, const figure_value& v, figure f, basis b) {
  w.open_object().key("mean").exact(v.mean).key("pooled").exact(v.pooled).key("n").number(v.n);
  w.key("unit").text(unit_of(f, b));
  if (has_basis(f))
    w.key("basis").text(name_of(b));
}

void write_mood(json_writer& w, const period_figures& from) {
  auto m = mood_of(from);
  value_or_null(w.key("positive"), m ? std::optional(m->positive) : std::nullopt);
  value_or_null(w.key("neutral"), m ? std::optional(m->neutral) : std::nullopt);
  value_or_null(w.key("negative"), m ? std::optional(m->negative) : std::nullopt);
}

void write_trends(json_writer& w, const insights& i) {
  w.key("trends").open_object();
  for (std::size_t n = 0; n < figures_count && i.before; ++n) {
    auto f = static_cast<figure>(n);
    auto now = i.now.of(f);
    auto before = i.before->of(f, i.now.main_basis(f));
    w.key(name_of(f)).open_object();
    value_or_null(w.key("now"), now ? std::optional(now->mean) : std::nullopt);
    value_or_null(w.key("before"), before ? std::optional(before->mean) : std::nullopt);
    w.close_object();
  }
  w.close_object();
}

void write_tracked(json_writer& w, std::string_view name,
                   const std::vector<insights::tracked_total>& all) {
  w.open_array();
  for (const auto& t : all)
    w.open_object()
        .key(name)
        .text(t.what)
        .key("count")
        .number(t.by_customer)
        .key("by_seller")
        .number(t.by_seller)
        .key("conversations")
        .number(t.conversations)
        .close_object();
  w.close_array();
}

} // namespace

void write_kpis(json_writer& w, const kpis& k) {
  for (figure f : style)
    write_kpi(w, f, k);
  write_share(w, k);
  for (figure f : {figure::sentiment_start, figure::sentiment_end, figure::sentiment_trend})
    write_kpi(w, f, k);
}

void write_figure(json_writer& w, const period_figures& from, figure f) {
  auto b = from.main_basis(f);
  auto v = from.of(f, b);
  if (!v) {
    w.open_object().key("mean").null().key("pooled").null().key("n").number(0).close_object();
    return;
  }
  write_entry(w, *v, f, b);
  auto other = b == basis::ms ? basis::words : basis::ms;
  auto second =
      static_cast<std::size_t>(f) < style_figures_count ? from.of(f, other) : std::nullopt;
  if (second) { // words and milliseconds are never pooled together
    w.key("by_basis").open_object();
    write_entry(w.key(name_of(b)), *v, f, b);
    w.close_object();
    write_entry(w.key(name_of(other)), *second, f, other);
    w.close_object().close_object();
  }
  w.close_object();
}

std::string kpis_result(const conversation_id& c, const kpis& whole,
                        const std::vector<seller_parts::part>& parts) {
  std::string out;
  json_writer w(out);
  w.open_object().key("conversation").text(c);
  write_kpis(w, whole);
  w.key("parts").open_array();
  for (const auto& p : parts) {
    w.open_object().key("seller").text_or_null(p.seller);
    write_kpis(w, p.figures);
    w.close_object();
  }
  w.close_array().close_object();
  return out;
}

std::string insights_json(const user_id& seller, const insights& i) {
  std::string out;
  json_writer w(out);
  w.open_object().key("seller").text(seller).key("from").time(i.period.from);
  w.key("to").time(i.period.to).key("conversations").number(i.now.conversations());
  w.key("style").open_object();
  for (figure f : style)
    write_figure(w.key(name_of(f)), i.now, f);
  w.close_object().key("sentiment").open_object();
  write_mood(w, i.now);
  for (figure f : {figure::sentiment_start, figure::sentiment_end, figure::sentiment_trend}) {
    auto v = i.now.of(f);
    value_or_null(w.key(name_of(f).substr(10)), v ? std::optional(v->mean) : std::nullopt);
  }
  auto scored = i.now.of(figure::sentiment_positive);
  w.key("n").number(scored ? scored->n : 0).close_object();
  w.key("sentiment_over_time").open_array();
  for (const auto& b : i.over_time) {
    w.open_object().key("from").time(b.from).key("to").time(b.to);
    w.key("conversations").number(b.figures.conversations());
    write_mood(w, b.figures);
    w.close_object();
  }
  w.close_array();
  write_trends(w, i);
  write_tracked(w.key("keywords"), "text", i.keywords);
  write_tracked(w.key("competitors"), "name", i.competitors);
  w.key("frequent_terms").open_array();
  for (const auto& t : i.terms)
    w.open_object()
        .key("text")
        .text(t.text)
        .key("count")
        .number(t.count)
        .key("conversations")
        .number(t.conversations)
        .close_object();
  w.close_array().key("questions").open_object().key("by_customer").number(i.questions_by_customer);
  w.key("by_seller").number(i.questions_by_seller).close_object();
  w.key("action_items").open_object().key("open").number(i.items_open);
  w.key("done").number(i.items_done).close_object().close_object();
  return out;
}

namespace {

/// Those that have the figure, or those left out: the newest, as many as fit into an answer.
void write_sources(json_writer& w, std::string_view name, const std::vector<figure_source>& all,
                   bool with_value) {
  std::size_t total = 0;
  w.key(name).open_array();
  for (const auto& s : all) {
    if (s.value.has_value() != with_value || ++total > figure_sources_max)
      continue;
    w.open_object().key("conversation").text(s.conversation).key("at").time(s.last);
    if (with_value)
      w.key("value").exact(*s.value).key("basis").text(name_of(s.basis));
    else
      w.key("reason").text(name_of(s.why));
    w.close_object();
  }
  w.close_array().key(std::string(name) + "_total").number(total);
}

} // namespace

std::string figure_result(const user_id& seller, figure f, const std::vector<figure_source>& all) {
  std::string out;
  json_writer w(out);
  w.open_object().key("seller").text(seller).key("figure").text(name_of(f));
  write_sources(w, "conversations", all, true);
  write_sources(w, "left_out", all, false);
  w.close_object();
  return out;
}

std::string seller_snapshot(const stream_place& place, const std::string& insights) {
  std::string out;
  json_writer w(out);
  w.open_object().key("type").text("snapshot").key("stream").text(place.stream);
  w.key("epoch").text(place.epoch).key("offset").number(place.offset);
  w.key("state").raw(insights).close_object();
  return out;
}

std::string seller_event(const stream_place& place, std::string_view kind, std::string_view body) {
  std::string out;
  json_writer w(out);
  w.open_object().key("type").text("event").key("stream").text(place.stream);
  w.key("epoch").text(place.epoch).key("offset").number(place.offset).key("at").time(place.at);
  w.key("kind").text(kind).key("body").raw(body).close_object();
  return out;
}

} // namespace earshot::protocol
