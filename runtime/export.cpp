#include "runtime/export.hpp"

#include "domain/audit.hpp"
#include "domain/comments.hpp"
#include "domain/conversation.hpp"
#include "domain/erasure.hpp"
#include "protocol/encode.hpp"
#include "protocol/json_writer.hpp"
#include "store/audit_chain.hpp"

#include <algorithm>
#include <memory>

namespace earshot::runtime {

namespace {

/// What each line means, for a reader who has nothing else.
void write_definitions(std::string& out, const customer_id& customer, time_point now) {
  constexpr std::pair<std::string_view, std::string_view> meanings[] = {
      {"conversation", "begins each conversation: how it stands now, its transcript included"},
      {"event", "what happened in it, in order: offset, at (UTC), kind, body"},
      {"opened", "the conversation began: queue, channel, the customer's id, name, attributes"},
      {"message", "what was said: author, text, language, score (-1 negative to 1 positive)"},
      {"sentiment", "mood over the customer's last six messages: level from very_negative to "
                    "very_positive, score, evidence (messages it rests on)"},
      {"note", "written by those who serve, for each other"},
      {"whisper", "between a supervisor and the agent"},
      {"comment", "by those who coach the agent"},
      {"assigned", "an agent took over"},
      {"status", "bot, open, active, waiting, wrap_up or closed"},
  };
  protocol::json_writer w(out);
  w.open_object().key("type").text("definitions").key("customer").text(customer);
  w.key("exported_at").time(now).key("meanings").open_object();
  for (auto& [name, meaning] : meanings)
    w.entry(name, meaning);
  w.close_object().close_object();
  out += '\n';
}

void write_conversation(std::string& out, const conversation_id& id, std::string_view epoch,
                        const std::vector<event_ptr>& events) {
  conversation c(id);
  for (auto& e : events)
    c.apply(e);
  const audience all{audience::kind::supervisor, true, no_score::none};
  out += R"({"type":"conversation","state":)";
  out += protocol::conversation_state(c, all, comments_of(c.events()));
  out += "}\n";
  for (auto& e : c.events()) {
    out += protocol::conversation_event_frame(c, epoch, *e, all, {.reads_comment = true});
    out += '\n';
  }
}

/// One conversation after the other, so that the log's thread serves others in between.
struct walk : std::enable_shared_from_this<walk> {
  store::event_log& log;
  std::vector<std::string> ids;
  std::string lines;
  std::function<void(std::string)> done;

  explicit walk(store::event_log& l) : log(l) {}

  void next() {
    if (ids.empty())
      return done(std::move(lines));
    auto id = std::move(ids.back());
    ids.pop_back();
    log.load(id, [self = shared_from_this(), id](const std::vector<event_ptr>& events) {
      if (!events.empty())
        write_conversation(self->lines, id, self->log.identity(), events);
      self->next();
    });
  }
};

} // namespace

void export_customer(store::event_log& log, const customer_id& customer, const user_id& who,
                     time_point now, std::function<void(std::string lines)> done) {
  log.note({now, who, act::exported, store::on_customer(log.identity(), customer), {}});
  auto is_theirs = [customer](const event& first) { return is_talk_of(first, customer); };
  auto w = std::make_shared<walk>(log);
  w->done = std::move(done);
  log.find(is_theirs, [w, customer, now](std::vector<std::string> ids) {
    if (ids.empty())
      return w->done({});
    std::sort(ids.begin(), ids.end(), std::greater<>());
    w->ids = std::move(ids);
    write_definitions(w->lines, customer, now);
    w->next();
  });
}

} // namespace earshot::runtime
