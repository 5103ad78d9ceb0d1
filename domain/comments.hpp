// What is said about a conversation by those who coach, as it stands now, and who may read it. Read
// from the conversation's events; the log keeps every version.
#pragma once

#include "domain/audience.hpp"
#include "domain/event.hpp"

#include <span>

namespace earshot {

struct comment_now {
  comment what; ///< with the newest text; empty once it is deleted
  time_point at{};
  std::optional<time_point> edited_at = {};
  std::optional<time_point> deleted_at = {};
};

/// All comments in the order they were made, deleted ones too: they leave a trace.
std::vector<comment_now> comments_of(std::span<const event_ptr> events);

/// The one of that id, deleted or not; nothing if there is none.
std::optional<comment_now> find_comment(std::span<const event_ptr> events, std::string_view id);

/// Its author; the seller it is about and a seller's managers where it is shared; the managers
/// alone where it is not. Nobody reads what is not shared about themselves.
bool may_read(const comment& c, const viewer& who, const directory& d);

/// True for events that say something in or about a comment; `id` is the comment's.
const std::string* comment_id_of(const conversation_event& e);

} // namespace earshot
