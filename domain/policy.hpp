// What a queue allows. A policy is a value with a version; the queue actor owns the newest one.
#pragma once

#include "domain/ids.hpp"
#include "domain/level.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

namespace earshot {

/// From which level down an alert is raised; empty: never.
using alert_threshold = std::optional<level>;

/// A level below neutral by its name, or "off"; nothing for any other word.
constexpr std::optional<alert_threshold> threshold_from(std::string_view name) {
  if (name == "off")
    return std::optional<alert_threshold>(std::in_place);
  for (level l : {level::slightly_negative, level::negative, level::very_negative})
    if (name == name_of(l))
      return alert_threshold{l};
  return std::nullopt;
}

inline constexpr std::size_t notice_bytes_max = 1024;
inline constexpr int wrap_up_s_max = 3600;

struct alert_thresholds {
  alert_threshold agent = level::negative;
  alert_threshold supervisor = level::very_negative;

  friend bool operator==(const alert_thresholds&, const alert_thresholds&) = default;
};

struct policy {
  std::uint32_t version = 0;
  bool sentiment = false;    ///< score customers and show it
  bool multilingual = false; ///< also in other languages than English
  alert_thresholds alerts = {};
  user_id changed_by = {};
  std::string notice = {};     ///< the queue's own words for `notice_of`; empty: the standard ones
  std::uint32_t wrap_up_s = 0; ///< for an agent's work after the talk; 0: closed at once

  friend bool operator==(const policy&, const policy&) = default;
};

/// Shared by all that are under it.
using policy_ptr = std::shared_ptr<const policy>;

inline constexpr std::string_view standard_notice =
    "This conversation is read by a program that estimates how content the customer is, so that "
    "people can help in time.";

/// What agents and customers are told where customers' messages are scored; empty where not.
inline std::string_view notice_of(const policy& p) {
  return !p.sentiment ? std::string_view{} : p.notice.empty() ? standard_notice : p.notice;
}

} // namespace earshot
