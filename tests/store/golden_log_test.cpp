// The log of every released version reads as it always did: tests/golden/log-<version>.db, folded,
// is what log-<version>.state says. A new version is recorded with `test_store "[record]"`, which
// writes log-next.db and log-next.state beside them.
#include "domain/conversation.hpp"
#include "domain/directory.hpp"
#include "store/doctor.hpp"
#include "store/sqlite_log.hpp"
#include "tests/catch.hpp"
#include "tests/store/sample.hpp"

#include <map>
#include <sstream>

using namespace earshot;
using namespace earshot::store;

namespace {

const std::filesystem::path golden = std::filesystem::path{EARSHOT_SOURCE_DIR} / "tests/golden";

// --- the state, as text
// ----------------------------------------------------------------------------

std::string ms(time_point t) { return std::to_string(t.time_since_epoch().count()); }
template <class Optional>
std::string ms(const Optional& t) {
  return t ? ms(*t) : "-";
}

void print(std::ostream& out, const mood& m) {
  out << name_of(m.lvl) << ' ' << m.score << " evidence " << int{m.evidence} << " profanity "
      << m.profanity << " reason " << name_of(m.why_not);
}

void print(std::ostream& out, const policy& p) {
  out << "policy " << p.version << " sentiment " << p.sentiment << " multilingual "
      << p.multilingual << " by " << p.changed_by;
  if (p.wrap_up_s > 0)
    out << " wrap-up " << p.wrap_up_s;
  for (auto& at : {p.alerts.agent, p.alerts.supervisor})
    out << " alert " << (at ? name_of(*at) : "off");
  out << '\n';
}

void print(std::ostream& out, const conversation& c) {
  auto row = c.row();
  auto& o = c.opened_with();
  out << "conversation " << c.id() << ' ' << name_of(c.status()) << " offset " << c.offset()
      << " queue " << row.queue << " channel " << name_of(o.channel) << " agent " << c.agent()
      << '\n'
      << "  opened " << ms(row.opened_at) << " closed " << ms(row.closed_at) << " last "
      << ms(row.last_at) << " connector " << o.connector << " bot " << o.with_bot;
  if (auto& subject = *o.subject)
    out << " about " << subject->kind << ' ' << subject->id;
  if (auto* h = c.handing_over()) {
    out << "\n  offered " << (h->offer ? h->offer->agent : "-") << " until "
        << ms(h->offer ? std::optional{h->offer->expires} : std::nullopt) << " again "
        << (h->offer && h->offer->again) << " transfer "
        << (h->transfer ? h->transfer->queue + '/' + h->transfer->agent + " by " + h->transfer->by
                        : "-")
        << " lost " << ms(h->lost_at) << " wrap-up until " << ms(h->wrap_up_until);
    for (auto& [user, at] : h->passed)
      out << " passed " << user << ' ' << ms(at) << ' ' << name_of(h->ended);
    for (auto& t : h->former)
      out << " former " << t.agent << ' ' << t.until;
  }
  for (auto& skill : *o.skills)
    out << " skill " << skill;
  out << "\n  customer " << o.customer.id << " '" << o.customer.name << "' "
      << o.customer.lang.code();
  for (auto& [name, value] : *o.customer.attributes)
    out << ' ' << name << '=' << value;
  out << "\n  ";
  print(out, c.mood());
  out << " trend " << row.trend << " counts " << row.counts.positive << ' ' << row.counts.neutral
      << ' ' << row.counts.negative << "\n  ";
  print(out, c.policy());
  for (auto& e : c.events()) {
    if (e->key)
      out << "  key " << e->key->user << ' ' << e->key->key << ' ' << e->key->body << '\n';
    if (auto* n = std::get_if<note_added>(&of_conversation(*e)))
      out << "  note " << n->by << ": " << n->text << '\n';
    if (auto* m = std::get_if<message_added>(&of_conversation(*e))) {
      auto& u = m->said;
      auto scored = c.scoring_of(u);
      out << "  " << u.message << ' ' << name_of(u.by.role) << ' ' << u.by.id << " at " << ms(u.at)
          << ' ' << u.lang.code() << " words " << u.words << " start " << u.start_ms.value_or(-1)
          << " took " << u.duration_ms.value_or(-1) << " score " << scored.score.value_or(9) << ' '
          << name_of(scored.why_not) << ": " << u.text << '\n';
    }
  }
}

void print(std::ostream& out, const directory& d) {
  auto all = [&](const char* what, auto& ids) {
    out << ' ' << what;
    for (auto& id : ids)
      out << ' ' << id;
  };
  for (auto& [id, q] : d.queues()) {
    out << "queue " << id << " '" << q.name << "'";
    all("members", q.members);
    all("supervisors", q.supervisors);
    for (auto l : q.languages)
      out << ' ' << l.code();
    for (auto& [user, known] : q.skills)
      all(user.c_str(), known);
    out << "\n  ";
    print(out, q.policy);
  }
  for (auto& [id, t] : d.teams()) {
    out << "team " << id;
    all("managers", t.managers);
    all("sellers", t.sellers);
    out << '\n';
  }
}

std::string state_of(event_log& log) {
  auto d = std::make_shared<const directory>();
  std::map<std::string, conversation> conversations;
  auto whole = log.scan([&](position, std::string_view subject, event_ptr e) -> result<void> {
    if (subject == directory_subject) {
      d = d->with(std::get<directory_event>(e->what));
      return {};
    }
    auto id = std::string{subject};
    conversations.try_emplace(id, id).first->second.apply(std::move(e));
    return {};
  });
  whole.value();
  std::ostringstream out;
  print(out, *d);
  for (auto& [id, c] : conversations)
    print(out, c);
  return out.str();
}

// --- the recording: every kind of event, every member away from its default
// -------------------------

class recording {
public:
  explicit recording(event_log& log) : log_{log} {}

