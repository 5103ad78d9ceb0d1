#include "protocol/encode_export.hpp"

#include "protocol/csv_writer.hpp"
#include "protocol/encode_history.hpp"
#include "protocol/encode_seller.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace earshot::protocol {

namespace {

using form = asked_export::form;
using rows = asked_export::rows;

struct column {
  std::string_view name;
  std::string_view means;
};

constexpr std::array columns_before_figures{
    column{"seller", "whose part of the conversation the row is about"},
    column{"conversation", "its id"},
    column{"customer", "the customer's id; erased where it was"},
    column{"queue", "where it arrived or went last"},
    column{"channel", "chat, sms, email, social or voice"},
    column{"subject_kind", "lead, deal, case: what the conversation is about"},
    column{"subject_id", "its id"},
    column{"opened_at", "when the conversation began, UTC"},
    column{"last_at", "the last message of this part, UTC: what the period goes by"},
    column{"closed_at", "empty: it goes on"},
    column{"level", "of the customer's mood, very_negative to very_positive; empty: not shown"},
    column{"outcome", "won, lost, solved, unsolved"},
    column{"basis", "ms: spoken, measured in time; words: written, measured in words"},
};

/// By `figure`.
constexpr std::array<std::string_view, figures_count> figures_mean{
    "T_seller / (T_seller + T_customer), T the durations of all turns, or their words; 0..1",
    "words of the seller's spoken turns a minute of them",
    "adjacent turns of different sides",
    "switches an hour, from the first turn's start to the last one's end",
    "mean of max(0, seller's start - customer's end) where the seller follows the customer, in ms; "
    "written: the reply time",
    "longest run of the customer's turns, in ms or words",
    "share of the customer's scored utterances above 0.1",
    "share of those within 0.1 of 0",
    "share of those below -0.1",
    "mean score of the first third of them, -1..1",
    "mean score of the last third",
    "sentiment_end - sentiment_start",
};

constexpr std::array columns_after_figures{
    column{"questions_by_customer", "sentences that ask, by the rules of docs/figures.md"},
    column{"questions_by_seller", "the same of the seller"},
    column{"action_items_open", "what the seller promised, still to do"},
    column{"action_items_done", "what is done of it"},
    column{"comments", "as far as the reader may see them"},
    column{"recording", "1: there is one"},
    column{"keywords", "tracked ones: name mentions by the customer/by the seller"},
    column{"competitors", "the same of competitors"},
};

constexpr std::array columns_of_figures{
    column{"seller", "whose period it is"},
    column{"figure", "its name; each is defined below"},
    column{"basis", "ms: of spoken conversations; words: of written ones; empty: of both"},
    column{"unit", "of mean and pooled"},
    column{"mean", "of the conversations' figures"},
    column{"pooled", "sums over sums; of switches the mean, of the monologue the longest"},
    column{"n", "conversations that have the figure"},
    column{"mean_before", "the same mean in the period before"},
};

/// Calls `visit` with every column of the file, then with what is defined besides.
template <class Visit>
void each_definition(const asked_export& asked, Visit visit) {
  auto figures = [&] {
    for (std::size_t i = 0; i < figures_count; ++i)
      visit(column{name_of(static_cast<figure>(i)), figures_mean[i]});
  };
  if (asked.as == form::csv && asked.of == rows::figures) {
    for (const column& c : columns_of_figures)
      visit(c);
    return figures();
  }
  for (const column& c : columns_before_figures)
    visit(c);
  figures();
  for (const column& c : columns_after_figures)
    visit(c);
}

void write_csv_names(std::string& out, const asked_export& asked) {
  csv_writer w(out);
  if (asked.of == rows::figures)
    for (const column& c : columns_of_figures)
      w.text(c.name);
  else
    each_definition(asked, [&](const column& c) { w.text(c.name); });
  w.end_line();
}

/// "invoice 2/1; refund 1/0"
std::string mentions_text(const history_entry& e, tracked kind, const tracked_names& tracked) {
  std::string all;
  each_mention(e, [&](enum tracked k, std::string_view what, std::uint32_t by_customer,
                      std::uint32_t by_seller) {
    if (k == kind && tracked.has(k, what))
      all += (all.empty() ? "" : "; ") + std::string(what) + " " + std::to_string(by_customer) + "/"
             + std::to_string(by_seller);
  });
  return all;
}

void write_csv_row(std::string& out, const history_entry& e, const exported_seller& from) {
  auto lvl = from.sees(e);
  csv_writer w(out);
  w.text(from.seller).text(e.conversation).text(e.customer).text(e.queue);
  w.text(name_of(e.channel)).text(e.subject_kind).text(e.subject_id);
  w.time(e.opened).time(e.last).time(e.closed).text(lvl ? name_of(*lvl) : "");
  w.text(e.outcome == outcome::none ? "" : name_of(e.outcome)).text(name_of(e.figures.basis));
  for (std::size_t i = 0; i < figures_count; ++i)
    w.number(value_of(static_cast<figure>(i), e.figures));
  const small_counts& n = e.counts;
  w.count(n.questions_by_customer).count(n.questions_by_seller);
  w.count(n.items_open).count(n.items_done);
  w.count(n.comments_shared + (from.private_comments ? std::uint64_t{n.comments_private} : 0));
  w.count(e.recorded ? 1 : 0).text(mentions_text(e, tracked::keyword, from.tracked));
  w.text(mentions_text(e, tracked::competitor, from.tracked)).end_line();
}

void write_figure_rows(std::string& out, const user_id& seller, const insights& i) {
  csv_writer w(out);
  for (std::size_t n = 0; n < figures_count; ++n) {
    auto f = static_cast<figure>(n);
    bool style = n < style_figures_count;
    for (basis b : {basis::ms, basis::words}) {
      auto now = i.now.of(f, b);
      if (!now || (!style && b == basis::words)) // moods know no basis
        continue;
      auto before = i.before ? i.before->of(f, b) : std::nullopt;
      w.text(seller).text(name_of(f)).text(style ? name_of(b) : "").text(unit_of(f, b));
      w.number(now->mean).number(now->pooled).count(now->n);
      w.number(before ? std::optional(before->mean) : std::nullopt).end_line();
    }
  }
}

/// The fields of a finished object behind others.
std::string line_of(std::string_view fields, std::string_view object) {
  std::string line(fields);
  line += ',';
  line += object.substr(1);
  line += '\n';
  return line;
}

std::string conversation_line(const history_entry& e, const exported_seller& from) {
  std::string fields;
  json_writer(fields)
      .open_object()
      .key("type")
      .text("conversation")
      .key("seller")
      .text(from.seller);
  return line_of(fields,
                 history_entry_json(e, {from.sees(e), from.private_comments, &from.tracked}));
}

} // namespace

