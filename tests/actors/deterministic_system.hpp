// Actors on CAF's deterministic scheduler: `run()` works off everything there is to do, one message
// after the other, and what was published is there to look at. No threads, no sockets, no clock.
#pragma once

#include "actors/conversation_actor.hpp"
#include "actors/eraser.hpp"
#include "actors/registry.hpp"
#include "actors/retention_actor.hpp"
#include "actors/routing_actor.hpp"
#include "store/memory_log.hpp"
#include "tests/domain/story.hpp"

#include <caf/scheduler/test_coordinator.hpp>
#include <nlohmann/json.hpp>

#include <map>
#include <random>
#include <set>

namespace earshot::testing {

using nlohmann::json;

/// Knows "good" and "bad", that what begins with "da:" is Danish, and that "[...]" is no word.
class plain_scorer final : public sentiment::scorer {
public:
  language language_of(std::string_view text, const sentiment::language_hints&) const override {
    return text.starts_with("da:") ? *language::parse("da") : english;
  }
  std::uint32_t words_in(std::string_view text) const override {
    return text.empty() || text.starts_with('[') ? 0 : 1;
  }
  sentiment::verdict score(std::string_view text, language) const override {
    sentiment::verdict v;
    if (words_in(text) == 0) {
      v.why_not = no_score::no_words;
      return v;
    }
    v.score = text.find("bad") != text.npos ? -0.8 : text.find("good") != text.npos ? 0.8 : 0.0;
    return v;
  }
  sentiment::explanation explain(std::string_view text, language l) const override {
    sentiment::explanation e;
    e.outcome = score(text, l);
    e.base = e.outcome.score.value_or(0);
    if (text.find("bad") != text.npos) {
      e.base = 0;
      e.words = {{"bad", *e.outcome.score}};
    }
    return e;
  }
  const std::vector<language>& languages() const override { return languages_; }

private:
  std::vector<language> languages_{english};
};

class recording_publisher final : public actors::publisher {
public:
  struct place {
    actors::session_ref session;
    caf::actor handle;
  };

  void deliver(const actors::session_ref& to, actors::delivery d) override {
    frames[to.session].push_back(json::parse(*d.frame));
    positions[to.session].push_back(d.rests_on);
  }
  void resolved(const actors::session_ref& to, const protocol::stream_name& stream,
                caf::actor handle) override {
    routes[{to.session, stream.text()}] = std::move(handle);
  }
  void touched(caf::actor conversation) override { changed.push_back(std::move(conversation)); }
  void row(row_ptr r) override { rows.push_back(std::move(r)); }
  void directory_changed(directory_ptr d) override { directory = std::move(d); }

  std::map<std::uint64_t, std::vector<json>> frames;
  std::map<std::uint64_t, std::vector<store::position>> positions;
  std::map<std::pair<std::uint64_t, std::string>, caf::actor> routes;
  std::vector<caf::actor> changed;
  std::vector<row_ptr> rows;
  directory_ptr directory;
};

class deterministic_system {
public:
  explicit deterministic_system(actors::replayed past = {}, retention keep = {})
      : keep_{std::move(keep)} {
    begin(std::move(past));
  }

  ~deterministic_system() { end(); }

  /// What a restart does: other actors on the same log.
  void begin_again(actors::replayed past) {
    end();
    system_.reset();
    begin(std::move(past));
  }

  void run() { scheduler().run(); }
  /// One message of one actor; false if there is nothing to do.
  bool step() { return scheduler().try_run_once(); }
  caf::scheduler::test_coordinator& scheduler() {
    return dynamic_cast<caf::scheduler::test_coordinator&>(system_->scheduler());
  }

  actors::origin from(std::uint64_t session, const viewer& who) {
    return {{0, session}, std::to_string(++requests_), std::make_shared<const viewer>(who)};
  }

  void direct(std::uint64_t session, const viewer& who, queue_command c, std::string key = {}) {
    actors::tell(env_.registry,
                 actors::change_directory{from(session, who), {key, 1}, std::move(c), at(0)});
  }

  void open(std::uint64_t session, const conversation_id& id, std::string key = {}) {
    open_conversation o;
    o.conversation = id;
    o.queue = "support";
    o.customer.id = "u7";
    actors::tell(env_.registry, actors::open_new{from(session, webchat), {key, 1}, o, at(0)});
  }