  template <class Event>
  void add(std::string subject, Event what, std::unique_ptr<const key_use> key = {}) {
    auto e = std::make_shared<event>();
    e->offset = ++offsets_[subject];
    e->at = time_point{milliseconds{1'795'000'000'000 + 1000 * ++seconds_}};
    if constexpr (std::is_constructible_v<directory_event, Event>)
      e->what = directory_event{std::move(what)};
    else
      e->what = conversation_event{std::move(what)};
    e->key = std::move(key);
    log_.append(subject, e);
  }

  message_added said(author by, std::string text, scoring scored, mood after) {
    utterance u;
    u.message = ++messages_;
    u.by = std::move(by);
    u.text = std::move(text);
    u.at = time_point{milliseconds{1'795'000'000'500 + 1000 * seconds_}};
    u.lang = *language::parse("da");
    u.words = 7;
    u.scored = scored;
    return {std::move(u), after};
  }

private:
  event_log& log_;
  std::map<std::string, std::uint64_t> offsets_;
  std::int64_t seconds_ = 0;
  std::uint32_t messages_ = 0;
};

void record_all(event_log& log) {
  recording r{log};
  const std::string directory{directory_subject};
  const policy on{2, true, true, {level::slightly_negative, std::nullopt}, "sofie"};
  r.add(directory,
        queue_defined{"support",
                      "Kundeservice",
                      {"mette", "per"},
                      {"sofie"},
                      {*language::parse("da"), english},
                      "Europe/Copenhagen",
                      {{"mette", {"da", "billing"}}}},
        std::make_unique<const key_use>(key_use{"admin", "q-1", 0xFEEDFACE12345678}));
  r.add(directory, queue_configured{"support", {1, true, false, {}, "sofie"}});
  r.add(directory, team_defined{"north", {"hanne"}, {"mette", "per"}});

  opening o;
  o.queue = "support";
  o.connector = "webchat";
  o.channel = channel::voice;
  o.customer = {"u7", "Ana Æbelø", *language::parse("da"),
                attribute_list{{"plan", "gold"}, {"since", "2019"}}};
  o.subject = std::optional(subject{"deal", "D-17"});
  o.with_bot = true;
  o.policy = std::make_shared<policy>(
      policy{1, true, false, {level::negative, level::very_negative}, "sofie"});
  r.add("c1", opened{o}, std::make_unique<const key_use>(key_use{"webchat", "open-1", 17}));
  r.add("c1", r.said({author_role::bot, "helper"}, "Hej, hvad kan jeg hjælpe med?", {}, {}));
  auto first = r.said({author_role::customer, "u7"}, "Min pakke er væk!",
                      {-0.52, no_score::none, false, false},
                      {-0.52, no_score::none, level::negative, 1, false});
  first.said.start_ms = 1200;
  first.said.duration_ms = 900;
  r.add("c1", std::move(first), std::make_unique<const key_use>(key_use{"webchat", "m-2", ~0ull}));
  r.add("c1", escalated{});
  r.add("c1", assigned{"mette", "sofie"});
  r.add("c1", note_added{"mette", "Has waited for two weeks."});
  r.add("c1", r.said({author_role::customer, "u7"}, "What the hell",
                     {{}, no_score::multilingual_off, true, false},
                     {-0.52, no_score::none, level::negative, 1, true}));
  r.add("c1", policy_applied{on,
                             {{3, english, {-0.8, no_score::none, true, true}}},
                             {-0.67, no_score::none, level::very_negative, 2, true}});
  r.add("c1", status_changed{status::closed, outcome::solved, "mette"});
  opening second = o;
  second.channel = channel::chat;
  second.with_bot = false;
  second.subject = {};
  second.skills = std::vector<std::string>{"billing"};
  r.add("c2", opened{second});
  r.add("c2", offered{"per", time_point{milliseconds{1'795'000'100'000}}, false});
  r.add("c2", offer_ended{"per", offer_end::timed_out});

  opening third = second;
  third.skills = {};
  r.add("c3", opened{third});
  r.add("c3", assigned{"per", "per"});
  r.add("c3", agent_lost{"per"});
  r.add("c3", agent_back{"per"});
  r.add("c3", agent_lost{"per"});
  r.add("c3", offered{"mette", time_point{milliseconds{1'795'000'200'000}}, true});
  r.add("c3", transfer_asked{"support", "", "sofie"});
  r.add("c3", transferred{"billing", "mette", "mette",
                          std::make_shared<const policy_applied>(
                              policy_applied{{4, true, false, {}, "sofie", {}, 30}, {}, {}, {}})});
  r.add("c3", transfer_asked{"", "per", "mette"});
  r.add("c3", status_changed{status::wrap_up, outcome::won, "mette",
                             time_point{milliseconds{1'795'000'300'000}}});
  r.add("c4", opened{third});
  r.add("c4", assigned{"per", "per"});
  r.add("c4", transfer_asked{"", "mette", "per"});
  r.add("c4", offered{"mette", time_point{milliseconds{1'795'000'400'000}}, false});
}

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

} // namespace

