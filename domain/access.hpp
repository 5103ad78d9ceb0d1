// Why somebody may or may not: the reasons behind a refusal, in words, and who could change it.
// What is foreign and what does not exist get the same answer, to the letter.
#pragma once

#include "domain/audience.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace earshot {

struct access_reason {
  std::string code; ///< no_role, not_member, not_yours, own_conversation, or why there is no level
  std::string text; ///< one sentence for the person who asked
  std::string who_can_change_it;
};

struct access_answer {
  bool allowed = true;
  std::vector<access_reason> reasons = {}; ///< none is needed where it is simply allowed
};

/// May they send this command at all? REQUIRES: `op_from(op)`.
access_answer access_to_op(const viewer& who, std::string_view op);

/// May they follow this queue?
access_answer access_to_queue(const viewer& who, std::string_view queue, const directory& d);

/// May they see this seller's insights?
access_answer access_to_seller(const viewer& who, std::string_view seller, const directory& d);

/// May they read this conversation? `facts` is nullptr where there is none.
access_answer access_to_conversation(const viewer& who, std::string_view conversation,
                                     const conversation_facts* facts, const directory& d);

/// May they see its sentiment, and if it has no level: why?
access_answer access_to_sentiment(const viewer& who, std::string_view conversation,
                                  const conversation_facts* facts, const mood& m,
                                  const directory& d);

} // namespace earshot
