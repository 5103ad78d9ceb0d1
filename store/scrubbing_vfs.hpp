// A layer between SQLite and the file system that lets nothing into the database file that the
// database does not hold. SQLite moves rows between pages and leaves the old bytes in the unused
// part of a page, also with `secure_delete`; there they would outlive the erasure of the row.
#pragma once

#include <cstddef>

namespace earshot::store {

/// Above this number of pages the first byte of a page would no longer tell what kind it is. At 4
/// KiB these are 128 GiB; a log that long fails as on a full disk.
inline constexpr long scrubbable_pages = 0x01FFFFFF;

/// Zeroes what lies between the directory of a b-tree page and its rows, as the file format
/// describes it (sqlite.org/fileformat2.html, section 1.6); leaves all other pages as they are.
void scrub_page(char* page, std::size_t size, bool first);

/// The name of the layer, to open a database with. It stands on SQLite's default file system.
const char* scrubbing_vfs();

} // namespace earshot::store
