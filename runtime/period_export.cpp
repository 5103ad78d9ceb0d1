#include "runtime/period_export.hpp"

#include "actors/calendar.hpp"
#include "protocol/encode_export.hpp"
#include "runtime/sign_in_paths.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>

namespace earshot::runtime {

namespace asio = boost::asio;
using protocol::asked_export;
using protocol::asked_period;

namespace {

error wrong(const std::string& name, const std::string& wanted) {
  return {errc::invalid_field, name + " must be " + wanted, name};
}

bool read_period(const std::string& name, asked_period& into) {
  using kind = asked_period::kind;
  for (kind k :
       {kind::last_24_hours, kind::last_7_days, kind::last_30_days, kind::this_month, kind::all})
    if (name == name_of(k)) {
      into.what = k;
      return true;
    }
  return false;
}

/// Why a field of the query cannot be taken; empty: it is.
std::optional<error> read_field(const std::string& name, const std::string& value,
                                asked_export& into) {
  if (name == "period") {
    if (!read_period(value, into.period))
      return wrong(name, "last_24_hours, last_7_days, last_30_days, this_month or all");
  } else if (name == "from" || name == "to") {
    auto t = from_rfc3339(value);
    if (!t)
      return wrong(name, "an RFC 3339 time such as 2026-11-22T09:00:00Z");
    (name == "from" ? into.period.from : into.period.to) = t;
  } else if (name == "time_zone") {
    into.period.time_zone = value;
  } else if (name == "format") {
    auto form = protocol::export_form_from(value);
    if (!form)
      return wrong(name, "csv or jsonl");
    into.as = *form;
  } else if (name == "rows") {
    auto rows = protocol::export_rows_from(value);
    if (!rows)
      return wrong(name, "conversations or figures");
    into.of = *rows;
  } else {
    return error{errc::invalid_field, "'" + name
                                          + "' is unknown here; known are period, from, to, "
                                            "time_zone, format and rows"};
  }
  return std::nullopt;
}

} // namespace

std::optional<exported_of> exported_period(std::string_view path) {
  constexpr std::string_view behind = "/export";
  for (auto [before, kind] : {std::pair{"/v1/sellers/", exported_of::kind::seller},
                              std::pair{"/v1/teams/", exported_of::kind::team}}) {
    std::string_view rest = path;
    if (!rest.starts_with(before) || !rest.ends_with(behind)
        || rest.size() <= std::string_view(before).size() + behind.size())
      continue;
    rest.remove_prefix(std::string_view(before).size());
    rest.remove_suffix(behind.size());
    return exported_of{kind, percent_decoded(rest)};
  }
  return std::nullopt;
}

result<asked_export> read_export_query(std::string_view query) {
  asked_export asked;
  for (const auto& [name, value] : fields_of_query(query))
    if (auto bad = read_field(name, value, asked))
      return std::move(*bad);
  if (asked.period.from)
    asked.period.what = asked_period::kind::given;
  else if (asked.period.to)
    return wrong("from", "given where `to` is");
  return asked;
}

period_export::period_export(std::shared_ptr<http_connection> on, http_request request,
                             exported_of of)
    : on_(std::move(on)), shared_(on_->home().shared()), request_(std::move(request)),
      of_(std::move(of)) {}

void period_export::start(const identity& who) {
  who_ = std::make_shared<const viewer>(viewer{who.user, who.roles, who.name});
  sellers_ = sellers_for(*who_);
  if (sellers_.empty()) {
    shared_.env.audit.refused({now_, who_->user, act::refused, of_.text(), "export: not_found"});
    return refuse(problem(404, "Not found", "no " + of_.text()));
  }
  auto asked = read_export_query(request_.query);
  if (!asked)
    return refuse(problem(asked.error()));
  asked_ = std::move(*asked);
  auto period = actors::in_time(asked_.period, now_);
  if (!period)
    return refuse(problem(period.error()));
  begin(*period);
}

std::vector<user_id> period_export::sellers_for(const viewer& who) const {
  const directory& d = *on_->home().current_directory();
  if (of_.what == exported_of::kind::seller) {
    bool own = who.user == of_.id && who.roles.has(role::agent);
    bool theirs = who.user != of_.id && who.roles.has(role::manager) && d.manages(who.user, of_.id);
    return own || theirs ? std::vector{of_.id} : std::vector<user_id>{};
  }
  auto* team = d.find_team(of_.id);
  if (!team || !who.roles.has(role::manager) || !d.manages_team(who.user, of_.id))
    return {};
  auto sellers = team->sellers;
  std::erase(sellers, who.user); // as in the team's overview
  std::sort(sellers.rbegin(), sellers.rend());
  return sellers;
}

void period_export::begin(const insight_period& period) {
  on_->wait(true);
  auto noted = shared_.env.audit.note(
      {now_, who_->user, act::exported, of_.text(),
       "period from " + to_rfc3339(period.from) + " to " + to_rfc3339(period.to)});
  bool csv = asked_.as == asked_export::form::csv;
  http_response r{
      200, csv ? "text/csv; charset=utf-8" : "application/jsonl; charset=utf-8", {}, {}};
  r.unknown_length = true;
  r.headers = "Content-Disposition: attachment; filename=\"earshot-export"
              + std::string(csv ? ".csv" : ".jsonl") + "\"\r\n";
  if (request_.takes_chunks)
    r.headers += "Transfer-Encoding: chunked\r\n";
  request_.keep_alive = request_.keep_alive && request_.takes_chunks;
  out_ = bytes_of(r, true, request_.keep_alive);
  on_->home().when_committed(noted, [self = shared_from_this(), period] {
    self->send(protocol::export_head(self->of_.text(), period, self->now_, self->asked_),
               &period_export::next);
  });
}

void period_export::next() {
  on_->wait(true);
  if (sellers_.empty())
    return send({}, &period_export::finish);
  auto seller = std::move(sellers_.back());
  sellers_.pop_back();
  auto done = [self = shared_from_this()](std::optional<std::string> lines,
                                          store::position rests_on) {
    asio::post(self->on_->home().context(), [self, lines = std::move(lines), rests_on] {
      self->on_->home().when_committed(rests_on, [self, lines] {
        lines && !lines->empty() ? self->send(*lines, &period_export::next) : self->next();
      });
    });
  };
  actors::tell(shared_.env.registry,
               actors::give_export{who_, std::move(seller), asked_, now_, std::move(done)});
}

/// Behind the head, where that has not gone out yet. Nothing: the end of the body.
void period_export::send(std::string bytes, void (period_export::*then)()) {
  on_->wait(false);
  out_ += request_.takes_chunks ? chunk_of(bytes) : bytes;
  asio::async_write(on_->socket(), asio::buffer(out_),
                    [self = shared_from_this(), then](boost::system::error_code ec, std::size_t) {
                      self->out_.clear();
                      if (!ec)
                        ((*self).*then)();
                    });
}

void period_export::finish() { on_->done(request_.keep_alive); }

void period_export::refuse(const http_response& r) {
  on_->wait(false);
  on_->respond(r, false, request_.keep_alive);
}

} // namespace earshot::runtime
