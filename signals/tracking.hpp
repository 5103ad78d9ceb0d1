// Finds keywords and competitors in what is said, whatever their case, accents and inflection.
#pragma once

#include "domain/directory.hpp"
#include "domain/noticer.hpp"

#include <memory>

namespace earshot::signals_in_text {

/// Looks for everything that anybody tracks; which of it concerns whom is decided where it is
/// shown.
std::shared_ptr<const noticer> make_noticer(const directory& trackers_of);

} // namespace earshot::signals_in_text
