#include "domain/seller_history.hpp"

#include "domain/history_texts.hpp"
#include "domain/packing.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>

namespace earshot {

namespace {

constexpr unsigned flag_ms = 8, flag_bot = 16, flag_recorded = 32;
constexpr unsigned level_bits = 7, no_level = 7;
constexpr int lowest_level = value_of(level::very_negative);
constexpr double score_units = 10'000; // scores have four decimals

template <class To, class From>
To at_most(From n) {
  return static_cast<To>(
      std::min<std::uint64_t>(static_cast<std::uint64_t>(n), std::numeric_limits<To>::max()));
}

std::int64_t ms_of(time_point t) { return t.time_since_epoch().count(); }
time_point time_of(std::int64_t ms) { return time_point{milliseconds{ms}}; }

/// Grows by little: what doubling leaves unused would be more than the entries take.
template <class Container>
void make_room(Container& into, std::size_t more) {
  if (into.size() + more > into.capacity())
    into.reserve(into.size() + more + into.size() / 32);
}

std::uint8_t count_items(const part_row& p, item_state s) {
  return at_most<std::uint8_t>(std::count_if(p.items.begin(), p.items.end(),
                                             [s](const action_item& i) { return i.state == s; }));
}

small_counts counts_of(const part_row& p) {
  return {at_most<std::uint16_t>(p.questions_by_customer),
          at_most<std::uint16_t>(p.questions_by_seller),
          count_items(p, item_state::open),
          count_items(p, item_state::done),
          at_most<std::uint8_t>(p.comments_shared),
          at_most<std::uint8_t>(p.comments_private)};
}

/// Scored utterances in the first and the last third: see docs/figures.md.
double size_of_third(const sentiment_counts& scored) { return std::max(1u, scored.total() / 3); }

/// A mean of scores, as the whole number it was made of: nothing is rounded away.
std::int32_t sum_of_third(double mean, const sentiment_counts& scored) {
  return static_cast<std::int32_t>(std::lround(mean * size_of_third(scored) * score_units));
}

} // namespace

// --- taking
// --------------------------------------------------------------------------------------------

template <class Visit>
void seller_history::each_number(Visit visit) {
  visit(&compact::length_ms, &kpis::length_ms);
  visit(&compact::pauses_ms, &kpis::pauses_ms);
  visit(&compact::pauses, &kpis::pauses);
  visit(&compact::customer_talk, &kpis::customer_talk);
  visit(&compact::seller_talk, &kpis::seller_talk);
  visit(&compact::seller_words, &kpis::seller_words);
  visit(&compact::customer_turns, &kpis::customer_turns);
  visit(&compact::seller_turns, &kpis::seller_turns);
  visit(&compact::switches, &kpis::switches);
  visit(&compact::monologue, &kpis::monologue);
}

seller_history::compact seller_history::packed_numbers(const conversation_row& r,
                                                       const part_row& p) {
  const kpis& k = p.part.figures;
  compact c{};
  c.position = r.position;
  c.opened = ms_of(r.opened_at);
  c.last = ms_of(p.part.last);
  c.closed = r.closed_at ? ms_of(*r.closed_at) : 0;
  each_number([&](auto kept, auto figure) {
    c.*kept = at_most<std::remove_reference_t<decltype(c.*kept)>>(k.*figure);
  });
  c.positive = at_most<std::uint16_t>(k.sentiments.positive);
  c.neutral = at_most<std::uint16_t>(k.sentiments.neutral);
  c.negative = at_most<std::uint16_t>(k.sentiments.negative);
  c.scores_start = sum_of_third(k.sentiment_start, k.sentiments);
  c.scores_end = sum_of_third(k.sentiment_end, k.sentiments);
  c.queue = number_of(r.queue);
  c.counts = counts_of(p);
  c.channel_outcome = static_cast<std::uint8_t>(static_cast<unsigned>(r.opened_with->channel)
                                                | static_cast<unsigned>(r.outcome) << 4);
  auto lvl = r.mood.why_not == no_score::none
                 ? static_cast<unsigned>(value_of(r.mood.lvl) - lowest_level)
                 : no_level;
  c.level_flags =
      static_cast<std::uint8_t>(lvl | (k.basis == basis::ms ? flag_ms : 0)
                                | (p.part.bot ? flag_bot : 0) | (r.recorded ? flag_recorded : 0));
  return c;
}

std::uint16_t seller_history::number_of(const queue_id& queue) {
  auto it = std::find(queues_.begin(), queues_.end(), queue);
  if (it == queues_.end())
    it = queues_.insert(it, queue);
  return static_cast<std::uint16_t>(it - queues_.begin());
}

void seller_history::take(const conversation_row& r, const part_row& p) {
  auto live = open_.find(r.conversation);
  if (live != open_.end() && live->second.numbers.position > r.position)
    return;
  auto place = live == open_.end() ? find_closed(r.conversation) : std::nullopt;
  if (place && closed_[*place].position > r.position)
    return;
  if (!r.closed_at) {
    open_.insert_or_assign(r.conversation, open_entry{packed_numbers(r, p), packed_texts(r, p)});
    return;
  }
  if (live != open_.end())
    open_.erase(live);
  keep_closed(place, packed_numbers(r, p), packed_texts(r, p));
}

void seller_history::keep_closed(std::optional<std::size_t> place, compact numbers,
                                 std::string_view texts) {
  numbers.texts_at = static_cast<std::uint32_t>(texts_.size());
  numbers.texts_bytes = at_most<std::uint16_t>(texts.size());
  if (place)
    wipe_texts(closed_[*place]);
  make_room(texts_, numbers.texts_bytes);
  texts_.insert(texts_.end(), texts.begin(), texts.begin() + numbers.texts_bytes);
  if (place) {
    closed_[*place] = numbers;
  } else {
    by_name_.add(name_index::hash_of(unpacker(texts).text()));
    make_room(closed_, 1);
    closed_.push_back(numbers);
  }
  if (unused_ > texts_.size() / 2)
    drop_unused_texts();
}

/// What an erased conversation said is out of memory at once, not at the next tidying up.
void seller_history::wipe_texts(const compact& c) {
  unused_ += c.texts_bytes;
  std::fill_n(texts_.begin() + c.texts_at, c.texts_bytes, '\0');
}

void seller_history::drop_unused_texts() {
  std::vector<char> kept;
  kept.reserve(texts_.size() - unused_);
  for (compact& c : closed_) {
    auto texts = texts_of(c);
    c.texts_at = static_cast<std::uint32_t>(kept.size());
    kept.insert(kept.end(), texts.begin(), texts.end());
  }
  texts_ = std::move(kept);
  unused_ = 0;
}

std::optional<std::size_t> seller_history::find_closed(std::string_view conversation) const {
  return by_name_.find(name_index::hash_of(conversation), [&](std::size_t place) {
    return unpacker(texts_of(closed_[place])).text() == conversation;
  });
}

std::size_t seller_history::forget(const std::unordered_set<std::string_view>& conversations) {
  std::size_t before = size();
  std::unordered_set<std::size_t> gone; // places
  for (auto name : conversations) {
    open_.erase(std::string(name));
    if (auto place = find_closed(name))
      gone.insert(*place);
  }
  std::vector<std::uint32_t> hashes;
  for (std::size_t i = 0, kept = 0; i < closed_.size() && !gone.empty(); ++i) {
    if (gone.contains(i)) {
      wipe_texts(closed_[i]);
      continue;
    }
    closed_[kept++] = closed_[i];
    hashes.push_back(by_name_.hash_at(i));
  }
  if (!gone.empty()) {
    closed_.resize(hashes.size());
    by_name_.assign(std::move(hashes));
    drop_unused_texts();
  }
  return before - size();
}

// --- looking
// -------------------------------------------------------------------------------------------

void seller_history::unpack(const compact& c, std::string_view texts, history_entry& e) const {
  unpacker from(texts);
  e.conversation = from.text();
  e.customer = from.text();
  e.subject_kind = from.text();
  e.subject_id = from.text();
  e.packed = from.rest();
  e.queue = queues_[c.queue];
  e.channel = static_cast<channel>(c.channel_outcome & 15);
  e.outcome = static_cast<outcome>(c.channel_outcome >> 4);
  unsigned lvl = c.level_flags & level_bits;
  e.lvl = lvl == no_level ? std::nullopt
                          : std::optional(static_cast<level>(static_cast<int>(lvl) + lowest_level));
  e.open = c.closed == 0;
  e.bot = (c.level_flags & flag_bot) != 0;
  e.recorded = (c.level_flags & flag_recorded) != 0;
  e.counts = c.counts;
  e.opened = time_of(c.opened);
  e.last = time_of(c.last);
  e.closed = c.closed ? std::optional(time_of(c.closed)) : std::nullopt;
  kpis& k = e.figures;
  k.basis = (c.level_flags & flag_ms) != 0 ? basis::ms : basis::words;
  each_number([&](auto kept, auto figure) { k.*figure = c.*kept; });
  k.sentiments = {c.positive, c.neutral, c.negative};
  k.sentiment_start = c.scores_start / score_units / size_of_third(k.sentiments);
  k.sentiment_end = c.scores_end / score_units / size_of_third(k.sentiments);
}

void seller_history::each(time_point from, time_point to,
                          const std::function<void(const history_entry&)>& visit) const {
  history_entry e;
  auto in_period = [lo = ms_of(from), hi = ms_of(to)](const compact& c) {
    return c.last >= lo && c.last < hi;
  };
  for (const compact& c : closed_)
    if (in_period(c)) {
      unpack(c, texts_of(c), e);
      visit(e);
    }
  for (const auto& [id, o] : open_)
    if (in_period(o.numbers)) {
      unpack(o.numbers, o.texts, e);
      visit(e);
    }
}

void seller_history::find(std::string_view conversation,
                          const std::function<void(const history_entry&)>& visit) const {
  history_entry e;
  if (auto live = open_.find(std::string(conversation)); live != open_.end()) {
    unpack(live->second.numbers, live->second.texts, e);
    visit(e);
  } else if (auto place = find_closed(conversation)) {
    unpack(closed_[*place], texts_of(closed_[*place]), e);
    visit(e);
  }
}

std::optional<time_point> seller_history::first() const {
  std::optional<std::int64_t> earliest;
  for (const compact& c : closed_)
    earliest = std::min(earliest.value_or(c.last), c.last);
  for (const auto& [id, o] : open_)
    earliest = std::min(earliest.value_or(o.numbers.last), o.numbers.last);
  return earliest ? std::optional(time_of(*earliest)) : std::nullopt;
}

std::size_t seller_history::closed_bytes() const {
  return closed_.capacity() * sizeof(compact) + by_name_.bytes() + texts_.capacity();
}

} // namespace earshot
