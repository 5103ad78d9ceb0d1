#include "config/load.hpp"

#include "config/check.hpp"
#include "config/keys.hpp"
#include "config/toml_file.hpp"
#include "config/unknown.hpp"

#include <stdexcept>
#include <string_view>

namespace earshot::config {
namespace {

struct found_key {
  const section* in;
  const key<options>* k;
};

template <class Matches>
std::optional<found_key> find_key(Matches matches) {
  for (const section& s : sections())
    for (const auto& k : s.keys)
      if (matches(s.name, k.rule.name))
        return found_key{&s, &k};
  return std::nullopt;
}

class loader {
public:
  void read_file(const std::string& path) {
    file_outcome outcome = read_toml_file(path, value_);
    origins_ = std::move(outcome.origins);
    problems_.lines = std::move(outcome.problems);
  }

  void read_variable(const std::string& name, const std::string& text) {
    auto found = find_key([&](std::string_view section, std::string_view key) {
      return variable_name(section, key) == name;
    });
    if (found)
      put(*found, text, name);
    else
      problems_.lines.push_back(name + ": no option has this name" + instead_of_variable(name));
  }

  void read_flag(const flag& f) {
    auto found = find_key([&](std::string_view section, std::string_view key) {
      return f.key == std::string(section) + "." + std::string(key);
    });
    if (found)
      put(*found, f.text, f.said);
    else
      problems_.lines.push_back(f.said + ": there is no option \"" + f.key + "\""
                                + nearest_to(f.key));
  }

  boost::system::result<options, problems> finish() {
    for (const contradiction& c : check(value_)) {
      auto origin = origins_.find(c.key);
      problems_.lines.push_back((origin == origins_.end() ? c.key : origin->second) + ": "
                                + c.what);
    }
    if (!problems_.lines.empty())
      return problems_;
    return value_;
  }

private:
  void put(const found_key& found, const std::string& text, const std::string& said) {
    std::string name = std::string(found.in->name) + "." + std::string(found.k->rule.name);
    if (auto wrong = put_text(found.k->rule, found.k->in(value_), text))
      problems_.lines.push_back(said + ": " + name + " " + *wrong);
    else
      origins_[name] = said;
  }

  static std::string nearest_to(std::string_view key) {
    auto dot = key.find('.');
    auto section = key.substr(0, dot);
    auto name = dot == key.npos ? std::string_view{} : key.substr(dot + 1);
    bool known =
        find_key([&](std::string_view s, std::string_view) { return s == section; }).has_value();
    return known ? instead_of_key(section, name) : instead_of_section(section);
  }

  options value_;
  problems problems_;
  std::map<std::string, std::string> origins_; ///< where each given value was given
};

} // namespace

void throw_exception_from_error(const problems& p, const boost::source_location&) {
  throw std::logic_error(p.lines.empty() ? "no options" : p.lines.front());
}

boost::system::result<options, problems> load(const sources& from) {
  loader l;
  if (!from.file.empty())
    l.read_file(from.file);
  for (const auto& [name, text] : from.environment)
    l.read_variable(name, text);
  for (const flag& f : from.flags)
    l.read_flag(f);
  return l.finish();
}

namespace {

/// An option's variable has two words at least, its section and its name. One word is of clients
/// and tests (EARSHOT_URL, EARSHOT_TOKEN), unless it is an option's name that lacks its section.
/// EARSHOT_SERVICE_ and EARSHOT_PORT are Kubernetes', of a service with our name.
bool is_of_others(std::string_view name) {
  std::string_view words = name.substr(std::string_view("EARSHOT_").size());
  if (words.starts_with("SERVICE_") || words.starts_with("PORT"))
    return true;
  return words.find('_') == words.npos && !is_option_without_section(words);
}

} // namespace

std::vector<std::pair<std::string, std::string>> earshot_variables(const char* const* environment) {
  std::vector<std::pair<std::string, std::string>> ours;
  for (; *environment != nullptr; ++environment) {
    std::string_view line = *environment;
    auto equals = line.find('=');
    std::string_view name = line.substr(0, equals);
    if (name.starts_with("EARSHOT_") && !is_of_others(name) && equals != line.npos)
      ours.emplace_back(name, line.substr(equals + 1));
  }
  return ours;
}

} // namespace earshot::config
