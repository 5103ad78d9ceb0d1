#include "runtime/demo/people_file.hpp"

#include "protocol/json_writer.hpp"
#include "runtime/demo/cast.hpp"
#include "runtime/load/failure.hpp"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace earshot::demo {

namespace {

/// As people call it; empty where somebody works in all of them.
std::string_view name_of_queue(const std::string& id) {
  for (const auto& q : queues)
    if (q.id == id)
      return q.name;
  return "";
}

} // namespace

people_file::people_file()
    : name_((std::filesystem::temp_directory_path() / "earshot-people-XXXXXX").string()) {
  const int file = ::mkstemp(name_.data()); // readable by this user alone
  if (file < 0)
    throw load::failure(runtime::exit_unavailable, name_ + ": the people cannot be written there");
  ::close(file);
}

people_file::~people_file() { ::unlink(name_.c_str()); }

void people_file::write(const load::badges& badges) const {
  std::string text;
  protocol::json_writer w(text);
  w.open_object().key("people").open_array();
  for (const auto& p : people()) {
    w.open_object().key("user").text(p.user).key("name").text(p.name);
    w.key("role").text(name_of(p.part)).key("queue").text(name_of_queue(p.queue));
    w.key("token").text(badges.badge(p.user, {p.part}, p.name)).close_object();
  }
  w.close_array().close_object();
  std::ofstream(name_) << text;
}

} // namespace earshot::demo
