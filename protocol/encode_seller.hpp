// What the server says about sellers.
#pragma once

#include "domain/conversation.hpp"
#include "domain/directory.hpp"
#include "domain/part_rows.hpp"
#include "domain/seller_insights.hpp"
#include "protocol/encode.hpp"
#include "protocol/json_writer.hpp"

namespace earshot::protocol {

/// A figure of one conversation, for each seller whose part the reader may see.
std::string kpis_result(const conversation_id& c, const kpis& whole,
                        const std::vector<seller_parts::part>& parts);
std::string insights_json(const user_id& seller, const insights& i);
/// The newest of each, at most so many, and how many there are.
inline constexpr std::size_t figure_sources_max = 1'000;
std::string figure_result(const user_id& seller, figure f, const std::vector<figure_source>& all);
/// Sellers this user may see, with how to reach them.
std::string sellers_result(const viewer& who, const directory& d);

std::string seller_snapshot(const stream_place& place, const std::string& insights);
/// `body` is finished JSON.
std::string seller_event(const stream_place& place, std::string_view kind, std::string_view body);

/// Fields of an object: each figure of one conversation.
void write_kpis(json_writer& w, const kpis& k);

/// {"mean","pooled","n","unit","basis"?}
void write_figure(json_writer& w, const period_figures& from, figure f);

} // namespace earshot::protocol
