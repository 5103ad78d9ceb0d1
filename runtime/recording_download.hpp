// GET and HEAD /v1/conversations/ID/recording: all of it or the part a player asks for, read piece
// by piece as fast as the socket takes it. Lives as long as its request.
#pragma once

#include "actors/interfaces.hpp"
#include "runtime/http.hpp"
#include "runtime/recording_paths.hpp"
#include "runtime/shared_state.hpp"

#include <array>

namespace earshot::runtime {

class recording_download : public std::enable_shared_from_this<recording_download> {
public:
  recording_download(std::shared_ptr<http_connection> on, http_request request, conversation_id of);
  ~recording_download();

  void start(const identity& who);

private:
  struct opened_file {
    int handle = -1;
    std::uint64_t size = 0;
  };

  void found(const actors::recording_answer& a);
  void opened(opened_file file, const actors::recording_answer& a);
  http_response head_for(std::uint64_t size, const actors::recording_answer& a);
  void send_next();
  void send(std::ptrdiff_t bytes);
  void refuse(const http_response& r);
  template <class Work, class Then>
  void on_disk(Work work, Then then);

  std::shared_ptr<http_connection> on_;
  shared_state& shared_;
  http_request request_;
  conversation_id of_;
  int file_ = -1;
  byte_range rest_; ///< is still to be sent
  std::string head_;
  std::array<char, 64 * 1024> buffer_;
};

} // namespace earshot::runtime
