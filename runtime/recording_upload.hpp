// PUT /v1/conversations/ID/recording: checks the right to it, then lets the body through to a file
// as fast as the disk takes it, and attaches the file to the conversation. What does not come to
// that leaves no file. Lives as long as its request.
#pragma once

#include "actors/interfaces.hpp"
#include "runtime/http.hpp"
#include "runtime/shared_state.hpp"

#include <array>

namespace earshot::runtime {

class recording_upload : public std::enable_shared_from_this<recording_upload> {
public:
  recording_upload(std::shared_ptr<http_connection> on, http_request request, conversation_id of);
  ~recording_upload();

  void start(const identity& who);

private:
  /// One of as many as may come in at the same time.
  bool take_place();
  void ask(actors::recording_request::kind what, std::uint64_t erased_at,
           void (recording_upload::*then)(actors::recording_answer));
  void checked(actors::recording_answer a);
  void receive();
  void received(std::size_t bytes);
  void look_at_beginning();
  /// Puts what has come into the file, on the thread for that, and goes on.
  void store();
  bool write_all();
  void stored(bool well);
  void attach(const result<void>& finished);
  void attached(actors::recording_answer a);
  void answer(const actors::recording_answer& a);
  void refuse(const http_response& r);
  template <class Work, class Then>
  void on_disk(Work work, Then then);

  std::shared_ptr<http_connection> on_;
  shared_state& shared_;
  http_request request_;
  conversation_id of_;
  viewer_ptr who_;
  bool has_place_ = false;
  std::uint64_t missing_ = 0; ///< bytes of the body that have not come yet
  std::uint64_t erased_at_ = 0;
  std::string type_;
  std::string piece_; ///< has come, is not in the file yet
  std::array<char, 64 * 1024> buffer_;
  store::recordings::incoming file_;
  bool attached_ = false;
};

} // namespace earshot::runtime
