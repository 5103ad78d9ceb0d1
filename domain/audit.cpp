#include "domain/audit.hpp"

#include <algorithm>

namespace earshot {

namespace {

/// By which right somebody who is neither its connector nor its agent acts.
std::string in_which_role(const standing& as) {
  if (as.supervisor)
    return "as supervisor";
  return as.manager ? "as manager" : as.connector ? "as connector" : "as agent";
}

std::string on_or_off(bool b) { return b ? "on" : "off"; }

std::string threshold_text(const std::optional<level>& l) {
  return l ? std::string(name_of(*l)) : "off";
}

std::string described(const policy& p) {
  std::string text = "version " + std::to_string(p.version) + ": sentiment "
                     + on_or_off(p.sentiment) + ", multilingual " + on_or_off(p.multilingual)
                     + ", alert agent " + threshold_text(p.alerts.agent) + ", alert supervisor "
                     + threshold_text(p.alerts.supervisor);
  if (p.wrap_up_s > 0)
    text += ", wrap-up " + std::to_string(p.wrap_up_s) + " s";
  if (!p.notice.empty())
    text += ", a notice of its own";
  return text;
}

/// The first ten, and how many more.
std::string listed(const std::vector<user_id>& users) {
  constexpr std::size_t shown = 10;
  std::string text;
  for (std::size_t i = 0; i < std::min(shown, users.size()); ++i)
    text += (i == 0 ? "" : ", ") + on_user(users[i]);
  if (users.size() > shown)
    text += " and " + std::to_string(users.size() - shown) + " more";
  return text;
}

std::string counted(std::size_t n, std::string_view of_what) {
  return std::to_string(n) + " " + std::string(of_what);
}

/// "to queue/b, user/per "
std::string whither(const queue_id& queue, const user_id& agent) {
  if (queue.empty() && agent.empty())
    return "back ";
  return "to " + (queue.empty() ? "" : on_queue(queue))
         + (queue.empty() || agent.empty() ? "" : ", ") + (agent.empty() ? "" : on_user(agent))
         + " ";
}

} // namespace

std::string on_target(const queue_command& c) {
  struct name {
    std::string operator()(const create_queue& q) const { return on_queue(q.queue); }
    std::string operator()(const change_queue& q) const { return on_queue(q.queue); }
    std::string operator()(const configure_queue& q) const { return on_queue(q.queue); }
    std::string operator()(const set_team& t) const { return on_team(t.team); }
    std::string operator()(const set_user& u) const { return on_user(u.user); }
    std::string operator()(const set_trackers& t) const { return on_team(t.team); }
  };
  return std::visit(name{}, c);
}

std::optional<audit_entry> audited(const conversation_id& id, const conversation_event& what,
                                   const viewer& who, const standing& as, time_point now) {
  auto entry = [&](act a, std::string detail) {
    return audit_entry{now, who.user, a, on_conversation(id), std::move(detail)};
  };
  if (auto* a = std::get_if<assigned>(&what); a && a->agent != who.user)
    return entry(act::assign, "to " + on_user(a->agent) + " " + in_which_role(as));
  if (auto* t = std::get_if<transfer_asked>(&what))
    return entry(act::transfer, "wanted " + whither(t->queue, t->agent) + in_which_role(as));
  if (auto* t = std::get_if<transferred>(&what))
    return entry(act::transfer, whither(t->queue, t->agent) + in_which_role(as));
  if (auto* s = std::get_if<status_changed>(&what))
    if (is_over(s->to) && !as.connector && !as.agent)
      return entry(act::close, in_which_role(as));
  if (auto* w = std::get_if<whispered>(&what))
    return entry(act::whisper, in_which_role(as) + " with " + on_user(w->agent));
  if (std::holds_alternative<joined>(what))
    return entry(act::join, in_which_role(as));
  if (auto* s = std::get_if<conversation_shared>(&what))
    return entry(act::share, "with " + listed(s->sellers));
  if (auto* s = std::get_if<conversation_unshared>(&what))
    return entry(act::share, "no longer with " + listed(s->sellers));
  return std::nullopt;
}

audit_entry audited(const directory_event& what, const user_id& who, time_point now) {
  struct describe {
    time_point now;
    const user_id& who;
    audit_entry operator()(const queue_configured& p) const {
      return {now, who, act::policy, on_queue(p.queue), described(p.policy)};
    }
    audit_entry operator()(const queue_defined& q) const {
      return {now, who, act::directory, on_queue(q.queue),
              counted(q.members.size(), "members, ") + counted(q.supervisors.size(), "supervisors")
                  + (*q.policy ? "; " + described(**q.policy) : "")};
    }
    audit_entry operator()(const team_defined& t) const {
      return {now, who, act::directory, on_team(t.team),
              counted(t.managers.size(), "managers, ") + counted(t.sellers.size(), "sellers")};
    }
    audit_entry operator()(const user_defined& u) const {
      return {now, who, act::directory, on_user(u.user), "how to reach them"};
    }
    audit_entry operator()(const trackers_defined& t) const {
      return {now, who, act::trackers, on_team(t.team),
              counted(t.keywords.size(), "keywords, ")
                  + counted(t.competitors.size(), "competitors")};
    }
  };
  return std::visit(describe{now, who}, what);
}

std::optional<audit_entry> audited_reading(act what, const conversation_id& id, const viewer& who,
                                           const audience& sees, time_point now) {
  using kind = audience::kind;
  if (sees.as == kind::none || sees.as == kind::connector || sees.as == kind::agent)
    return std::nullopt;
  return audit_entry{now, who.user, what, on_conversation(id),
                     sees.as == kind::supervisor ? "as supervisor"
                     : sees.as == kind::manager  ? "as manager"
                                                 : "as guest"};
}

} // namespace earshot
