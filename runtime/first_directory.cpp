#include "runtime/first_directory.hpp"

#include "config/skills.hpp"

namespace earshot::runtime {

namespace {

policy policy_of(const config::first_queue& q) {
  policy p;
  p.version = 1;
  p.sentiment = q.sentiment;
  p.multilingual = q.multilingual;
  p.alerts.agent = threshold_from(q.alerts_agent).value();
  p.alerts.supervisor = threshold_from(q.alerts_supervisor).value();
  p.notice = q.notice;
  p.wrap_up_s = static_cast<std::uint32_t>(q.wrap_up_s);
  return p;
}

queue_defined defined(const config::first_queue& q) {
  queue_defined d{q.queue,    q.name.empty() ? q.queue : q.name, q.members, q.supervisors, {},
                  q.time_zone};
  for (const std::string& code : q.languages)
    d.languages.push_back(language::parse(code).value_or(language{}));
  for (const std::string& s : q.skills)
    d.skills.push_back(config::parse_skills(s).value());
  d.policy = std::optional(policy_of(q));
  return d;
}

} // namespace

std::vector<directory_event> first_in(const config::options& o) {
  std::vector<directory_event> first;
  for (const config::first_queue& q : o.first_queues)
    first.push_back(defined(q));
  for (const config::first_team& t : o.first_teams)
    first.push_back(team_defined{t.team, t.managers, t.sellers});
  return first;
}

} // namespace earshot::runtime
