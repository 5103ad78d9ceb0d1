// What to say to a name that nobody knows.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace earshot::config {

/// Each answers with the rest of a sentence: `; did you mean "listen"?`
std::string instead_of_key(std::string_view section, std::string_view name);
std::string instead_of_section(std::string_view name);
std::string instead_of_variable(std::string_view name);

/// True if "LISTEN" is what some option is called in its section, in capitals.
bool is_option_without_section(std::string_view words);
std::string instead_of(std::string_view name, std::span<const std::string_view> known);

/// "EARSHOT_SERVER_LISTEN"
std::string variable_name(std::string_view section, std::string_view name);

} // namespace earshot::config
