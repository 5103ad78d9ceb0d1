#include "config/value.hpp"

#include <charconv>
#include <concepts>
#include <type_traits>

namespace earshot::config {
namespace {

template <class T>
constexpr std::string_view kind_name() {
  if constexpr (std::same_as<T, bool>)
    return "true or false";
  else if constexpr (std::integral<T>)
    return "a whole number";
  else if constexpr (std::floating_point<T>)
    return "a number";
  else if constexpr (std::same_as<T, std::string>)
    return "a text";
  else
    return "a list of texts";
}

/// Shortest text that reads back as the same number.
std::string number(double d) {
  char buffer[32];
  auto end = std::to_chars(buffer, buffer + sizeof buffer, d, std::chars_format::fixed).ptr;
  return {buffer, end};
}

std::string in_quotes(std::string_view text) {
  std::string s = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\')
      s += '\\';
    s += c;
  }
  return s + '"';
}

complaint out_of_range(const rules& rule, double n) {
  if (n >= rule.least && n <= rule.most)
    return std::nullopt;
  return "must be " + number(rule.least) + " to " + number(rule.most) + ", not " + number(n);
}

/// REQUIRES: `From` is one of the types of `value`, `To` one that `slot` points to.
template <class To, class From>
complaint put_as(const rules& rule, To& to, const From& from) {
  constexpr bool fits =
      std::same_as<
          To,
          From> || (std::integral<To> && std::same_as<From, std::int64_t> && !std::same_as<To, bool>)
      || (std::floating_point<To> && std::same_as<From, std::int64_t>);
  if constexpr (!fits) {
    return "must be " + std::string(kind_name<To>()) + ", not " + std::string(kind_name<From>());
  } else {
    if constexpr (std::is_arithmetic_v<To> && !std::same_as<To, bool>) {
      if (auto wrong = out_of_range(rule, static_cast<double>(from)))
        return wrong;
      to = static_cast<To>(from);
    } else {
      if constexpr (std::same_as<To, std::string>) {
        if (auto wrong = rule.check ? rule.check(from) : std::nullopt)
          return wrong;
      } else if constexpr (std::same_as<To, std::vector<std::string>>) {
        for (const std::string& one : from)
          if (auto wrong = rule.check ? rule.check(one) : std::nullopt)
            return wrong;
      }
      to = from;
    }
    return std::nullopt;
  }
}

std::vector<std::string> split_at_commas(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    auto comma = text.find(',');
    auto part = text.substr(0, comma);
    text.remove_prefix(comma == text.npos ? text.size() : comma + 1);
    while (!part.empty() && part.front() == ' ')
      part.remove_prefix(1);
    while (!part.empty() && part.back() == ' ')
      part.remove_suffix(1);
    if (!part.empty())
      parts.emplace_back(part);
  }
  return parts;
}

template <class N>
std::optional<value> read_number(std::string_view text) {
  N n{};
  auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (failed != std::errc{} || end != text.data() + text.size())
    return std::nullopt;
  return value(n);
}

/// What `text` says where a `T` belongs; none if it says nothing of that kind.
template <class T>
std::optional<value> read_as(std::string_view text) {
  if constexpr (std::same_as<T, bool>)
    return text == "true"    ? std::optional(value(true))
           : text == "false" ? std::optional(value(false))
                             : std::nullopt;
  else if constexpr (std::integral<T>)
    return read_number<std::int64_t>(text);
  else if constexpr (std::floating_point<T>)
    return read_number<double>(text);
  else if constexpr (std::same_as<T, std::string>)
    return value(std::string(text));
  else
    return value(split_at_commas(text));
}

} // namespace

complaint put(const rules& rule, slot to, const value& v) {
  return std::visit([&rule](auto* place, const auto& from) { return put_as(rule, *place, from); },
                    to, v);
}

complaint put_text(const rules& rule, slot to, std::string_view text) {
  auto v = std::visit(
      [text](auto* place) { return read_as<std::remove_pointer_t<decltype(place)>>(text); }, to);
  if (!v)
    return "must be " + std::string(kind_of(to)) + ", not \"" + std::string(text) + "\"";
  return put(rule, to, *v);
}

std::string_view kind_of(const slot& s) {
  return std::visit([](auto* place) { return kind_name<std::remove_pointer_t<decltype(place)>>(); },
                    s);
}

std::string_view kind_of(const value& v) {
  return std::visit([](const auto& x) { return kind_name<std::remove_cvref_t<decltype(x)>>(); }, v);
}

std::string to_toml(const slot& s) {
  struct writer {
    std::string operator()(const bool* b) const { return *b ? "true" : "false"; }
    std::string operator()(const int* n) const { return std::to_string(*n); }
    std::string operator()(const std::int64_t* n) const { return std::to_string(*n); }
    std::string operator()(const double* d) const { return number(*d); }
    std::string operator()(const std::string* text) const { return in_quotes(*text); }
    std::string operator()(const std::vector<std::string>* list) const {
      std::string all;
      for (const std::string& one : *list)
        all += (all.empty() ? "" : ", ") + in_quotes(one);
      return "[" + all + "]";
    }
  };
  return std::visit(writer{}, s);
}

std::string range_of(const rules& rule, const slot& s) {
  bool is_number = std::visit(
      [](auto* place) {
        using type = std::remove_pointer_t<decltype(place)>;
        return std::is_arithmetic_v<type> && !std::same_as<type, bool>;
      },
      s);
  return is_number ? number(rule.least) + " to " + number(rule.most) : "";
}

} // namespace earshot::config
