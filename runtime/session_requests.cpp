// What a signed-in user asks for, and the way of it to the actor that answers.
#include "runtime/session.hpp"

namespace earshot::runtime {

using protocol::stream_name;

namespace {

std::string roles_text(role_set roles) {
  std::string text;
  for (role r : all_roles)
    if (roles.has(r))
      text += (text.empty() ? "" : " or ") + std::string(name_of(r));
  return text.empty() ? "no role" : text;
}

error not_allowed(const op_right& right, role_set has) {
  return {errc::forbidden, std::string(right.name) + " needs the role " + roles_text(right.roles)
                               + "; you have " + roles_text(has)};
}

stream_name conversation_stream(const conversation_id& id) {
  return {stream_name::kind::conversation, id};
}

const conversation_id& target_of(const conversation_command& c) {
  return std::visit([](const auto& x) -> const conversation_id& { return x.conversation; }, c);
}

/// What a command is about, as the audit log writes it.
std::string target_of(const protocol::command& m) {
  if (auto* open = std::get_if<open_conversation>(&m.args))
    return on_conversation(open->conversation);
  if (auto* queue = std::get_if<queue_command>(&m.args))
    return on_target(*queue);
  return on_conversation(target_of(std::get<conversation_command>(m.args)));
}

} // namespace

actors::origin session::origin_of(protocol::request_id id, std::string_view asked) const {
  return {{home_.index(), number_}, std::move(id), who_, asked};
}

void session::note_refusal(std::string_view asked, std::string_view why, std::string on) {
  home_.count().refused.add();
  shared_.env.audit.refused({wall_clock(), who_->user, act::refused, std::move(on),
                             std::string(asked).append(": ").append(why)});
}

void session::note_failed_sign_in(std::string_view how) {
  shared_.env.audit.refused({wall_clock(), who_ ? who_->user : user_id{}, act::refused,
                             "address/" + address_, std::string(how) + ": unauthenticated"});
}

bool session::begin_request(const protocol::request_id& id) {
  if (in_flight_ >= shared_.options.limits.in_flight) {
    refuse(id, {errc::too_many_in_flight,
                "wait for answers: " + std::to_string(in_flight_) + " requests are unanswered"});
    return false;
  }
  ++in_flight_;
  return true;
}

// --- requests
// --------------------------------------------------------------------------------------------

void session::handle(protocol::hello&) {
  refuse_bad({{}, {errc::bad_message, "hello was said already"}});
}

void session::handle(protocol::ping& m) { reply(protocol::pong(m.n)); }

void session::handle(protocol::renew_token& m) {
  auto who = shared_.verifier.verify(m.token, wall_clock());
  if (!who || who->user != who_->user || who->roles != who_->roles)
    note_failed_sign_in("token");
  if (!who)
    return refuse(m.id, who.error());
  if (who->user != who_->user)
    return refuse(m.id, {errc::unauthenticated, "the token is for another user", "/token"});
  if (who->roles != who_->roles)
    return refuse(m.id,
                  {errc::unauthenticated,
                   "the token has other roles than this session; connect anew with it", "/token"});
  expires_ = end_of(*who);
  expiry_told_ = false;
  answer(m.id, {});
}

void session::handle(protocol::command& m) {
  const op_right& right = right_of(m.what);
  if (!right.roles.has_any(who_->roles)) {
    note_refusal(right.name, "forbidden", target_of(m));
    return refuse(m.id, not_allowed(right, who_->roles));
  }
  if (shared_.env.log.backlog_bytes()
      > static_cast<std::uint64_t>(shared_.options.log.log_backlog_bytes))
    return refuse(
        m.id,
        {.code = errc::overloaded, .message = "the log is behind, try again", .after_ms = 1000});
  if (!begin_request(m.id))
    return;
  home_.count().commands.add();
  send_command(origin_of(std::move(m.id), right.name), m);
}

void session::send_command(actors::origin from, protocol::command& m) {
  actors::command_key key{std::move(m.key), m.body};
  time_point now = wall_clock();
  if (auto* open = std::get_if<open_conversation>(&m.args)) {
    actors::tell(shared_.env.registry,
                 actors::open_new{std::move(from), std::move(key), std::move(*open), now});
  } else if (auto* queue = std::get_if<queue_command>(&m.args)) {
    actors::tell(shared_.env.registry,
                 actors::change_directory{std::move(from), std::move(key), std::move(*queue), now});
  } else if (auto* presence = std::get_if<set_presence>(&m.args)) {
    actors::tell(shared_.env.routing,
                 actors::change_presence{std::move(from), std::move(key), *presence, now});
  } else {
    auto& command = std::get<conversation_command>(m.args);
    stream_name to = conversation_stream(target_of(command));
    pass_on(to, actors::carry_out{std::move(from), std::move(key), std::move(command), now});
  }
}

void session::handle(protocol::query& m) {
  const directory& d = *home_.current_directory();
  if (std::holds_alternative<protocol::ask_whoami>(m.what))
    return answer(m.id, protocol::whoami_result(*who_, d));
  if (std::holds_alternative<protocol::ask_queues>(m.what))
    return answer(m.id, protocol::queues_result(*who_, d));
  if (auto* s = std::get_if<protocol::ask_score>(&m.what)) {
    language lang = s->lang ? *s->lang : shared_.env.scorer.language_of(s->text, {});
    return answer(m.id, protocol::score_result(shared_.env.scorer.explain(s->text, lang), lang));
  }
  if (!begin_request(m.id))
    return;
  auto* state = std::get_if<protocol::ask_conversation>(&m.what);
  auto at = state ? actors::look::at::state : actors::look::at::explanation;
  auto& id = state ? state->conversation : std::get<protocol::ask_explain>(m.what).conversation;
  auto asked = state ? "conversation" : "sentiment.explain";
  pass_on(conversation_stream(id),
          actors::look{origin_of(std::move(m.id), asked), at, wall_clock()});
}

// --- subscriptions
// -------------------------------------------------------------------------------------------

void session::handle(protocol::subscribe& m) {
  using kind = stream_name::kind;
  bool foreign_desk = m.stream.what == kind::agent && m.stream.id != who_->user;
  if (foreign_desk)
    note_refusal("subscribe", "not_found", m.stream.text());
  if (foreign_desk || m.stream.what == kind::seller)
    return refuse(m.id, {errc::not_found, "no stream '" + m.stream.text() + "'", "/stream"});
  for (auto& [number, s] : subscriptions_)
    if (s.stream == m.stream) {
      end_subscription(number); // subscribing again starts anew
      break;
    }
  auto limit = static_cast<std::size_t>(shared_.options.limits.subscriptions);
  if (subscriptions_.size() >= limit)
    return refuse(m.id, {errc::too_many_subscriptions,
                         "a session follows at most " + std::to_string(limit) + " streams"});
  std::uint32_t number = ++last_subscription_;
  subscriptions_.emplace(number, subscription{m.stream, {}, 0});
  home_.count().subscriptions.add();
  pass_on(m.stream, actors::follow{origin_of(std::move(m.id), "subscribe"), number,
                                   std::move(m.from), wall_clock()});
}

void session::handle(protocol::unsubscribe& m) {
  for (auto& [number, s] : subscriptions_)
    if (s.stream == m.stream) {
      pass_on(m.stream, actors::unfollow{origin_of(std::move(m.id)), number});
      return end_subscription(number);
    }
  refuse(m.id, {errc::not_found, "you do not follow '" + m.stream.text() + "'", "/stream"});
}

void session::end_subscription(std::uint32_t number) {
  home_.count().subscriptions.sub(subscriptions_.erase(number));
}

// --- the way to actors
// -----------------------------------------------------------------------------------------

void session::pass_on(const stream_name& to, outgoing m) {
  if (auto waiting = unrouted_.find(to); waiting != unrouted_.end()) {
    waiting->second.push_back(std::move(m)); // behind what waits for the same actor
    return;
  }
  if (auto known = routes_.find(to); known != routes_.end()) {
    if (auto handle = caf::actor_cast<caf::actor>(known->second))
      return hand_over(handle, to, std::move(m));
    routes_.erase(known);
  }
  unrouted_[to].push_back(std::move(m));
  actors::tell(shared_.env.registry, actors::find{{home_.index(), number_}, to});
}

void session::hand_over(const caf::actor& to, const stream_name& stream, outgoing m) {
  if (auto* f = std::get_if<actors::follow>(&m))
    if (auto it = subscriptions_.find(f->subscription); it != subscriptions_.end())
      it->second.keeps = to;
  if (stream.what == stream_name::kind::conversation)
    std::visit(
        [&](auto& message) { home_.tell_here(to, actors::to_conversation{std::move(message)}); },
        m);
  else if (auto* f = std::get_if<actors::follow>(&m))
    actors::tell(to, std::move(*f));
  else
    actors::tell(to, std::move(std::get<actors::unfollow>(m)));
}

void session::resolved(const stream_name& stream, const caf::actor& handle) {
  auto node = unrouted_.extract(stream);
  if (node.empty())
    return;
  if (!handle)
    return refuse_all(stream, std::move(node.mapped()));
  if (routes_.size() >= static_cast<std::size_t>(shared_.options.limits.routes))
    routes_.clear();
  routes_.insert_or_assign(stream, caf::actor_cast<caf::weak_actor_ptr>(handle));
  for (outgoing& m : node.mapped())
    hand_over(handle, stream, std::move(m));
}

void session::refuse_all(const stream_name& stream, std::vector<outgoing> waiting) {
  for (outgoing& m : waiting) {
    if (auto* f = std::get_if<actors::follow>(&m)) {
      end_subscription(f->subscription);
      refuse(f->from.id, {errc::not_found, "no stream '" + stream.text() + "'", "/stream"});
    } else if (auto* u = std::get_if<actors::unfollow>(&m)) {
      if (!u->from.id.empty())
        answer(u->from.id, {});
    } else {
      --in_flight_;
      const auto& from = std::holds_alternative<actors::carry_out>(m)
                             ? std::get<actors::carry_out>(m).from
                             : std::get<actors::look>(m).from;
      refuse(from.id,
             {errc::not_found, "no conversation '" + stream.id + "'", "/args/conversation"});
    }
  }
}

} // namespace earshot::runtime
