#include "domain/erasure.hpp"

namespace earshot {

namespace {

/// Each returns what is left, or nothing if there was nothing to take.
struct content_taken {
  using left = std::optional<conversation_event>;

  left operator()(const opened& e) const {
    const customer& c = e.what.customer;
    if (c.id == erased_customer && c.name.empty() && c.attributes->empty() && !*e.what.subject)
      return {};
    opened rest = e;
    rest.what.customer = {std::string(erased_customer), {}, c.lang, {}};
    rest.what.subject = {};
    return rest;
  }
  left operator()(const message_added& e) const {
    bool customers = e.said.by.role == author_role::customer;
    bool named = customers && !e.said.by.id.empty() && e.said.by.id != erased_customer;
    if (e.said.text.empty() && !named && !e.found)
      return {};
    message_added m = e;
    m.said.text.clear();
    if (customers)
      m.said.by.id = erased_customer;
    m.found = nullptr;
    return m;
  }
  left operator()(const note_added& e) const { return without_text(e); }
  left operator()(const whispered& e) const { return without_text(e); }
  left operator()(const comment_edited& e) const { return without_text(e); }
  left operator()(const comment_added& e) const {
    if (e.what.text.empty())
      return {};
    comment_added c = e;
    c.what.text.clear();
    return c;
  }
  left operator()(const recording_attached& e) const {
    if (e.file.empty())
      return {};
    return recording_attached{e.by, e.type, 0, {}};
  }
  left operator()(const escalated&) const { return {}; }
  left operator()(const assigned&) const { return {}; }
  /// Older logs name the customer whose message ended the waiting.
  left operator()(const status_changed& e) const {
    if (e.to != status::active || e.by.empty())
      return {};
    status_changed rest = e;
    rest.by.clear();
    return rest;
  }
  left operator()(const policy_applied&) const { return {}; }
  left operator()(const comment_deleted&) const { return {}; }
  left operator()(const conversation_shared&) const { return {}; }
  left operator()(const conversation_unshared&) const { return {}; }
  left operator()(const action_item_marked&) const { return {}; }
  left operator()(const joined&) const { return {}; }
  left operator()(const alert_answered&) const { return {}; }
  left operator()(const content_erased&) const { return {}; }
  left operator()(const offered&) const { return {}; }
  left operator()(const offer_ended&) const { return {}; }
  left operator()(const transfer_asked&) const { return {}; }
  left operator()(const transferred&) const { return {}; }
  left operator()(const agent_lost&) const { return {}; }
  left operator()(const agent_back&) const { return {}; }

  template <class E>
  static left without_text(const E& e) {
    if (e.text.empty())
      return {};
    E rest = e;
    rest.text.clear();
    return rest;
  }
};

} // namespace

event_ptr without_content(const event& e) {
  auto left = std::visit(content_taken{}, of_conversation(e));
  bool keyed = e.key && e.key->body != 0;
  if (!left && !keyed)
    return nullptr;
  auto rest = std::make_shared<event>();
  rest->offset = e.offset;
  rest->at = e.at;
  rest->what = left ? std::move(*left) : of_conversation(e);
  if (e.key)
    rest->key = std::make_unique<const key_use>(key_use{e.key->user, e.key->key, 0});
  return rest;
}

bool is_talk_of(const event& first, const customer_id& who) {
  auto* o = std::get_if<opened>(&of_conversation(first));
  return o && o->what.customer.id == who && who != erased_customer;
}

const std::string* recording_of(const event& e) {
  auto* r = std::get_if<recording_attached>(&of_conversation(e));
  return r && !r->file.empty() ? &r->file : nullptr;
}

} // namespace earshot
