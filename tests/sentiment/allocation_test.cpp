// Counts what `operator new` is asked for: scoring must not allocate once a thread has warmed up.
#include "sentiment/scorer.hpp"
#include "tests/catch.hpp"

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<std::size_t> allocations{0};

} // namespace

void* operator new(std::size_t size) {
  ++allocations;
  if (void* p = std::malloc(size ? size : 1))
    return p;
  throw std::bad_alloc{};
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  ++allocations;
  return std::malloc(size ? size : 1);
}
void operator delete(void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }

using namespace earshot;
using namespace earshot::sentiment;

TEST_CASE("Scoring does not allocate after a thread's first texts") {
  auto s = make_scorer({{"acme", 0.5}});
  constexpr const char* texts[] = {"Hello, my new card still does not work and I need it today",
                                   "f**k this",
                                   "thank you",
                                   "👍 :-)",
                                   "服务很好",
                                   "acme is great"};
  for (auto text : texts)
    s->score(text, english);
  std::size_t before = allocations;
  double total = 0;
  for (auto text : texts)
    total += s->score(text, english).score.value_or(0);
  CHECK(allocations == before);
  CHECK(total != 0);
  s->explain(texts[0], english); // the counter does count
  CHECK(allocations > before);
}
