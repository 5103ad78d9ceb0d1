#include "sentiment/training/corpus.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <string_view>

namespace earshot::sentiment::training {

namespace {

std::vector<std::string_view> split_row(std::string_view row, std::size_t columns) {
  std::vector<std::string_view> fields;
  while (fields.size() + 1 < columns) {
    auto tab = row.find('\t');
    if (tab == row.npos)
      break;
    fields.push_back(row.substr(0, tab));
    row.remove_prefix(tab + 1);
  }
  fields.push_back(row);
  return fields;
}

std::optional<mood> mood_of(std::string_view label) {
  if (label == "neg")
    return mood::negative;
  if (label == "neu")
    return mood::neutral;
  if (label == "pos")
    return mood::positive;
  return std::nullopt;
}

void read_set(const std::filesystem::path& file, std::vector<example>& out) {
  std::ifstream in{file};
  std::string row;
  std::getline(in, row);
  bool has_source = row.find("\tset\t") != row.npos;
  std::size_t columns = has_source ? 6 : 5;
  for (std::size_t line = 2; std::getline(in, row); ++line) {
    auto fields = split_row(row, columns);
    auto label = fields.size() == columns ? mood_of(fields[1]) : std::nullopt;
    if (!label)
      throw std::runtime_error(file.string() + ":" + std::to_string(line) + ": expected "
                               + std::to_string(columns)
                               + " columns, the second of them neg, neu or pos");
    example e{.set = file.stem().string(),
              .language = std::string{fields[0]},
              .label = *label,
              .dev = fields[3] == "dev",
              .text = std::string{fields[columns - 1]}};
    if (has_source)
      e.set.append("/").append(fields[4].substr(0, fields[4].find('_')));
    if (!fields[2].empty())
      e.score = std::stod(std::string{fields[2]});
    out.push_back(std::move(e));
  }
}

} // namespace

std::vector<example> read_corpus(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator{folder})
    if (entry.path().extension() == ".tsv")
      files.push_back(entry.path());
  std::ranges::sort(files);
  std::vector<example> all;
  for (const auto& file : files)
    read_set(file, all);
  return all;
}

std::optional<language> language_of(const example& e) {
  if (e.language == "pcm")
    return english;
  if (e.language == "ary" || e.language == "arq")
    return language::parse("ar");
  return language::parse(e.language);
}

bool is_binary(const std::string& set) { return set == "xed_proj" || set == "uci_amazon"; }

bool is_check_only(const std::string& set) { return set == "uci_amazon" || set == "vader_movie"; }

std::string file_of(const std::string& set) { return set.substr(0, set.find('/')); }

std::string set_of(const example& e) {
  constexpr std::string_view with_neutral = "ar cs da de es fi fr hi it ja nl no pl pt ru sv tr zh";
  std::string file = file_of(e.set);
  bool joined = (file == "xed_proj" || file == "neutral")
                && with_neutral.find(e.language) != with_neutral.npos;
  return joined ? "joined" : file;
}

namespace {
constexpr std::string_view supported =
    "en da fi sv no de nl fr es it pt pl cs hu ro tr el ar hi th id zh ru ca";
}

bool is_supported(language lang) { return supported.find(lang.code()) != supported.npos; }

std::vector<language> supported_languages() {
  std::vector<language> all;
  for (std::size_t at = 0; at < supported.size(); at += 3)
    all.push_back(*language::parse(supported.substr(at, 2)));
  return all;
}

} // namespace earshot::sentiment::training
