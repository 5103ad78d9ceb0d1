// What a queue allows. A policy is a value with a version; the queue actor owns the newest one.
#pragma once

#include "domain/ids.hpp"
#include "domain/level.hpp"

#include <cstdint>
#include <optional>

namespace earshot {

/// From which level down an alert is raised; empty: never.
struct alert_thresholds {
  std::optional<level> agent = level::negative;
  std::optional<level> supervisor = level::very_negative;

  friend bool operator==(const alert_thresholds&, const alert_thresholds&) = default;
};

struct policy {
  std::uint32_t version = 0;
  bool sentiment = false;    ///< score customers and show it
  bool multilingual = false; ///< also in other languages than English
  alert_thresholds alerts = {};
  user_id changed_by = {};

  friend bool operator==(const policy&, const policy&) = default;
};

} // namespace earshot
