// GET /v1/sellers/ID/export and /v1/teams/ID/export: a period as a file, one seller after the
// other, so that no more than one seller's rows are in memory. Lives as long as its request.
#pragma once

#include "actors/seller_messages.hpp"
#include "runtime/http.hpp"
#include "runtime/shared_state.hpp"

#include <vector>

namespace earshot::runtime {

/// Whose period a path is about.
struct exported_of {
  enum class kind : std::uint8_t { seller, team };
  kind what = kind::seller;
  std::string id;

  /// "seller/mette"
  std::string text() const { return (what == kind::seller ? "seller/" : "team/") + id; }
};
/// Nothing: the path is another one.
std::optional<exported_of> exported_period(std::string_view path);

/// What a query asks for: period or from and to, time_zone, format, rows. Refusal: invalid_field.
result<protocol::asked_export> read_export_query(std::string_view query);

class period_export : public std::enable_shared_from_this<period_export> {
public:
  period_export(std::shared_ptr<http_connection> on, http_request request, exported_of of);

  void start(const identity& who);

private:
  /// The sellers in it whom this user sees; nothing: no such seller or team, or a foreign one.
  std::vector<user_id> sellers_for(const viewer& who) const;
  void begin(const insight_period& period);
  void next();
  void send(std::string bytes, void (period_export::*then)());
  void finish();
  void refuse(const http_response& r);

  std::shared_ptr<http_connection> on_;
  shared_state& shared_;
  http_request request_;
  exported_of of_;
  viewer_ptr who_;
  time_point now_ = wall_clock();
  protocol::asked_export asked_;
  std::vector<user_id> sellers_; ///< still to come, from the back
  std::string out_;
};

} // namespace earshot::runtime
