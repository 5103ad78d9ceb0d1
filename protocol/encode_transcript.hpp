// What those who coach and are coached get of a conversation: `conversation.transcript`, page by
// page, and the ids of their comments.
#pragma once

#include "domain/seller_insights.hpp"
#include "protocol/encode.hpp"

namespace earshot::protocol {

/// The conversation with one page of its messages: each with its level and the mood after it (where
/// the reader sees sentiment) and with what was noticed in it (where they see inside): mentions of
/// what is `tracked`, questions, promises. `next` begins the page after this one.
std::string transcript_result(const conversation& c, const audience& who,
                              const tracked_names& tracked,
                              const std::vector<comment_now>& comments,
                              const transcript_page& page);

/// What `comment.add` gives: the id by which the comment is edited, deleted and answered.
std::string comment_result(std::string_view id, std::uint64_t offset);

} // namespace earshot::protocol
