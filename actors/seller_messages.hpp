// Messages about sellers and their periods: to the seller actors, and by way of the registry.
#pragma once

#include "actors/interfaces.hpp"
#include "domain/seller_insights.hpp"
#include "domain/team_overview.hpp"

namespace earshot::actors {

// --- seller
// ----------------------------------------------------------------------------------------------

/// A query about one seller.
struct ask_seller {
  origin from;
  protocol::seller_query what;
  time_point now;
};

/// Give what a team's overview needs of you to whoever puts it together.
struct give_overview {
  insight_period period;
  history_filter only;
  caf::actor to;
};

/// Give a period of your conversations as lines of a file; goes by way of the registry. `done` is
/// called once, on any thread; no lines: this user may not have them.
struct give_export {
  viewer_ptr by;
  user_id seller;
  protocol::asked_export what;
  time_point now;
  std::function<void(std::optional<std::string> lines, store::position rests_on)> done;
};

/// These conversations are no longer kept.
struct forget_purged {
  std::shared_ptr<const std::vector<conversation_id>> conversations;
};

/// One seller's answer to `give_overview`.
struct overview_part {
  seller_overview part;
  store::position position = 0;
};

/// A comment on a seller's part was made, edited or deleted; goes on to their desk and stream.
struct commented {
  user_id seller;
  bool shared = false;
  std::string body; ///< JSON
  time_point at;
  store::position position = 0;
};

/// `team.overview`.
struct ask_overview {
  origin from;
  protocol::ask_team what;
  time_point now;
};

/// `team.median`.
struct ask_team_median {
  origin from;
  protocol::ask_median what;
  time_point now;
};

} // namespace earshot::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::ask_seller)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::give_overview)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::give_export)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::forget_purged)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::overview_part)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::commented)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::ask_overview)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(earshot::actors::ask_team_median)
