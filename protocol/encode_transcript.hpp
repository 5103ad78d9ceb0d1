// `conversation.transcript`: a conversation read by those who coach and are coached, page by page.
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

} // namespace earshot::protocol
