// The table of keys: what may stand in a configuration, where each value goes and what it is for.
// The file, the environment, the flags, the example file and its test all go through this one
// table.
#pragma once

#include "config/options.hpp"
#include "config/value.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace earshot::config {

/// A key of `T`: `options` or one entry of a list such as `first_queue`.
template <class T>
struct key {
  slot (*in)(T&);
  rules rule;
};

struct section {
  std::string_view name;
  std::string_view about;
  std::vector<key<options>> keys;
};

/// Every section of the file in its order.
const std::vector<section>& sections();

/// Keys of an entry of [[queue]], [[team]] and [[sentiment.overrides]].
std::span<const key<first_queue>> queue_keys();
std::span<const key<first_team>> team_keys();
std::span<const key<word_override_option>> override_keys();

} // namespace earshot::config
