// A JSON object read without building a tree: the top-level members as slices of its text. For the
// frames of our own server, which a client under load reads by the hundred thousand.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace earshot::load {

/// Views into `text`, which must outlive it. Expects well-formed JSON: on anything else members are
/// missing, and nothing worse.
class json_slice {
public:
  explicit json_slice(std::string_view text);

  /// The value as it stands in the text, quotes and all; empty if there is no such member.
  std::string_view raw(std::string_view key) const;
  /// The characters between the quotes, escapes left alone: for ids and words of the protocol.
  std::string_view word(std::string_view key) const;
  /// The string itself, escapes resolved.
  std::string text(std::string_view key) const;
  /// A whole number, also one in quotes; 0 if it is missing or none.
  std::uint64_t number(std::string_view key) const;
  json_slice object(std::string_view key) const { return json_slice(raw(key)); }

private:
  struct member {
    std::string_view key, value;
  };

  std::array<member, 16> members_; // more than any frame has; later ones are not seen
  std::size_t size_ = 0;
};

} // namespace earshot::load
