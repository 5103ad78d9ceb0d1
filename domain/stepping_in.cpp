// What supervisors do in a conversation that others serve: whisper, join, answer an alert.
#include "domain/conversation.hpp"

#include <algorithm>

namespace earshot {

namespace {

error forbidden(std::string_view what) {
  return {errc::forbidden, "you may not " + std::string(what)};
}

error over(const conversation& c, std::string_view what) {
  return {errc::conversation_closed, "conversation '" + c.id() + "' is "
                                         + std::string(name_of(c.status())) + ": nobody can "
                                         + std::string(what) + " any more"};
}

} // namespace

bool conversation::has_joined(const user_id& user) const {
  return std::find(joined_->begin(), joined_->end(), user) != joined_->end();
}

result<conversation_event> conversation::decide_one(const viewer& who, const standing& as,
                                                    const whisper& c) const {
  if (!as.agent && !as.supervisor)
    return forbidden("whisper in this conversation: its agent and the supervisors of its queue "
                     "may");
  if (status_ == status::closed)
    return over(*this, "whisper in it");
  if (agent_.empty())
    return error{errc::conflict, "there is nobody to whisper to: conversation '" + id_ + "' is "
                                     + std::string(name_of(status_)) + " and has no agent"};
  return whispered{who.user, agent_, c.text};
}

result<conversation_event> conversation::decide_one(const viewer& who, const standing& as,
                                                    const join_conversation&) const {
  if (!as.supervisor)
    return forbidden("join this conversation: the supervisors of its queue may, but not their "
                     "own");
  if (is_over(status_))
    return over(*this, "join it");
  if (status_ == status::bot)
    return error{errc::conflict, "cannot join: conversation '" + id_
                                     + "' is with a bot; it must be open, active or waiting"};
  if (has_joined(who.user))
    return error{errc::conflict, "you have joined conversation '" + id_ + "' already"};
  return joined{who.user};
}

result<conversation_event> conversation::decide_one(const viewer& who, const standing& as,
                                                    const set_alert& c) const {
  if (!as.supervisor)
    return forbidden("answer an alert of this conversation: the supervisors of its queue may, but "
                     "not in their own");
  const open_alert* a = alerts_.supervisor.open();
  if (!a)
    return error{errc::conflict, "conversation '" + id_
                                     + "' has no open alert: none was raised, or its mood has "
                                       "recovered"};
  if (a->answer && a->answered_by != who.user)
    return error{errc::conflict, "'" + a->answered_by + "' was first: the alert of conversation '"
                                     + id_ + "' is " + std::string(name_of(*a->answer))};
  return alert_answered{who.user, c.answer};
}

void conversation::on(const event&, const whispered&) {}

void conversation::on(const event&, const joined& j) {
  std::vector<user_id> all = *joined_;
  all.push_back(j.by);
  joined_ = std::move(all);
}

void conversation::on(const event&, const alert_answered& a) {
  alerts_.supervisor.answer(a.by, a.answer);
}

} // namespace earshot
