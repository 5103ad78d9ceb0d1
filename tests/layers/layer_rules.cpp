#include "tests/layers/layer_rules.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <string_view>

namespace earshot::tests {
namespace {

namespace fs = std::filesystem;

/// Which of our own headers a layer may include, as prefixes; its own are always allowed.
struct layer {
  std::string_view folder;
  std::vector<std::string_view> may_include;
};

const std::vector<layer>& layers() {
  static const std::vector<layer> all{
      {"domain", {}},
      {"sentiment", {"domain/"}},
      {"signals", {"domain/", "sentiment/"}},
      {"protocol", {"domain/"}},
      {"config", {"domain/"}},
      {"store", {"domain/"}},
      {"actors", {"domain/", "sentiment/", "signals/", "protocol/", "store/", "config/options.hpp"}},
      {"runtime", {"domain/", "sentiment/", "protocol/", "store/", "config/", "actors/"}},
  };
  return all;
}

/// A library that only some places may include; `places` are prefixes of the including file's path.
struct confined {
  std::string_view header;
  std::vector<std::string_view> places;
};

const std::vector<confined>& confined_libraries() {
  static const std::vector<confined> all{
      {"boost/beast/websocket", {"runtime/websocket.cpp"}},
      {"boost/beast", {"runtime/"}},
      {"boost/asio", {"runtime/"}},
      {"caf/", {"actors/", "runtime/"}},
      {"date/", {"domain/local_time.cpp", "actors/calendar.cpp"}},
      {"nlohmann/", {"protocol/", "store/", "runtime/"}},
      {"sqlite3.h", {"store/"}},
      {"libstemmer.h", {"signals/"}},
      {"toml++/", {"config/"}},
      {"CLI/", {"runtime/"}},
      {"spdlog/", {"runtime/"}},
      {"prometheus/", {"runtime/"}},
      {"jwt/", {"runtime/"}},
  };
  return all;
}

constexpr std::array<std::string_view, 3> beside_the_layers{"tests", "bench", "examples"};
constexpr int lines_max = 400;

bool starts_with_any(std::string_view s, const std::vector<std::string_view>& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [s](std::string_view p) { return s.starts_with(p); });
}

struct include {
  std::string header;
  bool ours = false; ///< in quotes
};

/// The include on this line, if it is one: `#include <x>`, `# include "x"`.
std::optional<include> include_of(std::string_view line) {
  auto skip_blanks = [&line] {
    while (!line.empty() && (line.front() == ' ' || line.front() == '\t'))
      line.remove_prefix(1);
  };
  skip_blanks();
  if (!line.starts_with('#'))
    return std::nullopt;
  line.remove_prefix(1);
  skip_blanks();
  if (!line.starts_with("include"))
    return std::nullopt;
  line.remove_prefix(7);
  skip_blanks();
  if (line.empty() || (line.front() != '<' && line.front() != '"'))
    return std::nullopt;
  bool ours = line.front() == '"';
  auto end = line.find(ours ? '"' : '>', 1);
  return end == line.npos ? std::nullopt
                          : std::optional(include{std::string(line.substr(1, end - 1)), ours});
}

/// Standard headers have neither a dot nor a slash.
bool is_standard(std::string_view header) { return header.find_first_of("./") == header.npos; }

std::optional<std::string> wrong_with_ours(const layer& l, std::string_view header) {
  std::string_view folder = header.substr(0, header.find('/'));
  if (folder == l.folder || starts_with_any(header, l.may_include))
    return std::nullopt;
  bool known = std::any_of(layers().begin(), layers().end(),
                           [folder](const layer& other) { return other.folder == folder; });
  if (!known || folder == header)
    return "\"" + std::string(header) + "\" does not begin at the repository root";
  return std::string(l.folder) + " may not include " + std::string(header);
}

std::optional<std::string> wrong_with_library(const layer& l, std::string_view file,
                                              std::string_view header) {
  if (is_standard(header))
    return std::nullopt;
  if (l.folder == "domain" && header != "boost/system/result.hpp"
      && !header.starts_with("date/")) // time zones: what the standard library will have
    return "domain knows the standard library, boost/system/result.hpp and date, not "
           + std::string(header);
  for (const confined& c : confined_libraries())
    if (header.starts_with(c.header) && !starts_with_any(file, c.places))
      return std::string(c.header) + " belongs in " + std::string(c.places.front());
  if (header.starts_with("nlohmann/") && header != "nlohmann/json_fwd.hpp"
      && file.ends_with(".hpp"))
    return std::string("nlohmann stays in .cpp files");
  return std::nullopt;
}

void check_file(const fs::path& path, const std::string& name, const layer* l,
                std::vector<breach>& found) {
  std::ifstream in(path);
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    auto inc = l != nullptr ? include_of(line) : std::nullopt;
    if (!inc)
      continue;
    auto wrong =
        inc->ours ? wrong_with_ours(*l, inc->header) : wrong_with_library(*l, name, inc->header);
    if (wrong)
      found.push_back({name, number, *wrong});
  }
  if (number > lines_max)
    found.push_back(
        {name, 0,
         std::to_string(number) + " lines; a file has at most " + std::to_string(lines_max)});
}

template <class Visit>
void for_each_source(const fs::path& root, std::string_view folder, Visit visit) {
  if (!fs::is_directory(root / folder))
    return;
  for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
    auto extension = entry.path().extension();
    if (entry.is_regular_file() && (extension == ".hpp" || extension == ".cpp"))
      visit(entry.path(), fs::relative(entry.path(), root).generic_string());
  }
}

template <class Visit>
void for_each_source(const fs::path& root, Visit visit) {
  auto within = [&](const layer* l) {
    return [&visit, l](const fs::path& path, const std::string& name) { visit(path, name, l); };
  };
  for (const layer& l : layers())
    for_each_source(root, l.folder, within(&l));
  for (std::string_view folder : beside_the_layers)
    for_each_source(root, folder, within(nullptr));
}

} // namespace

std::vector<breach> breaches(const fs::path& root) {
  std::vector<breach> found;
  for_each_source(root, [&found](const fs::path& path, const std::string& name, const layer* l) {
    check_file(path, name, l, found);
  });
  std::sort(found.begin(), found.end());
  return found;
}

std::size_t files_checked(const fs::path& root) {
  std::size_t n = 0;
  for_each_source(root, [&n](const fs::path&, const std::string&, const layer*) { ++n; });
  return n;
}

} // namespace earshot::tests
