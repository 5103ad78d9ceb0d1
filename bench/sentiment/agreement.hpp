// How well guesses agree with labels.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace earshot::bench {

/// One labelled text with what each of two scorers said of it: -1, 0, 1.
struct guess_pair {
  int label = 0;
  int ours = 0;
  int theirs = 0;
};

struct agreement {
  double accuracy = 0;
  double macro_f1 = 0; ///< mean of F1 over the classes that occur among the labels
};

/// Counts how often each class was labelled, guessed and both.
class confusion {
public:
  void add(int label, int guess) {
    ++counts_[static_cast<std::size_t>(label + 1)][static_cast<std::size_t>(guess + 1)];
  }
  agreement figures() const;

private:
  std::array<std::array<int, 3>, 3> counts_{};
};

/// 95 % interval of the difference in macro-F1 (ours - theirs): 1,000 paired bootstrap samples,
/// seeded.
struct interval {
  double low = 0;
  double high = 0;
};
interval difference_of_f1(const std::vector<guess_pair>& rows);

} // namespace earshot::bench
