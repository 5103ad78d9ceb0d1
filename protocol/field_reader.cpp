#include "protocol/field_reader.hpp"

#include "domain/ids.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace earshot::protocol {

namespace {

constexpr const char* id_rule = "must be a string of 1 to 128 visible ASCII characters without '/'";
constexpr const char* language_rule = "must be an ISO 639-1 code such as \"da\"";
constexpr std::size_t languages_max = 32;

const std::string* string_in(const json& v) {
  return v.is_string() ? &v.get_ref<const std::string&>() : nullptr;
}

/// What is never shown, wrong as it may be.
bool is_secret(std::string_view name) { return name == "token" || name == "ticket"; }

/// A short look at a value for an error message.
std::string shown(const json& v) {
  std::string s = v.is_primitive() ? v.dump(-1, ' ', false, json::error_handler_t::replace)
                                   : std::string(v.type_name());
  if (s.size() > 40) {
    std::size_t end = 37;
    while (end > 0 && (static_cast<unsigned char>(s[end]) & 0xC0) == 0x80)
      --end;
    s.replace(end, std::string::npos, "...");
  }
  return s;
}

} // namespace

const json* field_reader::find(const char* name) const {
  if (!object_.is_object())
    return nullptr;
  auto it = object_.find(name);
  return it == object_.end() || it->is_null() ? nullptr : &*it;
}

const std::string* field_reader::text_in(const char* name) const {
  const json* v = find(name);
  return v ? string_in(*v) : nullptr;
}

void field_reader::missing(std::string_view name) {
  if (!error_)
    error_ = error{errc::missing_field, "the field " + std::string(name) + " is required",
                   path_ + "/" + std::string(name)};
}

void field_reader::invalid(std::string_view name, std::string what) {
  if (error_)
    return;
  std::string found;
  if (object_.is_object() && !is_secret(name))
    if (auto it = object_.find(std::string(name)); it != object_.end())
      found = ", not " + shown(*it);
  error_ = error{errc::invalid_field, std::string(name) + " " + std::move(what) + found,
                 path_ + "/" + std::string(name)};
}

void field_reader::unknown(errc code, std::string_view name, std::string what) {
  if (!error_)
    error_ = error{code, std::move(what), path_ + "/" + std::string(name)};
}

void field_reader::knows_only(std::initializer_list<std::string_view> names) {
  if (error_ || !object_.is_object())
    return;
  for (const auto& item : object_.items()) {
    if (std::find(names.begin(), names.end(), item.key()) != names.end())
      continue;
    std::string known;
    for (std::string_view n : names)
      known += (known.empty() ? "" : ", ") + std::string(n);
    bool fits_a_pointer = is_id(item.key()) && item.key().find('~') == std::string::npos;
    error_ =
        error{errc::invalid_field, "there is no " + shown(item.key()) + " here; known are " + known,
              fits_a_pointer ? path_ + "/" + item.key() : path_};
    return;
  }
}

std::string field_reader::text(const char* name, std::size_t bytes_max, bool may_be_empty) {
  const json* v = find(name);
  if (!v) {
    missing(name);
    return {};
  }
  const std::string* s = string_in(*v);
  if (!s) {
    invalid(name, "must be a string");
    return {};
  }
  if (s->size() > bytes_max || (s->empty() && !may_be_empty)) {
    invalid(name, "must have " + std::string(may_be_empty ? "at most " : "1 to ")
                      + std::to_string(bytes_max) + " bytes (it has " + std::to_string(s->size())
                      + ")");
    return {};
  }
  return *s;
}

std::string field_reader::text_or_empty(const char* name, std::size_t bytes_max) {
  return has(name) ? text(name, bytes_max, true) : std::string{};
}

std::string field_reader::id(const char* name) {
  const json* v = find(name);
  if (!v) {
    missing(name);
    return {};
  }
  const std::string* s = string_in(*v);
  if (!s || !is_id(*s)) {
    invalid(name, id_rule);
    return {};
  }
  return *s;
}

std::string field_reader::id_or_empty(const char* name) {
  return has(name) ? id(name) : std::string{};
}

std::optional<bool> field_reader::boolean(const char* name) {
  const json* v = find(name);
  if (!v)
    return std::nullopt;
  if (!v->is_boolean()) {
    invalid(name, "must be true or false");
    return std::nullopt;
  }
  return v->get<bool>();
}

std::optional<std::int64_t> field_reader::integer(const char* name, std::int64_t min,
                                                  std::int64_t max) {
  const json* v = find(name);
  if (!v)
    return std::nullopt;
  bool in_range = v->is_number_unsigned()
                      ? min <= max && v->get<std::uint64_t>() <= static_cast<std::uint64_t>(max)
                      : v->is_number_integer() && v->get<std::int64_t>() <= max;
  if (!in_range || v->get<std::int64_t>() < min) {
    invalid(name,
            "must be a whole number from " + std::to_string(min) + " to " + std::to_string(max));
    return std::nullopt;
  }
  return v->get<std::int64_t>();
}

std::optional<time_point> field_reader::time(const char* name) {
  const json* v = find(name);
  if (!v)
    return std::nullopt;
  const std::string* s = string_in(*v);
  auto t = s ? from_rfc3339(*s) : std::nullopt;
  if (!t)
    invalid(name, "must be an RFC 3339 time such as \"2026-11-22T09:00:00.000Z\"");
  return t;
}

std::optional<language> field_reader::lang(const char* name) {
  const json* v = find(name);
  if (!v)
    return std::nullopt;
  const std::string* s = string_in(*v);
  auto l = s ? language::parse(*s) : std::nullopt;
  if (!l)
    invalid(name, language_rule);
  return l;
}

const json* field_reader::array(const char* name, std::size_t count_max) {
  const json* v = find(name);
  if (!v)
    return nullptr;
  if (!v->is_array() || v->size() > count_max) {
    invalid(name, "must be a list of at most " + std::to_string(count_max));
    return nullptr;
  }
  return v;
}

std::optional<std::vector<std::string>> field_reader::ids(const char* name, std::size_t count_max) {
  const json* list = array(name, count_max);
  if (!list)
    return std::nullopt;
  std::vector<std::string> out;
  for (std::size_t i = 0; i < list->size(); ++i) {
    const std::string* s = string_in((*list)[i]);
    if (!s || !is_id(*s)) {
      field_reader(*list, path_ + "/" + name, error_).invalid(std::to_string(i), id_rule);
      return std::nullopt;
    }
    out.push_back(*s);
  }
  return out;
}

std::optional<std::vector<language>> field_reader::langs(const char* name) {
  const json* list = array(name, languages_max);
  if (!list)
    return std::nullopt;
  std::vector<language> out;
  for (std::size_t i = 0; i < list->size(); ++i) {
    const std::string* s = string_in((*list)[i]);
    auto l = s ? language::parse(*s) : std::nullopt;
    if (!l) {
      field_reader(*list, path_ + "/" + name, error_).invalid(std::to_string(i), language_rule);
      return std::nullopt;
    }
    out.push_back(*l);
  }
  return out;
}

field_reader field_reader::object(const char* name) {
  static const json nothing = json::object();
  const json* v = find(name);
  if (!v)
    missing(name);
  else if (!v->is_object())
    invalid(name, "must be an object");
  return {v && v->is_object() ? *v : nothing, path_ + "/" + name, error_};
}

} // namespace earshot::protocol
