// Nobody comes in by bytes alone; and whoever signs nonsense with the right key gets a refusal, or
// an identity that is whole.
#include "fuzz/fuzz.hpp"
#include "runtime/key_source.hpp"
#include "runtime/tokens.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <string>

using namespace earshot;
using fuzz::require;

// Stands in for key_source.cpp, which asks the network: one key of a provider, always there.
namespace earshot::runtime {

key_source::key_source(const config::auth_options&, std::function<void(const std::string&)> say)
    : file_("keys"), refresh_(0), say_(std::move(say)) {
  keys_ = std::make_shared<const key_set>(*key_set::parse(R"({"keys": [{"kty": "EC",
      "crv": "P-256", "kid": "e", "alg": "ES256",
      "x": "n4dZSBz4li2mJLXuuTg__l5ExW6aj1xGkjwwzx8pZkA",
      "y": "x1UMNJ3ZLFTuAFgiOtaX7ZrN6Jma7GYsieWXXr0LqhE"}]})"));
}
key_source::~key_source() = default;
std::shared_ptr<const key_set> key_source::keys() const { return keys_; }
bool key_source::want_newer() { return false; }

} // namespace earshot::runtime

namespace {

const std::string key = "0123456789abcdef0123456789abcdef";
constexpr time_point now{milliseconds{1'700'000'000'000}};

std::string base64url(std::string_view bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                               reinterpret_cast<const unsigned char*>(bytes.data()),
                               static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(length));
  text.resize(text.find_last_not_of('=') + 1);
  for (char& c : text)
    c = c == '+' ? '-' : c == '/' ? '_' : c;
  return text;
}

std::string sign(std::string_view header, std::string_view claims) {
  std::string body = base64url(header) + "." + base64url(claims);
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned length = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(body.data()), body.size(), mac.data(), &length);
  return body + "." + base64url({reinterpret_cast<const char*>(mac.data()), length});
}

} // namespace

// The first line is the header, the rest the claims; without a second line, the bytes are the
// token.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static runtime::key_source provider({}, {});
  static const runtime::tokens verifier(key, {}, &provider);
  auto text = fuzz::text_of(data, size);
  auto line = text.find('\n');
  if (line == std::string_view::npos) {
    require(!verifier.verify(text, now));
    return 0;
  }
  auto header = text.substr(0, line);
  auto who = verifier.verify(sign(header, text.substr(line + 1)), now);
  if (!who) {
    require(who.error().code == errc::unauthenticated && !who.error().message.empty());
    return 0;
  }
  require(is_id(who->user));
  require(who->expires > now - std::chrono::minutes(2));
  require(header.find("HS256") != std::string_view::npos
          || header.find('\\') != std::string_view::npos);
  return 0;
}
