// Reads the fields of one JSON object by name and keeps the first thing that is wrong with them, as
// an error with a JSON pointer. Included by the decoders only.
#pragma once

#include "domain/language.hpp"
#include "domain/result.hpp"
#include "domain/time.hpp"

#include <nlohmann/json_fwd.hpp>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace earshot::protocol {

using json = nlohmann::json;

/// All readers of one frame share the place where the first error is kept.
class field_reader {
public:
  field_reader(const json& object, std::string path, std::optional<error>& first_error)
      : object_(object), path_(std::move(path)), error_(first_error) {}

  bool has(const char* name) const { return find(name) != nullptr; }

  /// 1..`bytes_max` bytes (0 too where `may_be_empty`).
  std::string text(const char* name, std::size_t bytes_max, bool may_be_empty = false);
  std::string text_or_empty(const char* name, std::size_t bytes_max);
  std::string id(const char* name);
  std::string id_or_empty(const char* name);
  std::optional<bool> boolean(const char* name);
  std::optional<std::int64_t> integer(const char* name, std::int64_t min, std::int64_t max);
  std::optional<time_point> time(const char* name);
  std::optional<language> lang(const char* name);
  std::optional<std::vector<std::string>> ids(const char* name, std::size_t count_max);
  std::optional<std::vector<language>> langs(const char* name);
  /// The object of that name; fields of a missing one are missing themselves.
  field_reader object(const char* name);
  const json* array(const char* name, std::size_t count_max);
  /// The fields of an object within this one, which stands at `place`, such as "teams/0".
  field_reader within(const json& object, const std::string& place) {
    return {object, path_ + "/" + place, error_};
  }

  /// The value whose name is given, one of the enumerators from 0 up to `count`.
  template <class Enum>
  std::optional<Enum> one_of(const char* name, std::size_t count) {
    if (!has(name))
      return std::nullopt;
    const std::string* given = text_in(name);
    std::string known;
    for (std::size_t i = 0; i < count; ++i) {
      auto candidate = static_cast<Enum>(i);
      if (given && *given == name_of(candidate))
        return candidate;
      known += (i ? ", " : "") + std::string(name_of(candidate));
    }
    invalid(name, "must be one of " + known);
    return std::nullopt;
  }

  /// Any other field is an error: for settings, where a slip would go unnoticed.
  void knows_only(std::initializer_list<std::string_view> names);

  const json* find(const char* name) const;
  /// The text of that name as it stands; null if there is none or it is no text.
  const std::string* text_in(const char* name) const;
  void missing(std::string_view name);
  void invalid(std::string_view name, std::string what);
  /// A name the protocol does not know, as `unknown_type` or `unknown_op`.
  void unknown(errc code, std::string_view name, std::string what);
  bool failed() const { return error_.has_value(); }

private:
  const json& object_;
  std::string path_;
  std::optional<error>& error_;
};

} // namespace earshot::protocol
