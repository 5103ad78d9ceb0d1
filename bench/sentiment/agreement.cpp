#include "bench/sentiment/agreement.hpp"

#include <algorithm>
#include <random>

namespace earshot::bench {

agreement confusion::figures() const {
  double right = 0;
  double all = 0;
  double f1 = 0;
  int classes = 0;
  for (std::size_t c = 0; c < 3; ++c) {
    double labelled = 0;
    double guessed = 0;
    for (std::size_t other = 0; other < 3; ++other) {
      labelled += counts_[c][other];
      guessed += counts_[other][c];
    }
    right += counts_[c][c];
    all += labelled;
    if (labelled == 0)
      continue;
    ++classes;
    f1 += 2 * counts_[c][c] / (labelled + guessed);
  }
  return {all > 0 ? right / all : 0, classes > 0 ? f1 / classes : 0};
}

interval difference_of_f1(const std::vector<guess_pair>& rows) {
  constexpr int samples = 1000;
  std::mt19937 random{2026};
  std::vector<double> differences;
  for (int s = 0; s < samples; ++s) {
    confusion ours;
    confusion theirs;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto& row = rows[random() % rows.size()];
      ours.add(row.label, row.ours);
      theirs.add(row.label, row.theirs);
    }
    differences.push_back(ours.figures().macro_f1 - theirs.figures().macro_f1);
  }
  std::ranges::sort(differences);
  return {differences[samples * 25 / 1000], differences[samples * 975 / 1000]};
}

} // namespace earshot::bench