  caf::actor find(std::uint64_t session, const std::string& stream) {
    actors::tell(env_.registry, actors::find{{0, session}, *protocol::stream_name::parse(stream)});
    run();
    return out_.routes[{session, stream}];
  }

  void say(std::uint64_t session, const caf::actor& c, const std::string& text,
           const viewer& who = webchat) {
    add_message m;
    m.conversation = "c1";
    m.text = text;
    tell(session, who, c, m);
  }

  void tell(std::uint64_t session, const viewer& who, const caf::actor& c,
            conversation_command command, std::string key = {}, std::uint64_t body = 1) {
    actors::tell(c, actors::to_conversation{actors::carry_out{
                        from(session, who), {key, body}, std::move(command), at(++now_)}});
  }

  void follow(std::uint64_t session, const viewer& who, const caf::actor& c,
              protocol::start_point start = protocol::start_at_snapshot{}) {
    actors::tell(c, actors::to_conversation{
                        actors::follow{from(session, who), 1, std::move(start), at(now_)}});
  }
  /// The stream of a queue or a desk, from its snapshot on.
  void follow_stream(std::uint64_t session, const viewer& who, const caf::actor& stream) {
    actors::tell(stream,
                 actors::follow{from(session, who), 1, protocol::start_at_snapshot{}, at(now_)});
  }

  void pass(std::chrono::seconds time) { now_ += time.count(); }

  /// What the runtime does at the tick: rows of what changed, then the queues publish.
  void tick() {
    run();
    for (auto& c : std::exchange(out_.changed, {}))
      actors::tell(c, actors::to_conversation{actors::report{}});
    run();
    actors::tell(env_.registry, actors::rows{std::exchange(out_.rows, {})});
    actors::tell(env_.registry, actors::tick{at(now_)});
    run();
  }

  /// An office with one queue, sentiment as given, and one conversation in it.
  caf::actor office_with_conversation(bool sentiment) {
    direct(9, {"root", {role::admin}},
           create_queue{"support", "Support", {"mette"}, {"sofia"}, {english}});
    if (sentiment)
      direct(9, {"root", {role::admin}}, configure_queue{"support", true, {}, {}, {}});
    open(1, "c1");
    run();
    return find(1, "conversation/c1");
  }

  std::vector<json>& frames(std::uint64_t session) { return out_.frames[session]; }
  json last(std::uint64_t session) {
    return frames(session).empty() ? json{} : frames(session).back();
  }
  std::vector<json> events(std::uint64_t session) {
    std::vector<json> found;
    for (auto& f : frames(session))
      if (f["type"] == "event")
        found.push_back(f);
    return found;
  }

  recording_publisher& out() { return out_; }
  /// How often a start was told that nothing is left of interrupted erasures.
  int erasures_finished() const { return erasures_finished_; }
  store::memory_log& log() { return log_; }
  actors::environment& env() { return env_; }

private:
  struct config : caf::actor_system_config {
    config() {
      set("scheduler.policy", caf::atom("testing"));
      set("logger.console", caf::atom("none"));
    }
  };

  void end() {
    for (auto* a : {&env_.routing, &env_.registry, &env_.eraser, &env_.retention})
      caf::anon_send_exit(std::exchange(*a, {}), caf::exit_reason::user_shutdown);
    out_.routes.clear();
    out_.changed.clear();
    run();
  }

  void begin(actors::replayed past) {
    system_ = std::make_unique<caf::actor_system>(config_);
    env_.eraser = system_->spawn<actors::eraser_actor>(env_, std::move(past.erasures));
    env_.routing = system_->spawn<actors::routing_actor>(env_);
    env_.registry = system_->spawn<actors::registry_actor>(env_, std::move(past));
    env_.retention = system_->spawn<actors::retention_actor>(env_, keep_);
    actors::tell(env_.eraser, actors::finish_erasures{[this] { ++erasures_finished_; }});
    run();
  }

  retention keep_;
  recording_publisher out_;
  store::memory_log log_{1 << 30};
  plain_scorer scorer_;
  actors::environment env_{out_, log_, scorer_, "e1", "p1", {}};
  config config_;
  std::unique_ptr<caf::actor_system> system_;
  int requests_ = 0;
  int erasures_finished_ = 0;
  std::int64_t now_ = 0;
};

} // namespace earshot::testing
