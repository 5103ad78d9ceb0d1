#include "config/check.hpp"

#include "config/address.hpp"

namespace earshot::config {

std::vector<contradiction> check(const options& o) {
  std::vector<contradiction> found;
  auto address = parse_address(o.server.listen);
  bool reachable = address && !is_loopback(*address);
  bool provider = !o.auth.jwks_file.empty() || !o.auth.jwks_url.empty();
  if (reachable && o.auth.key_file.empty() && !provider)
    found.push_back(
        {"server.listen", "others can reach " + o.server.listen
                              + ", so auth.key_file must name a key of at least 32 bytes, or "
                                "auth.jwks_file or auth.jwks_url an identity provider's keys; "
                                "or listen on 127.0.0.1"});
  if (reachable && o.tls.certificate.empty() && !o.server.insecure)
    found.push_back({"server.listen",
                     "others can reach " + o.server.listen
                         + ", so tls.certificate and tls.key must be set; or, where something in "
                           "front of it has TLS, insecure = true; or listen on 127.0.0.1"});
  if (o.tls.certificate.empty() != o.tls.key.empty()) {
    const bool no_key = o.tls.key.empty();
    found.push_back({no_key ? "tls.certificate" : "tls.key",
                     std::string(no_key ? "tls.key" : "tls.certificate")
                         + " is missing; a certificate and its key belong together"});
  }
  if (!o.auth.jwks_file.empty() && !o.auth.jwks_url.empty())
    found.push_back({"auth.jwks_url", "auth.jwks_file is set as well; keep one of the two"});
  if (reachable && o.debug.echo)
    found.push_back({"debug.echo", "the echo is for loopback only, and others can reach "
                                       + o.server.listen + "; set it to false"});
  if (!o.debug.people.empty() && (reachable || !o.server.ephemeral))
    found.push_back({"debug.people",
                     "anyone who opens the console becomes one of these people, so it "
                     "is for a demo with server.ephemeral on loopback only; leave "
                     "it empty"});
  if (o.limits.text_bytes > o.limits.frame_bytes)
    found.push_back(
        {"limits.text_bytes", "a text of " + std::to_string(o.limits.text_bytes)
                                  + " bytes does not fit into a frame of limits.frame_bytes = "
                                  + std::to_string(o.limits.frame_bytes)});
  return found;
}

} // namespace earshot::config
