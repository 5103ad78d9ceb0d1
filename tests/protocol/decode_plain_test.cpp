#include "protocol/decode_plain.hpp"
#include "tests/catch.hpp"

#include <random>

using namespace earshot;
using namespace earshot::protocol;

namespace {

const std::string plain =
    R"({"type":"command","id":"7","op":"conversation.message","args":{"conversation":"c1","text":"Hej, æøå"}})";

/// The same frame the long way: a field that is null is a field that is not
/// there.
decoded the_long_way(std::string frame) {
  frame.insert(frame.find('{') + 1, R"("key":null,)");
  return decode(frame);
}

const add_message& message_of(const command& c) {
  return std::get<add_message>(std::get<conversation_command>(c.args));
}

} // namespace

TEST_CASE("A plain message is read the short way") {
  auto c = decode_plain_message(plain, {});
  REQUIRE(c);
  CHECK(c->id == "7");
  CHECK(c->what == op::conversation_message);
  CHECK(c->key.empty());
  CHECK(message_of(*c).conversation == "c1");
  CHECK(message_of(*c).text == "Hej, æøå");
  CHECK(decode_plain_message(" { \"args\" :\n{\"text\":\"a\" ,\"conversation\":\"c\"},\"op\":"
                             "\"conversation.message\",\"id\":\"1\",\"type\":\"command\"}\r\n",
                             {}));
}

TEST_CASE("Anything else takes the long way") {
  const std::string before = R"({"type":"command","id":"7","op":"conversation.message","args":)";
  for (const std::string args : {
           R"({"conversation":"c1","text":"a\nb"}})",
           R"({"conversation":"c1","text":""}})",
           R"({"conversation":"c/1","text":"a"}})",
           R"({"conversation":"c1"}})",
           R"({"conversation":"c1","text":"a","language":"en"}})",
           R"({"conversation":"c1","text":7}})",
           R"({"conversation":"c1","text":"a","text":"b"}})",
           R"({"conversation":"c1","text":"a"}}})",
           R"({"conversation":"c1","text":"a"},"key":"k"})",
           R"({"conversation":"c1","text":"a"}])",
           R"({"conversation":"c1","text":"a"},})",
           R"({"conversation":"c1","text":"a)",
           R"({"conversation":"c1","text":"a"},"args":{"conversation":"c2","text":"b"}})",
       }) {
    CAPTURE(args);
    CHECK_FALSE(decode_plain_message(before + args, {}));
  }
  CHECK_FALSE(decode_plain_message(plain, {.depth = 1}));
  CHECK_FALSE(decode_plain_message(plain, {.text_bytes = 3}));
  CHECK_FALSE(decode_plain_message("", {}));
}

TEST_CASE("Both ways agree on whatever a frame is changed into") {
  const auto seed = std::random_device{}();
  CAPTURE(seed);
  std::mt19937 random(seed);
  const std::string ascii = "{}[]:,\"\\ \n\x01"
                            "acdemnopstxy17./";
  std::size_t read = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string frame = plain;
    for (auto n = random() % 3; n > 0; --n) {
      auto at = random() % frame.size();
      if (static_cast<unsigned char>(frame[at]) >= 0x80)
        continue; // the frame stays UTF-8
      if (random() % 2)
        frame[at] = ascii[random() % ascii.size()];
      else
        frame.erase(at, 1);
    }
    auto c = decode_plain_message(frame, {});
    if (!c)
      continue;
    ++read;
    CAPTURE(frame);
    auto other = the_long_way(frame);
    REQUIRE(std::holds_alternative<client_frame>(other));
    const auto& same = std::get<command>(std::get<client_frame>(other));
    CHECK(same.id == c->id);
    CHECK(same.what == c->what);
    CHECK(message_of(same).conversation == message_of(*c).conversation);
    CHECK(message_of(same).text == message_of(*c).text);
    CHECK_FALSE(message_of(same).by);
  }
  CHECK(read > 1000);
}
