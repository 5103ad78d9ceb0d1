// What is to be noticed in what people say: a value that the directory carries along with the
// trackers it was made of. Implemented where words are known.
#pragma once

#include "domain/language.hpp"
#include "domain/signals.hpp"
#include "domain/utterance.hpp"

#include <memory>
#include <string_view>

namespace earshot {

class noticer {
public:
  virtual ~noticer() = default;

  /// Null where there is nothing. Thread-safe. A bot is never noticed.
  virtual std::shared_ptr<const signals> notice(std::string_view text, language lang,
                                                author_role by) const = 0;
};

} // namespace earshot
