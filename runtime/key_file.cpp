#include "runtime/key_file.hpp"

#include <fcntl.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace earshot::runtime {
namespace {

constexpr std::size_t key_bytes_min = 32;
constexpr std::size_t key_bytes_max = 64 * 1024;

error refuse(std::string message) {
  return {errc::invalid_field, std::move(message), "auth.key_file"};
}

/// `what` says what the file is, `errno` why not.
error failed(const std::string& what, const std::string& file, std::string_view action) {
  const std::string why = std::strerror(errno);
  return refuse(what + " " + shown_file(file) + " " + std::string(action) + ": " + why);
}

class descriptor {
public:
  explicit descriptor(int fd) : fd_(fd) {}
  ~descriptor() {
    if (fd_ >= 0)
      ::close(fd_);
  }
  descriptor(const descriptor&) = delete;
  descriptor& operator=(const descriptor&) = delete;

  int get() const { return fd_; }
  bool open() const { return fd_ >= 0; }

private:
  int fd_;
};

/// Everything up to one byte more than a key may have; an error leaves `errno`.
bool read_all(int fd, std::string& bytes) {
  std::array<char, 4096> block{};
  while (bytes.size() <= key_bytes_max) {
    ssize_t n = ::read(fd, block.data(), block.size());
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return n == 0;
    bytes.append(block.data(), static_cast<std::size_t>(n));
  }
  return true;
}

std::string random_key() {
  std::array<unsigned char, 32> bytes{};
  if (RAND_bytes(bytes.data(), bytes.size()) != 1)
    return {};
  std::string hex;
  for (unsigned char b : bytes) {
    hex += "0123456789abcdef"[b >> 4];
    hex += "0123456789abcdef"[b & 15];
  }
  return hex;
}

result<void> make_folder(const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code wrong;
  if (fs::is_directory(folder, wrong))
    return {};
  fs::create_directories(folder, wrong);
  if (!wrong)
    fs::permissions(folder, fs::perms::owner_all, wrong);
  if (wrong)
    return error{errc::invalid_field,
                 "the folder " + folder + " cannot be made: " + wrong.message(), "server.data_dir"};
  return {};
}

/// REQUIRES: `file` is not there yet; if it appears meanwhile, that is an error, not overwritten.
result<std::string> write_new_key(const std::string& file) {
  std::string key = random_key();
  if (key.empty())
    return refuse("the system has no random bytes for a new key");
  descriptor out(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!out.open())
    return failed("the key file", file, "cannot be written");
  std::string line = key + "\n";
  if (::write(out.get(), line.data(), line.size()) != static_cast<ssize_t>(line.size())
      || ::fsync(out.get()) != 0) {
    auto wrong = failed("the key file", file, "cannot be written");
    ::unlink(file.c_str());
    return wrong;
  }
  return key;
}

/// `text` as one word of a POSIX shell.
std::string shell_word(const std::string& text) {
  constexpr auto plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./+,:@%";
  if (!text.empty() && text.find_first_not_of(plain) == text.npos)
    return text;
  std::string s = "'";
  for (char c : text)
    s += c == '\'' ? "'\\''" : std::string(1, c);
  return s + "'";
}

} // namespace

std::string shown_file(const std::string& file) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  const bool a_place =
      fs::exists(file, ignored)
      || (file.starts_with('/') && fs::exists(fs::path(file).parent_path(), ignored));
  return file.size() < key_bytes_min || a_place ? file
                                                : "(its name is not shown: it may be a secret)";
}

result<std::string> read_secret(const std::string& file, const std::string& what) {
  descriptor in(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat about {};
  if (!in.open() || ::fstat(in.get(), &about) != 0)
    return failed(what, file, "cannot be read");
  if (about.st_mode & (S_IRWXO | S_IWGRP))
    return refuse(what + " " + shown_file(file) + " is open to others; close it with: chmod 600 "
                  + shell_word(file));
  std::string secret;
  if (!read_all(in.get(), secret))
    return failed(what, file, "cannot be read");
  if (secret.ends_with('\n'))
    secret.pop_back();
  if (secret.size() > key_bytes_max)
    return refuse(what + " " + shown_file(file)
                  + " has more than 64 KiB; it should hold nothing else");
  return secret;
}

result<std::string> read_key(const std::string& file) {
  auto key = read_secret(file, "the key file");
  if (key && key->size() < key_bytes_min)
    return refuse("the key file " + shown_file(file) + " has " + std::to_string(key->size())
                  + " bytes, and a key has at least 32; make one with: openssl rand -hex 32");
  return key;
}

result<void> check_private(const std::string& file, const char* option, const std::string& what) {
  struct stat about {};
  if (::stat(file.c_str(), &about) != 0) {
    auto e = failed(what, file, "cannot be read");
    e.field = option;
    return e;
  }
  if (about.st_mode & (S_IRWXO | S_IWGRP))
    return error{errc::invalid_field,
                 what + " " + file + " is open to others; close it with: chmod 600 "
                     + shell_word(file),
                 option};
  return {};
}

result<signing_key> load_or_make_key(const config::options& o) {
  bool given = !o.auth.key_file.empty();
  if (!given && (!o.auth.jwks_file.empty() || !o.auth.jwks_url.empty()))
    return signing_key{};
  std::string file = given ? o.auth.key_file : o.server.data_dir + "/key";
  std::error_code ignored;
  if (given || std::filesystem::exists(file, ignored)) {
    auto key = read_key(file);
    if (!key)
      return key.error();
    return signing_key{std::move(*key), std::move(file), false};
  }
  if (auto made = make_folder(o.server.data_dir); !made)
    return made.error();
  auto key = write_new_key(file);
  if (!key)
    return key.error();
  return signing_key{std::move(*key), std::move(file), true};
}

std::string token_command(const config::options& o, const std::string& key_file) {
  config::auth_options usual;
  std::string line =
      "earshot token --key-file " + shell_word(key_file) + " --user admin --role admin";
  if (o.auth.issuer != usual.issuer)
    line += " --issuer " + shell_word(o.auth.issuer);
  if (o.auth.audience != usual.audience)
    line += " --audience " + shell_word(o.auth.audience);
  return line;
}

} // namespace earshot::runtime
