// What `earshot bench` is asked to do; the command line sets it, with these defaults.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace earshot::runtime {

struct bench_options {
  std::string url;      ///< ws://HOST:PORT of a running server; empty: a server of its own
  std::string key_file; ///< that server's key
  std::string data_dir; ///< of the server of its own; empty: it keeps nothing
  int server_pid = 0;   ///< where its cost is read; 0: unknown

  std::vector<std::string> chat_files; ///< empty: made up from `seed`
  std::uint64_t seed = 1;
  std::size_t chats = 2000;
  std::size_t messages = 8;   ///< of each made-up chat
  std::size_t text_bytes = 0; ///< of each made-up message; 0: as its sentences come

  std::size_t connectors = 10;          ///< sessions that send
  std::size_t agents = 50;              ///< sessions that serve and follow their conversations
  std::size_t watchers = 0;             ///< supervisors' sessions that follow every conversation
  std::optional<std::size_t> open = {}; ///< conversations at once; none given: 200 at most
  double rate = 0;                      ///< messages a second; 0: as fast as it goes
  int stall_s = 15; ///< nothing heard for so long: the run is over, the rest is lost

  std::vector<std::string> thresholds; ///< such as "p99<20ms"
  bool json = false;
};

} // namespace earshot::runtime
