#include "runtime/tickets.hpp"

#include <openssl/rand.h>

#include <array>

namespace earshot::runtime {
namespace {

/// 256 random bits in the letters of base64url; empty if the system has none.
std::string random_name() {
  constexpr std::string_view letters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::array<unsigned char, 43> bytes{};
  if (RAND_bytes(bytes.data(), bytes.size()) != 1)
    return {};
  std::string name;
  for (unsigned char b : bytes)
    name += letters[b & 63];
  return name;
}

} // namespace

std::optional<std::string> tickets::issue(identity who, clock::time_point now, std::string token) {
  auto name = random_name();
  std::lock_guard lock(mutex_);
  forget_expired(now);
  if (name.empty() || by_age_.size() >= issued_max_)
    return std::nullopt;
  open_.emplace(name, issued{std::move(who), std::move(token), now + good_for});
  by_age_.emplace_back(now + good_for, name);
  return name;
}

std::optional<identity> tickets::redeem(std::string_view ticket, clock::time_point now) {
  auto used = use(ticket, now);
  return used ? std::optional(std::move(used->who)) : std::nullopt;
}

std::optional<std::string> tickets::exchange(std::string_view ticket, clock::time_point now) {
  auto used = use(ticket, now);
  return used ? std::optional(std::move(used->token)) : std::nullopt;
}

std::optional<tickets::issued> tickets::use(std::string_view ticket, clock::time_point now) {
  std::lock_guard lock(mutex_);
  forget_expired(now);
  auto node = open_.extract(std::string(ticket));
  return node.empty() ? std::nullopt : std::optional(std::move(node.mapped()));
}

void tickets::forget_expired(clock::time_point now) {
  for (; !by_age_.empty() && by_age_.front().first <= now; by_age_.pop_front())
    open_.erase(by_age_.front().second);
}

} // namespace earshot::runtime