TEST_CASE("Every recorded log folds to the state it was recorded with") {
  auto logs = 0;
  for (auto& file : std::filesystem::directory_iterator{golden}) {
    if (file.path().extension() != ".db")
      continue;
    ++logs;
    CAPTURE(file.path().filename().string());
    temporary_directory dir;
    std::filesystem::copy_file(file.path(), dir / "earshot.db");
    auto log = sqlite_log::open({dir.path().string()}).value();
    auto state = file.path();
    CHECK(state_of(*log) == text_of(state.replace_extension(".state")));
  }
  CHECK(logs > 0);
}

TEST_CASE("A log of an older schema is read, and brought up to date when it is written to") {
  temporary_directory dir;
  std::filesystem::copy_file(golden / "log-0.1.0.db", dir / "earshot.db");
  auto path = dir.path().string();
  { // as its writer entered events once there were enough
    auto old = database::open(dir / "earshot.db", database::access::write).value();
    REQUIRE(old.number("PRAGMA user_version").value() == 1);
    auto entered =
        old.run("INSERT INTO transcripts SELECT subject, offset, position FROM events;"
                "INSERT OR REPLACE INTO about SELECT 'indexed', max(position) FROM events");
    REQUIRE(entered.has_value());
  }
  const auto before = doctor(path, /*repair=*/false).value();
  CHECK(before.damage.empty());
  CHECK(before.events > 20);
  {
    auto log = sqlite_log::open({path}).value();
    REQUIRE(loaded(*log, "c1").size() > 5); // by the rows of the older schema
    log->append("c1", note(loaded(*log, "c1").size() + 1));
    log->remove({"c2"}, [] {}); // enters what is newer
    flush(*log);
    CHECK(offsets_of(*log, "c1").size() == loaded(*log, "c1").size());
    CHECK(loaded(*log, "c2").empty());
  }
  const auto after = doctor(path, /*repair=*/false).value();
  CHECK(after.damage.empty());
  CHECK(after.events < before.events);
}

TEST_CASE("Records the golden log of this version", "[.record]") {
  temporary_directory dir;
  auto log = sqlite_log::open({dir / "data"}).value();
  record_all(*log);
  log.reset();
  std::filesystem::copy_file(dir / "data/earshot.db", golden / "log-next.db",
                             std::filesystem::copy_options::overwrite_existing);
  log = sqlite_log::open({dir / "data"}).value();
  std::ofstream{golden / "log-next.state", std::ios::binary} << state_of(*log);
}
