// The shell around one conversation: takes commands and readers in, appends events to the log, and
// delivers each event to whoever may see it. Runs on the thread its work comes from.
#pragma once

#include "actors/environment.hpp"
#include "actors/interfaces.hpp"
#include "domain/conversation.hpp"

#include <forward_list>
#include <map>
#include <memory>
#include <vector>

namespace earshot::actors {

class conversation_actor : public shell {
public:
  /// `history` is replayed; empty for a conversation that is about to be opened. `newest`: position
  /// of its last event, 0 if nobody folded it.
  conversation_actor(caf::actor_config& cfg, environment& env, conversation_id id,
                     directory_ptr directory, std::vector<event_ptr> history,
                     store::position newest = 0);
  ~conversation_actor() override;

  const conversation& state() const { return state_; }

protected:
  caf::behavior make_behavior() override;

private:
  struct subscriber {
    session_ref session;
    std::uint32_t subscription;
    viewer_ptr who;
    audience sees;
  };

  /// All messages come here. A new conversation leaves what reaches it before its opening waiting.
  caf::result<void> receive(to_conversation& m);

  void on(open_one& m);
  void on(carry_out& m);
  void on(follow& m);
  void on(const unfollow& m);
  void on(const look& m);
  void on(const explain_access& m);
  void on(look_back& m);
  void on(looked_back& m);
  /// The agent may read the customer's earlier conversations while they serve this one.
  result<void> may_look_back(const viewer& who) const;
  void on(const apply_policy& m);
  void on(const erase_content& m);
  void on(const use_directory& m);
  void on(const report&) { send_row(); }
  void on(const carry_order& m);
  void on(const recording_request& m);
  void attach(const recording_request& m);
  void on(place_answer& m);
  void on(const introduce&) { tell_routing(/*restored=*/true); }

  /// Commands of a session that wait behind one of theirs that is with routing.
  struct held_back {
    session_ref session;
    std::vector<carry_out> later;
  };

  /// True if it has to wait; it is then kept.
  bool hold_back(carry_out& m);
  void release(const session_ref& session);
  /// Commits what was decided on a command, and answers it.
  void finish(const carry_out& m, conversation_event what);
  /// What the command that led to the event of that offset is answered with.
  std::string result_of(std::uint64_t offset, const viewer& who) const;
  void tell_routing(bool restored = false);
  /// To the registry: who has it now, or which queue it has left.
  void tell_of_move(const row_ptr& before);
  /// The policy with the scores that it lets the window's messages have.
  policy_applied under(const policy& p) const;
  /// What an agent who has handed it over may still read, and that agent's managers; false:
  /// nothing.
  bool show_earlier_part(const look& m);
  /// `c` (this conversation, or as it was) as the one who asks may read it: state or transcript.
  std::string as_read_by(const look& m, const conversation& c, const audience& who) const;

  /// True if this key was used before; the request is then answered.
  bool answered_before(const origin& from, const command_key& key);
  reading read(const carry_out& m) const;
  reading read_mood(const add_message& said, author_role role, std::uint32_t words) const;
  language language_here() const;
  language language_of(const std::string& text) const;
  scoring score(const std::string& text, language lang, const policy& p) const;
  void explain(const look& m, const audience& who);
  void show_figures(const look& m);
  audience as_guest(const viewer& who, time_point now) const;
  void pass_on_comment(const event& e);
  /// Writes down that `by` reads this; what is then shown rests on the position.
  store::position note_reading(act what, const viewer& by, const audience& sees, time_point now);

  /// Logs, applies and shows one event; returns its position.
  store::position commit(conversation_event what, time_point at, const origin* by,
                         const command_key* key, const audit_entry* beside = nullptr);
  /// Delivers `e` to every reader, with the rights that hold now that it is applied.
  void show(const event& e, bool mood_changed);
  /// Readers whose rights have changed get told: by an event, or by the end of their stream.
  void review_readers(time_point now);
  /// Takes every reader's rights anew and ends the stream of those who have none.
  void keep_readers();
  bool reads_comment(const viewer& who, const event& e) const;
  std::vector<comment_now> comments_for(const viewer& who) const;
  void end(const subscriber& s, std::string frame);
  /// Asks for a `report` at the next tick, once.
  void changed();
  void send_row();
  void keep_row();
  row_ptr current_row();
  /// The alert with the words that moved the mood down to it, looked for once.
  alert_ptr with_words(alert_ptr a);

  environment& env_;
  directory_ptr directory_;
  conversation state_;
  std::vector<subscriber> subscribers_;
  std::forward_list<held_back> held_;
  dispatch::ticket seen_ = 0; ///< the newest order or answer of routing
  time_point now_{};          ///< of the message that is being handled
  store::position position_ = 0;
  bool reported_ = true; ///< the newest row has been sent
  bool left_ = false;    ///< the last row has been sent
  /// Of the open alerts, by the message that raised them.
  using words_by_message = std::map<std::uint32_t, std::vector<std::string>>;
  std::unique_ptr<words_by_message> alert_words_;
};

} // namespace earshot::actors
