// The talk between one customer and those who serve them: decides commands, applies events, knows
// its mood. Owned by one actor; knows no clock, no socket, no log. Its events are its transcript.
#pragma once

#include "domain/alerts.hpp"
#include "domain/audience.hpp"
#include "domain/commands.hpp"
#include "domain/handover.hpp"
#include "domain/result.hpp"
#include "domain/routing.hpp"
#include "domain/row.hpp"
#include "domain/seller_parts.hpp"
#include "domain/sentiment_window.hpp"
#include "domain/turning_point.hpp"

#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

namespace earshot {

/// What a message's decision needs besides the message: how it was read, and the deployment's rule.
struct reading {
  language lang = {};
  std::uint32_t words = 0;
  scoring scored = {};
  std::shared_ptr<const signals> found = {};
  milliseconds alert_cooldown{60'000}; ///< between two alerts of one kind
};

class conversation {
public:
  explicit conversation(conversation_id id) : id_(std::move(id)) {}

  const conversation_id& id() const { return id_; }
  bool exists() const { return !events_.empty(); }

  // --- deciding: a command of `who` becomes an event or a refusal; nothing changes ---------------

  /// REQUIRES: !exists(), and the queue is there.
  conversation_event decide(const viewer& who, const open_conversation& c, policy_ptr p) const;

  /// REQUIRES: exists(). Refusals: not_found (no standing), forbidden (not with this standing),
  /// conflict (not in this state, both named), conversation_closed, invalid_field.
  result<conversation_event> decide(const viewer& who, const conversation_command& c,
                                    const directory& d, const reading& r, time_point now) const;

  /// What routing proposes; nothing if its moment has passed.
  std::optional<conversation_event> decide(const routing_order& o, time_point now) const;

  /// What the newest event brings about by itself: an asynchronous channel's `waiting` and back.
  std::optional<conversation_event> consequence() const;

  /// Whose place a command of `who` would take, if that is for routing to say: empty if not.
  user_id place_needed(const viewer& who, const conversation_command& c) const;

  /// Who a message is by, as far as its sender may say; the rest of the decision is in `decide`.
  author author_of(const viewer& who, const add_message& m) const;

  /// The window's messages that a policy lets be scored and that have no score yet, oldest first.
  std::vector<const utterance*> unscored_under(const earshot::policy& p) const;
  policy_applied decide_policy(const earshot::policy& p, std::vector<late_score> rescored) const;

  /// A recording that has come in is attached, in the place of an older one. `erased_at`: what
  /// `erased_at()` was when it began to come in. Refusals: not_found, forbidden, conflict.
  result<conversation_event> decide_recording(const viewer& who, const recording_attached& r,
                                              std::uint64_t erased_at, const directory& d) const;

  /// The content goes, by this order; nothing if this order was carried out already.
  std::optional<conversation_event> decide_erasure(const user_id& by, std::uint64_t order) const;

  // --- changing
  // ------------------------------------------------------------------------------------

  /// Takes the next event: its offset is `offset() + 1`. Also used for replay.
  void apply(event_ptr e);

  /// Sight of a conversation that takes no more events follows the queue's policy without one.
  void follow_policy(policy_ptr p) { policy_ = std::move(p); }

  // --- looking
  // ---------------------------------------------------------------------------------------

  std::uint64_t offset() const { return events_.size(); }
  std::span<const event_ptr> events() const { return events_; }
  const opening& opened_with() const { return std::get<opened>(of_conversation(*events_[0])).what; }
  const queue_id& queue() const {
    return handover_ && !handover_->queue.empty() ? handover_->queue : opened_with().queue;
  }
  earshot::status status() const { return status_; }
  const user_id& agent() const { return agent_; }
  const earshot::policy& policy() const { return *policy_; }
  earshot::mood mood() const { return window_.mood_under(*policy_); }
  const sentiment_window& window() const { return window_; }
  const earshot::alerts& alerts() const { return alerts_; }
  const earshot::turning_point& turning_point() const { return turning_point_; }
  /// Supervisors who joined, in that order.
  const std::vector<user_id>& joined_by() const { return *joined_; }
  language language_so_far() const { return language_; }
  optional_time closed_at() const { return closed_at_; }
  /// The texts of the messages up to this one were erased; 0: of none.
  std::uint32_t erased_upto() const { return erased_upto_; }
  /// Offset of the newest `content_erased`: what is before it holds no content; 0: there is none.
  std::uint64_t erased_at() const { return erased_at_; }
  time_point opened_at() const { return events_.front()->at; }

