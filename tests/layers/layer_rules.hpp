// The house rules of docs/architecture.md as a program: who may include what, and how long a file
// may be. Reads sources as text; needs no compiler.
#pragma once

#include <compare>
#include <filesystem>
#include <string>
#include <vector>

namespace earshot::tests {

/// One broken rule: "actors/registry.cpp", line (0: the whole file), and a sentence.
struct breach {
  std::string file;
  int line = 0;
  std::string what;

  friend auto operator<=>(const breach&, const breach&) = default;
};

/// Checks every .hpp and .cpp below the layers' folders of `root` (and the length of those in
/// tests/, bench/ and examples/). Sorted by file and line.
std::vector<breach> breaches(const std::filesystem::path& root);

/// How many files `breaches` looks at: a check that saw nothing proves nothing.
std::size_t files_checked(const std::filesystem::path& root);

} // namespace earshot::tests
