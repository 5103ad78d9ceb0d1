#include "store/event_codec.hpp"

#include "store/bytes.hpp"
#include "store/crc32c.hpp"
#include "tests/catch.hpp"
#include "tests/store/random_event.hpp"

#include <map>

using namespace earshot;
using namespace earshot::store;

namespace {

std::string encoded(const event& e) {
  std::string bytes;
  encode(e, bytes);
  return bytes;
}

// The wire of one small event, written out by hand: the format is a promise to every log there is.
std::string a_note_of_version_1() {
  std::string bytes;
  byte_writer to{bytes};
  to.byte(1);             // version of the format
  to.number(7);           // offset
  to.signed_number(1000); // at
  to.byte(0);             // no key
  to.number(5);           // note_added
  to.number(2);           // of two members
  to.text("mette");
  to.text("call back");
  return bytes;
}

event a_note() {
  event e;
  e.offset = 7;
  e.at = time_point{milliseconds{1000}};
  e.what = conversation_event{note_added{"mette", "call back"}};
  return e;
}

std::string fault_of(std::string_view bytes) {
  auto decoded = decode(bytes);
  return decoded ? "" : decoded.error().message;
}

} // namespace

TEST_CASE("The checksum is that of RFC 3720") {
  CHECK(crc32c("") == 0);
  CHECK(crc32c("123456789") == 0xE3069283);
  CHECK(crc32c(std::string(32, '\0')) == 0x8A9136AA);
  CHECK(crc32c(std::string(32, '\xFF')) == 0x62A8AB43);
  CHECK(crc32c("456789", crc32c("123")) == crc32c("123456789"));
}

TEST_CASE("Numbers come back from their bytes, whatever their size") {
  std::string bytes;
  byte_writer to{bytes};
  const std::vector<std::uint64_t> numbers{0, 1, 127, 128, 1u << 31, ~0ull >> 1, ~0ull};
  const std::vector<std::int64_t> signed_numbers{0, -1, 1, -64, 64, INT64_MIN, INT64_MAX};
  for (auto n : numbers)
    to.number(n);
  for (auto n : signed_numbers)
    to.signed_number(n);
  byte_reader from{bytes};
  for (auto n : numbers)
    CHECK(from.number() == n);
  for (auto n : signed_numbers)
    CHECK(from.signed_number() == n);
  CHECK(from.rest().empty());
  CHECK(from.fault().empty());
  from.byte();
  CHECK(from.fault() == "ends too early");
}

TEST_CASE("A record of version 1 is what it always was") {
  CHECK(encoded(a_note()) == a_note_of_version_1());
  auto decoded = decode(a_note_of_version_1());
  REQUIRE(decoded.has_value());
  auto& e = **decoded;
  CHECK(e.offset == 7);
  CHECK(e.at == time_point{milliseconds{1000}});
  CHECK(e.key == nullptr);
  auto& note = std::get<note_added>(std::get<conversation_event>(e.what));
  CHECK(note.by == "mette");
  CHECK(note.text == "call back");
}

TEST_CASE("Every event comes back from its record") {
  const auto seed = GENERATE(1u, 2u, 3u);
  CAPTURE(seed);
  random_event random{seed};
  std::map<std::pair<std::size_t, std::size_t>, int> kinds;
  for (auto round = 0; round < 3000; ++round) {
    auto e = random(random.number(1u << 20));
    auto bytes = encoded(*e);
    auto back = decode(bytes);
    REQUIRE(back.has_value());
    REQUIRE((*back)->offset == e->offset);
    REQUIRE((*back)->at == e->at);
    REQUIRE((*back)->what.index() == e->what.index());
    REQUIRE(encoded(**back) == bytes);
    REQUIRE(encoded_bytes(*e) == bytes.size());
    auto kind = std::visit([](auto& of) { return of.index(); }, e->what);
    ++kinds[{e->what.index(), kind}];
  }
  CHECK(
      kinds.size()
      == std::variant_size_v<
             conversation_event> + std::variant_size_v<directory_event> + std::variant_size_v<erasure_event>);
}

