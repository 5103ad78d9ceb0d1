#include "store/record.hpp"

#include "store/crc32c.hpp"
#include "store/event_codec.hpp"

namespace earshot::store {

namespace {

constexpr std::size_t checksum_bytes = 4;

// `bytes` are those after the checksum.
std::uint32_t checksum_of(position at, std::string_view subject, std::string_view bytes) {
  char place[8];
  for (int i = 0; i < 8; ++i)
    place[i] = static_cast<char>(at >> 8 * i);
  return crc32c({place, sizeof place}, crc32c(subject, crc32c(bytes)));
}

std::uint32_t checksum_in(std::string_view bytes) {
  std::uint32_t sum = 0;
  for (std::size_t i = checksum_bytes; i-- > 0;)
    sum = sum << 8 | static_cast<unsigned char>(bytes[i]);
  return sum;
}

error damage(const record& r, std::string_view what) {
  return {errc::internal, "the record at " + place_of(r) + " " + std::string{what}};
}

} // namespace

void write_record(const event& e, std::string& out) {
  out.append(checksum_bytes, '\0');
  encode(e, out);
}

void seal(position at, std::string_view subject, char* bytes, std::size_t size) {
  auto sum = checksum_of(at, subject, {bytes + checksum_bytes, size - checksum_bytes});
  for (std::size_t i = 0; i < checksum_bytes; ++i, sum >>= 8)
    bytes[i] = static_cast<char>(sum);
}

result<event_ptr> read_record(const record& r) {
  if (r.bytes.size() < checksum_bytes)
    return damage(r, "ends too early");
  auto rest = r.bytes.substr(checksum_bytes);
  if (checksum_in(r.bytes) != checksum_of(r.at, r.subject, rest))
    return damage(r, "is damaged: its checksum does not fit");
  auto e = decode(rest);
  if (!e)
    return damage(r, e.error().message);
  if ((*e)->offset != r.offset)
    return damage(r, "is misplaced: its own offset is " + std::to_string((*e)->offset));
  return e;
}

std::string place_of(const record& r) {
  auto place = "position " + std::to_string(r.at);
  if (is_conversation(r.subject))
    place.append(" (conversation ").append(r.subject);
  else
    place += r.subject == directory_subject ? " (the directory" : " (erasures";
  return place += ", offset " + std::to_string(r.offset) + ")";
}

} // namespace earshot::store
