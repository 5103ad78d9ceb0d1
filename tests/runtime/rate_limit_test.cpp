#include "runtime/rate_limit.hpp"

#include "tests/catch.hpp"

#include <thread>
#include <vector>

using namespace std::chrono_literals;
using earshot::runtime::rate_limit;
using earshot::runtime::shared_rate_limit;

TEST_CASE("A rate is counted second by second") {
  rate_limit r;
  const rate_limit::clock::time_point now{100s};
  CHECK(r.count(now) == 1);
  CHECK(r.count(now + 400ms) == 2);
  CHECK(r.left(now + 400ms) == 600ms);
  CHECK(r.count(now + 999ms) == 3);
  CHECK(r.count(now + 1s) == 1);
}

TEST_CASE("Sessions on many threads count together") {
  shared_rate_limit r;
  const rate_limit::clock::time_point now{100s};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 1000; ++i)
        r.count(now);
    });
  for (auto& t : threads)
    t.join();
  CHECK(r.count(now + 500ms) == 4001);
  CHECK(r.count(now + 1s) == 1);
}
