#include "actors/eraser.hpp"

#include "actors/answers.hpp"
#include "domain/erasure.hpp"
#include "protocol/json_writer.hpp"
#include "store/audit_chain.hpp"

namespace earshot::actors {

namespace {

constexpr std::size_t at_a_time = 16; // conversations of one order that are brought into memory

std::string result_of(std::size_t conversations) {
  std::string out;
  protocol::json_writer(out)
      .open_object()
      .key("conversations")
      .number(conversations)
      .close_object();
  return out;
}

error nothing_of(const erase_command& what) {
  if (auto* c = std::get_if<erase_customer>(&what))
    return {errc::not_found, "nothing is known of a customer '" + c->customer + "'",
            "/args/customer"};
  return {errc::not_found,
          "no conversation '" + std::get<erase_conversation>(what).conversation + "'",
          "/args/conversation"};
}

} // namespace

eraser_actor::eraser_actor(caf::actor_config& cfg, environment& env, past_erasures past)
    : shell(cfg), env_(env), past_(std::move(past)) {
  for (auto& unfinished : past_.unfinished)
    orders_[unfinished.number] = {
        unfinished.by, unfinished.at, unfinished.conversations, {}, unfinished.of_all, 0, {}};
  past_.unfinished.clear();
}

caf::behavior eraser_actor::make_behavior() {
  return {
      [this](erase& m) { on(m); },
      [this](erasure_found& m) { on(m); },
      [this](const content_gone& m) { on(m); },
      [this](const finish_erasures& m) { on(m); },
      [this](const erasure_rewritten& m) { on(m); },
  };
}

void eraser_actor::on(erase& m) {
  if (!answered_before(m.from, m.key))
    find(std::move(m));
}

bool eraser_actor::answered_before(const origin& from, const command_key& key) {
  if (key.key.empty())
    return false;
  auto used = past_.keys.find(key_name(from.by->user, key.key));
  if (used == past_.keys.end())
    return false;
  if (used->second.body != key.body)
    refuse(env_, from, used_key(key.key));
  else if (auto under_way = orders_.find(used->second.number); under_way != orders_.end())
    under_way->second.waiting.push_back({from, true});
  else
    answer(env_, from, result_of(used->second.conversations), env_.log.committed(), true);
  return true;
}

void eraser_actor::find(erase m) {
  caf::actor self = caf::actor_cast<caf::actor>(this);
  auto found = [self](erase what, std::vector<conversation_id> conversations) {
    tell(self, erasure_found{std::move(what), std::move(conversations)});
  };
  if (auto* c = std::get_if<erase_customer>(&m.what)) {
    auto of_customer = [who = c->customer](const event& first) { return is_talk_of(first, who); };
    return env_.log.find(of_customer, [found, m = std::move(m)](std::vector<std::string> ids) {
      found(m, std::move(ids));
    });
  }
  auto id = std::get<erase_conversation>(m.what).conversation;
  env_.log.load(id, [found, id, m = std::move(m)](const std::vector<event_ptr>& events) {
    found(m, events.empty() ? std::vector<conversation_id>{} : std::vector{id});
  });
}

void eraser_actor::on(erasure_found& m) {
  if (answered_before(m.what.from, m.what.key)) // the same came twice while the log was searched
    return;
  if (m.conversations.empty())
    return refuse(env_, m.what.from, nothing_of(m.what.what));
  auto position = commit(m.what, m.conversations);
  auto count = m.conversations.size();
  orders_[past_.offset] = {
      m.what.from.by->user,  m.what.now, std::move(m.conversations), {}, count, position,
      {{m.what.from, false}}};
  go_on(past_.offset);
}

store::position eraser_actor::commit(const erase& m, const std::vector<conversation_id>& of) {
  auto* customer = std::get_if<erase_customer>(&m.what);
  auto on = customer ? store::on_customer(env_.log.identity(), customer->customer)
                     : on_conversation(of.front());
  auto noted = audit_entry{m.now, m.from.by->user, act::erase, on,
                           std::to_string(of.size()) + " conversations"};
  auto e = std::make_shared<event>();
  e->offset = ++past_.offset;
  e->at = m.now;
  e->what = erasure_event{erasure_ordered{m.from.by->user, std::move(on), of}};
  if (!m.key.key.empty()) {
    e->key = std::make_unique<const key_use>(key_use{m.from.by->user, m.key.key, m.key.body});
    past_.keys[key_name(m.from.by->user, m.key.key)] = {m.key.body, past_.offset, of.size()};
  }
  return env_.log.append(store::erasure_subject, std::move(e), &noted);
}

void eraser_actor::go_on(std::uint64_t number) {
  order& o = orders_.at(number);
  while (!o.to_do.empty() && o.under_way.size() < at_a_time) {
    auto id = std::move(o.to_do.back());
    o.to_do.pop_back();
    o.under_way.insert(id);
    tell(env_.registry, erase_content{id, number, o.by, o.at});
  }
  if (!o.under_way.empty())
    return;
  ++env_.tallies.erasures; // before the answer: whoever has read the log earlier looks again
  for (const waiter& w : o.waiting)
    answer(env_, w.from, result_of(o.conversations), o.position, w.duplicate);
  orders_.erase(number);
}

/// Orders begin anew with what is left of them. Records that were written over already lack only
/// the log's own last step.
void eraser_actor::on(const finish_erasures& m) {
  finished_ = m.done;
  auto self = caf::actor_cast<caf::actor>(this);
  for (auto& begun : env_.log.unfinished()) {
    ++rewriting_;
    auto upto = std::strtoull(begun.order.c_str(), nullptr, 10);
    env_.log.rewrite(
        begun, [upto](const event& e) { return e.offset < upto ? without_content(e) : nullptr; },
        [self] { tell(self, erasure_rewritten{}); });
  }
  std::vector<std::uint64_t> numbers;
  for (auto& [number, o] : orders_)
    numbers.push_back(number);
  for (auto number : numbers)
    go_on(number);
  look_whether_finished();
}

void eraser_actor::on(const erasure_rewritten&) {
  --rewriting_;
  look_whether_finished();
}

void eraser_actor::look_whether_finished() {
  if (finished_ && rewriting_ == 0 && orders_.empty())
    std::exchange(finished_, {})();
}

void eraser_actor::on(const content_gone& m) {
  auto o = orders_.find(m.order);
  if (o == orders_.end())
    return;
  ++env_.tallies.erased;
  o->second.position = std::max(o->second.position, m.position);
  o->second.under_way.erase(m.conversation);
  go_on(m.order);
  look_whether_finished();
}

} // namespace earshot::actors
