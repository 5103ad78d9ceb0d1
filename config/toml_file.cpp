#include "config/toml_file.hpp"

#include "config/keys.hpp"
#include "config/unknown.hpp"

// A header such as "[=]" trips an assertion of toml++, before the very check that words the error;
// without assertions it becomes an assumption of the optimizer. Neither will do for a file a person
// writes.
#undef NDEBUG
#define TOML_ASSERT(condition) static_cast<void>(0)
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

namespace earshot::config {
namespace {

std::string in_quotes(std::string_view s) { return "\"" + std::string(s) + "\""; }

std::string kind_of(const toml::node& n) {
  switch (n.type()) {
  case toml::node_type::table: return "a table";
  case toml::node_type::array: return "a list";
  case toml::node_type::string: return "a text";
  case toml::node_type::integer: return "a whole number";
  case toml::node_type::floating_point: return "a number";
  case toml::node_type::boolean: return "true or false";
  default: return "a date or time";
  }
}

/// The value of a node; none for tables, dates and lists that hold something else than texts.
std::optional<value> value_of(const toml::node& n) {
  if (auto* b = n.as_boolean())
    return value(b->get());
  if (auto* i = n.as_integer())
    return value(std::int64_t(i->get()));
  if (auto* f = n.as_floating_point())
    return value(f->get());
  if (auto* s = n.as_string())
    return value(s->get());
  auto* list = n.as_array();
  if (!list)
    return std::nullopt;
  std::vector<std::string> texts;
  for (const toml::node& one : *list) {
    if (!one.is_string())
      return std::nullopt;
    texts.push_back(one.as_string()->get());
  }
  return value(std::move(texts));
}

class file_reader {
public:
  file_reader(std::string path, options& to) : path_(std::move(path)), to_(to) {}

  file_outcome read() {
    if (auto text = content())
      parse(*text);
    std::stable_sort(found_.begin(), found_.end(), [](const problem& a, const problem& b) {
      return std::pair(a.at.line, a.at.column) < std::pair(b.at.line, b.at.column);
    });
    file_outcome outcome{{}, std::move(origins_)};
    for (problem& p : found_)
      outcome.problems.push_back((p.at.line ? place(p.at) : path_) + ": " + p.what);
    return outcome;
  }

private:
  struct problem {
    toml::source_position at;
    std::string what;
  };

  std::string place(toml::source_position at) const {
    return path_ + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
  }

  void wrong(toml::source_position at, std::string what) {
    found_.push_back({at, std::move(what)});
  }

  std::optional<std::string> content() {
    std::error_code ignored;
    if (std::filesystem::is_directory(path_, ignored)) {
      wrong({}, "is a folder, not a file");
      return std::nullopt;
    }
    std::ifstream in(path_, std::ios::binary);
    std::ostringstream text;
    if (!in || (in.peek() != EOF && !(text << in.rdbuf()))) {
      wrong({}, std::string("cannot be read: ") + std::strerror(errno));
      return std::nullopt;
    }
    return std::move(text).str();
  }

  void parse(std::string_view text) {
    toml::parse_result parsed = toml::parse(text);
    if (parsed) {
      read_root(parsed.table());
      return;
    }
    const toml::parse_error& e = parsed.error();
    std::string what(e.description());
    for (std::string_view name : {"queue", "team"})
      if (what.find("'" + std::string(name) + "s'") != what.npos)
        what += "; where [" + std::string(name) + "s] stands, write the entries as [["
                + std::string(name) + "]]";
    wrong(e.source().begin, what);
  }

  void read_root(const toml::table& root) {
    for (auto&& [key, node] : root) {
      std::string_view name = key.str();
      auto at = key.source().begin;
      if (name == "queue" || (name == "queues" && node.is_array()))
        read_list(name, node, queue_keys(), to_.first_queues);
      else if (name == "team" || name == "teams")
        read_list(name, node, team_keys(), to_.first_teams);
      else if (name == "sentiment")
        read_sentiment(node);
      else
        read_section(name, at, node);
    }
  }

