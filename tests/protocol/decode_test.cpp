#include "protocol/decode.hpp"
#include "protocol/error.hpp"
#include "tests/catch.hpp"

#include <random>

using namespace earshot;
using namespace earshot::protocol;

namespace {

bad_frame bad(std::string_view text) {
  auto d = decode(text);
  REQUIRE(std::holds_alternative<bad_frame>(d));
  return std::get<bad_frame>(d);
}

template <class T>
T good(std::string_view text) {
  auto d = decode(text);
  if (auto* b = std::get_if<bad_frame>(&d))
    FAIL(b->what.message);
  return std::get<T>(std::get<client_frame>(d));
}

} // namespace

TEST_CASE("Every frame of a client is understood") {
  CHECK(good<hello>(R"({"type":"hello","v":1,"token":"t","client":{"name":"x"}})").token == "t");
  auto s = good<subscribe>(R"({"type":"subscribe","id":"1","stream":"conversation/c1",
                               "from":{"epoch":"e","offset":7}})");
  CHECK(s.stream == stream_name{stream_name::kind::conversation, "c1"});
  CHECK(std::get<resume_after>(s.from).offset == 7);
  CHECK(good<ping>(R"({"type":"ping","n":3})").n == 3);
  auto q =
      good<query>(R"({"type":"query","id":"q","what":"sentiment.score","args":{"text":"hi"}})");
  CHECK(std::get<ask_score>(q.what).text == "hi");
  CHECK_NOTHROW(good<query>(R"({"type":"query","id":"q","what":"whoami"})"));
}

TEST_CASE("A message keeps what was said of it") {
  auto c = good<command>(R"({"type":"command","id":"9","op":"conversation.message","key":"k",
    "args":{"conversation":"c1","text":"","author":{"role":"bot","id":"b"},"start_ms":100,
            "duration_ms":5,"language":"nb","at":"2026-11-22T09:00:00Z"}})");
  auto& m = std::get<add_message>(std::get<conversation_command>(c.args));
  CHECK(m.text.empty());
  CHECK(m.by == author{author_role::bot, "b"});
  CHECK(m.start_ms == 100);
  CHECK(m.lang->code() == "no");
  CHECK(c.key == "k");
}

TEST_CASE("The same body has the same hash, whatever the order of its fields") {
  auto a = good<command>(R"({"type":"command","id":"1","op":"conversation.note","key":"k",
                             "args":{"conversation":"c1","text":"x"}})");
  auto b = good<command>(R"({"op":"conversation.note","args":{"text":"x","conversation":"c1"},
                             "key":"k","id":"2","type":"command"})");
  auto c = good<command>(R"({"type":"command","id":"1","op":"conversation.note","key":"k",
                             "args":{"conversation":"c1","text":"y"}})");
  CHECK(a.body == b.body);
  CHECK(a.body != c.body);
}

TEST_CASE("What is wrong is named with its place") {
  struct wrong {
    const char* text;
    errc code;
    const char* field;
  };
  for (
      auto& w : std::initializer_list<wrong>{
          {"nonsense", errc::bad_json, ""},
          {"[]", errc::bad_message, ""},
          {"{}", errc::missing_field, "/type"},
          {R"({"type":"x"})", errc::unknown_type, "/type"},
          {R"({"type":"subscribe","stream":"queue/q"})", errc::missing_field, "/id"},
          {R"({"type":"subscribe","id":"1","stream":"planet/x"})", errc::invalid_field, "/stream"},
          {R"({"type":"subscribe","id":"1","stream":"queue/q","from":"end"})", errc::invalid_field,
           "/from"},
          {R"({"type":"subscribe","id":"1","stream":"queue/q","from":{"epoch":"e"}})",
           errc::missing_field, "/from/offset"},
          {R"({"type":"command","id":"1","op":"x","args":{}})", errc::unknown_op, "/op"},
          {R"({"type":"command","id":"1","op":"conversation.close"})", errc::missing_field,
           "/args"},
          {R"({"type":"command","id":"1","op":"conversation.open","args":{"conversation":"c","queue":"q",
            "channel":"fax","customer":{"id":"u"}}})",
           errc::invalid_field, "/args/channel"},
          {R"({"type":"command","id":"1","op":"conversation.open","args":{"conversation":"c","queue":"q",
            "channel":"chat","customer":{"id":"u","attributes":{"a":1}}}})",
           errc::invalid_field, "/args/customer/attributes/a"},
          {R"({"type":"command","id":"1","op":"queue.create","args":{"queue":"q","members":["a","b c"]}})",
           errc::invalid_field, "/args/members/1"},
          {R"({"type":"command","id":"1","op":"queue.configure","args":{"queue":"q","alerts":{"agent":"happy"}}})",
           errc::invalid_field, "/args/alerts/agent"},
          {R"({"type":"command","id":"1","op":"queue.configure","args":{"queue":"q","sentimnt":true}})",
           errc::invalid_field, "/args/sentimnt"},
          {R"({"type":"command","id":"1","op":"queue.configure","args":{"queue":"q","alerts":{"all":"off"}}})",
           errc::invalid_field, "/args/alerts/all"},
          {R"({"type":"command","id":"1","op":"queue.create","args":{"queue":"q","wrap_up_s":-1}})",
           errc::invalid_field, "/args/wrap_up_s"},
          {R"({"type":"hello"})", errc::missing_field, "/v"},
      }) {
    CAPTURE(w.text);
    auto b = bad(w.text);
    CHECK(b.what.code == w.code);
    CHECK(b.what.field == w.field);
    CHECK_FALSE(b.what.message.empty());
  }
}

TEST_CASE("An attribute with too long a name is refused, not cut") {
  auto b = bad(R"({"type":"command","id":"1","op":"conversation.open","args":{"conversation":"c",)"
               R"("queue":"q","channel":"chat","customer":{"id":"u","attributes":{")"
               + std::string(257, 'n') + R"(":"v"}}}})");
  CHECK(b.what.code == errc::invalid_field);
  CHECK(b.what.field == "/args/customer/attributes");
}

TEST_CASE("A refused request is answered under its id") {
  CHECK(bad(R"({"type":"command","id":"77","op":"x","args":{}})").id == "77");
}

TEST_CASE("Depth is capped before a tree is built") {
  std::string bomb = R"({"type":"ping","n":)" + std::string(100'000, '[');
  CHECK(bad(bomb).what.code == errc::too_deep);
  CHECK_NOTHROW(good<ping>(R"({"type":"ping","x":"[[[[[[[[[[[[[[[[[[[[[[[[[["})"));
}

TEST_CASE("Any bytes give a frame or an error") {
  const std::string seed = R"({"type":"command","id":"1","op":"conversation.message","key":"k",
    "args":{"conversation":"c1","text":"hi \u00e6","author":{"role":"bot"},"start_ms":1}})";
  std::mt19937 random(3);
  for (int i = 0; i < 20'000; ++i) {
    std::string text = seed;
    for (int n = 1 + static_cast<int>(random() % 4); n > 0; --n) {
      auto pos = random() % text.size();
      switch (random() % 3) {
      case 0: text[pos] = static_cast<char>(random() % 128); break;
      case 1: text.erase(pos, random() % 8); break;
      default: text.insert(pos, 1, "{}[]\",:\\0"[random() % 9]);
      }
    }
    auto d = decode(text);
    if (auto* b = std::get_if<bad_frame>(&d))
      REQUIRE(entry_of(b->what.code).bad_frame);
  }
}
