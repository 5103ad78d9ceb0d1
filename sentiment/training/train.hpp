// From texts to a model's image: the whole of training.
#pragma once

#include "sentiment/tokenizer.hpp"
#include "sentiment/training/recipe.hpp"

#include <cstddef>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace earshot::sentiment::training {

/// `texts` holds sentiment/*.tsv and chats/*.tsv, `own` the project's lists. Throws
/// std::runtime_error that names the file where one cannot be read.
material read_material(const std::filesystem::path& texts, const std::filesystem::path& own,
                       const tokenizer& reader);

/// Trains on all but the sets in `left_out`, which are not used for the fits either. One thread;
/// equal material gives equal bytes.
std::vector<std::byte> train(const material& from, const std::set<std::string>& left_out,
                             const tokenizer& reader);

} // namespace earshot::sentiment::training
