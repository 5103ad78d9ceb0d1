#include "runtime/key_file.hpp"

#include "tests/catch.hpp"
#include "tests/support/scratch_folder.hpp"

#include <sys/stat.h>

using namespace earshot;
using namespace earshot::runtime;
using earshot::tests::scratch_folder;

namespace {

std::string key_of(const std::string& content, mode_t mode = 0600) {
  scratch_folder folder;
  auto file = folder.write("key", content);
  ::chmod(file.c_str(), mode);
  auto key = read_key(file);
  return key ? *key : "refused: " + key.error().message;
}

mode_t mode_of(const std::string& file) {
  struct stat about {};
  return ::stat(file.c_str(), &about) == 0 ? about.st_mode & 0777 : 0;
}

const std::string key32(32, 'k');

} // namespace

TEST_CASE("The key is the file's bytes less one trailing newline") {
  CHECK(key_of(key32) == key32);
  CHECK(key_of(key32 + "\n") == key32);
  CHECK(key_of(key32 + "\n\n") == key32 + "\n");
  CHECK(key_of(key32 + "\r\n") == key32 + "\r");
  std::string binary = key32 + std::string(1, '\0') + "\n" + key32;
  CHECK(key_of(binary) == binary);
}

TEST_CASE("A key file is refused") {
  auto starts_refused = [](const std::string& s) { return s.starts_with("refused: "); };
  SECTION("if it is too short") {
    CHECK(starts_refused(key_of("")));
    CHECK(starts_refused(key_of(key32.substr(1))));
    CHECK(starts_refused(key_of(key32.substr(1) + "\n")));
  }
  SECTION("if it is endless") { CHECK(starts_refused(key_of(std::string(100'000, 'k')))); }
  SECTION("if others can read it, or change it") {
    CHECK(starts_refused(key_of(key32, 0604)));
    CHECK(starts_refused(key_of(key32, 0602)));
    CHECK(starts_refused(key_of(key32, 0620)));
    CHECK(key_of(key32, 0640) == key32);
    CHECK(key_of(key32, 0400) == key32);
  }
  SECTION("if it is not there, or a folder") {
    scratch_folder folder;
    CHECK_FALSE(read_key((folder.path() / "absent").string()));
    CHECK_FALSE(read_key(folder.path().string()));
  }
  SECTION("and its bytes are not repeated") {
    CHECK(key_of("secret-secret").find("secret-secret") == std::string::npos);
  }
}

TEST_CASE("Without a key file, the key of the data folder is made once") {
  scratch_folder folder;
  config::options o;
  o.server.data_dir = (folder.path() / "new" / "data").string();
  auto first = load_or_make_key(o);
  REQUIRE(first);
  CHECK(first->made);
  CHECK(first->bytes.size() == 64);
  CHECK(mode_of(first->file) == 0600);
  CHECK(mode_of(o.server.data_dir) == 0700);
  auto second = load_or_make_key(o);
  REQUIRE(second);
  CHECK_FALSE(second->made);
  CHECK(second->bytes == first->bytes);
  config::options other = o;
  other.server.data_dir = (folder.path() / "other").string();
  CHECK(load_or_make_key(other)->bytes != first->bytes);
}

TEST_CASE("A given key file is read, never made") {
  scratch_folder folder;
  config::options o;
  o.auth.key_file = (folder.path() / "key").string();
  CHECK_FALSE(load_or_make_key(o));
  folder.write("key", key32);
  ::chmod(o.auth.key_file.c_str(), 0600);
  CHECK(load_or_make_key(o)->bytes == key32);
}

TEST_CASE("A folder that cannot be made is an error that names it") {
  scratch_folder folder;
  folder.write("file", "");
  config::options o;
  o.server.data_dir = (folder.path() / "file" / "data").string();
  auto key = load_or_make_key(o);
  REQUIRE_FALSE(key);
  CHECK(key.error().field == "server.data_dir");
  CHECK(key.error().message.find(o.server.data_dir) != std::string::npos);
}

TEST_CASE("The token command can be pasted into a shell") {
  config::options o;
  CHECK(token_command(o, "/var/lib/earshot/key")
        == "earshot token --key-file /var/lib/earshot/key --user admin --role admin");
  o.auth.issuer = "it's ours";
  CHECK(token_command(o, "my key")
        == "earshot token --key-file 'my key' --user admin --role admin --issuer 'it'\\''s ours'");
}
