#include "runtime/logins.hpp"

#include <openssl/sha.h>

#include <algorithm>

namespace earshot::runtime {
namespace {

std::string hash_of(std::string_view token) {
  std::string hash(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(token.data()), token.size(),
         reinterpret_cast<unsigned char*>(hash.data()));
  return hash;
}

} // namespace

void logins::begin(std::string_view token, time_point until, login_ptr before, time_point now) {
  if (!before || before->over)
    before = std::make_shared<console_login>();
  std::lock_guard lock(mutex_);
  forget_expired(now);
  cookies_.insert_or_assign(hash_of(token), cookie{std::move(before), until});
}

login_ptr logins::of(std::string_view token, time_point until, time_point now) {
  std::lock_guard lock(mutex_);
  forget_expired(now);
  auto& found = cookies_[hash_of(token)];
  if (!found.login)
    found = {std::make_shared<console_login>(), until};
  return found.login;
}

void logins::forget_expired(time_point now) {
  if (cookies_.size() < crowded_)
    return;
  std::erase_if(cookies_, [&](const auto& one) { return one.second.until < now; });
  crowded_ = std::max<std::size_t>(1000, cookies_.size() * 2);
}

} // namespace earshot::runtime
