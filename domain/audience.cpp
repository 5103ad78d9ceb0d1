#include "domain/audience.hpp"

namespace earshot {

standing standing_of(const viewer& who, const conversation_facts& c, const directory& d) {
  standing s;
  s.connector = who.roles.has(role::connector) && who.user == c.connector;
  s.agent = who.roles.has(role::agent) && who.user == c.agent;
  if (who.user == c.agent)
    return s;
  s.supervisor = who.roles.has(role::supervisor) && d.supervises(c.queue, who.user);
  s.manager = who.roles.has(role::manager) && !c.agent.empty() && d.manages(who.user, c.agent);
  return s;
}

bool agent_sees_sentiment(const conversation_facts& c, const directory& d) {
  return c.sentiment && !c.agent.empty()
         && (d.is_member(c.queue, c.agent) || d.supervises(c.queue, c.agent));
}

audience audience_of(const viewer& who, const conversation_facts& c, const directory& d) {
  using kind = audience::kind;
  standing s = standing_of(who, c, d);
  if (s.agent) {
    if (!c.sentiment)
      return {kind::agent, false, no_score::feature_off};
    if (!agent_sees_sentiment(c, d))
      return {kind::agent, false, no_score::not_member};
    return {kind::agent, true, no_score::none};
  }
  if (s.supervisor)
    return {kind::supervisor, c.sentiment, no_score::none};
  if (s.manager)
    return {kind::manager, c.sentiment, no_score::none};
  if (s.connector)
    return {kind::connector, false, no_score::none};
  return {};
}

} // namespace earshot
