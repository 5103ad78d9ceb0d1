// What the process says of itself while it serves: one JSON object a line on standard output, each
// field escaped and capped. Nothing of a conversation, no token and nobody's name is ever given it.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace earshot::runtime {

class process_log {
public:
  enum class level : std::uint8_t { debug, info, warn, error, off };

  /// Of one field; longer values are cut, which "…" at their end shows.
  static constexpr std::size_t value_bytes_max = 512;

  struct field {
    std::string_view name; ///< ours: ASCII, nothing to escape
    std::variant<std::string_view, std::int64_t> value;
  };

  /// Says nothing below `least`, a word of the option logging.level.
  explicit process_log(std::string_view least);

  void info(std::string_view event, std::initializer_list<field> fields = {}) const;
  void warn(std::string_view event, std::initializer_list<field> fields = {}) const;

  /// The line without its end; an info line names no level.
  static std::string line(level l, std::string_view event, std::initializer_list<field> fields);

private:
  void say(level l, std::string_view event, std::initializer_list<field> fields) const;

  level least_;
};

} // namespace earshot::runtime
