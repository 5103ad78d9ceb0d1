// Reads queries about sellers and teams.
#pragma once

#include "protocol/field_reader.hpp"
#include "protocol/messages.hpp"

#include <string_view>

namespace earshot::protocol {

bool is_seller_query(std::string_view what);

/// REQUIRES: is_seller_query(what).
void read_seller_query(field_reader& frame, std::string_view what, query& into);

} // namespace earshot::protocol
