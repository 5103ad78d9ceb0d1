// What routing and a conversation say to each other: the picture a conversation gives of itself,
// and the orders it gets. An order is a proposal: the conversation alone decides what comes of it.
#pragma once

#include "domain/event.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace earshot {

/// An offer as the one asked sees it. `mood` is gated: without a right to it, it holds the reason.
struct offer_card {
  conversation_id conversation;
  queue_id queue; ///< the one the agent would serve it in
  user_id agent;  ///< who is asked
  customer_id customer;
  std::string customer_name;
  earshot::channel channel = channel::chat;
  language lang;
  time_point since; ///< the customer waits for an agent since
  time_point expires;
  bool again = false; ///< whoever served it is out of reach
  user_id from;       ///< who wants to hand it over; empty: nobody does
  earshot::mood mood;
  std::uint32_t position = 0; ///< among those that wait in the queue, from 1; 0: not known
};

using offer_ptr = std::shared_ptr<const offer_card>;

/// Whom a conversation looks for.
enum class seek : std::uint8_t { nobody, a_member, one_person };

/// All that routing has to know of one conversation; a newer one replaces it.
struct routing_row {
  conversation_id conversation;
  queue_id queue; ///< whose members are asked
  earshot::channel channel = channel::chat;
  earshot::status status = status::bot;
  seek seeks = seek::nobody;
  bool lost = false;                      ///< its agent is out of reach
  offer_end ended = offer_end::withdrawn; ///< how the last offer ended
  user_id agent;                          ///< has it now; empty: nobody
  user_id person;                         ///< whom, where one person is looked for
  time_point since;                       ///< looks for somebody since
  std::vector<std::string> skills;        ///< what helps: languages by code, and others
  offer_ptr offer;                        ///< who is asked now, if anybody
  /// Who was asked and did not take it, each with the time of the last answer or none.
  std::vector<std::pair<user_id, time_point>> passed;
  std::optional<time_point> wrap_up_until;
  std::uint64_t position = 0; ///< in the log, of the newest event in it

  /// It takes one of its agent's places. One whose customer is silent takes none.
  bool takes_place() const { return status == status::active || status == status::wrap_up; }
  /// Over, or a bot's: nobody has it, is asked or looked for.
  bool concerns_nobody() const {
    return status == status::closed
           || (agent.empty() && seeks == seek::nobody && !offer && !wrap_up_until);
  }
};

using routing_row_ptr = std::shared_ptr<const routing_row>;

// --- orders to a conversation
// ------------------------------------------------------------------------

struct ask_agent {
  user_id agent;
  time_point expires;
};
struct end_offer {
  user_id agent;
  offer_end why = offer_end::withdrawn;
};
struct lose_agent {
  user_id agent;
};
struct regain_agent {
  user_id agent;
};
struct end_wrap_up {};

using routing_order = std::variant<ask_agent, end_offer, lose_agent, regain_agent, end_wrap_up>;

} // namespace earshot
