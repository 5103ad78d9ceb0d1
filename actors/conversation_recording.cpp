// A conversation's recording: who may listen to it and who may attach one. The bytes lie in a file
// and are none of the actor's business.
#include "actors/answers.hpp"
#include "actors/conversation_actor.hpp"

namespace earshot::actors {

namespace {

error nothing_to_hear(const conversation_id& id) {
  return {errc::not_found, "conversation '" + id + "' has no recording"};
}

error no_such(const conversation_id& id) {
  return {errc::not_found, "no conversation '" + id + "'"};
}

} // namespace

void conversation_actor::on(const recording_request& m) {
  using kind = recording_request::kind;
  auto refuse = [&](error why) {
    if (why.code == errc::forbidden || why.code == errc::not_found)
      env_.audit.refused(
          {m.now, m.by->user, act::refused, on_conversation(state_.id()),
           why.code == errc::forbidden ? "recording: forbidden" : "recording: not_found"});
    m.done({std::move(why)});
  };
  if (m.what == kind::check || m.what == kind::attach) {
    auto erased_at = m.what == kind::check ? state_.erased_at() : m.erased_at;
    auto what = state_.decide_recording(*m.by, m.offered, erased_at, *directory_);
    if (!what)
      return refuse(what.error());
    return m.what == kind::attach ? attach(m) : m.done({.erased_at = erased_at});
  }
  audience who = audience_of(*m.by, state_.facts(), *directory_);
  if (!who.sees_anything())
    who = as_guest(*m.by, m.now);
  if (!who.sees_anything())
    return refuse(no_such(state_.id()));
  auto* recording = state_.recording();
  if (!recording)
    return m.done({nothing_to_hear(state_.id())});
  auto noted =
      m.what == kind::listen ? note_reading(act::read_recording, *m.by, who, m.now) : position_;
  m.done({.recording = *recording, .version = state_.recorded_at(), .rests_on = noted});
}

void conversation_actor::attach(const recording_request& m) {
  auto* former = state_.recording();
  recording_answer reply{.replaced = former ? former->file : std::string{}};
  auto what = state_.decide_recording(*m.by, m.offered, m.erased_at, *directory_);
  reply.rests_on = commit(std::move(*what), m.now, nullptr, nullptr);
  reply.recording = *state_.recording();
  reply.version = state_.recorded_at();
  m.done(std::move(reply));
}

} // namespace earshot::actors
