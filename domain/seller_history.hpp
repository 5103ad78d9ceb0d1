// All conversations of one seller, packed: what a period's figures, its keywords and the call
// history need, and nothing of the transcripts. Owned by one seller actor.
#pragma once

#include "domain/name_index.hpp"
#include "domain/row.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace earshot {

/// What is counted beside the figures, as it is kept: at the most a number can hold it stays.
struct small_counts {
  std::uint16_t questions_by_customer = 0;
  std::uint16_t questions_by_seller = 0;
  std::uint8_t items_open = 0;
  std::uint8_t items_done = 0;
  std::uint8_t comments_shared = 0;
  std::uint8_t comments_private = 0;
};

/// One seller's part of a conversation, unpacked. The texts live as long as the visit.
struct history_entry {
  std::string_view conversation = {};
  std::string_view customer = {};
  std::string_view queue = {};
  std::string_view subject_kind = {};
  std::string_view subject_id = {};
  earshot::channel channel = channel::chat;
  earshot::outcome outcome = outcome::none;
  std::optional<level> lvl = {}; ///< nothing where sentiment was off
  bool open = false;
  bool bot = false;      ///< a bot spoke in it
  bool recorded = false; ///< there is a recording of it
  small_counts counts = {};
  time_point opened{};
  time_point last{}; ///< of the part: what a period goes by
  std::optional<time_point> closed = {};
  kpis figures = {};
  std::string_view packed = {}; ///< mentions and terms, for the two functions below
};

void each_mention(
    const history_entry& e,
    const std::function<void(tracked, std::string_view what, std::uint32_t by_customer,
                             std::uint32_t by_seller)>& visit);
void each_term(const history_entry& e,
               const std::function<void(std::string_view term, std::uint32_t count)>& visit);
/// `text` is cut to `seller_history::item_bytes_max`.
struct packed_item {
  std::uint32_t item;
  std::uint32_t message;
  item_state state;
  std::string_view text;
};
void each_item(const history_entry& e, const std::function<void(const packed_item&)>& visit);

class seller_history {
public:
  /// Terms of one conversation beyond these many bytes are left out, the rarest first.
  static constexpr std::size_t term_bytes_max = 112;
  static constexpr std::size_t item_bytes_max = 160;

  /// Takes one part of a row, unless a newer row of the conversation is known.
  void take(const conversation_row& r, const part_row& p);

  /// These conversations are not this seller's any more, or not kept any more. Says how many of
  /// them there were.
  std::size_t forget(const std::unordered_set<std::string_view>& conversations);

  /// Those whose last message is in [from, to), in no particular order.
  void each(time_point from, time_point to,
            const std::function<void(const history_entry&)>& visit) const;

  /// Visits that one, if there is one.
  void find(std::string_view conversation,
            const std::function<void(const history_entry&)>& visit) const;

  /// The earliest `last`; nothing where there are none.
  std::optional<time_point> first() const;

  std::size_t size() const { return closed_.size() + open_.size(); }
  /// Memory that closed conversations take.
  std::size_t closed_bytes() const;

private:
  /// Numbers of an entry, in as few bytes as they need; its texts are in `texts_`.
  struct compact {
    std::uint64_t position;
    std::int64_t opened, last, closed; ///< ms; closed: 0 while open
    std::int64_t length_ms, pauses_ms;
    std::uint32_t customer_talk, seller_talk, seller_words, switches, pauses, monologue;
    std::uint32_t customer_turns, seller_turns;
    std::int32_t scores_start, scores_end; ///< sums of the thirds' scores, in ten-thousandths
    std::uint32_t texts_at;
    std::uint16_t texts_bytes;
    std::uint16_t positive, neutral, negative;
    std::uint16_t queue;
    small_counts counts;
    std::uint8_t channel_outcome; ///< four bits each
    std::uint8_t level_flags;     ///< three bits, 7 for none; then the flags
  };
  struct open_entry {
    compact numbers;
    std::string texts;
  };

  /// Visits the pairs of numbers that `compact` and `kpis` have in common.
  template <class Visit>
  static void each_number(Visit visit);
  compact packed_numbers(const conversation_row& r, const part_row& p);
  std::optional<std::size_t> find_closed(std::string_view conversation) const;
  void keep_closed(std::optional<std::size_t> place, compact numbers, std::string_view texts);
  void drop_unused_texts();
  void wipe_texts(const compact& c);
  std::string_view texts_of(const compact& c) const {
    return {texts_.data() + c.texts_at, c.texts_bytes};
  }
  void unpack(const compact& c, std::string_view texts, history_entry& into) const;
  std::uint16_t number_of(const queue_id& queue);

  std::vector<compact> closed_;
  name_index by_name_;      ///< places in `closed_`
  std::vector<char> texts_; ///< of the closed ones; no string, which would double its room
  std::size_t unused_ = 0;  ///< bytes of `texts_` that no entry has
  std::unordered_map<conversation_id, open_entry> open_;
  std::vector<queue_id> queues_;
};

} // namespace earshot
