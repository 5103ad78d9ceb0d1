#include "sentiment/model.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <stdexcept>

namespace earshot::sentiment {

namespace {

// The image, little endian: magic, bucket bits, number of languages, scale; one record per
// language; zeros up to a multiple of 64; the weights.
constexpr std::array<char, 8> magic{'E', 'A', 'R', 'S', 'E', 'N', 'T', '1'};
constexpr std::size_t header_bytes = 20;
constexpr std::size_t record_bytes = 12;
constexpr std::size_t alignment = 64;
constexpr double scale_unit = 1.0 / (1 << 24);
constexpr double fit_unit = 1.0 / (1 << 16);

std::size_t weights_offset(std::size_t languages) {
  std::size_t end = header_bytes + languages * record_bytes;
  return (end + alignment - 1) / alignment * alignment;
}

std::uint32_t load_u32(const std::byte* at) {
  std::uint32_t n = 0;
  for (int i = 3; i >= 0; --i)
    n = n << 8 | std::to_integer<std::uint32_t>(at[i]);
  return n;
}

double load_fixed(const std::byte* at, double unit) {
  return static_cast<std::int32_t>(load_u32(at)) * unit;
}

void store_u32(std::byte* at, std::uint32_t n) {
  for (int i = 0; i < 4; ++i)
    at[i] = static_cast<std::byte>(n >> (8 * i) & 0xFF);
}

void store_fixed(std::byte* at, double value, double unit) {
  store_u32(at, static_cast<std::uint32_t>(static_cast<std::int32_t>(std::lround(value / unit))));
}

language_fit load_fit(const std::byte* at) {
  char code[2] = {static_cast<char>(at[0]), static_cast<char>(at[1])};
  auto lang = language::parse({code, 2});
  if (!lang)
    throw std::runtime_error("sentiment model: a language record has no ISO 639-1 code");
  return {*lang, {load_fixed(at + 4, fit_unit), load_fixed(at + 8, fit_unit)}};
}

} // namespace

double exp_of(double x) {
  // e^x = 2^k * e^r with |r| <= ln(2)/2; Taylor to r^13 is below one unit in the last place there.
  double k = std::floor(x * 1.4426950408889634 + 0.5);
  double r = (x - k * 0.693147180369123816490) - k * 1.90821492927058770002e-10;
  double sum = 1;
  for (int i = 13; i > 0; --i)
    sum = 1 + sum * r / i;
  return std::ldexp(sum, static_cast<int>(k));
}

probabilities softmax(const logits& z) {
  double top = std::max({z.negative, 0.0, z.positive});
  double negative = exp_of(std::max(z.negative - top, -700.0));
  double neutral = exp_of(std::max(-top, -700.0));
  double positive = exp_of(std::max(z.positive - top, -700.0));
  double sum = negative + neutral + positive;
  return {negative / sum, neutral / sum, positive / sum};
}

model::model(std::span<const std::byte> image) {
  if (image.size() < header_bytes || std::memcmp(image.data(), magic.data(), magic.size()) != 0)
    throw std::runtime_error("sentiment model: the image does not begin with its magic");
  if (load_u32(image.data() + 8) != bucket_bits)
    throw std::runtime_error("sentiment model: the image was trained with another bucket_bits");
  std::size_t count = load_u32(image.data() + 12);
  std::size_t weights_bytes = sizeof(weight_pair) << bucket_bits;
  if (count > 1000 || image.size() != weights_offset(count) + weights_bytes)
    throw std::runtime_error("sentiment model: the image has another size than it says");
  parameters_.scale = load_fixed(image.data() + 16, scale_unit);
  for (std::size_t i = 0; i < count; ++i)
    parameters_.languages.push_back(load_fit(image.data() + header_bytes + i * record_bytes));
  static_assert(sizeof(weight_pair) == 2 && alignof(weight_pair) == 1);
  weights_ = reinterpret_cast<const weight_pair*>(image.data() + weights_offset(count));
}

const language_fit* model::fit_of(language lang) const {
  auto found = std::ranges::find(parameters_.languages, lang, &language_fit::lang);
  return found == parameters_.languages.end() ? nullptr : &*found;
}

logits model::evaluate(const feature_list& features, const language_fit& fit) const {
  logits sum;
  for (std::size_t g = 0; g < feature_groups; ++g) {
    const auto& group = features.groups[g];
    std::int64_t negative = 0;
    std::int64_t positive = 0;
    for (const auto& f : group) {
      weight_pair w = weights_[f.bucket];
      negative += w.negative;
      positive += w.positive;
    }
    double value = value_of(static_cast<feature_group>(g), group.size()) * parameters_.scale;
    sum.negative += static_cast<double>(negative) * value;
    sum.positive += static_cast<double>(positive) * value;
  }
  return {sum.negative + fit.bias.negative, sum.positive + fit.bias.positive};
}

logits model::share_of(const feature& f, feature_group group, std::size_t count) const {
  weight_pair w = weights_[f.bucket];
  double value = value_of(group, count) * parameters_.scale;
  return {w.negative * value, w.positive * value};
}

std::vector<std::byte> image_of(const model_parameters& parameters,
                                std::span<const weight_pair> weights) {
  std::size_t offset = weights_offset(parameters.languages.size());
  std::vector<std::byte> image(offset + weights.size_bytes());
  std::memcpy(image.data(), magic.data(), magic.size());
  store_u32(image.data() + 8, bucket_bits);
  store_u32(image.data() + 12, static_cast<std::uint32_t>(parameters.languages.size()));
  store_fixed(image.data() + 16, parameters.scale, scale_unit);
  std::byte* at = image.data() + header_bytes;
  for (const auto& fit : parameters.languages) {
    std::memcpy(at, fit.lang.code().data(), 2);
    store_fixed(at + 4, fit.bias.negative, fit_unit);
    store_fixed(at + 8, fit.bias.positive, fit_unit);
    at += record_bytes;
  }
  std::memcpy(image.data() + offset, weights.data(), weights.size_bytes());
  return image;
}

} // namespace earshot::sentiment