  /// nullptr if there is none of that number.
  const utterance* find_message(std::uint32_t number) const;

  /// A message's scoring as of now: a late one counts, a switched-off one does not.
  scoring scoring_of(const utterance& u) const;

  conversation_facts facts() const {
    return {queue(), opened_with().connector, agent_, policy_->sentiment};
  }

  /// Who was responsible when this message came; empty: nobody yet, or no such message.
  /// A message of a seller is of its author.
  user_id seller_of(std::uint32_t message) const;
  /// Who has it, or had it last; empty: nobody yet.
  user_id newest_seller() const;
  /// Everybody who had the conversation, or wrote in it as a seller, in that order.
  std::vector<user_id> sellers() const;
  /// Those it is shared with at that time.
  std::vector<user_id> guests(time_point now) const;
  /// Everybody it was ever shared with, and until when.
  std::vector<example> examples() const;
  /// The newest recording; nullptr: there is none, or it is erased.
  const recording_attached* recording() const;
  std::uint64_t recorded_at() const { return recorded_at_; }
  /// Offers and transfers; nullptr if there never was one.
  const handover* handing_over() const { return handover_.get(); }

  /// Offset of the last event that was `user`'s to see as an agent who has handed it over.
  std::optional<std::uint64_t> served_until(const user_id& user) const;
  /// As it was after the event of that offset, under the policy of now.
  conversation as_of(std::uint64_t offset) const;

  /// What routing is told.
  routing_row routing(const directory& d) const;
  /// True if `e` may change that.
  bool concerns_routing(const conversation_event& e) const;

  /// The figures of each seller's part, in the order in which the sellers came.
  std::vector<seller_parts::part> parts() const;
  /// The figures of these sellers' parts together; of all where none is named.
  kpis kpis_of(const std::vector<user_id>& sellers) const;

  /// The use of a key by this user, if there was one; offset of its event and hash of its body.
  struct key_record {
    std::uint64_t offset;
    std::uint64_t body;
  };
  const key_record* key_used(const user_id& user, const std::string& key) const;

  /// What queues and sellers fold; `position`, `agent_sees` and the alerts' words are left to the
  /// caller.
  conversation_row row() const;

private:
  result<conversation_event> decide_message(const viewer&, const standing&, const add_message&,
                                            const reading&, time_point now) const;
  result<conversation_event> decide_one(const viewer&, const standing&,
                                        const escalate_conversation&) const;
  result<conversation_event> decide_one(const viewer&, const standing&,
                                        const assign_conversation&) const;
  result<conversation_event> decide_close(const viewer&, const standing&, const close_conversation&,
                                          const directory& d, time_point now) const;
  result<conversation_event> decide_one(const viewer&, const standing&, const add_note&) const;
  result<conversation_event> decide_coaching(const viewer&, const conversation_command&,
                                             const directory&) const;
  result<conversation_event> decide_one(const viewer&, const add_comment&, const directory&) const;
  result<conversation_event> decide_one(const viewer&, const edit_comment&) const;
  result<conversation_event> decide_one(const viewer&, const delete_comment&) const;
  result<conversation_event> decide_one(const viewer&, const share_conversation&,
                                        const directory&) const;
  result<conversation_event> decide_one(const viewer&, const unshare_conversation&) const;
  result<conversation_event> decide_one(const viewer&, const set_action_item&) const;
  result<comment> own_comment(const viewer&, std::string_view id) const;
  bool coaches(const viewer& who, const directory& d) const;
  result<conversation_event> decide_one(const viewer&, const standing&, const whisper&) const;
  result<conversation_event> decide_one(const viewer&, const standing&,
                                        const join_conversation&) const;
  result<conversation_event> decide_one(const viewer&, const standing&, const set_alert&) const;
  result<conversation_event> decide_one(const viewer&, const accept_offer&,
                                        const directory& d) const;
  result<conversation_event> decide_one(const viewer&, const decline_offer&,
                                        const directory& d) const;
  result<conversation_event> decide_one(const viewer&, const take_conversation&,
                                        const directory& d) const;
  result<conversation_event> decide_transfer(const viewer&, const standing&,
                                             const transfer_conversation&,
                                             const directory& d) const;
  std::optional<error> wanted_by_another(const viewer& who) const;
  conversation_event moved_to(const queue_id& queue, const user_id& agent, const user_id& by,
                              const earshot::policy& p) const;
  conversation_event handed_to(const user_id& agent, const user_id& by, const directory& d) const;
  bool may_take(const viewer& who, const directory& d) const;
  bool may_answer_offers(const viewer& who, const directory& d) const;
  seek seeks() const;
  time_point seeks_since() const;
  offer_ptr card(const directory& d) const;

