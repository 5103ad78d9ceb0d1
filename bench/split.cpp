// Where the CPU of one chat message goes, layer by layer, each called directly with the same
// message: what the socket adds is the rest. Prints one JSON object, nanoseconds of this thread
// each:
//   split [MESSAGES]
#include "actors/conversation_actor.hpp"
#include "protocol/decode.hpp"
#include "runtime/outbox.hpp"
#include "sentiment/scorer.hpp"
#include "store/memory_log.hpp"

#include <fmt/format.h>

#include <time.h>

#include <string>
#include <vector>

namespace {

using namespace earshot;
constexpr std::string_view text = "Hello, my parcel is late again and I would like to know when it "
                                  "will finally be here.";

std::string frame() {
  return R"({"type":"command","id":"123","op":"conversation.message","args":{"conversation":"c1",)"
         R"("text":")"
         + std::string(text) + R"("}})";
}

/// Counts what would go to sessions.
struct sink final : actors::publisher {
  std::uint64_t frames = 0;
  actors::delivery last;

  void deliver(const actors::session_ref&, actors::delivery d) override {
    ++frames;
    last = std::move(d);
  }
  void resolved(const actors::session_ref&, const protocol::stream_name&, caf::actor) override {}
  void touched(caf::actor) override {}
  void row(row_ptr) override {}
  void directory_changed(directory_ptr) override {}
};

/// Runs what is sent at once, as an I/O thread does.
struct unit final : caf::execution_unit {
  using caf::execution_unit::execution_unit;
  void exec_later(caf::resumable* job) override {
    while (job->resume(this, 64) == caf::resumable::resume_later) {
    }
    caf::intrusive_ptr_release(job);
  }
};

double thread_cpu_ns() {
  timespec t{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) * 1e9 + static_cast<double>(t.tv_nsec);
}

/// Nanoseconds per call of `what`, after a few to warm up.
template <class What>
double cost(std::size_t n, What what) {
  for (std::size_t i = 0; i < n / 10; ++i)
    what();
  const auto began = thread_cpu_ns();
  for (std::size_t i = 0; i < n; ++i)
    what();
  return (thread_cpu_ns() - began) / static_cast<double>(n);
}

const viewer_ptr connector = std::make_shared<viewer>(viewer{"web", {role::connector}});
const viewer_ptr agent = std::make_shared<viewer>(viewer{"mette", {role::agent}});
const actors::origin from_connector{{0, 1}, "123", connector};

/// A conversation with an agent who follows it, ready for messages.
caf::actor served(caf::actor_system& system, unit& here, actors::environment& env,
                  const directory_ptr& d, bool sentiment) {
  auto made = system.spawn<actors::conversation_actor, caf::lazy_init>(env, conversation_id("c1"),
                                                                       d, std::vector<event_ptr>());
  auto tell = [&](auto m) { actors::tell_on(here, made, actors::to_conversation{std::move(m)}); };
  open_conversation open;
  open.conversation = "c1";
  open.queue = "q";
  open.customer.id = "u1";
  policy p;
  p.sentiment = sentiment;
  tell(actors::open_one{from_connector, {}, open, std::make_shared<policy>(p), {}});
  tell(actors::carry_out{from_connector, {}, assign_conversation{"c1", "mette"}, {}});
  tell(actors::follow{{{0, 2}, "1", agent}, 1, protocol::start_at_head{}, {}});
  return made;
}

} // namespace

int main(int argc, char** argv) {
  const auto n = static_cast<std::size_t>(argc > 1 ? std::stoi(argv[1]) : 200'000);
  const auto scorer = sentiment::make_scorer();
  const auto d = directory().with(queue_defined{"q", "Q", {"mette"}, {}, {}});
  const auto input = frame();

  const auto decode = cost(n, [&] { (void)protocol::decode(input); });
  caf::actor_system_config config;
  config.set("scheduler.max-threads", 1);
  caf::actor_system system(config);
  unit here(&system);
  actors::delivery delivered;
  const auto carry_out = [&](bool sentiment) {
    store::memory_log log(64 << 20);
    sink out;
    auto registry = system.spawn([]() -> caf::behavior {
      return {[](const actors::assigned_to&) {}, [](const actors::picture&) {}}; // all it hears
    });
    actors::environment env{out, log, *scorer, "e", "p", registry};
    env.routing = registry;
    auto conversation = served(system, here, env, d, sentiment);
    const auto whole = cost(n, [&] {
      add_message m;
      m.conversation = "c1";
      m.text = text;
      actors::tell_on(
          here, conversation,
          actors::to_conversation{actors::carry_out{from_connector, {}, std::move(m), {}}});
    });
    if (out.frames < 2 * n)
      throw std::logic_error("the messages did not arrive");
    delivered = out.last;
    for (auto* gone : {&conversation, &registry, &env.registry, &env.routing}) {
      caf::anon_send_exit(*gone, caf::exit_reason::kill);
      *gone = nullptr;
    }
    system.await_all_actors_done();
    return whole;
  };
  const auto actor = carry_out(false);
  const auto scored = carry_out(true);

  runtime::outbox gate(1 << 20);
  const auto gated = cost(n, [&] {
    for (int frames = 0; frames < 2; ++frames) { // the answer and the event
      gate.push(delivered);
      (void)gate.pop(delivered.rests_on);
    }
  });
  fmt::print("{{\"frame_bytes\":{},\"decode_ns\":{:.0f},\"actor_ns\":{:.0f},\"score_ns\":{:.0f},"
             "\"gate_ns\":{:.0f}}}\n",
             input.size(), decode, actor, scored - actor, gated);
}
