#include "store/memory_log.hpp"

#include "tests/catch.hpp"
#include "tests/store/sample.hpp"

#include <malloc.h>

#include <thread>

using namespace earshot;
using namespace earshot::store;

namespace {

using numbers = std::vector<std::uint64_t>;
constexpr std::uint64_t unbounded = 1u << 30;

} // namespace

TEST_CASE("The log in memory commits at once and gives back what it was given") {
  memory_log log{unbounded};
  CHECK(log.committed() == 0);
  CHECK(log.append("conv-1", note(1)) == 1);
  CHECK(log.append("conv-2", note(1)) == 2);
  CHECK(log.append("conv-1", note(2)) == 3);
  CHECK(log.committed() == 3);
  CHECK(log.backlog_bytes() == 0);

  SECTION("per subject, in the order of the offsets") {
    CHECK(offsets_of(log, "conv-1") == numbers{1, 2});
    CHECK(offsets_of(log, "conv-2") == numbers{1});
    CHECK(offsets_of(log, "conv-3").empty());
  }
  SECTION("all, in the order of the positions") {
    std::vector<std::pair<position, std::string>> seen;
    auto whole = log.scan([&](position p, std::string_view subject, event_ptr) -> result<void> {
      seen.emplace_back(p, subject);
      return {};
    });
    CHECK(whole.has_value());
    CHECK(seen
          == std::vector<std::pair<position, std::string>>{
              {1, "conv-1"}, {2, "conv-2"}, {3, "conv-1"}});
  }
  SECTION("and a scan ends with the error of the visitor") {
    auto visits = 0;
    auto stopped = log.scan([&](position, std::string_view, event_ptr) -> result<void> {
      ++visits;
      return error{errc::internal, "enough"};
    });
    REQUIRE(stopped.has_error());
    CHECK(stopped.error().message == "enough");
    CHECK(visits == 1);
  }
}

TEST_CASE("The log in memory forgets the longest closed conversations above its bound") {
  const auto text = std::string(1000, 'x');
  memory_log log{10'000};
  log.append(directory_subject, note(1, text));
  for (auto c = 1; c <= 20; ++c)
    log.append(named(c), note(1, text));

  SECTION("never one that is open, or the directory") {
    log.closed("nobody");
    CHECK(offsets_of(log, "conv-1") == numbers{1});
    CHECK(offsets_of(log, std::string{directory_subject}) == numbers{1});
  }
  SECTION("the one closed first goes first, until the bound is kept") {
    for (auto c = 20; c >= 1; --c)
      log.closed(named(c));
    CHECK(offsets_of(log, "conv-20").empty());
    CHECK(offsets_of(log, "conv-1") == numbers{1});
    CHECK(offsets_of(log, std::string{directory_subject}) == numbers{1});
  }
  SECTION("not one that was written to after it was closed, until it is closed again") {
    memory_log roomy{24'000};
    for (auto c = 1; c <= 10; ++c)
      roomy.append(named(c), note(1, text));
    roomy.closed("conv-1");
    roomy.closed("conv-2");
    roomy.append("conv-1", note(2, text));
    for (auto c = 11; c <= 30; ++c)
      roomy.append(named(c), note(1, text));
    roomy.closed("conv-3");
    CHECK(offsets_of(roomy, "conv-2").empty());
    CHECK(offsets_of(roomy, "conv-1") == numbers{1, 2});
    roomy.closed("conv-1");
    CHECK(offsets_of(roomy, "conv-1").empty());
  }
  SECTION("a forgotten name may be used again") {
    log.closed("conv-1");
    REQUIRE(offsets_of(log, "conv-1").empty());
    log.append("conv-1", note(1));
    CHECK(offsets_of(log, "conv-1") == numbers{1});
  }
  SECTION("half a conversation does not come back") {
    log.closed("conv-1");
    log.append("conv-1", note(2)); // somebody still reads it, and comments
    log.put_row({"conv-1", "support", "ana", "mette", {}, ""});
    log.closed("conv-1");
    CHECK(offsets_of(log, "conv-1").empty());
    CHECK(found(log, {}).empty());
    log.find([](const event& first) { return first.offset != 1; },
             [](auto subjects) { CHECK(subjects.empty()); });
  }
  SECTION("and the scan goes on over what is gone") {
    log.closed("conv-1");
    auto visits = 0;
    auto whole = log.scan([&](position, std::string_view, event_ptr) -> result<void> {
      ++visits;
      return {};
    });
    CHECK(whole.has_value());
    CHECK(visits == 20);
  }
}

TEST_CASE("The log in memory keeps each subject's order under several threads") {
  memory_log log{unbounded};
  std::vector<std::thread> writers;
  for (auto w = 0; w < 4; ++w)
    writers.emplace_back([&log, subject = named(w)] {
      position last = 0;
      for (auto offset = 1u; offset <= 2000; ++offset) {
        auto p = log.append(subject, note(offset));
        if (p <= last || log.committed() < p)
          std::terminate();
        last = p;
      }
    });
  for (auto& w : writers)
    w.join();
  CHECK(log.committed() == 8000);
  for (auto w = 0; w < 4; ++w) {
    auto offsets = offsets_of(log, named(w));
    REQUIRE(offsets.size() == 2000);
    CHECK(std::is_sorted(offsets.begin(), offsets.end()));
  }
}

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_CASE(
    "Fifty thousand conversations of two events take less than 150 bytes each beside the events") {
  constexpr auto conversations = 50'000;
  auto shared = note(1);
  auto before = mallinfo2();
  memory_log log{unbounded};
  for (auto c = 0; c < conversations; ++c) {
    auto subject = named(c);
    log.append(subject, shared);
    log.append(subject, shared);
  }
  auto after = mallinfo2();
  auto bytes = (after.uordblks + after.hblkhd - before.uordblks - before.hblkhd) / conversations;
  INFO(bytes << " bytes per conversation");
  CHECK(bytes < 150);
}
#endif
