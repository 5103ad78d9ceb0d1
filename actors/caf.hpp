// All of CAF that the project uses, and the few things that change in CAF 1.x.
#pragma once

#include <caf/all.hpp>

#include <exception>
#include <utility>

namespace earshot::actors {

/// What all our actors are: a throw in a handler, or a message nobody wrote a handler for, is a bug
/// of ours and ends the process. (CAF would quietly kill the actor, or drop the message.)
class shell : public caf::event_based_actor {
public:
  explicit shell(caf::actor_config& cfg) : caf::event_based_actor(cfg) {
    set_exception_handler([](std::exception_ptr&) -> caf::error { std::terminate(); });
    set_default_handler([](caf::scheduled_actor*, caf::message_view&) -> caf::result<caf::message> {
      std::terminate();
    });
  }
};

/// One-way message; the receiver runs on CAF's pool if it is idle.
template <class Message>
void tell(const caf::actor& to, Message&& m) {
  caf::actor_cast<caf::abstract_actor*>(to)->eq_impl(caf::make_message_id(), nullptr, nullptr,
                                                     std::forward<Message>(m));
}

/// One-way message; the receiver runs on `where` if it is idle. REQUIRES: called on that thread.
template <class Message>
void tell_on(caf::execution_unit& where, const caf::actor& to, Message&& m) {
  caf::actor_cast<caf::abstract_actor*>(to)->eq_impl(caf::make_message_id(), nullptr, &where,
                                                     std::forward<Message>(m));
}

} // namespace earshot::actors
