#include "runtime/cli_words.hpp"

#include "domain/level.hpp"
#include "protocol/encode.hpp"
#include "runtime/exit_code.hpp"
#include "runtime/utf8.hpp"
#include "sentiment/scorer.hpp"

#include <CLI/CLI.hpp>
#include <fmt/color.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <memory>
#include <unistd.h>

namespace earshot::runtime {

namespace {

struct score_arguments {
  std::vector<std::string> files;
  std::string language;
  bool tsv = false;
  bool json = false;
};

/// A line as people read it: level, score, language, and the words that moved it most.
std::string in_colour(const explanation& e, language lang, std::string_view text) {
  if (!e.outcome.score)
    return fmt::format(
        "{}  {}\n",
        fmt::styled(fmt::format("{:<17} {:>7} {:2}", name_of(e.outcome.why_not), "-", lang.code()),
                    fmt::emphasis::faint),
        text);
  level l = level_of(*e.outcome.score);
  if (e.outcome.profanity)
    l = std::min(l, level::negative);
  auto colour = value_of(l) < 0   ? fmt::terminal_color::red
                : value_of(l) > 0 ? fmt::terminal_color::green
                                  : fmt::terminal_color::white;
  std::string out = fmt::format(
      "{}  {}\n",
      fmt::styled(fmt::format("{:<17} {:>+7.4f} {:2}", name_of(l), *e.outcome.score, lang.code()),
                  fmt::fg(colour)),
      text);
  std::vector<std::pair<double, std::string>> moved;
  for (const word_share& w : e.words)
    moved.emplace_back(w.contribution, w.text);
  for (const rule_share& r : e.rules)
    moved.emplace_back(r.contribution, r.rule + ":" + r.text);
  std::sort(moved.begin(), moved.end(),
            [](const auto& a, const auto& b) { return std::abs(a.first) > std::abs(b.first); });
  moved.resize(std::min<std::size_t>(moved.size(), 5));
  for (const auto& [share, word] : moved)
    out += fmt::format("  {} {}", fmt::styled(fmt::format("{:+.3f}", share), fmt::emphasis::faint),
                       word);
  return out + (moved.empty() ? "" : "\n");
}

/// Scores every line of `in`: one line out for each, whatever its bytes.
void score_lines(std::istream& in, const sentiment::scorer& scorer, const score_arguments& a,
                 bool terminal) {
  auto given = language::parse(a.language);
  std::string line;
  while (std::getline(in, line)) {
    if (!line.empty() && line.back() == '\r')
      line.pop_back();
    if (!is_utf8(line)) // what is printed has to be JSON; the score is the same
      line = repaired_utf8(line);
    std::string_view text = line;
    auto of_line = given;
    if (auto tab = text.find('\t'); a.tsv && tab != std::string_view::npos) {
      of_line = language::parse(text.substr(0, tab));
      text.remove_prefix(tab + 1);
    }
    language lang = of_line ? *of_line : scorer.language_of(text, {});
    explanation e = scorer.explain(text, lang);
    std::string out = terminal ? in_colour(e, lang, text) : protocol::score_result(e, lang) + "\n";
    std::fwrite(out.data(), 1, out.size(), stdout);
  }
}

int run(const score_arguments& a) {
  if (!a.language.empty() && !language::parse(a.language)) {
    std::cerr << "earshot: --language must be an ISO 639-1 code such as da, not " << a.language
              << "\n";
    return exit_usage;
  }
  auto scorer = sentiment::make_scorer();
  bool terminal = !a.json && isatty(STDOUT_FILENO);
  if (a.files.empty())
    score_lines(std::cin, *scorer, a, terminal);
  for (const std::string& file : a.files) {
    std::ifstream in(file, std::ios::binary);
    if (!in) {
      std::cerr << "earshot: cannot read " << file << "\n";
      return exit_bad_data;
    }
    score_lines(in, *scorer, a, terminal);
  }
  return exit_ok;
}

} // namespace

cli_word add_score(CLI::App& all) {
  auto* word = all.add_subcommand("score", "scores lines of text and says which words moved them");
  word->footer(
      R"(One line out for each line in: on a terminal in colour, else the JSON object of the
query sentiment.score. A line that cannot be scored says why.

  echo "thank you so much, you saved my day" | earshot score
  earshot score --language da beskeder.txt
  earshot score --tsv --json messages.tsv > scores.jsonl   # language<TAB>text

Exit code 65 if a file cannot be read.
)");
  auto a = std::make_shared<score_arguments>();
  word->add_option("FILE", a->files, "files to read; none: standard input");
  word->add_flag("--tsv", a->tsv, "lines are language<TAB>text; the language may be empty");
  word->add_option("--language", a->language, "of all texts (default: each line's own)");
  word->add_flag("--json", a->json, "JSON also on a terminal");
  return {word, [a]() -> int { return run(*a); }};
}

} // namespace earshot::runtime
