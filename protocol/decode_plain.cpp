#include "protocol/decode_plain.hpp"

#include "domain/ids.hpp"

namespace earshot::protocol {

namespace {

/// Reads JSON from the left as far as it is plain; every step is false at what
/// is not.
class plain_reader {
public:
  explicit plain_reader(std::string_view text) : rest_(text) {}

  /// `each(name)` reads the value of a field; there must be one at least.
  template <class Each>
  bool object(Each each) {
    if (!take('{'))
      return false;
    do {
      std::string_view name;
      if (!string(name) || !take(':') || !each(name))
        return false;
    } while (take(','));
    return take('}');
  }

  /// A string that stands as it is meant: neither empty nor with an escape in
  /// it.
  bool string(std::string_view& into) {
    if (!take('"'))
      return false;
    std::size_t end = 0;
    while (end < rest_.size() && rest_[end] != '"' && rest_[end] != '\\' && !is_control(rest_[end]))
      ++end;
    if (end == 0 || end == rest_.size() || rest_[end] != '"')
      return false;
    into = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return true;
  }

  bool at_end() {
    skip_blanks();
    return rest_.empty();
  }

private:
  static bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20; }

  void skip_blanks() {
    while (!rest_.empty()
           && (rest_[0] == ' ' || rest_[0] == '\n' || rest_[0] == '\t' || rest_[0] == '\r'))
      rest_.remove_prefix(1);
  }

  bool take(char c) {
    skip_blanks();
    if (rest_.empty() || rest_[0] != c)
      return false;
    rest_.remove_prefix(1);
    return true;
  }

  std::string_view rest_;
};

} // namespace

std::optional<command> decode_plain_message(std::string_view frame, const decode_limits& limits) {
  std::string_view type, id, op_name, conversation, text;
  plain_reader from(frame);
  auto once = [&](std::string_view& into) { return into.empty() && from.string(into); };
  auto argument = [&](std::string_view name) {
    return name == "conversation" ? once(conversation) : name == "text" && once(text);
  };
  auto field = [&](std::string_view name) {
    return name == "type"   ? once(type)
           : name == "id"   ? once(id)
           : name == "op"   ? once(op_name)
           : name == "args" ? conversation.empty() && text.empty() && from.object(argument)
                            : false;
  };
  bool plain =
      from.object(field) && from.at_end() && type == "command" && op_name == "conversation.message";
  if (!plain || id.empty() || id.size() > request_id_bytes_max || !is_id(conversation)
      || text.empty() || text.size() > limits.text_bytes || limits.depth < 2)
    return std::nullopt;
  add_message m;
  m.conversation = conversation;
  m.text = text;
  command c;
  c.id = id;
  c.what = op::conversation_message;
  c.args = conversation_command(std::move(m));
  return c;
}

} // namespace earshot::protocol
