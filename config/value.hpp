// One value on its way from a file, the environment or a flag into the options: its type, its
// rules, and how it is written.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace earshot::config {

/// Where one value lives.
using slot =
    std::variant<bool*, int*, std::int64_t*, double*, std::string*, std::vector<std::string>*>;

/// A value as a TOML file has it.
using value = std::variant<bool, std::int64_t, double, std::string, std::vector<std::string>>;

/// What is wrong with a value, as the rest of a sentence that begins with its key; none if it is
/// fine.
using complaint = std::optional<std::string>;

/// What may stand in one place.
struct rules {
  std::string_view name;
  std::string_view about; ///< for the reader of the example file; says what happens at a bound
  double least = 0;       ///< of a number, in the unit the name ends with
  double most = 0;
  complaint (*check)(std::string_view text) = nullptr; ///< of a text, and of each one in a list
};

/// Puts `v` where `to` says, if it has the right type and keeps the rules; else changes nothing.
complaint put(const rules& rule, slot to, const value& v);

/// The same from a text, as environment and flags have it: `true`, `250`, `a,b,c`.
complaint put_text(const rules& rule, slot to, std::string_view text);

/// "a whole number", "a list of texts" …: what belongs there.
std::string_view kind_of(const slot& s);
std::string_view kind_of(const value& v);

/// The value as TOML writes it: `true`, `250`, `"text"`, `["a", "b"]`.
std::string to_toml(const slot& s);

/// "1024" to "1048576", or empty where no bounds are given or the value is no number.
std::string range_of(const rules& rule, const slot& s);

} // namespace earshot::config
