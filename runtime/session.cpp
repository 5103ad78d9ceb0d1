#include "runtime/session.hpp"

#include <fmt/format.h>

namespace earshot::runtime {

using actors::delivery;
using protocol::close_code;
using std::chrono::milliseconds;

namespace {

std::string sign_in_detail(role_set roles, const std::string& address) {
  std::string text = "from " + address + " as";
  for (role r : all_roles)
    if (roles.has(r))
      text.append(" ").append(name_of(r));
  return text;
}

} // namespace

session::session(io_thread& home, std::optional<identity> known, std::string address)
    : home_(home), shared_(home.shared()), number_(home.next_session_id()),
      address_(std::move(address)), known_(std::move(known)),
      outbox_(static_cast<std::size_t>(shared_.options.limits.outbox_bytes)) {}

time_point session::end_of(const identity& who) const {
  const std::chrono::seconds skew(shared_.options.auth.clock_skew_s);
  return who.expires > wall_clock() ? who.expires : who.expires + skew;
}

// --- frames in
// -----------------------------------------------------------------------------------------

void session::on_text(std::string_view text) {
  heard_ = clock::now();
  home_.count().frames_in.add();
  home_.count().bytes_in.add(text.size());
  if (closing_)
    return;
  const auto pause = too_fast(heard_);
  if (closing_)
    return;
  const auto& limits = shared_.options.limits;
  auto frame =
      protocol::decode(text, {limits.frame_depth, static_cast<std::size_t>(limits.text_bytes)});
  if (!who_) {
    greet(frame);
  } else if (pause.count() > 0) {
    slow_down(frame, pause);
  } else if (auto* bad = std::get_if<protocol::bad_frame>(&frame)) {
    refuse_bad(*bad);
  } else {
    std::visit([this](auto& m) { handle(m); }, std::get<protocol::client_frame>(frame));
  }
  home_.work();
  flush();
}

milliseconds session::too_fast(clock::time_point now) {
  const auto& limits = shared_.options.limits;
  const int mine = frames_.count(now);
  if (mine / 2 >= limits.frames_per_second) {
    home_.count().refused.add();
    close(close_code::rate_limited);
    return {};
  }
  const bool ours = user_frames_ && user_frames_->count(now) > limits.user_frames_per_second;
  return ours || mine > limits.frames_per_second ? std::max(frames_.left(now), milliseconds(1))
                                                 : milliseconds(0);
}

void session::slow_down(protocol::decoded& frame, milliseconds pause) {
  home_.count().refused.add();
  protocol::request_id id;
  if (auto* bad = std::get_if<protocol::bad_frame>(&frame))
    id = bad->id;
  else
    std::visit(
        [&](auto& m) {
          if constexpr (requires { m.id; })
            id = m.id;
        },
        std::get<protocol::client_frame>(frame));
  refuse(id, {.code = errc::rate_limited,
              .message = "too many frames in one second; this one was not carried out",
              .after_ms = static_cast<int>(pause.count())});
}

void session::on_control() {
  heard_ = clock::now();
  if (closing_ || controls_.count(heard_) <= shared_.options.limits.control_frames_per_second)
    return;
  home_.count().refused.add();
  close(close_code::rate_limited);
}

void session::on_binary(std::string_view) { close(close_code::unsupported_data); }

void session::greet(protocol::decoded& first) {
  if (auto* bad = std::get_if<protocol::bad_frame>(&first)) {
    const std::string field = bad->what.field;
    refuse_bad(*bad);
    return close(field == "/v"                             ? close_code::version
                 : field == "/token" || field == "/ticket" ? close_code::unauthenticated
                                                           : close_code::no_hello);
  }
  auto* hello = std::get_if<protocol::hello>(&std::get<protocol::client_frame>(first));
  if (!hello)
    return close(close_code::no_hello);
  auto who = who_is(*hello);
  if (!who) {
    home_.count().refused.add();
    note_failed_sign_in("hello");
    refuse({}, who.error());
    const bool later = who.error().code == errc::unavailable;
    return close(later ? close_code::internal : close_code::unauthenticated);
  }
  sign_in(std::move(*who));
}

result<identity> session::who_is(const protocol::hello& hello) {
  if (!hello.ticket.empty()) {
    if (auto who = shared_.tickets.redeem(hello.ticket, clock::now()))
      return std::move(*who);
    return error{errc::unauthenticated, "the ticket is used, or older than 30 s, or none of ours",
                 "/ticket"};
  }
  if (hello.token.empty() && known_ && !(known_->login && known_->login->over))
    return std::move(*known_);
  return shared_.verifier.verify(hello.token, wall_clock());
}

void session::sign_in(identity who) {
  const auto& limits = shared_.options.limits;
  user_frames_ = shared_.users.enter(who.user, limits.sessions_per_user);
  if (!user_frames_) {
    home_.count().refused.add();
    return close(close_code::rate_limited);
  }
  who_ = std::make_shared<const viewer>(viewer{who.user, who.roles, who.name});
  expires_ = end_of(who);
  login_ = std::move(who.login);
  known_.reset();
  tell_routing(/*begun=*/true);
  auto now = wall_clock();
  reply(protocol::welcome(fmt::format("{:x}-{:x}", home_.index(), number_), *who_,
                          {limits.heartbeat_ms, limits.frame_bytes, limits.in_flight,
                           limits.subscriptions, limits.outbox_bytes},
                          now),
        shared_.env.audit.signed_in(
            {now, who_->user, act::sign_in, {}, sign_in_detail(who_->roles, address_)}));
}

/// Whose last session ends keeps the conversations, and the presence, for the grace time only.
void session::tell_routing(bool begun) {
  bool serves = who_->roles.has(role::agent);
  if (serves || who_->roles.has(role::supervisor))
    actors::tell(shared_.env.routing,
                 actors::session_changed{who_->user, begun, serves, wall_clock()});
}

void session::refuse_bad(const protocol::bad_frame& bad) {
  home_.count().bad_frames.add();
  refuse(bad.id, bad.what);
  auto now = clock::now();
  if (now - bad_since_ > std::chrono::minutes(1)) {
    bad_since_ = now;
    bad_frames_ = 0;
  }
  if (++bad_frames_ > shared_.options.limits.bad_frames_per_minute)
    close(close_code::bad_request);
}

// --- frames out
// ----------------------------------------------------------------------------------------

void session::reply(std::string frame, store::position rests_on) {
  deliver({delivery::kind::acknowledged, 0, 0, rests_on,
           std::make_shared<const std::string>(std::move(frame))});
}

void session::answer(const protocol::request_id& id, std::string_view result,
                     store::position rests_on) {
  reply(protocol::ok(id, result), rests_on);
}

void session::refuse(const protocol::request_id& id, const error& e) {
  reply(protocol::failed(id, e));
}

void session::deliver(delivery d) {
  if (closing_)
    return;
  if (d.what == delivery::kind::answer) {
    --in_flight_;
    home_.answers().answered(number_, d.frame.get());
  }
  bool of_stream = d.what == delivery::kind::event || d.what == delivery::kind::snapshot;
  if (of_stream && !subscriptions_.contains(d.subscription))
    return; // unsubscribed, or dropped for a gap
  if (d.what == delivery::kind::ended)
    end_subscription(d.subscription);
  if (auto it = subscriptions_.find(d.subscription); of_stream && it != subscriptions_.end())
    it->second.head = d.offset;
  if (outbox_.empty() && !(socket_ && socket_->sending()))
    sent_ = clock::now(); // a wait begins
  outbox_.push(std::move(d));
  if (outbox_.over())
    make_room();
}

void session::make_room() {
  using kind = protocol::stream_name::kind;
  auto is_queue = [this](std::uint32_t number) {
    auto it = subscriptions_.find(number);
    return it != subscriptions_.end() && it->second.stream.what == kind::queue;
  };
  while (outbox_.over()) {
    auto dropped = outbox_.drop_heaviest(is_queue);
    if (!dropped)
      dropped = outbox_.drop_heaviest([](std::uint32_t) { return true; });
    if (!dropped) {
      home_.count().slow_closed.add();
      return close(close_code::slow_consumer);
    }
    home_.count().gaps.add();
    auto it = subscriptions_.find(*dropped);
    if (it == subscriptions_.end())
      continue;
    auto stream = it->second.stream;
    std::uint64_t head = it->second.head;
    pass_on(stream, actors::unfollow{origin_of({}), *dropped});
    end_subscription(*dropped);
    outbox_.push({delivery::kind::ended, 0, head, 0,
                  std::make_shared<const std::string>(protocol::gap(stream.text(), head))});
  }
}

void session::flush() {
  if (!socket_ || closing_ || socket_->sending())
    return;
  auto frame = outbox_.pop(shared_.env.log.committed());
  if (!frame) {
    if (!outbox_.empty() && !std::exchange(gated_, true))
      home_.waits_for_commit(number_, outbox_.rests_on());
    return;
  }
  home_.count().frames_out.add();
  home_.count().bytes_out.add(frame->size());
  if (home_.answers().waits_for(frame.get()))
    home_.answers().left(clock::now());
  socket_->send(std::move(frame));
}

void session::on_sent() {
  sent_ = clock::now();
  if (closing_)
    socket_->close(static_cast<std::uint16_t>(closing_with_), protocol::reason_of(closing_with_));
  else
    flush();
}

// --- time and the end
// ----------------------------------------------------------------------------------

bool session::due(clock::time_point now, time_point wall) const {
  return closing_ || !who_ || pinged_ || !outbox_.empty() || socket_->sending()
         || now - heard_ > milliseconds(shared_.options.limits.heartbeat_ms)
         || wall > expires_ - expiry_notice || (login_ && login_->over);
}

void session::every_second(clock::time_point now, time_point wall) {
  const auto& limits = shared_.options.limits;
  if (closing_) {
    if (now - *closing_ > close_patience)
      socket_->abort();
    return;
  }
  if (!who_) {
    if (now - opened_ > milliseconds(limits.hello_ms))
      close(close_code::no_hello);
    return;
  }
  bool unsent = socket_->sending() || !outbox_.empty();
  if (unsent && now - sent_ > milliseconds(limits.stall_ms) && socket_->sending()) {
    home_.count().slow_closed.add();
    return socket_->abort();
  }
  if (pinged_ && heard_ > *pinged_)
    pinged_.reset();
  if (pinged_) {
    if (now - *pinged_ > milliseconds(limits.pong_ms))
      return close(close_code::heartbeat_missed);
  } else if (now - heard_ > milliseconds(limits.heartbeat_ms)) {
    pinged_ = now;
    socket_->ping();
  }
  if (login_ && login_->over)
    return close(close_code::unauthenticated);
  if (wall > expires_)
    return close(close_code::token_expired);
  if (!expiry_told_ && wall > expires_ - expiry_notice) {
    expiry_told_ = true;
    reply(protocol::notice("token_expiring"));
    flush();
  }
}

void session::drain() {
  if (!who_)
    return; // it may not even be open yet; it is closed with the others
  reply(protocol::notice("draining"));
  flush();
}

void session::close(close_code code) {
  if (closing_ || !socket_)
    return;
  closing_ = clock::now();
  closing_with_ = code;
  // What was said before the end is still said: an error first, then the close frame.
  if (!socket_->sending())
    if (auto last = outbox_.pop(shared_.env.log.committed()))
      return socket_->send(std::move(last));
  if (!socket_->sending())
    socket_->close(static_cast<std::uint16_t>(code), protocol::reason_of(code));
}

void session::on_closed(std::uint16_t, std::string_view) {
  auto self = shared_from_this();
  for (auto& [number, s] : subscriptions_)
    if (s.keeps)
      hand_over(s.keeps, s.stream, actors::unfollow{origin_of({}), number});
  home_.count().subscriptions.sub(subscriptions_.size());
  subscriptions_.clear();
  if (who_) {
    shared_.users.leave(who_->user);
    tell_routing(/*begun=*/false);
  }
  shared_.addresses.leave(address_);
  home_.answers().gone(number_);
  closing_ = clock::now();
  home_.remove(number_);
  home_.work();
}

} // namespace earshot::runtime
