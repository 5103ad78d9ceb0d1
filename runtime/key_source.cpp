#include "runtime/key_source.hpp"

#include "runtime/https_get.hpp"
#include "runtime/key_file.hpp"

#include <fstream>
#include <sstream>
#include <utility>

namespace earshot::runtime {

key_source::key_source(const config::auth_options& options,
                       std::function<void(const std::string&)> say)
    : file_(options.jwks_file), url_(options.jwks_url), ca_file_(options.jwks_ca_file),
      refresh_(options.jwks_refresh_s), say_(std::move(say)) {}

key_source::~key_source() {
  {
    std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  woken_.notify_all();
  if (asking_.joinable())
    asking_.join();
}

result<void> key_source::start() {
  if (!file_.empty())
    return read_file();
  if (!url_.empty())
    asking_ = std::thread([this] { run(); });
  return {};
}

std::shared_ptr<const key_set> key_source::keys() const {
  std::lock_guard lock(mutex_);
  return keys_;
}

bool key_source::want_newer() {
  if (url_.empty())
    return false;
  std::lock_guard lock(mutex_);
  const bool soon = wanted_ || clock::now() - asked_ >= pause_min;
  if (soon && !std::exchange(wanted_, true))
    woken_.notify_all();
  return soon;
}

result<void> key_source::reload() {
  if (!file_.empty())
    return read_file();
  std::lock_guard lock(mutex_);
  wanted_ = true;
  woken_.notify_all();
  return {};
}

result<void> key_source::read_file() {
  std::ifstream in(file_, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in)
    return error{errc::invalid_field, "the key set " + shown_file(file_) + " cannot be read",
                 "auth.jwks_file"};
  auto read = key_set::parse(text.view());
  if (!read)
    return error{errc::invalid_field, file_ + ": " + read.error().message, "auth.jwks_file"};
  std::lock_guard lock(mutex_);
  keys_ = std::make_shared<const key_set>(std::move(*read));
  return {};
}

void key_source::run() {
  std::unique_lock lock(mutex_);
  while (!stopped_) {
    const auto next = asked_ + (keys_ && !wanted_ ? refresh_ : pause_min);
    if (clock::now() >= next) {
      lock.unlock();
      fetch();
      lock.lock();
      asked_ = clock::now();
      wanted_ = false;
    } else {
      woken_.wait_until(lock, next);
    }
  }
}

void key_source::fetch() {
  auto text = https_get(url_, ca_file_, key_set::text_bytes_max, stopped_);
  if (!text)
    return say_("auth.jwks_url: " + text.error().message);
  auto read = key_set::parse(*text);
  if (!read)
    return say_("auth.jwks_url: " + read.error().message);
  std::lock_guard lock(mutex_);
  keys_ = std::make_shared<const key_set>(std::move(*read));
}

} // namespace earshot::runtime