TEST_CASE("A message keeps every one of its values") {
  utterance u;
  u.message = 3;
  u.by = {author_role::bot, "b"};
  u.text = "hej";
  u.at = time_point{milliseconds{-5}};
  u.start_ms = 0;
  u.lang = *language::parse("da");
  u.words = 1;
  u.scored = {-0.6123, no_score::none, true, true};
  mood after{-0.7, no_score::none, level::very_negative, 6, true};
  event e;
  e.what = conversation_event{message_added{u, after}};
  e.key = std::make_unique<const key_use>(key_use{"u", "k", ~0ull});
  auto back = decode(encoded(e));
  REQUIRE(back.has_value());
  auto& m = std::get<message_added>(std::get<conversation_event>((*back)->what));
  CHECK(m.said.message == 3);
  CHECK(m.said.by == u.by);
  CHECK(m.said.text == "hej");
  CHECK(m.said.at == u.at);
  CHECK(m.said.start_ms == 0);
  CHECK_FALSE(m.said.duration_ms.has_value());
  CHECK(m.said.lang.code() == "da");
  CHECK(m.said.words == 1);
  CHECK(m.said.scored == u.scored);
  CHECK(m.after == after);
  REQUIRE((*back)->key);
  CHECK((*back)->key->body == ~0ull);
}

TEST_CASE("A record may be filled up with zeros, and with nothing else") {
  auto bytes = a_note_of_version_1();
  CHECK(decode(bytes + std::string(100, '\0')).has_value());
  CHECK(fault_of(bytes + "x") == "goes on after its end");
}

TEST_CASE("A record of before a member was added reads with that member's default") {
  std::string bytes;
  byte_writer to{bytes};
  to.byte(1), to.number(1), to.signed_number(0), to.byte(0);
  to.number(5), to.number(1), to.text("mette"); // a note without its text
  auto decoded = decode(bytes);
  REQUIRE(decoded.has_value());
  CHECK(std::get<note_added>(std::get<conversation_event>((*decoded)->what)).text.empty());
}

TEST_CASE("A record that cannot be is refused with the reason") {
  auto bytes = a_note_of_version_1();
  auto with = [&](std::size_t i, char c) {
    auto changed = bytes;
    changed[i] = c;
    return fault_of(changed);
  };
  CHECK(fault_of("") == "ends too early");
  CHECK(fault_of(bytes.substr(0, bytes.size() - 1)) == "has a text that is longer than the record");
  CHECK(with(0, 2) == "has a format that this version does not know");
  CHECK(with(4, 2) == "has a truth value that is neither 0 nor 1");
  CHECK(with(5, 99) == "is of a kind that this version does not know");
  CHECK(with(6, 3) == "was written by a newer version");
}

TEST_CASE("Any bytes give an event or a reason") {
  const auto seed = GENERATE(11u, 12u);
  CAPTURE(seed);
  random_event random{seed};
  auto refused = 0;
  for (auto round = 0; round < 20'000; ++round) {
    auto bytes = encoded(*random());
    switch (random.number(2)) {
    case 0: // some bytes changed
      for (auto n = random.number(3) + 1; n > 0; --n)
        bytes[random.number(bytes.size() - 1)] = static_cast<char>(random.number(255));
      break;
    case 1: bytes.resize(random.number(bytes.size())); break;
    default: bytes = char(1) + random.text(60);
    }
    auto decoded = decode(bytes);
    if (!decoded) {
      ++refused;
      REQUIRE_FALSE(decoded.error().message.empty());
    } else { // what was read is an event like any other
      auto again = decode(encoded(**decoded));
      REQUIRE(again.has_value());
    }
  }
  CHECK(refused > 1000);
}
