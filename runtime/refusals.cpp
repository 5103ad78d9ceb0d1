#include "runtime/refusals.hpp"

#include "domain/audit.hpp"

namespace earshot::runtime {

namespace {

std::string roles_text(role_set roles) {
  std::string text;
  for (role r : all_roles)
    if (roles.has(r))
      text += (text.empty() ? "" : " or ") + std::string(name_of(r));
  return text.empty() ? "no role" : text;
}

struct subject_of_query {
  target operator()(const protocol::ask_conversation& q) const { return of(q.conversation); }
  target operator()(const protocol::ask_explain& q) const { return of(q.conversation); }
  target operator()(const protocol::ask_kpis& q) const { return of(q.conversation); }
  target operator()(const protocol::ask_history& q) const { return of(q.conversation); }
  target operator()(const protocol::ask_wall& q) const { return {"queue", q.queue}; }
  target operator()(const protocol::seller_query& q) const { return {"seller", q.seller}; }
  target operator()(const protocol::ask_team& q) const { return {"team", q.team}; }
  target operator()(const auto&) const { return {}; } // about nothing in particular

  static target of(const conversation_id& id) { return {"conversation", id}; }
};

} // namespace

target target_of(const protocol::query& q) { return std::visit(subject_of_query{}, q.what); }

target target_of(const protocol::stream_name& s) { return {right_of(s.what).name, s.id}; }

const conversation_id& target_of(const conversation_command& c) {
  return std::visit([](const auto& x) -> const conversation_id& { return x.conversation; }, c);
}

std::string target_of(const protocol::command& m) {
  if (auto* open = std::get_if<open_conversation>(&m.args))
    return on_conversation(open->conversation);
  if (auto* queue = std::get_if<queue_command>(&m.args))
    return on_target(*queue);
  if (auto* erase = std::get_if<erase_command>(&m.args)) {
    auto* one = std::get_if<erase_conversation>(erase);
    return one ? on_conversation(one->conversation) : "customer/";
  }
  if (std::holds_alternative<set_presence>(m.args))
    return {};
  return on_conversation(target_of(std::get<conversation_command>(m.args)));
}

std::string role_missing(std::string_view what, role_set needed, role_set has) {
  return std::string(what) + " needs the role " + roles_text(needed) + "; you have "
         + roles_text(has);
}

} // namespace earshot::runtime
