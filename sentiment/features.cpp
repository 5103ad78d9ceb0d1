#include "sentiment/features.hpp"

#include <algorithm>
#include <cmath>

namespace earshot::sentiment {

namespace {

constexpr std::uint64_t negated_salt = 0xA5B35705F0E1D2C3u;
constexpr std::uint64_t text_start = 0xD1B54A32D192ED03u;
constexpr std::uint64_t text_end = 0x8CB92BA72F3D8DD7u;
constexpr int negation_reach = 3; // words behind a negator that it turns
constexpr std::size_t letters_max =
    40; // of one word; longer ones are noise or Thai, which has its own

std::uint32_t bucket_of(std::uint64_t h) {
  return static_cast<std::uint32_t>((h * 0x9E3779B97F4A7C15u) >> (64 - bucket_bits));
}

bool ends_negation(char32_t c) {
  return c == U'.' || c == U',' || c == U';' || c == U'!' || c == U'?' || c == U':';
}

class pass {
public:
  pass(const token_list& tokens, language lang, const negation_list& negations, feature_list& out)
      : tokens_{tokens}, lang_{lang}, salt_{salt_of(lang)}, negations_{negations}, out_{out} {}

  void run() {
    const auto& all = tokens_.tokens;
    auto count = static_cast<std::uint32_t>(all.size());
    for (std::uint32_t i = 0; i < count; ++i) {
      read_token(i);
      read_neighbours(i);
    }
    if (count > 0)
      word(stir(all[count - 1].hash * 31 + text_end), count - 1, count);
    read_style();
  }

private:
  void word(std::uint64_t h, std::uint32_t first, std::uint32_t last) {
    out_[feature_group::words].push_back({bucket_of(h), first, last});
  }
  void letters(std::uint64_t h, std::uint32_t first, std::uint32_t last) {
    out_[feature_group::letters].push_back({bucket_of(h), first, last});
  }

  void read_token(std::uint32_t i) {
    const token& t = tokens_.tokens[i];
    word(stir(t.hash), i, i + 1);
    switch (t.kind) {
    case token_kind::word: {
      bool turned = negated_ > 0;
      out_[feature_group::words].push_back(
          {feature_reader::word_bucket(t.hash, lang_, turned), i, i + 1});
      negated_ = negations_.negates(t, tokens_, lang_) ? negation_reach : std::max(0, negated_ - 1);
      read_letters(i, 3, 5);
      ++words_;
      shouted_ += t.shouted;
      break;
    }
    case token_kind::unspaced:
      read_letters(i, 2, 5);
      words_ += (t.last - t.first) / 4 + 1;
      break;
    case token_kind::ideograph: ++words_; break;
    case token_kind::emoji:
    case token_kind::emoticon: ++faces_; break;
    case token_kind::punctuation: read_punctuation(t); break;
    }
  }

  void read_punctuation(const token& t) {
    char32_t c = tokens_.letters[t.first];
    if (ends_negation(c))
      negated_ = 0;
    exclamations_ += c == U'!' ? static_cast<int>(t.last - t.first) : 0;
    questions_ += c == U'?';
  }

  // The pair that ends with token `i`; of ideographs, whose words are short, also three and four.
  void read_neighbours(std::uint32_t i) {
    const auto& all = tokens_.tokens;
    std::uint64_t h = i > 0 ? all[i - 1].hash : text_start;
    h = h * 31 + all[i].hash;
    word(stir(h), i > 0 ? i - 1 : i, i + 1);
    for (std::uint32_t back = 2; back <= 3 && back <= i; ++back) {
      if (all[i].kind != token_kind::ideograph)
        break;
      h = h * 31 + all[i - back].hash;
      letters(stir(h), i - back, i + 1);
    }
  }

  // The runs of `least` to `most` letters of "<word>"; the whole of it is a word's own feature
  // already.
  void read_letters(std::uint32_t i, std::size_t least, std::size_t most) {
    const token& t = tokens_.tokens[i];
    std::size_t size = t.last - t.first;
    if (t.kind == token_kind::word)
      size = std::min(size, letters_max);
    const char32_t* word = tokens_.letters.data() + t.first;
    auto at = [&](std::size_t k) { return k == 0 ? U'<' : k == size + 1 ? U'>' : word[k - 1]; };
    for (std::size_t begin = 0; begin + least <= size + 2; ++begin) {
      std::uint64_t h = 0xC2B2AE3D27D4EB4Fu;
      for (std::size_t k = 0; k < most && begin + k < size + 2; ++k) {
        h = (h ^ at(begin + k)) * 0x100000001B3u;
        if (k + 1 >= least && k + 1 < size + 2)
          letters(h ^ (h >> 31), i, i + 1);
      }
    }
  }

  void read_style() {
    auto style = [&](std::uint64_t what, int amount) {
      out_[feature_group::style].push_back(
          {bucket_of(stir(what * 64 + static_cast<std::uint64_t>(amount) + 1)), 0, 0});
    };
    constexpr std::array length_steps{1u, 2u, 4u, 8u, 16u, 32u};
    int length = 0;
    for (auto step : length_steps)
      length += words_ > step;
    style(1, length);
    style(2, std::min(exclamations_, 3));
    style(3, std::min(questions_, 2));
    style(4, std::min(shouted_, 3));
    style(5, std::min(faces_, 2));
  }

  const token_list& tokens_;
  language lang_;
  std::uint64_t salt_;
  const negation_list& negations_;
  feature_list& out_;
  int negated_ = 0;
  unsigned words_ = 0;
  int shouted_ = 0;
  int exclamations_ = 0;
  int questions_ = 0;
  int faces_ = 0;
};

} // namespace

double value_of(feature_group group, std::size_t count) {
  if (count == 0)
    return 0;
  switch (group) {
  case feature_group::words: return 1 / std::sqrt(static_cast<double>(count));
  case feature_group::letters: return 0.7 / std::sqrt(static_cast<double>(count));
  case feature_group::style: return 0.3;
  }
  return 0;
}

std::uint32_t feature_reader::word_bucket(std::uint64_t word, language lang, bool negated) {
  return bucket_of(stir(word ^ salt_of(lang) ^ (negated ? negated_salt : 0)));
}

void feature_reader::read(const token_list& tokens, language lang, feature_list& out) const {
  for (auto& group : out.groups)
    group.clear();
  pass{tokens, lang, negations_, out}.run();
}

} // namespace earshot::sentiment