  void read_section(std::string_view name, toml::source_position at, const toml::node& node) {
    const auto& all = sections();
    auto s =
        std::find_if(all.begin(), all.end(), [name](const section& x) { return x.name == name; });
    const toml::table* table = node.as_table();
    if (s == all.end())
      wrong(at, (table ? "there is no section [" + std::string(name) + "]"
                       : in_quotes(name) + " stands in no section")
                    + instead_of_section(name));
    else if (!table)
      wrong(at, in_quotes(name) + " is a section, written [" + std::string(name) + "]");
    else
      read_table(
          *table, std::span<const key<options>>(s->keys), to_,
          [s](std::string_view key) {
            return "[" + std::string(s->name) + "] does not know " + in_quotes(key)
                   + instead_of_key(s->name, key);
          },
          std::string(s->name) + ".");
  }

  void read_sentiment(const toml::node& node) {
    const toml::table* table = node.as_table();
    if (!table)
      return wrong(node.source().begin,
                   "\"sentiment\" is a section, written [[sentiment.overrides]]");
    for (auto&& [key, list] : *table)
      if (key == "overrides")
        read_list("sentiment.overrides", list, override_keys(), to_.sentiment.overrides);
      else
        wrong(key.source().begin, "[sentiment] does not know " + in_quotes(key.str())
                                      + "; there is [[sentiment.overrides]]");
  }

  /// Puts every key of `table` where `keys` say; `unknown` words the complaint about any other.
  template <class T, class Unknown>
  void read_table(const toml::table& table, std::span<const key<T>> keys, T& to, Unknown unknown,
                  const std::string& prefix) {
    for (auto&& [name, node] : table) {
      auto at = name.source().begin;
      auto k = std::find_if(keys.begin(), keys.end(),
                            [n = name.str()](const key<T>& x) { return x.rule.name == n; });
      if (k == keys.end()) {
        wrong(at, unknown(name.str()));
        continue;
      }
      slot place_of = k->in(to);
      auto v = value_of(node);
      auto complaint = v ? put(k->rule, place_of, *v)
                         : "must be " + std::string(config::kind_of(place_of)) + ", not "
                               + (node.is_array() ? "a list of other things" : kind_of(node));
      if (complaint)
        wrong(node.source().begin, prefix + std::string(name.str()) + " " + *complaint);
      else
        origins_[prefix + std::string(name.str())] = place(at);
    }
  }

  /// Reads `[[name]]` entries; the first of `keys` names an entry, must be given and only once.
  template <class T>
  void read_list(std::string_view name, const toml::node& node, std::span<const key<T>> keys,
                 std::vector<T>& to) {
    std::string header = "[[" + std::string(name) + "]]";
    const toml::array* list = node.as_array();
    if (!list)
      return wrong(node.source().begin,
                   in_quotes(name) + " is a list of entries, written " + header);
    std::vector<std::string_view> names;
    for (const auto& k : keys)
      names.push_back(k.rule.name);
    for (const toml::node& one : *list) {
      const toml::table* table = one.as_table();
      if (!table) {
        wrong(one.source().begin, "an entry of " + header + " is a table, not " + kind_of(one));
        continue;
      }
      T entry;
      read_table(
          *table, keys, entry,
          [&](std::string_view key) {
            return header + " does not know " + in_quotes(key) + instead_of(key, names);
          },
          "");
      const std::string& id = *std::get<std::string*>(keys.front().in(entry));
      if (!table->contains(names.front()))
        wrong(table->source().begin, header + " needs " + in_quotes(names.front()));
      else if (!ids_.emplace(std::string(names.front()), id).second)
        wrong(table->source().begin,
              std::string(names.front()) + " " + in_quotes(id) + " is there twice");
      to.push_back(std::move(entry));
    }
  }

  std::string path_;
  options& to_;
  std::vector<problem> found_;
  std::map<std::string, std::string> origins_;
  std::set<std::pair<std::string, std::string>> ids_; ///< kind and id of all entries so far
};

} // namespace

file_outcome read_toml_file(const std::string& path, options& to) {
  return file_reader(path, to).read();
}

} // namespace earshot::config
