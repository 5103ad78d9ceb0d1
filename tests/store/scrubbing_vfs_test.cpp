#include "store/scrubbing_vfs.hpp"

#include "tests/catch.hpp"

#include <string>

using namespace earshot::store;

namespace {

// A page full of 'x' with the header of a b-tree page: two cells, rows from `rows` on.
std::string page_of(char type, std::size_t rows, std::size_t header = 0) {
  auto page = std::string(1024, 'x');
  page[header] = type;
  page[header + 3] = 0;
  page[header + 4] = 2;
  page[header + 5] = static_cast<char>(rows >> 8);
  page[header + 6] = static_cast<char>(rows);
  return page;
}

std::string scrubbed(std::string page, bool first = false) {
  scrub_page(page.data(), page.size(), first);
  return page;
}

} // namespace

TEST_CASE("The unused part of a page is zeroed, and nothing else") {
  struct kind {
    char type;
    std::size_t directory_end;
  };
  const auto k = GENERATE(kind{13, 8 + 4}, kind{10, 8 + 4}, kind{5, 12 + 4}, kind{2, 12 + 4});
  const auto page = page_of(k.type, 700);
  const auto clean = scrubbed(page);
  CHECK(clean.substr(0, k.directory_end) == page.substr(0, k.directory_end));
  CHECK(clean.substr(k.directory_end, 700 - k.directory_end)
        == std::string(700 - k.directory_end, '\0'));
  CHECK(clean.substr(700) == page.substr(700));
}

TEST_CASE("The first page's header lies behind that of the database") {
  const auto page = page_of(13, 700, 100);
  const auto clean = scrubbed(page, true);
  CHECK(clean.substr(0, 112) == page.substr(0, 112));
  CHECK(clean.substr(112, 588) == std::string(588, '\0'));
  CHECK(clean.substr(700) == page.substr(700));
}

TEST_CASE("A page of another kind, or one that is none, stays as it is") {
  CHECK(scrubbed(page_of(0, 700)) == page_of(0, 700));     // overflow, free
  CHECK(scrubbed(page_of(13, 5)) == page_of(13, 5));       // rows within the directory
  CHECK(scrubbed(page_of(13, 2000)) == page_of(13, 2000)); // rows behind the end
  CHECK(scrubbed(std::string(100, '\x0D')) == std::string(100, '\x0D'));
}
