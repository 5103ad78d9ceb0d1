// Reads the arguments of the commands that make queues and change them.
#pragma once

#include "domain/commands.hpp"
#include "protocol/field_reader.hpp"

namespace earshot::protocol {

create_queue read_create_queue(field_reader& args);
change_queue read_change_queue(field_reader& args);
configure_queue read_configure(field_reader& args);

} // namespace earshot::protocol
