// Who stands where towards a conversation, and what of it that lets them see. The one place where
// sight is decided: live delivery, resume, snapshot and query all ask here, with the rights of now.
#pragma once

#include "domain/directory.hpp"
#include "domain/roles.hpp"

#include <memory>
#include <string>

namespace earshot {

/// A signed-in user as the domain knows one.
struct viewer {
  user_id user;
  role_set roles;
  std::string name = {};
};

using viewer_ptr = std::shared_ptr<const viewer>;

/// Everything a person may be to a conversation at once.
struct standing {
  bool connector = false;  ///< it came in through this connector
  bool agent = false;      ///< serves it now
  bool supervisor = false; ///< of its queue; never of one's own conversation
  bool manager = false;    ///< of its seller; never of one's own conversation

  bool any() const { return connector || agent || supervisor || manager; }
};

/// The side of a conversation that decides sight.
struct conversation_facts {
  const queue_id& queue;
  const user_id& connector;
  const user_id& agent;   ///< empty: none
  bool sentiment = false; ///< the queue's switch
};

standing standing_of(const viewer& who, const conversation_facts& c, const directory& d);

/// What one reader may see. Two readers with equal audiences get the same bytes.
struct audience {
  /// `history`: a later agent of the customer, who reads what was said and noted, and no more.
  /// `guest`: one with whom it was shared as an example.
  enum class kind : std::uint8_t { none, connector, agent, supervisor, manager, history, guest };

  kind as = kind::none;
  bool sentiment = false;           ///< sees levels and scores
  no_score reason = no_score::none; ///< the agent's reason where it does not

  bool sees_anything() const { return as != kind::none; }
  /// Notes and what else is between the people who serve.
  bool sees_inside() const {
    return as != kind::none && as != kind::connector && as != kind::guest;
  }

  friend bool operator==(const audience&, const audience&) = default;
};

audience audience_of(const viewer& who, const conversation_facts& c, const directory& d);

/// True if the conversation's agent may see its sentiment.
bool agent_sees_sentiment(const conversation_facts& c, const directory& d);

} // namespace earshot
