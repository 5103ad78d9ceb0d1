#include "store/recordings.hpp"

#include "tests/catch.hpp"
#include "tests/support/scratch_folder.hpp"

#include <unistd.h>

#include <string_view>

using namespace earshot;
using namespace earshot::store;

namespace {

std::string stored(const recordings& place, const conversation_id& of, std::string_view sound) {
  auto file = place.begin(of);
  REQUIRE(file);
  REQUIRE(::write(file->handle, sound.data(), sound.size()) == static_cast<ssize_t>(sound.size()));
  REQUIRE(place.finish(*file));
  return file->name;
}

/// Empty: there is none of that name.
std::string heard(const recordings& place, const std::string& name) {
  int handle = place.open(name);
  if (handle < 0)
    return {};
  char bytes[64];
  auto size = ::pread(handle, bytes, sizeof bytes, 0);
  ::close(handle);
  return {bytes, static_cast<std::size_t>(size)};
}

} // namespace

TEST_CASE("Recordings are kept by the conversation they are of") {
  tests::scratch_folder folder;
  bool on_disk = GENERATE(true, false);
  auto place =
      on_disk ? recordings((folder.path() / "recordings").string()) : recordings::ephemeral();
  auto first = stored(place, "talk", "first"), second = stored(place, "talk", "second");
  auto other = stored(place, "c2", "other");
  CHECK(first != second);
  CHECK(first.find("talk") == std::string::npos); // nobody reads an id off a folder
  CHECK(heard(place, first) == "first");

  SECTION("one goes alone") {
    place.remove(first);
    CHECK(heard(place, first).empty());
    CHECK(heard(place, second) == "second");
  }
  SECTION("all of a conversation go together") {
    place.remove_all_of({"talk", "c9"});
    CHECK(heard(place, first).empty());
    CHECK(heard(place, second).empty());
    CHECK(heard(place, other) == "other");
  }
  SECTION("at a start those stay that somebody names") {
    place.keep_only({second});
    CHECK(heard(place, first).empty());
    CHECK(heard(place, second) == "second");
    CHECK(heard(place, other).empty());
  }
}

TEST_CASE("No other file is read by way of a recording's name") {
  tests::scratch_folder folder;
  folder.write("key", "secret");
  recordings place((folder.path() / "recordings").string());
  stored(place, "c1", "sound");
  CHECK(place.open("../key") < 0);
  CHECK(place.open("") < 0);
  CHECK_FALSE(recordings().begin("c1"));
}
