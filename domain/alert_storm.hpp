// Keeps one supervisor from drowning: ten alerts a minute come singly, what is more is rolled up
// into one alert with a count. One object per supervisor; time comes in.
#pragma once

#include "domain/ids.hpp"
#include "domain/time.hpp"

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace earshot {

class alert_storm {
public:
  static constexpr std::size_t singly_max = 10; ///< within `window`
  static constexpr milliseconds window{60'000};
  static constexpr milliseconds again{1'000}; ///< between two tellings of a growing count
  static constexpr std::size_t named_max = 20;

  struct roll_up {
    std::uint32_t count = 0; ///< alerts since the storm began that did not come singly
    time_point since{};
    std::vector<conversation_id> newest; ///< at most `named_max` of them, newest first
  };

  /// A new alert: true if it comes singly, false if it goes into the roll-up. A storm is over with
  /// the first alert that comes singly again.
  bool admit(const conversation_id& c, time_point now);

  /// The roll-up, if it has grown and may be told (again).
  std::optional<roll_up> take_due(time_point now);

private:
  std::deque<time_point> singly_; ///< of the last ones, oldest first
  std::uint32_t count_ = 0;
  std::uint32_t told_count_ = 0;
  bool over_ = false; ///< one came singly since
  time_point since_{}, told_at_{};
  std::deque<conversation_id> newest_;
};

} // namespace earshot
