#include "runtime/load/chats.hpp"
#include "runtime/load/delivery_check.hpp"
#include "runtime/load/failure.hpp"
#include "runtime/load/histogram.hpp"
#include "runtime/load/json_slice.hpp"
#include "runtime/load/report.hpp"
#include "runtime/load/server_process.hpp"
#include "tests/catch.hpp"
#include "tests/support/scratch_folder.hpp"

#include <nlohmann/json.hpp>

using namespace earshot::load;
using namespace std::chrono_literals;
using earshot::tests::scratch_folder;
using verdict = delivery_check::verdict;

namespace {

/// The sentence a failure carries, or "" if `what` goes through.
template <class What>
std::string refusal(What what) {
  try {
    what();
    return "";
  } catch (const failure& f) {
    return f.what();
  }
}

} // namespace

TEST_CASE("A frame is read in slices") {
  const std::string text = R"({"type":"event","offset":42,"id":"7","body":{"a":["}",{"b":"]\""}],)"
                           R"("text":"na\u00efve \"x\"\n\ud83d\ude00"},"none":null})";
  const json_slice frame(text);
  CHECK(frame.word("type") == "event");
  CHECK(frame.number("offset") == 42);
  CHECK(frame.number("id") == 7);
  CHECK(frame.raw("none") == "null");
  CHECK(frame.object("body").raw("a") == R"(["}",{"b":"]\""}])");
  CHECK(frame.object("body").text("text") == "na\u00efve \"x\"\n\U0001F600");
  SECTION("and what is not there is empty") {
    CHECK(frame.raw("missing").empty());
    CHECK(frame.text("offset").empty());
    CHECK(frame.number("type") == 0);
    CHECK(frame.object("missing").raw("x").empty());
  }
  SECTION("and half a frame is no more than half read") {
    for (std::size_t n = 0; n < text.size(); ++n)
      CHECK(json_slice(std::string_view(text).substr(0, n)).raw("none").empty());
  }
}

TEST_CASE("Chats are read from a file") {
  scratch_folder folder;
  const auto read = [&](const std::string& content) {
    std::vector<chat> chats;
    read_chats(folder.write("chats.tsv", content), chats);
    return chats;
  };
  SECTION("one for each conversation, in order") {
    const auto chats =
        read("conversation\tturn\ttext\na\t0\thello\r\na\t2\tit's\tlate\nb\t0\thi\n");
    CHECK(chats == std::vector<chat>{{"hello", "it's\tlate"}, {"hi"}});
  }
  SECTION("and what is wrong is said with its line") {
    const auto said = [&](const std::string& content) { return refusal([&] { read(content); }); };
    CHECK(said("a\tb\n").find("chats.tsv:1: must be the heading") != std::string::npos);
    CHECK(said("conversation\tturn\ttext\nx\ty\n").find(":2: needs three") != std::string::npos);
    CHECK(said("conversation\tturn\ttext\nx\t0\t\n").find(":2: the text is") != std::string::npos);
    CHECK(said("conversation\tturn\ttext\n").find("holds no chat") != std::string::npos);
    CHECK(refusal([] {
            std::vector<chat> c;
            read_chats("/nowhere.tsv", c);
          })
          == "/nowhere.tsv: cannot be read");
  }
}

TEST_CASE("Chats are made up from a seed") {
  CHECK(made_up_chats({7, 3, 4, 0}) == made_up_chats({7, 3, 4, 0}));
  CHECK(made_up_chats({7, 3, 4, 0}) != made_up_chats({8, 3, 4, 0}));
  const auto padded = made_up_chats({1, 1, 50, 85});
  for (const auto& text : padded[0])
    CHECK(text.size() == 85);
}

