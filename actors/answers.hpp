// The two ways in which a request ends, as every actor gives them.
#pragma once

#include "actors/environment.hpp"
#include "actors/interfaces.hpp"

namespace earshot::actors {

inline protocol::frame_ptr shared(std::string frame) {
  return std::make_shared<const std::string>(std::move(frame));
}

/// `ok`, once `rests_on` is on disk.
inline void answer(environment& env, const origin& to, std::string_view result,
                   store::position rests_on, bool duplicate = false) {
  env.out.deliver(to.session, {.what = delivery::kind::answer,
                               .rests_on = rests_on,
                               .frame = shared(protocol::ok(to.id, result, duplicate))});
}

/// `error`; a refusal rests on nothing.
inline void refuse(environment& env, const origin& to, const error& e) {
  env.out.deliver(to.session, {.what = delivery::kind::answer,
                               .frame = shared(protocol::failed(to.id, e))});
}

inline error used_key(const std::string& key) {
  return {errc::conflict, "the key '" + key + "' was used for another command: take a new key",
          "/key"};
}

} // namespace earshot::actors
