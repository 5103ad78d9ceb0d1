// Files that hold secrets: the key of all tokens, a token.
#pragma once

#include "config/options.hpp"
#include "domain/result.hpp"

#include <string>

namespace earshot::runtime {

/// A file's name as an error may show it: where a file is wanted somebody may have put the secret
/// itself, which is then long and names no place that is there.
std::string shown_file(const std::string& file);

/// The bytes of `file` less one trailing newline. Refused if others than its owner and group can
/// read it, or if others than its owner can write it. `what` says what it is: "the key file".
result<std::string> read_secret(const std::string& file, const std::string& what);

/// The same of a key, which has at least 32 bytes.
result<std::string> read_key(const std::string& file);

/// An error if others than its owner and group can read `file`, or others than its owner write it.
/// `option` is the one that names it, `what` says what it is: "the key file".
result<void> check_private(const std::string& file, const char* option, const std::string& what);

struct signing_key {
  std::string bytes;
  std::string file;
  bool made = false; ///< it was not there before
};

/// The key of `auth.key_file`; where that is empty, of `data_dir/key`, which is made if it is
/// missing: 32 random bytes in hexadecimal, readable by its owner only. No bytes where there is
/// none given and an identity provider has keys.
result<signing_key> load_or_make_key(const config::options& o);

/// The command that makes a token for a first admin with this key.
std::string token_command(const config::options& o, const std::string& key_file);

} // namespace earshot::runtime
