// All of CAF that the project uses, and the few things that change in CAF 1.x.
#pragma once

#include <caf/all.hpp>

#include <utility>

namespace earshot::actors {

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
