// A language as ISO 639-1 names it: two letters, or none where it is not known. Norwegian is "no".
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace earshot {

class language {
public:
  constexpr language() = default;

  /// Accepts "da", "DA", "da-DK", "nb" and "nn" (both "no"); nullopt for what is no such code.
  static constexpr std::optional<language> parse(std::string_view s) {
    if (s.size() < 2 || (s.size() > 2 && s[2] != '-' && s[2] != '_'))
      return std::nullopt;
    language l;
    for (std::size_t i = 0; i < 2; ++i) {
      char c = s[i] >= 'A' && s[i] <= 'Z' ? static_cast<char>(s[i] + 32) : s[i];
      if (c < 'a' || c > 'z')
        return std::nullopt;
      l.code_[i] = c;
    }
    if (l.code_[0] == 'n' && (l.code_[1] == 'b' || l.code_[1] == 'n'))
      l.code_[1] = 'o';
    return l;
  }

  constexpr bool known() const { return code_[0] != 0; }

  /// "da"; empty where it is not known.
  constexpr std::string_view code() const { return {code_.data(), known() ? 2u : 0u}; }

  friend constexpr bool operator==(const language&, const language&) = default;
  friend constexpr auto operator<=>(const language&, const language&) = default;

private:
  std::array<char, 2> code_{};
};

inline constexpr language english = *language::parse("en");

} // namespace earshot
