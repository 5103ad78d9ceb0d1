// A file's bytes as the readers want them, whatever program wrote them.
#pragma once

#include <string>

namespace earshot::imports {

/// Without a byte order mark, lines ending with '\n', UTF-16 with a mark turned into UTF-8. What
/// is no UTF-8 stays as it is: the row it stands in will be refused.
std::string plain_text(std::string bytes);

} // namespace earshot::imports
