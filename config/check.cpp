#include "config/check.hpp"

#include "config/address.hpp"

namespace earshot::config {

std::vector<contradiction> check(const options& o) {
  std::vector<contradiction> found;
  auto address = parse_address(o.server.listen);
  bool reachable = address && !is_loopback(*address);
  if (reachable && o.auth.key_file.empty())
    found.push_back(
        {"server.listen", "others can reach " + o.server.listen
                              + ", so auth.key_file must name a key of at least 32 bytes; "
                                "or listen on 127.0.0.1"});
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
