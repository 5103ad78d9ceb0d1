#include "runtime/recording_download.hpp"

#include "runtime/sign_in_paths.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace earshot::runtime {

namespace asio = boost::asio;

recording_download::recording_download(std::shared_ptr<http_connection> on, http_request request,
                                       conversation_id of)
    : on_(std::move(on)), shared_(on_->home().shared()), request_(std::move(request)),
      of_(std::move(of)) {}

recording_download::~recording_download() {
  if (file_ >= 0)
    ::close(file_);
}

void recording_download::start(const identity& who) {
  if (!is_id(of_))
    return refuse(problem(404, "Not found", "no conversation is called so"));
  using kind = actors::recording_request::kind;
  actors::recording_request r;
  r.what = request_.method == "HEAD" ? kind::peek : kind::listen;
  r.by = std::make_shared<const viewer>(viewer{who.user, who.roles, who.name});
  r.conversation = of_;
  r.now = wall_clock();
  r.done = [self = shared_from_this()](actors::recording_answer a) {
    asio::post(self->on_->home().context(), [self, a = std::move(a)] { self->found(a); });
  };
  on_->wait(true);
  actors::tell(shared_.env.registry, std::move(r));
}

void recording_download::found(const actors::recording_answer& a) {
  if (a.refused)
    return refuse(problem(*a.refused));
  on_->home().when_committed(a.rests_on, [self = shared_from_this(), a] {
    auto open = [self, name = a.recording.file] {
      opened_file file{self->shared_.env.recordings.open(name), 0};
      struct stat about {};
      if (file.handle >= 0 && ::fstat(file.handle, &about) == 0)
        file.size = static_cast<std::uint64_t>(about.st_size);
      return file;
    };
    self->on_disk(open, [self, a](opened_file file) { self->opened(file, a); });
  });
}

template <class Work, class Then>
void recording_download::on_disk(Work work, Then then) {
  asio::post(shared_.files, [self = shared_from_this(), work, then] {
    asio::post(self->on_->home().context(), [self, then, found = work()] {
      self->on_->wait(false);
      then(found);
    });
  });
}

void recording_download::opened(opened_file file, const actors::recording_answer& a) {
  file_ = file.handle;
  if (file_ < 0)
    return refuse(problem(404, "Not found", "the recording's file is not there"));
  const auto head = head_for(file.size, a);
  const bool body = head.length && request_.method != "HEAD";
  if (!body) // also what is outside of it
    return on_->respond(head, request_.method == "HEAD", request_.keep_alive);
  head_ = bytes_of(head, true, request_.keep_alive);
  asio::async_write(on_->socket(), asio::buffer(head_),
                    [self = shared_from_this()](boost::system::error_code ec, std::size_t) {
                      if (!ec)
                        self->send_next();
                    });
}

http_response recording_download::head_for(std::uint64_t size, const actors::recording_answer& a) {
  const auto tag = fmt::format("\"{}\"", a.version);
  const bool changed = !request_.if_range.empty() && request_.if_range != tag;
  const bool whole = changed || request_.method == "HEAD"; // RFC 9110: ranges are for GET alone
  const auto range = range_of(whole ? std::string_view{} : request_.range, size);
  if (range.what == asked_range::kind::outside) {
    auto r = problem(416, "Range not satisfiable", fmt::format("it has {} bytes", size));
    r.headers = fmt::format("Content-Range: bytes */{}\r\n", size);
    return r;
  }
  const bool part = range.what == asked_range::kind::part;
  rest_ = part ? range.part : byte_range{0, size};
  http_response r{part ? 206 : 200, a.recording.type, {}, {}};
  r.length = rest_.bytes;
  r.headers = fmt::format("Accept-Ranges: bytes\r\nETag: {}\r\n", tag);
  if (part)
    r.headers += fmt::format("Content-Range: bytes {}-{}/{}\r\n", rest_.first,
                             rest_.first + rest_.bytes - 1, size);
  return r;
}

void recording_download::send_next() {
  on_->wait(false);
  if (rest_.bytes == 0)
    return on_->done(request_.keep_alive);
  auto read = [this] {
    const auto most = std::min<std::uint64_t>(rest_.bytes, buffer_.size());
    return static_cast<std::ptrdiff_t>(
        ::pread(file_, buffer_.data(), most, static_cast<off_t>(rest_.first)));
  };
  on_disk(read, [this](std::ptrdiff_t bytes) { send(bytes); });
}

void recording_download::send(std::ptrdiff_t bytes) {
  if (bytes <= 0)
    return on_->cut(); // what was promised cannot be kept
  rest_.first += static_cast<std::uint64_t>(bytes);
  rest_.bytes -= static_cast<std::uint64_t>(bytes);
  asio::async_write(on_->socket(), asio::buffer(buffer_.data(), static_cast<std::size_t>(bytes)),
                    [self = shared_from_this()](boost::system::error_code ec, std::size_t) {
                      if (!ec)
                        self->send_next();
                    });
}

void recording_download::refuse(const http_response& r) {
  on_->wait(false);
  on_->respond(r, request_.method == "HEAD", request_.keep_alive);
}

} // namespace earshot::runtime
