// Fills a data directory with a log as a server leaves it, to measure how long a start takes:
// conversations of twenty events, of which one in ten is still open. Usage: fill_log DIRECTORY
// [EVENTS]; then start `earshot serve --data-dir DIRECTORY` and wait for "listening".
#include "store/sqlite_log.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

using namespace earshot;
using namespace earshot::store;

constexpr int events_each = 20;
constexpr int open_one_in = 10;

class filler {
public:
  explicit filler(event_log& log) : log_{log} {}

  void queue() {
    append(std::string{directory_subject}, 1,
           directory_event{queue_defined{"support", "Support", {"mette"}, {"sofia"}, {english}}});
    append(std::string{directory_subject}, 2,
           directory_event{queue_configured{"support", policy_}});
  }

  void conversation(int n) {
    auto id = "conversation-" + std::to_string(n);
    opening o;
    o.queue = "support";
    o.connector = "webchat";
    o.customer = {"customer-" + std::to_string(n), "Ana Pérez", english, {}};
    o.policy = shared_policy_;
    append(id, 1, conversation_event{opened{std::move(o)}});
    append(id, 2, conversation_event{assigned{"mette", "webchat"}});
    for (std::uint32_t m = 1; m <= events_each - 3; ++m)
      append(id, m + 2, conversation_event{message(m, n)});
    if (n % open_one_in != 0)
      append(id, events_each, conversation_event{status_changed{status::closed, outcome::solved, {}}});
  }

private:
  static message_added message(std::uint32_t m, int n) {
    utterance said;
    said.message = m;
    bool customers = m % 2 == 1;
    said.by = {customers ? author_role::customer : author_role::agent,
               customers ? "customer-" + std::to_string(n) : "mette"};
    said.text = "I have been waiting for my parcel for two weeks now, can you tell me where it is?";
    said.at = at();
    said.lang = english;
    said.words = 18;
    if (customers)
      said.scored.score = -0.4211;
    return {std::move(said), {-0.41, no_score::none, level::negative, 3, false}};
  }

  static time_point at() { return time_point{milliseconds{1'790'000'000'000}}; }

  template <class What>
  void append(const std::string& subject, std::uint64_t offset, What what) {
    auto e = std::make_shared<event>();
    e->offset = offset;
    e->at = at();
    e->what = std::move(what);
    log_.append(subject, std::move(e));
    while (log_.backlog_bytes() > 16u << 20)
      ::usleep(1000);
  }

  event_log& log_;
  policy policy_{.version = 1, .sentiment = true};
  std::shared_ptr<const policy> shared_policy_ = std::make_shared<const policy>(policy_);
};

} // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: fill_log DIRECTORY [EVENTS]\n");
    return 64;
  }
  auto events = argc > 2 ? std::atoi(argv[2]) : 1'000'000;
  auto log = sqlite_log::open({argv[1]});
  if (!log) {
    std::fprintf(stderr, "%s\n", log.error().message.c_str());
    return 69;
  }
  filler fill{**log};
  fill.queue();
  for (int n = 1; n <= events / events_each; ++n)
    fill.conversation(n);
  (*log)->stop();
  std::printf("%llu events in %d conversations\n",
              static_cast<unsigned long long>((*log)->committed()), events / events_each);
}
