// Who is asked to serve a conversation, who is to have it next, and who had it before: the part of
// its state that offers and transfers change. Few conversations need it for long.
#pragma once

#include "domain/event.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace earshot {

struct handover {
  struct turn {
    user_id agent;
    std::uint64_t until; ///< offset of the last event that was theirs to see
  };

  queue_id queue; ///< where a transfer has led; empty: where it was opened
  std::optional<offered> offer;
  std::optional<transfer_asked> transfer;
  time_point transfer_at{};
  std::optional<time_point> lost_at;                  ///< its agent is out of reach since
  std::vector<std::pair<user_id, time_point>> passed; ///< asked in vain, each person once
  offer_end ended = offer_end::withdrawn;             ///< how the last offer ended
  std::vector<turn> former;                           ///< who had it before, oldest first
  std::optional<time_point> wrap_up_until;

  bool offered_to(const user_id& user) const { return offer && offer->agent == user; }
  bool transfers_to_queue() const { return transfer && !transfer->queue.empty(); }
  bool transfers_to_agent() const { return transfer && !transfer->agent.empty(); }

  /// The one asked has not taken it. A person asked by name who does not ends the transfer.
  void pass(const user_id& user, offer_end why, time_point at) {
    offer.reset();
    ended = why;
    std::erase_if(passed, [&](auto& p) { return p.first == user; });
    if (why != offer_end::withdrawn)
      passed.emplace_back(user, at);
    if (transfer && transfer->agent == user)
      transfer.reset();
  }

  /// Somebody has it, or it is over: nobody is asked any more.
  void settle() {
    offer.reset();
    ended = offer_end::withdrawn;
    transfer.reset();
    lost_at.reset();
    passed.clear();
  }
};

} // namespace earshot
