// What a million closed conversations of sellers cost in memory, and how long a period takes: the
// histories as seller actors hold them, made up from a seed, without a server around them. Prints
// one JSON object:  seller_history [SELLERS [CONVERSATIONS_EACH]]
#include "domain/seller_history.hpp"
#include "domain/seller_insights.hpp"
#include "domain/team_overview.hpp"
#include "protocol/encode_seller.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <random>

namespace {

using namespace earshot;

/// CPU time of this thread: what a query takes where nobody else is at work.
struct clock_type {
  using time_point = std::chrono::nanoseconds;
  static time_point now() {
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return std::chrono::seconds(t.tv_sec) + time_point(t.tv_nsec);
  }
};

constexpr std::int64_t now_ms = 1'795'000'000'000;
constexpr std::int64_t year_ms = 365LL * 86'400'000;
const char* const vocabulary[] = {"invoice", "delivery date", "refund",  "address", "contract",
                                  "card",    "password",      "account", "order",   "price",
                                  "balance", "appointment",   "branch",  "cheque",  "transfer"};

class maker {
public:
  explicit maker(std::uint32_t seed) : random_(seed) {}

  conversation_row row(std::size_t seller, std::size_t n) {
    conversation_row r;
    r.conversation = fmt::format("conversation-{}-{}", seller, n);
    r.queue = "support";
    auto o = std::make_shared<opening>();
    o->customer.id = fmt::format("customer-{}", pick(500'000));
    r.opened_with = std::move(o);
    auto last = now_ms - static_cast<std::int64_t>(pick(1'000'000)) * (year_ms / 1'000'000);
    r.opened_at = time_point{milliseconds{last - 600'000}};
    r.closed_at = time_point{milliseconds{last + 1'000}};
    r.position = n + 1;
    r.parts.push_back(part(last));
    return r;
  }

private:
  std::uint32_t pick(std::uint32_t most) {
    return std::uniform_int_distribution<std::uint32_t>{0, most}(random_);
  }

  part_row part(std::int64_t last) {
    part_row p;
    p.part.seller = "mette";
    p.part.last = time_point{milliseconds{last}};
    kpis& k = p.part.figures;
    k.customer_turns = 1 + pick(30);
    k.seller_turns = 1 + pick(30);
    k.customer_talk = 10 + pick(400);
    k.seller_talk = 10 + pick(400);
    k.switches = pick(40);
    k.length_ms = 1 + pick(900'000);
    k.pauses = 1 + pick(20);
    k.pauses_ms = pick(300'000);
    k.monologue = pick(120);
    k.sentiments = {pick(5), pick(9), pick(5)};
    k.sentiment_start = pick(2000) / 1000.0 - 1;
    k.sentiment_end = pick(2000) / 1000.0 - 1;
    for (std::uint32_t i = pick(3); i > 0; --i)
      p.mentions.push_back({tracked::keyword, vocabulary[pick(14)], 1 + pick(3), pick(2)});
    for (std::uint32_t i = pick(12); i > 0; --i)
      p.terms.push_back({vocabulary[pick(14)], 1 + pick(4)});
    return p;
  }

  std::mt19937 random_;
};

double ms_since(clock_type::time_point began) {
  return std::chrono::duration<double, std::milli>(clock_type::now() - began).count();
}

double percentile(std::vector<double> all, double q) {
  std::sort(all.begin(), all.end());
  return all[static_cast<std::size_t>(q * static_cast<double>(all.size() - 1))];
}

insight_period last_30_days() {
  insight_period p;
  p.to = time_point{milliseconds{now_ms}};
  p.from = p.to - std::chrono::hours(24 * 30);
  p.before = p.from - std::chrono::hours(24 * 30);
  for (auto t = p.from; t < p.to; t += std::chrono::hours(24))
    p.edges.push_back(t);
  return p;
}

seller_overview overview_part(const seller_history& h, std::size_t n, const insight_period& p) {
  seller_overview part{fmt::format("seller-{}", n), {}, {}};
  h.each(p.from, p.to, [&](const history_entry& e) {
    part.figures.add(e.figures);
    seller_overview::talk t{std::string(e.conversation), e.outcome, e.figures, {}};
    each_mention(e, [&](tracked, std::string_view what, std::uint32_t, std::uint32_t) {
      t.keywords.emplace_back(what);
    });
    part.talks.push_back(std::move(t));
  });
  return part;
}

} // namespace

int main(int argc, char** argv) {
  std::size_t sellers = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 1'000;
  std::size_t each = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 1'000;
  maker make(1);
  std::vector<seller_history> all(sellers);
  double folding_ms = 0;
  for (std::size_t s = 0; s < sellers; ++s)
    for (std::size_t n = 0; n < each; ++n) {
      auto row = make.row(s, n);
      auto began = clock_type::now();
      all[s].take(row, row.parts.front());
      folding_ms += ms_since(began);
    }
  std::size_t bytes = 0;
  for (const auto& h : all)
    bytes += h.closed_bytes();
  tracked_names names;
  names.keywords.insert(std::begin(vocabulary), std::end(vocabulary));
  auto period = last_30_days();
  std::vector<double> insights_ms;
  std::size_t json_bytes = 0;
  for (const auto& h : all) {
    auto began = clock_type::now();
    json_bytes += protocol::insights_json("mette", insights_of(h, period, names)).size();
    insights_ms.push_back(ms_since(began));
  }
  std::vector<user_id> best{"seller-0", "seller-1", "seller-2"};
  std::vector<double> overview_ms;
  std::size_t team = std::min<std::size_t>(50, sellers);
  for (int round = 0; round < 20; ++round) {
    auto began = clock_type::now();
    std::vector<seller_overview> parts;
    for (std::size_t s = 0; s < team; ++s)
      parts.push_back(overview_part(all[s], s, period));
    auto o = overview_of(std::move(parts), best);
    overview_ms.push_back(ms_since(began));
  }
  auto conversations = static_cast<double>(sellers * each);
  fmt::print("{{\"sellers\":{},\"conversations\":{},\"bytes_each\":{:.1f},\"update_us\":{:.3f},"
             "\"insights_ms\":{{\"p50\":{:.3f},\"p99\":{:.3f}}},\"overview_of\":{},"
             "\"overview_ms\":{{\"p50\":{:.1f},\"max\":{:.1f}}},\"json_bytes\":{}}}\n",
             sellers, sellers * each, static_cast<double>(bytes) / conversations,
             folding_ms * 1000 / conversations, percentile(insights_ms, 0.5),
             percentile(insights_ms, 0.99), team, percentile(overview_ms, 0.5),
             percentile(overview_ms, 1), json_bytes);
}
