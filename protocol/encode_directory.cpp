// Who there is: the sellers somebody may see, and for an administrator all people, teams and
// trackers, which the forms of the console begin with.
#include "protocol/encode_seller.hpp"

#include "protocol/json_writer.hpp"

#include <algorithm>
#include <set>

namespace earshot::protocol {

namespace {

/// Everyone who has a place in a queue or a team.
std::vector<user_id> everyone(const directory& d) {
  std::set<user_id> all;
  for (const auto& [id, q] : d.queues()) {
    all.insert(q.members.begin(), q.members.end());
    all.insert(q.supervisors.begin(), q.supervisors.end());
  }
  for (const auto& [id, t] : d.teams()) {
    all.insert(t.managers.begin(), t.managers.end());
    all.insert(t.sellers.begin(), t.sellers.end());
  }
  return {all.begin(), all.end()};
}

void write_ids(json_writer& w, const std::vector<std::string>& all) {
  w.open_array();
  for (const auto& one : all)
    w.text(one);
  w.close_array();
}

/// What an administrator's forms begin with.
void write_teams(json_writer& w, const directory& d) {
  w.key("teams").open_array();
  for (const auto& [id, t] : d.teams()) {
    w.open_object().key("team").text(id);
    write_ids(w.key("managers"), t.managers);
    write_ids(w.key("sellers"), t.sellers);
    w.key("above").text_or_null(t.above).close_object();
  }
  w.close_array();
}

void write_trackers(json_writer& w, const directory& d) {
  w.key("trackers").open_array();
  for (const auto& [team, t] : d.all_trackers()) {
    w.open_object().key("scope").text(team.empty() ? std::string_view("all") : team);
    write_ids(w.key("keywords"), t.keywords);
    w.key("competitors").open_array();
    for (const competitor& c : t.competitors) {
      w.open_object().key("name").text(c.name);
      write_ids(w.key("aliases"), c.aliases);
      w.close_object();
    }
    w.close_array().close_object();
  }
  w.close_array();
}

void write_people(json_writer& w, const std::vector<user_id>& all, const directory& d) {
  w.open_array();
  for (const user_id& user : all) {
    auto* p = d.find_person(user);
    auto of = [&](std::string directory::person::*field) {
      return p ? std::string_view(p->*field) : std::string_view{};
    };
    w.open_object().key("seller").text(user);
    w.key("name").text_or_null(of(&directory::person::name));
    w.key("mail").text_or_null(of(&directory::person::mail));
    w.key("chat_url").text_or_null(of(&directory::person::chat_url)).key("teams").open_array();
    for (const auto& [id, t] : d.teams())
      if (std::binary_search(t.sellers.begin(), t.sellers.end(), user))
        w.text(id);
    w.close_array().close_object();
  }
  w.close_array();
}

} // namespace

std::string sellers_result(const viewer& who, const directory& d) {
  std::vector<user_id> all;
  if (who.roles.has(role::manager))
    all = d.sellers_of(who.user);
  if (who.roles.has(role::agent) && std::find(all.begin(), all.end(), who.user) == all.end())
    all.push_back(who.user);
  std::string out;
  json_writer w(out);
  write_people(w.open_object().key("sellers"), all, d);
  if (who.roles.has(role::admin)) {
    write_people(w.key("people"), everyone(d), d);
    write_teams(w, d);
    write_trackers(w, d);
  }
  w.close_object();
  return out;
}

} // namespace earshot::protocol
