#include "domain/history_texts.hpp"

#include "domain/packing.hpp"
#include "domain/seller_history.hpp"

namespace earshot {

namespace {

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

} // namespace

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

} // namespace earshot
