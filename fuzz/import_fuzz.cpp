// Any file of transcripts becomes lines that the server would take, and bad lines each with its
// place and the reason.
#include "domain/ids.hpp"
#include "fuzz/fuzz.hpp"
#include "runtime/import/transcript.hpp"
#include "runtime/utf8.hpp"

#include <algorithm>

using namespace earshot;
using fuzz::require;

namespace {

imports::mapping some_names() {
  imports::mapping names;
  names.columns = {{"start_ms", "offset_ms"}, {"text", "3"}};
  names.speakers = {{"Ana Lind", {author_role::customer, {}}},
                    {"Mette", {author_role::agent, "mette"}}};
  return names;
}

/// The first byte chooses the format, and whether names are mapped.
imports::transcript read(unsigned choice, std::string_view text) {
  const imports::mapping names = choice & 4 ? some_names() : imports::mapping{};
  switch (choice & 3) {
  case 0: return imports::read_webvtt(text, names);
  case 1: return imports::read_table(text, ',', names);
  case 2: return imports::read_table(text, '\t', names);
  default: return imports::read_jsonl(text, names);
  }
}

/// Lines of a file, and changes of voice within a line of WebVTT: each may give an utterance.
std::size_t utterances_at_most(std::string_view text, std::size_t lines) {
  auto most = lines;
  for (auto at = text.find("<v "); at != text.npos; at = text.find("<v ", at + 1))
    ++most;
  return most;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0)
    return 0;
  const auto text = fuzz::text_of(data + 1, size - 1);
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  const auto found = read(data[0], text);
  require(found.said.size() + found.bad.size() <= utterances_at_most(text, lines));
  for (const imports::line_said& said : found.said) {
    require(said.line >= 1 && said.line <= lines);
    require(said.conversation.empty() || is_id(said.conversation));
    require(said.who.empty() || is_id(said.who));
    require(said.start_ms.value_or(0) >= 0 && said.duration_ms.value_or(0) >= 0);
    require(said.text.size() <= text.size());
    require(runtime::is_utf8(said.text)); // no server takes anything else
  }
  for (const imports::bad_line& bad : found.bad)
    require(bad.line >= 1 && bad.line <= lines && !bad.why.empty());
  return 0;
}
