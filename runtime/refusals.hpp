// What a session or an HTTP request is refused for want of a right, in the words an actor would
// use: what is foreign and what is not there get the same answer.
#pragma once

#include "domain/rights.hpp"
#include "protocol/messages.hpp"

#include <string>
#include <string_view>

namespace earshot::runtime {

/// What a request is about.
struct target {
  std::string_view kind; ///< "conversation", "queue", "seller", "team"; empty: nothing
  std::string id;

  /// As the audit log writes it.
  std::string text() const { return kind.empty() ? "" : std::string(kind) + "/" + id; }
  error missing() const { return no_such(kind, id, "/args/" + std::string(kind)); }
};

target target_of(const protocol::query& q);
target target_of(const protocol::stream_name& s);
const conversation_id& target_of(const conversation_command& c);
/// As the audit log writes it.
std::string target_of(const protocol::command& m);

/// "conversation.open needs the role connector; you have agent"
std::string role_missing(std::string_view what, role_set needed, role_set has);

} // namespace earshot::runtime
