// The two ways in which a request ends, as every actor gives them.
#pragma once

#include "actors/environment.hpp"
#include "actors/interfaces.hpp"

namespace earshot::actors {

inline protocol::frame_ptr shared(std::string frame) {
  return std::make_shared<const std::string>(std::move(frame));
}

/// `ok` to a command or query, once `rests_on` is on disk.
inline void answer(environment& env, const origin& to, std::string_view result,
                   store::position rests_on, bool duplicate = false) {
  env.out.deliver(to.session, {delivery::kind::answer, 0, 0, rests_on,
                               shared(protocol::ok(to.id, result, duplicate))});
}

/// A refusal of rights is written down; one for another cause is not.
inline void note_refusal(environment& env, const origin& of, const error& e, std::string on,
                         time_point now) {
  if (e.code == errc::forbidden || e.code == errc::not_found)
    env.audit.refused(
        {now, of.by->user, act::refused, std::move(on),
         std::string(of.asked) + (e.code == errc::forbidden ? ": forbidden" : ": not_found")});
}

/// `error` to a command or query; a refusal rests on nothing.
inline void refuse(environment& env, const origin& to, const error& e) {
  env.out.deliver(to.session,
                  {delivery::kind::answer, 0, 0, 0, shared(protocol::failed(to.id, e))});
}

/// The same, and written down if it is for want of a right to `on`.
inline void refuse(environment& env, const origin& to, const error& e, std::string on,
                   time_point now) {
  note_refusal(env, to, e, std::move(on), now);
  refuse(env, to, e);
}

/// `ok` to a subscribe.
inline void acknowledge(environment& env, const follow& m, std::string_view epoch,
                        std::uint64_t offset, store::position rests_on) {
  auto result = protocol::subscribed_result(epoch, offset);
  env.out.deliver(m.from.session, {delivery::kind::acknowledged, m.subscription, offset, rests_on,
                                   shared(protocol::ok(m.from.id, result))});
}

/// `ok` to an unsubscribe, if anybody asked.
inline void acknowledge(environment& env, const unfollow& m) {
  if (!m.from.id.empty())
    env.out.deliver(m.from.session,
                    {delivery::kind::acknowledged, 0, 0, 0, shared(protocol::ok(m.from.id, {}))});
}

/// `error` to a subscribe.
inline void refuse(environment& env, const follow& m, const error& e) {
  env.out.deliver(m.from.session, {delivery::kind::ended, m.subscription, 0, 0,
                                   shared(protocol::failed(m.from.id, e))});
}

/// The same for want of a right to `stream`, and written down. A session says it in these words of
/// a stream that is not there.
inline void refuse_stream(environment& env, const follow& m, const std::string& stream) {
  error e = no_such("stream", stream, "/stream");
  note_refusal(env, m.from, e, stream, m.now);
  refuse(env, m, e);
}

inline error no_queue(const queue_id& id) { return no_such("queue", id, "/args/queue"); }

inline error used_key(const std::string& key) {
  return {errc::conflict, "the key '" + key + "' was used for another command: take a new key",
          "/key"};
}

} // namespace earshot::actors
