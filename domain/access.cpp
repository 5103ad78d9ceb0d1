#include "domain/access.hpp"

#include "domain/rights.hpp"

namespace earshot {

namespace {

constexpr std::string_view whoever_gives_roles =
    "an administrator of the system that issues your token";
constexpr std::string_view an_admin = "an administrator";

std::string in_quotes(std::string_view s) { return "'" + std::string(s) + "'"; }

/// "a, b or c"
std::string either(const std::vector<std::string>& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i)
    out += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + words[i];
  return out;
}

std::string names_of(role_set roles) {
  std::vector<std::string> names;
  for (role r : all_roles)
    if (roles.has(r))
      names.emplace_back(name_of(r));
  return names.empty() ? "none" : either(names);
}

access_answer refused(std::string code, std::string text, std::string_view who) {
  return {false, {{std::move(code), std::move(text), std::string(who)}}};
}

access_answer no_role(std::string_view what, role_set needed, const viewer& who) {
  return refused("no_role",
                 std::string(what) + " takes the role " + names_of(needed) + "; you have "
                     + names_of(who.roles),
                 whoever_gives_roles);
}

/// Who can switch sentiment on in this queue.
std::string who_configures(std::string_view queue, const directory& d) {
  auto* q = d.find_queue(queue);
  if (!q || q->supervisors.empty())
    return std::string(an_admin);
  return either(q->supervisors) + " as supervisor of " + in_quotes(queue) + ", or "
         + std::string(an_admin);
}

access_answer not_yours(std::string_view conversation) {
  return refused("not_yours",
                 "there is no conversation " + in_quotes(conversation)
                     + ", or you are neither its agent or connector, nor a supervisor of its "
                       "queue, nor a manager of its agent",
                 "a supervisor of its queue, who assigns it, or an administrator, who names the "
                 "members and supervisors of queues and the managers of teams");
}

access_answer no_sentiment(const conversation_facts& c, const directory& d) {
  return refused("feature_off", "sentiment is switched off in the queue " + in_quotes(c.queue),
                 who_configures(c.queue, d));
}

/// Its agent would not see sentiment even where that is on.
bool is_outsider(const conversation_facts& c, const directory& d) {
  return !agent_sees_sentiment({c.queue, c.connector, c.agent, /*sentiment=*/true}, d);
}

/// Where sentiment is off as well, both stand in the way, and each is somebody else's to change.
access_answer no_member(const conversation_facts& c, const directory& d) {
  access_answer a;
  if (!c.sentiment)
    a = no_sentiment(c, d);
  access_answer outsider = refused("not_member",
                                   "you are not a member of the queue " + in_quotes(c.queue)
                                       + ", and only its members and supervisors see sentiment",
                                   an_admin);
  a.allowed = false;
  a.reasons.push_back(std::move(outsider.reasons.front()));
  return a;
}

access_answer no_level(const mood& m, const conversation_facts& c, const directory& d) {
  switch (m.why_not) {
  case no_score::feature_off: return no_sentiment(c, d);
  case no_score::multilingual_off:
    return refused("multilingual_off",
                   "the customer writes in another language than English, and the queue "
                       + in_quotes(c.queue) + " has these switched off",
                   an_admin);
  case no_score::language_unsupported:
    return {true,
            {{"language_unsupported", "the customer writes in a language that is not scored",
              "nobody"}}};
  default: return {};
  }
}

} // namespace

access_answer access_to_op(const viewer& who, std::string_view op) {
  const op_right& right = right_of(*op_from(op));
  if (!right.to.allow(who.roles))
    return no_role(op, right.to.roles(), who);
  return {};
}

access_answer access_to_queue(const viewer& who, std::string_view queue, const directory& d) {
  constexpr role_set any{role::agent, role::supervisor, role::admin};
  if (!who.roles.has_any(any))
    return no_role("a queue", any, who);
  bool there = d.find_queue(queue) != nullptr;
  if ((who.roles.has(role::admin) && there)
      || (who.roles.has(role::supervisor) && d.supervises(queue, who.user))
      || (who.roles.has(role::agent) && d.is_member(queue, who.user)))
    return {};
  return refused("not_member",
                 "there is no queue " + in_quotes(queue)
                     + ", or you are neither a member nor a supervisor of it",
                 an_admin);
}

access_answer access_to_seller(const viewer& who, std::string_view seller, const directory& d) {
  constexpr role_set any{role::agent, role::manager};
  if (!who.roles.has_any(any))
    return no_role("a seller's insights", any, who);
  if ((who.roles.has(role::agent) && who.user == seller)
      || (who.roles.has(role::manager) && who.user != seller && d.manages(who.user, seller)))
    return {};
  return refused("not_member",
                 "there is no seller " + in_quotes(seller)
                     + ", or you are neither that person nor a manager of their team",
                 an_admin);
}

access_answer access_to_conversation(const viewer& who, std::string_view conversation,
                                     const conversation_facts* facts, const directory& d) {
  constexpr role_set any{role::connector, role::agent, role::supervisor, role::manager};
  if (!who.roles.has_any(any))
    return no_role("a conversation", any, who);
  if (!facts || !standing_of(who, *facts, d).any())
    return not_yours(conversation);
  return {};
}

access_answer access_to_sentiment(const viewer& who, std::string_view conversation,
                                  const conversation_facts* facts, const mood& m,
                                  const directory& d) {
  constexpr role_set any{role::agent, role::supervisor, role::manager};
  if (!who.roles.has_any(any))
    return no_role("sentiment", any, who);
  audience sees = facts ? audience_of(who, *facts, d) : audience{};
  if (!sees.sees_anything())
    return not_yours(conversation);
  if (sees.as == audience::kind::agent && is_outsider(*facts, d))
    return no_member(*facts, d);
  if (sees.as == audience::kind::connector)
    return no_role("sentiment of a conversation of your connector", any, who);
  return no_level(m, *facts, d);
}

} // namespace earshot
