// Who and what there is in the demo: four queues and the people who work in them.
#pragma once

#include "domain/ids.hpp"
#include "domain/roles.hpp"

#include <array>
#include <string>
#include <vector>

namespace earshot::demo {

struct queue_of_demo {
  const char *id, *name, *language;
};

inline constexpr std::array<queue_of_demo, 4> queues{{{"support", "Support", "en"},
                                                      {"danish", "Kundeservice", "da"},
                                                      {"finnish", "Asiakaspalvelu", "fi"},
                                                      {"sales", "Sales", "en"}}};

struct person {
  user_id user;
  std::string name;
  std::string queue; ///< empty: all of them
  role part = role::agent;
};

/// Everyone who signs in, for the tokens that the demo prints.
const std::vector<person>& people();

} // namespace earshot::demo
