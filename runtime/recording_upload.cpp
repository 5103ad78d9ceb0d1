#include "runtime/recording_upload.hpp"

#include "protocol/json_writer.hpp"
#include "runtime/recording_paths.hpp"
#include "runtime/sign_in_paths.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <unistd.h>

namespace earshot::runtime {

namespace asio = boost::asio;

recording_upload::recording_upload(std::shared_ptr<http_connection> on, http_request request,
                                   conversation_id of)
    : on_(std::move(on)), shared_(on_->home().shared()), request_(std::move(request)),
      of_(std::move(of)), missing_(request_.body_bytes) {}

recording_upload::~recording_upload() {
  if (has_place_)
    shared_.uploads.fetch_sub(1, std::memory_order_relaxed);
  if (!attached_ && !file_.name.empty())
    asio::post(shared_.files, [file = file_, &recordings = shared_.env.recordings] {
      if (file.handle >= 0)
        ::close(file.handle);
      recordings.remove(file.name);
    });
}

// --- before the first byte
// ----------------------------------------------------------------------------

void recording_upload::start(const identity& who) {
  who_ = std::make_shared<const viewer>(viewer{who.user, who.roles, who.name});
  const auto most = static_cast<std::uint64_t>(shared_.options.limits.recording_bytes);
  if (!is_id(of_))
    return refuse(problem(404, "Not found", "no conversation is called so"));
  if (request_.chunked)
    return refuse(problem(411, "Length required", "send the recording with a Content-Length"));
  if (missing_ > most)
    return refuse(problem(413, "Content too large",
                          "a recording has at most " + std::to_string(most) + " bytes"));
  if (!take_place()) {
    auto full = problem(503, "Unavailable", "too many recordings come in at the moment");
    full.headers = "Retry-After: 5\r\n";
    return refuse(full);
  }
  ask(actors::recording_request::kind::check, 0, &recording_upload::checked);
}

bool recording_upload::take_place() {
  has_place_ = true; // given back in any case
  return shared_.uploads.fetch_add(1, std::memory_order_relaxed) < shared_.options.limits.uploads;
}

void recording_upload::ask(actors::recording_request::kind what, std::uint64_t erased_at,
                           void (recording_upload::*then)(actors::recording_answer)) {
  on_->wait(true);
  actors::recording_request r;
  r.what = what;
  r.by = who_;
  r.conversation = of_;
  r.now = wall_clock();
  r.offered = {who_->user, type_, request_.body_bytes, file_.name};
  r.erased_at = erased_at;
  r.done = [self = shared_from_this(), then](actors::recording_answer a) {
    asio::post(self->on_->home().context(),
               [self, then, a = std::move(a)]() mutable { ((*self).*then)(std::move(a)); });
  };
  actors::tell(shared_.env.registry, std::move(r));
}

void recording_upload::checked(actors::recording_answer a) {
  if (a.refused)
    return refuse(problem(*a.refused));
  erased_at_ = a.erased_at;
  on_->wait(false);
  if (!request_.wants_continue)
    return receive();
  static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
  asio::async_write(on_->socket(), asio::buffer(go_on),
                    [self = shared_from_this()](boost::system::error_code ec, std::size_t) {
                      if (!ec)
                        self->receive();
                    });
}

// --- the body
// -----------------------------------------------------------------------------------------

void recording_upload::receive() {
  std::string& ahead = on_->read_ahead();
  if (missing_ == 0)
    return look_at_beginning(); // it has no bytes at all
  if (!ahead.empty()) {
    const auto bytes = std::min<std::uint64_t>({missing_, ahead.size(), buffer_.size()});
    std::copy_n(ahead.begin(), bytes, buffer_.begin());
    ahead.erase(0, bytes);
    return received(bytes);
  }
  const auto most = static_cast<std::size_t>(std::min<std::uint64_t>(missing_, buffer_.size()));
  on_->socket().async_read_some(
      asio::buffer(buffer_.data(), most),
      [self = shared_from_this()](boost::system::error_code ec, std::size_t bytes) {
        if (!ec)
          self->received(bytes);
      });
}

void recording_upload::received(std::size_t bytes) {
  on_->wait(false);
  missing_ -= bytes;
  piece_.append(buffer_.data(), bytes);
  if (!type_.empty())
    return store();
  if (piece_.size() < sound_head_bytes && missing_ > 0)
    return receive();
  look_at_beginning();
}

void recording_upload::look_at_beginning() {
  auto type = sound_type(piece_);
  if (!type)
    return refuse(problem(415, "Unsupported media type",
                          "a recording is WAV, MP3, Ogg (Opus) or WebM; its bytes are none of "
                          "these"));
  type_ = *type;
  on_disk([this] { return shared_.env.recordings.begin(of_); },
          [this](result<store::recordings::incoming> begun) {
            if (!begun)
              return refuse(problem(begun.error()));
            file_ = std::move(*begun);
            store();
          });
}

template <class Work, class Then>
void recording_upload::on_disk(Work work, Then then) {
  on_->wait(true);
  asio::post(shared_.files, [self = shared_from_this(), work, then] {
    asio::post(self->on_->home().context(), [self, then, found = work()]() mutable {
      self->on_->wait(false);
      then(std::move(found));
    });
  });
}

void recording_upload::store() {
  on_disk([this] { return write_all(); }, [this](bool well) { stored(well); });
}

bool recording_upload::write_all() {
  for (std::string_view rest = piece_; !rest.empty();) {
    const auto written = ::write(file_.handle, rest.data(), rest.size());
    if (written < 0)
      return false;
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  piece_.clear();
  return true;
}

void recording_upload::stored(bool well) {
  if (!well)
    return refuse(problem(507, "Insufficient storage", "the recording could not be written"));
  if (missing_ > 0)
    return receive();
  on_disk([this] { return shared_.env.recordings.finish(file_); },
          [this](const result<void>& finished) { attach(finished); });
}

// --- after the last
// -----------------------------------------------------------------------------------

void recording_upload::attach(const result<void>& finished) {
  file_.handle = -1; // closed
  if (!finished)
    return refuse(problem(finished.error()));
  ask(actors::recording_request::kind::attach, erased_at_, &recording_upload::attached);
}

void recording_upload::attached(actors::recording_answer a) {
  if (a.refused)
    return refuse(problem(*a.refused));
  attached_ = true;
  on_->home().when_committed(a.rests_on, [self = shared_from_this(), a] {
    asio::post(self->shared_.files,
               [&recordings = self->shared_.env.recordings, a] { recordings.remove(a.replaced); });
    self->answer(a);
  });
}

void recording_upload::answer(const actors::recording_answer& a) {
  http_response r{a.replaced.empty() ? 201 : 200, "application/json", {}, {}};
  protocol::json_writer(r.body)
      .open_object()
      .key("conversation")
      .text(of_)
      .key("type")
      .text(a.recording.type)
      .key("bytes")
      .number(a.recording.bytes)
      .close_object();
  on_->wait(false);
  on_->respond(r, false, request_.keep_alive);
}

/// What of the body has not been read is left aside, and the connection with it.
void recording_upload::refuse(const http_response& r) {
  on_->wait(false);
  on_->respond(r, false, request_.keep_alive && missing_ == 0 && !request_.chunked);
}

} // namespace earshot::runtime