std::optional<form> export_form_from(std::string_view name) {
  return name == "csv"     ? std::optional(form::csv)
         : name == "jsonl" ? std::optional(form::jsonl)
                           : std::nullopt;
}

std::optional<rows> export_rows_from(std::string_view name) {
  return name == "conversations" ? std::optional(rows::conversations)
         : name == "figures"     ? std::optional(rows::figures)
                                 : std::nullopt;
}

std::string export_head(std::string_view of, const insight_period& period, time_point now,
                        const asked_export& asked) {
  std::string out;
  if (asked.as == form::jsonl) {
    json_writer w(out);
    w.open_object().key("type").text("definitions").key("of").text(of);
    w.key("from").time(period.from).key("to").time(period.to).key("exported_at").time(now);
    w.key("definitions").open_object();
    each_definition(asked, [&](const column& c) { w.entry(c.name, c.means); });
    w.close_object().close_object();
    return out + "\n";
  }
  auto comment = [&](const std::string& line) { out += "# " + line + "\r\n"; };
  comment(std::string(of) + " from " + to_rfc3339(period.from) + " to " + to_rfc3339(period.to)
          + ", exported " + to_rfc3339(now));
  each_definition(
      asked, [&](const column& c) { comment(std::string(c.name) + ": " + std::string(c.means)); });
  write_csv_names(out, asked);
  return out;
}

std::string export_lines(const exported_seller& from, const asked_export& asked) {
  std::string out;
  auto figures = [&] { return insights_of(from.history, from.period, from.tracked); };
  if (asked.as == form::csv && asked.of == rows::figures) {
    write_figure_rows(out, from.seller, figures());
    return out;
  }
  std::vector<std::pair<time_point, std::string>> lines;
  from.history.each(from.period.from, from.period.to, [&](const history_entry& e) {
    auto& line = lines.emplace_back(e.last, std::string{}).second;
    if (asked.as == form::csv)
      write_csv_row(line, e, from);
    else
      line = conversation_line(e, from);
  });
  std::sort(lines.begin(), lines.end());
  if (asked.as == form::jsonl)
    out = line_of(R"({"type":"insights")", insights_json(from.seller, figures()));
  for (auto& [at, line] : lines)
    out += line;
  return out;
}

} // namespace earshot::protocol
