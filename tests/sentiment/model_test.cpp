#include "sentiment/model.hpp"
#include "tests/catch.hpp"

#include <cmath>
#include <cstring>
#include <stdexcept>
#include <vector>

using namespace earshot;
using namespace earshot::sentiment;

TEST_CASE("Our own exp agrees with the library's") {
  for (double x = -40; x <= 40; x += 0.37)
    CHECK(exp_of(x) == Approx(std::exp(x)).epsilon(1e-14));
  CHECK(exp_of(0) == 1);
}

TEST_CASE("Probabilities sum to one, however far apart the logits are") {
  for (logits z : {logits{0, 0}, {5, -5}, {900, 0}, {-900, -900}, {0, 1e6}}) {
    auto p = softmax(z);
    CHECK(p.negative + p.neutral + p.positive == Approx(1));
    CHECK(p.negative >= 0);
    CHECK(p.positive <= 1);
  }
}

TEST_CASE("A model's image is read as it was written") {
  std::vector<weight_pair> weights(std::size_t{1} << bucket_bits);
  weights[5] = {-100, 50};
  auto image = image_of({0.5, {{english, {0.25, -1.5}}}}, weights);
  model m{image};
  REQUIRE(m.fit_of(english));
  CHECK(m.fit_of(*language::parse("da")) == nullptr);
  feature_list features;
  features[feature_group::words].push_back({5, 0, 1});
  auto z = m.evaluate(features, *m.fit_of(english));
  CHECK(z.negative == Approx(0.25 - 50));
  CHECK(z.positive == Approx(-1.5 + 25));
}

TEST_CASE("What is no model is refused") {
  std::vector<weight_pair> weights(std::size_t{1} << bucket_bits);
  auto image = image_of({1, {{english, {}}}}, weights);
  auto cut = image;
  cut.pop_back();
  CHECK_THROWS_AS(model{cut}, std::runtime_error);
  auto foreign = image;
  foreign[0] = std::byte{'X'};
  CHECK_THROWS_AS(model{foreign}, std::runtime_error);
  CHECK_THROWS_AS(model{std::span<const std::byte>{}}, std::runtime_error);
}

TEST_CASE("The model in the program supports the languages that Earshot promises") {
  model m{embedded_model()};
  for (auto code : {"en", "da", "fi", "sv", "no", "de", "nl", "fr", "es", "it", "pt", "pl"})
    CHECK(m.fit_of(*language::parse(code)) != nullptr);
}
