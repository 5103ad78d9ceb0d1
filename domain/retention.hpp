// How long closed conversations stay. A value; knows no clock.
#pragma once

#include "domain/ids.hpp"
#include "domain/time.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace earshot {

class retention {
public:
  retention() = default;

  /// `days` after their last message conversations go, of the queues in `of` after theirs; 0 days:
  /// they stay.
  retention(int days, std::map<queue_id, int> of) : days_(days), of_(std::move(of)) {}

  /// Reads entries such as "support=30"; nothing if one is none of these.
  static std::optional<retention> parse(int days, const std::vector<std::string>& of);

  int days(const queue_id& queue) const;

  /// What of the queue was last written to before this is to go; nothing: all of it stays.
  std::optional<time_point> cut(const queue_id& queue, time_point now) const;

private:
  int days_ = 0;
  std::map<queue_id, int> of_;
};

} // namespace earshot
