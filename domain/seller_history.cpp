#include "domain/seller_history.hpp"

#include "domain/packing.hpp"

#include <algorithm>
#include <limits>

namespace earshot {

namespace {

constexpr std::uint8_t flag_ms = 1, flag_bot = 2;
constexpr std::int8_t no_level = 127;

template <class To, class From>
To at_most(From n) {
  return static_cast<To>(
      std::min<std::uint64_t>(static_cast<std::uint64_t>(n), std::numeric_limits<To>::max()));
}

std::int64_t ms_of(time_point t) { return t.time_since_epoch().count(); }
time_point time_of(std::int64_t ms) { return time_point{milliseconds{ms}}; }

std::uint32_t hash_of(std::string_view name) {
  return static_cast<std::uint32_t>(std::hash<std::string_view>{}(name));
}

/// At most so many bytes, and no half of a character.
std::string_view cut(std::string_view s, std::size_t bytes_max) {
  if (s.size() <= bytes_max)
    return s;
  while (bytes_max > 0 && (static_cast<unsigned char>(s[bytes_max]) & 0xC0) == 0x80)
    --bytes_max;
  return s.substr(0, bytes_max);
}

void skip_mentions(unpacker& from) {
  for (auto n = from.number(); n > 0; --n) {
    from.number();
    from.text();
    from.number();
    from.number();
  }
}

std::uint8_t count_items(const part_row& p, item_state s) {
  return at_most<std::uint8_t>(std::count_if(p.items.begin(), p.items.end(),
                                             [s](const action_item& i) { return i.state == s; }));
}

std::string packed_texts(const conversation_row& r, const part_row& p) {
  std::string out;
  put_text(out, r.conversation);
  const opening& o = *r.opened_with;
  put_text(out, o.customer.id);
  const auto& subject = *o.subject;
  put_text(out, subject ? subject->kind : std::string_view{});
  put_text(out, subject ? subject->id : std::string_view{});
  put_number(out, p.mentions.size());
  for (const tracked_count& m : p.mentions) {
    put_number(out, static_cast<std::uint64_t>(m.kind));
    put_text(out, m.what);
    put_number(out, m.by_customer);
    put_number(out, m.by_seller);
  }
  std::size_t terms = 0, bytes = 0;
  for (; terms < p.terms.size(); ++terms)
    if (bytes += p.terms[terms].text.size() + 2; bytes > seller_history::term_bytes_max)
      break;
  put_number(out, terms);
  for (std::size_t i = 0; i < terms; ++i) {
    put_text(out, p.terms[i].text);
    put_number(out, p.terms[i].count);
  }
  put_number(out, p.items.size());
  for (const action_item& i : p.items) {
    put_number(out, i.item);
    put_number(out, i.message);
    put_number(out, static_cast<std::uint64_t>(i.state));
    put_text(out, cut(i.text, seller_history::item_bytes_max));
  }
  return out;
}

} // namespace

void each_mention(
    const history_entry& e,
    const std::function<void(tracked, std::string_view, std::uint32_t, std::uint32_t)>& visit) {
  unpacker from(e.packed);
  for (auto n = from.number(); n > 0; --n) {
    auto kind = static_cast<tracked>(from.number());
    auto what = from.text();
    auto by_customer = static_cast<std::uint32_t>(from.number());
    visit(kind, what, by_customer, static_cast<std::uint32_t>(from.number()));
  }
}

void each_term(const history_entry& e,
               const std::function<void(std::string_view, std::uint32_t)>& visit) {
  unpacker from(e.packed);
  skip_mentions(from);
  for (auto n = from.number(); n > 0; --n) {
    auto term = from.text();
    visit(term, static_cast<std::uint32_t>(from.number()));
  }
}

void each_item(const history_entry& e, const std::function<void(const packed_item&)>& visit) {
  unpacker from(e.packed);
  skip_mentions(from);
  for (auto n = from.number(); n > 0; --n) {
    from.text();
    from.number();
  }
  for (auto n = from.number(); n > 0; --n) {
    auto item = static_cast<std::uint32_t>(from.number());
    auto message = static_cast<std::uint32_t>(from.number());
    auto state = static_cast<item_state>(from.number());
    visit({item, message, state, from.text()});
  }
}

// --- taking
// --------------------------------------------------------------------------------------------

seller_history::compact seller_history::packed_numbers(const conversation_row& r,
                                                       const part_row& p) {
  const kpis& k = p.part.figures;
  compact c{};
  c.position = r.position;
  c.opened = ms_of(r.opened_at);
  c.last = ms_of(p.part.last);
  c.closed = r.closed_at ? ms_of(*r.closed_at) : 0;
  c.length_ms = k.length_ms;
  c.pauses_ms = k.pauses_ms;
  c.customer_talk = at_most<std::uint32_t>(k.customer_talk);
  c.seller_talk = at_most<std::uint32_t>(k.seller_talk);
  c.seller_words = at_most<std::uint32_t>(k.seller_words);
  c.switches = k.switches;
  c.pauses = k.pauses;
  c.monologue = at_most<std::uint32_t>(k.monologue);
  c.customer_turns = k.customer_turns;
  c.seller_turns = k.seller_turns;
  c.sentiment_start = static_cast<float>(k.sentiment_start);
  c.sentiment_end = static_cast<float>(k.sentiment_end);
  c.positive = at_most<std::uint16_t>(k.sentiments.positive);
  c.neutral = at_most<std::uint16_t>(k.sentiments.neutral);
  c.negative = at_most<std::uint16_t>(k.sentiments.negative);
  c.questions_by_customer = at_most<std::uint16_t>(p.questions_by_customer);
  c.questions_by_seller = at_most<std::uint16_t>(p.questions_by_seller);
  c.queue = number_of(r.queue);
  c.items_open = count_items(p, item_state::open);
  c.items_done = count_items(p, item_state::done);
  c.comments_shared = at_most<std::uint8_t>(p.comments_shared);
  c.comments_private = at_most<std::uint8_t>(p.comments_private);
  c.channel = static_cast<std::uint8_t>(r.opened_with->channel);
  c.outcome = static_cast<std::uint8_t>(r.outcome);
  c.lvl =
      r.mood.why_not == no_score::none ? static_cast<std::int8_t>(value_of(r.mood.lvl)) : no_level;
  c.flags =
      static_cast<std::uint8_t>((k.basis == basis::ms ? flag_ms : 0) | (p.part.bot ? flag_bot : 0));
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
  if (!r.closed_at) {
    open_.insert_or_assign(r.conversation, open_entry{packed_numbers(r, p), packed_texts(r, p)});
    return;
  }
  if (live != open_.end())
    open_.erase(live);
  auto place = find_closed(r.conversation);
  if (!place || closed_[*place].position <= r.position)
    keep_closed(place, packed_numbers(r, p), packed_texts(r, p));
}

void seller_history::keep_closed(std::optional<std::size_t> place, compact numbers,
                                 std::string_view texts) {
  numbers.texts_at = static_cast<std::uint32_t>(texts_.size());
  numbers.texts_bytes = at_most<std::uint16_t>(texts.size());
  if (place)
    unused_ += closed_[*place].texts_bytes;
  texts_ += texts.substr(0, numbers.texts_bytes);
  if (place) {
    closed_[*place] = numbers;
  } else {
    hashes_.push_back(hash_of(unpacker(texts).text()));
    closed_.push_back(numbers);
  }
  if (unused_ > texts_.size() / 2)
    drop_unused_texts();
}

void seller_history::drop_unused_texts() {
  std::string kept;
  kept.reserve(texts_.size() - unused_);
  for (compact& c : closed_) {
    auto texts = texts_of(c);
    c.texts_at = static_cast<std::uint32_t>(kept.size());
    kept += texts;
  }
  texts_ = std::move(kept);
  unused_ = 0;
}

std::optional<std::size_t> seller_history::find_closed(std::string_view conversation) const {
  auto wanted = hash_of(conversation);
  for (auto it = hashes_.begin();; ++it) {
    it = std::find(it, hashes_.end(), wanted);
    if (it == hashes_.end())
      return std::nullopt;
    auto place = static_cast<std::size_t>(it - hashes_.begin());
    if (unpacker(texts_of(closed_[place])).text() == conversation)
      return place;
  }
}

void seller_history::forget(std::string_view conversation) {
  open_.erase(std::string(conversation));
  auto place = find_closed(conversation);
  if (!place)
    return;
  unused_ += closed_[*place].texts_bytes;
  closed_.erase(closed_.begin() + static_cast<std::ptrdiff_t>(*place));
  hashes_.erase(hashes_.begin() + static_cast<std::ptrdiff_t>(*place));
  drop_unused_texts();
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
  e.channel = static_cast<channel>(c.channel);
  e.outcome = static_cast<outcome>(c.outcome);
  e.lvl = c.lvl == no_level ? std::nullopt : std::optional(static_cast<level>(c.lvl));
  e.open = c.closed == 0;
  e.bot = (c.flags & flag_bot) != 0;
  e.items_open = c.items_open;
  e.items_done = c.items_done;
  e.comments_shared = c.comments_shared;
  e.comments_private = c.comments_private;
  e.questions_by_customer = c.questions_by_customer;
  e.questions_by_seller = c.questions_by_seller;
  e.opened = time_of(c.opened);
  e.last = time_of(c.last);
  e.closed = c.closed ? std::optional(time_of(c.closed)) : std::nullopt;
  kpis& k = e.figures;
  k.basis = c.flags & flag_ms ? basis::ms : basis::words;
  k.customer_turns = c.customer_turns;
  k.seller_turns = c.seller_turns;
  k.customer_talk = c.customer_talk;
  k.seller_talk = c.seller_talk;
  k.seller_words = c.seller_words;
  k.switches = c.switches;
  k.length_ms = c.length_ms;
  k.pauses_ms = c.pauses_ms;
  k.pauses = c.pauses;
  k.monologue = c.monologue;
  k.sentiments = {c.positive, c.neutral, c.negative};
  k.sentiment_start = double{c.sentiment_start};
  k.sentiment_end = double{c.sentiment_end};
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
  return closed_.capacity() * sizeof(compact) + hashes_.capacity() * sizeof(std::uint32_t)
         + texts_.capacity();
}

} // namespace earshot
