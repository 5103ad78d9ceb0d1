#include "protocol/encode.hpp"
#include "protocol/encode_conversation_parts.hpp"
#include "protocol/encode_parts.hpp"
#include "protocol/encode_serving.hpp"
#include "protocol/encode_watching.hpp"
#include "protocol/json_writer.hpp"

#include <algorithm>

namespace earshot::protocol {

namespace {

/// The head of an event frame up to and including its kind.
void open_event(json_writer& w, std::string_view conversation, std::string_view epoch,
                const event& e, std::string_view kind) {
  std::string stream = "conversation/";
  stream += conversation;
  w.open_object().key("type").text("event").key("stream").text(stream).key("epoch").text(epoch);
  w.key("offset").number(e.offset).key("at").time(e.at).key("kind").text(kind);
}

// --- bodies by kind; false: this reader may not see it
// ---------------------------------------------

struct body_writer {
  const conversation& c;
  std::string_view epoch;
  const event& e;
  const audience& who;
  const sight_change& sight;
  json_writer w;

  json_writer& begin(std::string_view kind) {
    open_event(w, c.id(), epoch, e, kind);
    return w.key("body").open_object();
  }

  bool operator()(const opened& o) {
    begin("opened");
    write_opening(w, c, o.what.queue, *o.what.policy, who);
    w.key("status").text(name_of(o.what.with_bot ? status::bot : status::open));
    w.key("agent").null().key("closed_at").null();
    mood start;
    if (!o.what.policy->sentiment)
      start.why_not = no_score::feature_off;
    write_sentiment(w, start, who);
    w.key("messages").open_array().close_array();
    return true;
  }

  bool operator()(const message_added& m) {
    begin("message");
    write_message(w.key("message"), c, m.said, who);
    write_sentiment(w, m.after, who);
    return true;
  }

  bool operator()(const escalated&) {
    begin("escalated").key("status").text(name_of(status::open));
    return true;
  }

  bool operator()(const assigned& a) {
    begin("assigned").key("agent").text(a.agent).key("status").text(name_of(status::active));
    return true;
  }

  bool operator()(const note_added& n) {
    if (!who.sees_inside())
      return false;
    write_note(begin("note").key("note"), n, e.at);
    return true;
  }

  bool operator()(const status_changed& s) {
    begin("status").key("status").text(name_of(s.to));
    if (s.outcome != outcome::none)
      w.key("outcome").text(name_of(s.outcome));
    if (s.until)
      w.key("until").time(*s.until);
    return true;
  }

  bool operator()(const offered& o) { return inside("offered", o); }
  bool operator()(const offer_ended& o) { return inside("offer_closed", o); }
  bool operator()(const transfer_asked& t) { return inside("transfer", t); }
  bool operator()(const agent_lost& a) { return inside("agent_lost", a); }
  bool operator()(const agent_back& a) { return inside("agent_back", a); }

  template <class What>
  bool inside(std::string_view kind, const What& what) {
    if (who.sees_inside())
      write_fields(begin(kind), what);
    return who.sees_inside();
  }

  bool operator()(const transferred& t) {
    write_fields(begin("assigned"), t);
    write_sentiment(w, t.under->after, who);
    return true;
  }

  bool about_comment(const std::string& id) {
    auto comment = find_comment(c.events(), id);
    if (!sight.reads_comment || !comment)
      return false;
    write_comment(begin("comment").key("comment"), *comment);
    return true;
  }
  bool operator()(const comment_added& x) { return about_comment(x.what.id); }
  bool operator()(const comment_edited& x) { return about_comment(x.id); }
  bool operator()(const comment_deleted& x) { return about_comment(x.id); }

  bool about_sharing(std::string_view kind, const user_id& by, const std::vector<user_id>& sellers,
                     std::optional<time_point> until) {
    if (who.as != audience::kind::manager)
      return false;
    begin(kind).key("by").text(by).key("sellers").open_array();
    for (const user_id& s : sellers)
      w.text(s);
    w.close_array();
    if (until)
      w.key("until").time(*until);
    return true;
  }
  bool operator()(const conversation_shared& s) {
    return about_sharing("shared", s.by, s.sellers, s.until);
  }
  bool operator()(const conversation_unshared& s) {
    return about_sharing("unshared", s.by, s.sellers, {});
  }

  bool operator()(const action_item_marked& a) {
    if (!who.sees_inside())
      return false;
    begin("action_item").key("item").number(a.item).key("state").text(name_of(a.to));
    w.key("by").text(a.by);
    return true;
  }

  bool operator()(const recording_attached& r) {
    begin("recording").key("type").text(r.type).key("bytes").number(r.bytes);
    return true;
  }

  bool operator()(const policy_applied& p) {
    bool lost = sight.had_sentiment && !who.sentiment;
    bool gained = who.sentiment && (!sight.had_sentiment || sight.mood_changed);
    bool other_reason = !who.sentiment && who.reason != sight.had_reason;
    if (!lost && !gained && !other_reason)
      return false;
    begin("sentiment");
    write_sentiment(w, p.after, who);
    return true;
  }

  bool operator()(const whispered& x) {
    if (!may_read(x, c, who))
      return false;
    begin("whisper").key("author").text(x.by).key("text").text(x.text);
    return true;
  }

  bool operator()(const joined& j) {
    begin("joined").key("user").text(j.by);
    return true;
  }

  bool operator()(const alert_answered&) { return false; } // told on the queue's stream

  bool operator()(const content_erased& x) {
    begin("erased").key("messages").open_array();
    for (auto n = x.first; n <= x.upto; ++n)
      w.number(n);
    w.close_array();
    return true;
  }
};

} // namespace

std::string comment_json(const comment_now& c, std::string_view conversation) {
  std::string out;
  json_writer w(out);
  w.open_object();
  if (!conversation.empty())
    w.key("conversation").text(conversation);
  write_comment(w.key("comment"), c);
  w.close_object();
  return out;
}

std::string conversation_event_frame(const conversation& c, std::string_view epoch, const event& e,
                                     const audience& who, const sight_change& sight) {
  std::string out;
  out.reserve(384);
  body_writer body{c, epoch, e, who, sight, json_writer(out)};
  if (std::visit(body, of_conversation(e))) {
    out += "}}";
    return out;
  }
  json_writer w(out);
  open_event(w, c.id(), epoch, e, "hidden");
  w.close_object();
  return out;
}

} // namespace earshot::protocol
