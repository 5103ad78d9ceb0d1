// How the demo's contact centre comes to be: its queues, the thirty days before, open doors.
#include "protocol/json_writer.hpp"
#include "runtime/demo/contact_centre.hpp"
#include "runtime/demo/recordings.hpp"
#include "runtime/shared_state.hpp"

#include <algorithm>

namespace earshot::demo {

using protocol::json_writer;

namespace {

std::string creation_of(const queue_of_demo& q) {
  std::string args;
  json_writer w(args);
  w.open_object().key("queue").text(q.id).key("name").text(q.name).key("members").open_array();
  for (const auto& p : people())
    if (p.queue == q.id)
      w.text(p.user);
  w.close_array().key("supervisors").open_array();
  for (const auto& p : people())
    if (p.part == role::supervisor)
      w.text(p.user);
  w.close_array().key("languages").open_array().text(q.language).close_array().close_object();
  return args;
}

/// Everything is scored; nobody is alerted of what is long past.
std::string quiet_policy_of(const queue_of_demo& q) {
  std::string args;
  json_writer w(args);
  w.open_object().key("queue").text(q.id).key("sentiment").boolean(true);
  w.key("multilingual").boolean(true).key("alerts").open_object().key("agent").text("off");
  w.key("supervisor").text("off").close_object().close_object();
  return args;
}

std::string alerts_of(const queue_of_demo& q) {
  const alert_thresholds standard;
  std::string args;
  json_writer w(args);
  w.open_object().key("queue").text(q.id).key("alerts").open_object();
  w.key("agent").text(name_of(*standard.agent));
  w.key("supervisor").text(name_of(*standard.supervisor)).close_object().close_object();
  return args;
}

} // namespace

void contact_centre::open(std::function<void()> opened) {
  opened_ = std::move(opened);
  crowd_.connect([this] { make_queues(); });
}

void contact_centre::make_queues() {
  for (const auto& q : queues) {
    crowd_[admin_].command("queue.create", creation_of(q), expect_ok("queue.create"));
    const bool last = &q == &queues.back();
    crowd_[admin_].command("queue.configure", quiet_policy_of(q), [this, last](const auto& a) {
      expect_ok("queue.configure")(a);
      if (last && a.ok)
        live_through(past(seed_, runtime::wall_clock()));
    });
  }
}

std::size_t contact_centre::seat_of(role part) const {
  return part == role::admin ? admin_ : part == role::manager ? manager_ : connector_;
}

/// What was before: the admin's part, then the connector's with the sound of calls, then the
/// manager's.
void contact_centre::live_through(std::vector<deed> deeds) {
  auto all = std::make_shared<std::vector<deed>>(std::move(deeds));
  carry_out(all, role::admin, [this, all] {
    carry_out(all, role::connector, [this, all] {
      attach_recordings(*all);
      carry_out(all, role::manager, [this] { open_doors(); });
    });
  });
}

void contact_centre::carry_out(std::shared_ptr<std::vector<deed>> deeds, role by,
                               std::function<void()> done) {
  const auto left = std::make_shared<std::ptrdiff_t>(
      std::count_if(deeds->begin(), deeds->end(), [by](auto& d) { return d.by == by; }));
  for (const deed& d : *deeds)
    if (d.by == by)
      crowd_[seat_of(by)].command(d.op, d.args,
                                  [this, op = d.op, left, done](const load::answer& a) {
                                    expect_ok(op.c_str())(a);
                                    if (a.ok && --*left == 0)
                                      done();
                                  });
}

void contact_centre::attach_recordings(const std::vector<deed>& deeds) {
  for (const recording& r : last_calls(deeds))
    if (const unsigned status = put_recording(server_, connector_token_, r); status != 201)
      failed_("a recording was refused with " + std::to_string(status));
}

void contact_centre::open_doors() {
  for (const auto& q : queues) {
    crowd_[supervisor_].command("queue.configure", alerts_of(q), expect_ok("queue.configure"));
    crowd_[supervisor_].subscribe(std::string("queue/") + q.id, expect_ok("subscribe"));
  }
  // Ours are given their customers; offers are for whoever signs in beside them and says
  // "available".
  for (std::size_t seat = 0; seat < people().size(); ++seat)
    if (people()[seat].part == role::agent)
      crowd_[seat].command("presence.set", R"({"presence":"busy"})", expect_ok("presence.set"));
  opened_();
  tell_story();
  while (talks_.size() < talks_at_start)
    join_midway();
  arrive();
}

} // namespace earshot::demo