  std::optional<conversation_event> order(const ask_agent& o) const;
  std::optional<conversation_event> order(const end_offer& o) const;
  std::optional<conversation_event> order(const lose_agent& o) const;
  std::optional<conversation_event> order(const regain_agent& o) const;

  void on(const event& e, const opened& o);
  void on(const event& e, const message_added& m);
  void on(const event& e, const escalated&);
  void on(const event& e, const assigned& a);
  void on(const event& e, const note_added&);
  void on(const event& e, const status_changed& s);
  void on(const event& e, const policy_applied& p);
  /// What is said about a conversation changes nothing in it: it is read from the events.
  void on(const event&, const comment_added&) {}
  void on(const event&, const comment_edited&) {}
  void on(const event&, const comment_deleted&) {}
  void on(const event&, const conversation_shared&) { shared_ = true; }
  void on(const event&, const conversation_unshared&) {}
  void on(const event&, const action_item_marked&) {}
  void on(const event& e, const recording_attached& r) {
    recorded_at_ = r.file.empty() ? 0 : e.offset;
  }
  void on(const event& e, const whispered&);
  void on(const event& e, const joined& j);
  void on(const event& e, const alert_answered& a);
  void on(const event& e, const content_erased& x);

  bool has_joined(const user_id& user) const;
  void on(const event& e, const offered& o);
  void on(const event& e, const offer_ended& o);
  void on(const event& e, const transfer_asked& t);
  void on(const event& e, const transferred& t);
  void on(const event& e, const agent_lost&);
  void on(const event& e, const agent_back&);
  void add_to_parts(const utterance& u);
  void hand_to(const user_id& agent, const event& e);
  handover& hand_over();

  /// Its agent; while it waits in a queue that a transfer has led to, whoever had it before.
  const user_id& responsible() const;
  std::vector<seller_parts::source> sources() const;
  /// " with 'mette'", or nothing.
  std::string with_agent() const;
  error refused_in(std::string_view what, earshot::status to) const;
  error not_offered(std::string_view what, const user_id& user) const;

  conversation_id id_;
  std::vector<event_ptr> events_;
  policy_ptr policy_;
  earshot::status status_ = status::bot;
  std::uint32_t messages_ = 0;
  user_id agent_;
  earshot::outcome outcome_ = outcome::none;
  language language_;
  sentiment_window window_;
  std::unique_ptr<std::unordered_map<std::uint32_t, late_score>> late_; ///< scored when switched on
  std::unique_ptr<std::unordered_map<std::string, key_record>> keys_;
  std::unique_ptr<handover> handover_;
  optional_time entered_at_; ///< waits for an agent since
  optional_time accepted_at_;
  optional_time closed_at_;
  optional_time unanswered_since_;
  time_point last_at_{};
  sentiment_counts counts_;
  earshot::alerts alerts_;
  earshot::turning_point turning_point_;
  seldom<std::vector<user_id>> joined_;
  std::uint64_t erased_at_ = 0;
  std::uint32_t erased_upto_ = 0;
  bool shared_ = false;           ///< with anybody, ever
  std::uint64_t recorded_at_ = 0; ///< offset of the recording that there is; 0: none
  /// Made with the first seller's part; rebuilt when asked for, once it is stale.
  mutable std::unique_ptr<seller_parts> parts_;
};

} // namespace earshot
