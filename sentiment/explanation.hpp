// Divides a score among the words that made it.
#pragma once

#include "sentiment/features.hpp"
#include "sentiment/model.hpp"
#include "sentiment/scorer.hpp"
#include "sentiment/tokenizer.hpp"

#include <string_view>
#include <vector>

namespace earshot::sentiment {

/// What each token adds to p(positive) - p(negative), following the straight path from the bias to
/// the logits (integrated gradients: Sundararajan, Taly, Yan 2017). What an n-gram adds is divided
/// equally among its tokens; what belongs to none (length, capitals) is left out.
std::vector<double> token_shares(const model& m, const language_fit& fit, const token_list& tokens,
                                 const feature_list& features);

} // namespace earshot::sentiment
