// Sends transcripts to a running server, as a connector would, and counts what became of each line.
#pragma once

#include "runtime/import/transcript.hpp"
#include "runtime/load/client.hpp"

#include <string>
#include <vector>

namespace earshot::imports {

/// What all conversations of an import have in common.
struct destination {
  load::endpoint server;
  std::string token;
  std::string queue;
  std::string seller = {};   ///< who the conversations are assigned to; empty: nobody
  std::string customer = {}; ///< empty: the conversation's own name
  std::string channel = "voice";
  bool leave_open = false;
};

struct conversation_said {
  std::string name;
  std::string file;
  std::optional<time_point> began = {};
  std::vector<line_said> said = {};
};

struct outcome_of_import {
  std::size_t sent = 0;      ///< lines that are in the server now
  std::size_t duplicate = 0; ///< of these, lines that were there before
  std::vector<std::pair<std::string, bad_line>> refused = {}; ///< by file
  std::string failed = {}; ///< why it could not go on; empty: it did
};

/// Sends all, one conversation after the other, and returns when the last line is answered.
outcome_of_import send_all(const destination& to, const std::vector<conversation_said>& all);

} // namespace earshot::imports
