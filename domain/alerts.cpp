#include "domain/alerts.hpp"

#include <cassert>

namespace earshot {

namespace {

bool has_level(const mood& m) { return m.why_not == no_score::none; }

bool is_below(const mood& m, std::optional<level> threshold) {
  return has_level(m) && threshold && m.lvl <= *threshold;
}

/// One level of hysteresis: just above the threshold nothing changes yet.
bool has_recovered(const mood& m, std::optional<level> threshold) {
  return !has_level(m) || !threshold || value_of(m.lvl) > value_of(*threshold) + 1;
}

} // namespace

// --- one watch
// ---------------------------------------------------------------------------------------

alert_change alert_watch::after_message(const mood& m, std::optional<level> threshold,
                                        time_point now, milliseconds cooldown) const {
  if (open())
    return has_recovered(m, threshold) ? alert_change::cleared : alert_change::none;
  bool cooled = !past_ || !past_->last_raised || now - *past_->last_raised >= cooldown;
  return is_below(m, threshold) && cooled ? alert_change::raised : alert_change::none;
}

alert_change alert_watch::after_policy(const mood& m, std::optional<level> threshold) const {
  return open() && has_recovered(m, threshold) ? alert_change::cleared : alert_change::none;
}

void alert_watch::apply(alert_change change, const mood& m, std::optional<level> threshold,
                        std::uint32_t message, time_point at) {
  if (!past_ && is_below(m, threshold))
    past_ = std::make_unique<past>();
  if (!past_)
    return;
  if (is_below(m, threshold) && past_->below_since == 0)
    past_->below_since = message;
  if (has_recovered(m, threshold))
    past_->below_since = 0;
  if (change == alert_change::cleared)
    past_->open.reset();
  if (change != alert_change::raised)
    return;
  past_->last_raised = at;
  past_->open = open_alert{m.lvl, message, past_->below_since, at};
}

void alert_watch::answer(const user_id& by, alert_answer a) {
  assert(open());
  past_->open->answer = a;
  past_->open->answered_by = by;
}

// --- both
// --------------------------------------------------------------------------------------------

alert_changes alerts::after_message(const mood& m, const alert_thresholds& t, time_point now,
                                    milliseconds cooldown) const {
  return {agent.after_message(m, t.agent, now, cooldown),
          supervisor.after_message(m, t.supervisor, now, cooldown)};
}

alert_changes alerts::after_policy(const mood& m, const alert_thresholds& t) const {
  return {agent.after_policy(m, t.agent), supervisor.after_policy(m, t.supervisor)};
}

void alerts::apply(const alert_changes& c, const mood& m, const alert_thresholds& t,
                   std::uint32_t message, time_point at) {
  agent.apply(c.agent, m, t.agent, message, at);
  supervisor.apply(c.supervisor, m, t.supervisor, message, at);
}

void alerts::restart() {
  agent.restart();
  supervisor.restart();
}

} // namespace earshot
