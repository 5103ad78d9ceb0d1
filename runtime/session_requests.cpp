// What a signed-in user asks for, and the way of it to the actor that answers.
#include "runtime/session.hpp"

#include "actors/upkeep.hpp"
#include "protocol/encode_seller.hpp"
#include "runtime/refusals.hpp"

namespace earshot::runtime {

using protocol::stream_name;

namespace {

stream_name conversation_stream(const conversation_id& id) {
  return {stream_name::kind::conversation, id};
}

bool about_conversation(const protocol::ask_access& a) {
  using about = protocol::ask_access::about;
  return a.what == about::conversation || a.what == about::sentiment;
}

/// The answer where it needs no conversation, or where there is none of that name.
access_answer access_to(const viewer& who, const protocol::ask_access& a, const directory& d) {
  using about = protocol::ask_access::about;
  switch (a.what) {
  case about::queue: return access_to_queue(who, a.id, d);
  case about::seller: return access_to_seller(who, a.id, d);
  case about::op: return access_to_op(who, a.id);
  case about::conversation: return access_to_conversation(who, a.id, nullptr, d);
  case about::sentiment: return access_to_sentiment(who, a.id, nullptr, {}, d);
  }
  return {};
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

/// Also of readings: they are written down.
bool session::log_is_behind(const protocol::request_id& id) {
  if (shared_.env.log.backlog_bytes()
      <= static_cast<std::uint64_t>(shared_.options.log.log_backlog_bytes))
    return false;
  refuse(id,
         {.code = errc::overloaded, .message = "the log is behind, try again", .after_ms = 1000});
  return true;
}

bool session::begin_request(const protocol::request_id& id) {
  if (in_flight_ >= shared_.options.limits.in_flight) {
    refuse(id, {errc::too_many_in_flight,
                "wait for answers: " + std::to_string(in_flight_) + " requests are unanswered"});
    return false;
  }
  home_.answers().asked(number_, ++in_flight_ == 1, heard_);
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
  if (!right.to.allow(who_->roles)) {
    note_refusal(right.name, "forbidden", target_of(m));
    return refuse(m.id, {errc::forbidden, role_missing(right.name, right.to.roles(), who_->roles)});
  }
  if (log_is_behind(m.id) || !begin_request(m.id))
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
  } else if (auto* what = std::get_if<erase_command>(&m.args)) {
    actors::tell(shared_.env.eraser,
                 actors::erase{std::move(from), std::move(key), std::move(*what), now});
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
  const ask_right& right = right_of(m.asked);
  if (!right.to.concern(who_->roles))
    return refuse_unseen(m);
  const directory& d = *home_.current_directory();
  if (std::holds_alternative<protocol::ask_whoami>(m.what))
    return answer(m.id, protocol::whoami_result(*who_, d), d.position());
  if (std::holds_alternative<protocol::ask_queues>(m.what))
    return answer(m.id, protocol::queues_result(*who_, d), d.position());
  if (std::holds_alternative<protocol::ask_sellers>(m.what))
    return answer(m.id, protocol::sellers_result(*who_, d), d.position());
  if (auto* s = std::get_if<protocol::ask_score>(&m.what)) {
    language lang = s->lang ? *s->lang : shared_.env.scorer.language_of(s->text, {});
    return answer(m.id, protocol::score_result(shared_.env.scorer.explain(s->text, lang), lang));
  }
  if (auto* a = std::get_if<protocol::ask_access>(&m.what); a && !about_conversation(*a))
    return answer(m.id, protocol::access_result(access_to(*who_, *a, d)), d.position());
  if (auto* s = std::get_if<protocol::seller_query>(&m.what);
      s && !may_follow({stream_name::kind::seller, s->seller}))
    return refuse_unseen(m);
  if (!log_is_behind(m.id) && begin_request(m.id))
    send_query(origin_of(m.id, right.name), m);
}

/// Foreign, or nobody and nothing at all.
void session::refuse_unseen(const protocol::query& m) {
  const target about = target_of(m);
  note_refusal(right_of(m.asked).name, "not_found", about.text());
  refuse(m.id, about.missing());
}

void session::send_query(actors::origin from, protocol::query& m) {
  time_point now = wall_clock();
  if (auto* a = std::get_if<protocol::ask_access>(&m.what)) {
    stream_name to = conversation_stream(a->id);
    return pass_on(to, actors::explain_access{std::move(from), std::move(*a), now});
  }
  if (auto* h = std::get_if<protocol::ask_history>(&m.what)) {
    stream_name to = conversation_stream(h->conversation);
    return pass_on(to, actors::look_back{std::move(from), std::move(*h), now});
  }
  if (auto* w = std::get_if<protocol::ask_wall>(&m.what)) {
    stream_name to{stream_name::kind::queue, w->queue};
    return pass_on(to, actors::look_at_wall{std::move(from), std::move(*w), now});
  }
  if (auto* t = std::get_if<protocol::ask_median>(&m.what))
    return actors::tell(shared_.env.registry,
                        actors::ask_team_median{std::move(from), std::move(*t), now});
  if (auto* t = std::get_if<protocol::ask_team>(&m.what))
    return actors::tell(shared_.env.registry,
                        actors::ask_overview{std::move(from), std::move(*t), now});
  if (auto* s = std::get_if<protocol::seller_query>(&m.what)) {
    stream_name to{stream_name::kind::seller, s->seller};
    return pass_on(to, actors::ask_seller{std::move(from), std::move(*s), now});
  }
  if (auto* t = std::get_if<protocol::ask_transcript>(&m.what)) {
    stream_name to = conversation_stream(t->conversation);
    return pass_on(to, actors::look{std::move(from), actors::look::at::transcript, now, t->page});
  }
  using at = actors::look::at;
  at what = m.asked == ask::conversation        ? at::state
            : m.asked == ask::conversation_kpis ? at::figures
                                                : at::explanation;
  pass_on(conversation_stream(target_of(m).id), actors::look{std::move(from), what, now, {}});
}

// --- subscriptions
// -------------------------------------------------------------------------------------------

/// The roles, by the table; and whose a person's stream is, since such an actor is made when it is
/// first looked for. What else a right rests on the actor knows.
bool session::may_follow(const stream_name& s) const {
  if (!right_of(s.what).to.allow(who_->roles))
    return false;
  const bool own = s.id == who_->user;
  if (s.what == stream_name::kind::agent)
    return own;
  if (s.what != stream_name::kind::seller)
    return true;
  return own ? who_->roles.has(role::agent)
             : who_->roles.has(role::manager)
                   && home_.current_directory()->manages(who_->user, s.id);
}

void session::handle(protocol::subscribe& m) {
  if (!may_follow(m.stream)) {
    note_refusal("subscribe", "not_found", m.stream.text());
    return refuse(m.id, no_such("stream", m.stream.text(), "/stream"));
  }
  if (log_is_behind(m.id))
    return;
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
  bool here = stream.what == stream_name::kind::conversation;
  std::visit(
      [&]<class Message>(Message& message) {
        constexpr bool of_stream =
            std::is_same_v<Message, actors::follow> || std::is_same_v<Message, actors::unfollow>;
        constexpr bool elsewhere =
            std::is_same_v<Message,
                           actors::look_at_wall> || std::is_same_v<Message, actors::ask_seller>;
        if constexpr (elsewhere)
          actors::tell(to, std::move(message));
        else if (here)
          home_.tell_here(to, actors::to_conversation{std::move(message)});
        else if constexpr (of_stream)
          actors::tell(to, std::move(message));
      },
      m);
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
      note_refusal(f->from.asked, "not_found", stream.text());
      refuse(f->from.id, no_such("stream", stream.text(), "/stream"));
    } else if (auto* u = std::get_if<actors::unfollow>(&m)) {
      if (!u->from.id.empty())
        answer(u->from.id, {});
    } else if (auto* e = std::get_if<actors::explain_access>(&m)) {
      --in_flight_;
      const directory& d = *home_.current_directory();
      answer(e->from.id, protocol::access_result(access_to(*who_, e->what, d)), d.position());
    } else {
      --in_flight_;
      const auto& from =
          std::visit([](const auto& x) -> const actors::origin& { return x.from; }, m);
      note_refusal(from.asked, "not_found", stream.text());
      refuse(from.id, target_of(stream).missing());
    }
  }
}

} // namespace earshot::runtime
