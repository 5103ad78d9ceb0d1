// A queue's wall as one supervisor's session sees it, folded from snapshot and events, and what the
// same wall looks like when it is put together anew from the conversations themselves.
#pragma once

#include "runtime/load/json_slice.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace earshot::bench {

/// What a row says of its conversation, as JSON.
struct wall_row {
  std::string status, agent, sentiment;

  static wall_row of(const load::json_slice& row) {
    return {std::string(row.raw("status")), std::string(row.raw("agent")),
            std::string(row.raw("sentiment"))};
  }
  friend bool operator==(const wall_row&, const wall_row&) = default;
};

using wall_rows = std::map<std::string, wall_row>;

class picture {
public:
  /// The state of a snapshot of `queue/<id>`.
  void begin(std::string_view state);
  void take_row(const load::json_slice& row);
  void take_figures(std::string_view figures) { figures_ = figures; }

  const wall_rows& rows() const { return rows_; }
  load::json_slice figures() const { return load::json_slice(figures_); }

private:
  wall_rows rows_;
  std::string figures_;
};

/// Rows that only one of the two has, or that say something else.
std::size_t differences(const wall_rows& a, const wall_rows& b);

/// Figures of `p` that are not what follows from its queue's rows and these counts.
std::size_t wrong_figures(const picture& p, const wall_rows& truth, std::uint64_t offered,
                          std::uint64_t accepted);

} // namespace earshot::bench