TEST_CASE("A delivery check notices") {
  delivery_check check;
  check.begin(10);
  SECTION("nothing while all is well") {
    CHECK(check.follows(11));
    CHECK(check.follows(12));
    CHECK(check.message(1) == verdict::in_order);
    CHECK(check.message(2) == verdict::in_order);
    CHECK(check.lost(2) == 0);
  }
  SECTION("a hole in the offsets, once") {
    CHECK_FALSE(check.follows(13));
    CHECK(check.follows(14));
  }
  SECTION("a message that comes again") {
    check.message(1);
    CHECK(check.message(1) == verdict::duplicated);
    CHECK(check.lost(1) == 0);
  }
  SECTION("a message that comes late, and then again") {
    check.message(1);
    check.message(3);
    CHECK(check.lost(3) == 1);
    CHECK(check.message(2) == verdict::reordered);
    CHECK(check.lost(3) == 0);
    CHECK(check.message(2) == verdict::duplicated);
  }
  SECTION("messages that never come") {
    check.message(2);
    CHECK(check.lost(5) == 4);
  }
}

TEST_CASE("A histogram is right to two per cent") {
  histogram h;
  CHECK(h.quantile(0.99) == 0ns);
  for (int us = 1; us <= 100'000; ++us)
    h.add(std::chrono::microseconds(us));
  for (double share : {0.01, 0.5, 0.9, 0.99, 0.999}) {
    const auto us = static_cast<double>(h.quantile(share).count()) / 1e3;
    CHECK(us >= share * 100'000 * 0.999);
    CHECK(us <= share * 100'000 * 1.02);
  }
  CHECK(h.max() == 100ms);
  CHECK(h.quantile(1) == 100ms);
  SECTION("and counts what is out of its range at the end") {
    h.add(std::chrono::hours(1000));
    CHECK(h.total() == 100'001);
    CHECK(h.max() == 1000h);
  }
}

TEST_CASE("A report has every figure that it promises") {
  report r;
  r.messages = 1000;
  r.running = 2s;
  r.server_cpu = 30ms;
  r.server_bytes = 5'000'000;
  for (int i = 0; i < 1000; ++i)
    r.latency.add(2ms);
  const auto json = nlohmann::json::parse(as_json(r));
  for (auto name : {"lost", "duplicated", "reordered", "messages"})
    CHECK(json.at(name).is_number_unsigned());
  CHECK(json.at("msgs_per_s") == Approx(500));
  for (auto name : {"p50", "p90", "p99", "p999", "max"})
    CHECK(json.at("latency_ms").at(name) == Approx(2).epsilon(0.02));
  CHECK(json.at("server").at("cpu_s_per_million_messages") == Approx(30));

  SECTION("and thresholds hold it to them") {
    const auto holds = [&](const char* text) { return threshold::parse(text).holds(r); };
    CHECK(holds("p99<20ms"));
    CHECK(holds("p99 < 2100us"));
    CHECK_FALSE(holds("p99<0.001s"));
    CHECK(holds("msgs_per_s>=500"));
    CHECK_FALSE(holds("msgs_per_s>500"));
    CHECK(holds("lost=0"));
    r.lost = 1;
    CHECK_FALSE(holds("lost=0"));
    CHECK_FALSE(r.complete());
  }
  SECTION("and a threshold that is none is refused") {
    const auto said = [](const char* text) { return refusal([&] { threshold::parse(text); }); };
    CHECK(said("p99").find("is no comparison") != std::string::npos);
    CHECK(said("p99<20m").find("is no comparison") != std::string::npos);
    CHECK(said("p42<1").find("no figure \"p42\"") != std::string::npos);
  }
}

TEST_CASE("A server says where it listens") {
  CHECK(listening_address(R"({"event":"listening","address":"127.0.0.1:4711"})")->port == 4711);
  CHECK(listening_address("info: listening on 127.0.0.1:80, ready")->host == "127.0.0.1");
  CHECK_FALSE(listening_address(R"({"event":"starting","address":"127.0.0.1:4711"})"));
  CHECK_FALSE(listening_address("listening"));
}

TEST_CASE("A server that does not start is reported with its own words") {
  const auto said = refusal([] { server_process("/bin/sh", {"-c", "echo the disk is full >&2"}); });
  CHECK(said.find("did not start") != std::string::npos);
  CHECK(said.find("the disk is full") != std::string::npos);
}
