#include "config/keys.hpp"

#include "config/address.hpp"
#include "config/skills.hpp"
#include "domain/ids.hpp"
#include "domain/language.hpp"
#include "domain/local_time.hpp"
#include "domain/policy.hpp"
#include "domain/retention.hpp"

#include <algorithm>
#include <array>

namespace earshot::config {
namespace {

constexpr double kilobyte = 1024;
constexpr double megabyte = 1024 * kilobyte;
constexpr double terabyte = megabyte * megabyte;
constexpr double hour_ms = 3'600'000;
constexpr double day_ms = 24 * hour_ms;
constexpr double million = 1'000'000;

complaint not_empty(std::string_view text) {
  return text.empty() ? complaint("must not be empty") : std::nullopt;
}

complaint an_address(std::string_view text) {
  auto a = parse_address(text);
  return a ? std::nullopt : complaint("is no address: " + a.error().message);
}

/// scheme://host[:port], as browsers send it: no path, and no wildcard, which would open the door
/// to every page its user visits.
complaint an_origin(std::string_view text) {
  if (text == "*")
    return "may not hold \"*\"; name each origin, such as https://desk.example.com";
  auto scheme = text.find("://");
  bool fine = (text.starts_with("http://") || text.starts_with("https://"))
              && text.size() > scheme + 3 && text.find_first_of("/ *", scheme + 3) == text.npos;
  return fine ? std::nullopt
              : complaint("wants origins without a path, such as https://desk.example.com, not \""
                          + std::string(text) + "\"");
}

/// HOST or HOST:PORT, as it stands in a URL.
bool is_authority(std::string_view text) {
  auto colon = text.rfind(':');
  if (colon == text.npos || text.back() == ']') // an IPv6 address has colons of its own
    return !text.empty();
  auto a = parse_address(text);
  return a && a->port > 0;
}

complaint a_secure_url(std::string_view text) {
  constexpr std::string_view scheme = "https://";
  if (text.find('@') != text.npos) // what stands before it is not repeated: it may be a password
    return "may hold no user and no password; keys are for everybody to read";
  auto rest = text.substr(std::min(text.size(), scheme.size()));
  bool fine = text.empty()
              || (text.starts_with(scheme) && rest.find_first_of(" #") == rest.npos
                  && is_authority(rest.substr(0, rest.find_first_of("/?"))));
  return fine ? std::nullopt
              : complaint("wants an address such as https://id.example.com/jwks.json, not \""
                          + std::string(text) + "\"");
}

complaint a_log_level(std::string_view text) {
  constexpr std::array<std::string_view, 5> levels{"debug", "info", "warn", "error", "off"};
  return std::find(levels.begin(), levels.end(), text) != levels.end()
             ? std::nullopt
             : complaint("must be debug, info, warn, error or off, not \"" + std::string(text)
                         + "\"");
}

complaint an_id(std::string_view text) {
  return is_id(text) ? std::nullopt
                     : complaint("wants 1 to 128 visible ASCII characters without a slash, not \""
                                 + std::string(text) + "\"");
}

complaint a_language(std::string_view text) {
  return language::parse(text) ? std::nullopt
                               : complaint("wants two letters of ISO 639-1 such as \"da\", not \""
                                           + std::string(text) + "\"");
}

complaint a_time_zone(std::string_view text) {
  return is_time_zone(text)
             ? std::nullopt
             : complaint(
                 "wants a name of the time zone database such as \"Europe/Copenhagen\", not \""
                 + std::string(text) + "\"");
}

complaint a_retention(std::string_view text) {
  return retention::parse(0, {std::string(text)})
             ? std::nullopt
             : complaint("wants a queue and days such as \"support=30\", not \"" + std::string(text)
                         + "\"");
}

complaint some_skills(std::string_view text) {
  return parse_skills(text) ? std::nullopt
                            : complaint("wants a member and up to 20 skills such as "
                                        "\"mette=da,billing\", not \""
                                        + std::string(text) + "\"");
}

complaint a_threshold(std::string_view text) {
  return threshold_from(text) ? std::nullopt
                              : complaint("must be off, slightly_negative, negative or "
                                          "very_negative, not \""
                                          + std::string(text) + "\"");
}

complaint a_notice(std::string_view text) {
  return text.size() <= notice_bytes_max
             ? std::nullopt
             : complaint("may have " + std::to_string(notice_bytes_max) + " bytes and has "
                         + std::to_string(text.size()));
}

complaint a_time_zone_or_none(std::string_view text) {
  return text.empty() ? std::nullopt : a_time_zone(text);
}

template <auto Section, auto Member>
slot at(options& o) {
  return &(o.*Section.*Member);
}

template <auto Member, class T>
slot of(T& entry) {
  return &(entry.*Member);
}

constexpr rules number(std::string_view name, double least, double most, std::string_view about) {
  return {name, about, least, most};
}

constexpr rules text(std::string_view name, std::string_view about,
                     complaint (*check)(std::string_view) = nullptr) {
  return {name, about, 0, 0, check};
}

constexpr rules yes_or_no(std::string_view name, std::string_view about) { return {name, about}; }

// clang-format off

std::vector<key<options>> server_keys() {
  using s = server_options;
  return {
    {at<&options::server, &s::listen>, text("listen",
     "HOST:PORT. Port 0 takes a free one and prints it. An address that others can reach needs "
     "auth.key_file or auth.jwks_*, and [tls] or insecure.", an_address)},
    {at<&options::server, &s::data_dir>, text("data_dir",
     "The folder of the log and the key; made if it is missing.", not_empty)},
    {at<&options::server, &s::ephemeral>, yes_or_no("ephemeral",
     "Nothing is kept on disk: conversations are gone with the process.")},
    {at<&options::server, &s::allowed_origins>, text("allowed_origins",
     "Web pages of other origins that may connect, such as \"https://desk.example.com\".", an_origin)},
    {at<&options::server, &s::web_dir>, text("web_dir",
     "Serves the console from this folder instead of from the program, while working on it.")},
    {at<&options::server, &s::io_threads>, number("io_threads", 0, 64,
     "Threads that serve sockets; 0 takes one for every two processors.")},
    {at<&options::server, &s::insecure>, yes_or_no("insecure",
     "Others may reach it without TLS, because something in front of it has that.")},
    {at<&options::server, &s::drain_ms>, number("drain_ms", 0, hour_ms,
     "After SIGTERM sessions get this long to leave.")},
  };
}

std::vector<key<options>> auth_keys() {
  using a = auth_options;
  return {
    {at<&options::auth, &a::key_file>, text("key_file",
     "File with the key of HS256, at least 32 bytes, not readable by others. Empty: no HS256, but on "
     "a loopback address without auth.jwks_* data_dir/key is made.")},
    {at<&options::auth, &a::issuer>, text("issuer", "The iss of every token.", not_empty)},
    {at<&options::auth, &a::audience>, text("audience", "The aud of every token.", not_empty)},
    {at<&options::auth, &a::clock_skew_s>, number("clock_skew_s", 0, 600,
     "How far the clocks of others may be off.")},
    {at<&options::auth, &a::jwks_file>, text("jwks_file",
     "JSON Web Key Set with an identity provider's public keys, for tokens signed with RS256 or ES256. "
     "Read again on SIGHUP.")},
    {at<&options::auth, &a::jwks_url>, text("jwks_url",
     "The same from the identity provider itself, such as \"https://id.example.com/jwks.json\".",
     a_secure_url)},
    {at<&options::auth, &a::jwks_ca_file>, text("jwks_ca_file",
     "PEM file of who may vouch for that address; empty takes whom the system trusts.")},
    {at<&options::auth, &a::jwks_refresh_s>, number("jwks_refresh_s", 30, 86'400,
     "Fetched again after this; for a key that is not known sooner, but not within 30 s.")},
  };
}

std::vector<key<options>> tls_keys() {
  using t = tls_options;
  return {
    {at<&options::tls, &t::certificate>, text("certificate",
     "PEM file: the certificate, then those that vouch for it. Empty: no TLS.")},
    {at<&options::tls, &t::key>, text("key",
     "PEM file with its private key, not readable by others.")},
  };
}

template <auto Member>
slot limit(options& o) { return &(o.limits.*Member); }

std::vector<key<options>> limit_keys() {
  using l = limit_options;
  return {
    {limit<&l::frame_bytes>, number("frame_bytes", kilobyte, 16 * megabyte,
     "A longer frame closes with 1009.")},
    {limit<&l::frame_depth>, number("frame_depth", 4, 64,
     "Deeper JSON is too_deep.")},
    {limit<&l::in_flight>, number("in_flight", 1, 65'536,
     "Unanswered commands and queries of one session; more are too_many_in_flight.")},
    {limit<&l::subscriptions>, number("subscriptions", 1, 65'536,
     "Streams one session follows; more are too_many_subscriptions.")},
    {limit<&l::outbox_bytes>, number("outbox_bytes", 64 * kilobyte, 1024 * megabyte,
     "Waiting for one socket; above it whole streams go to gap, queues first.")},
    {limit<&l::stall_ms>, number("stall_ms", 10, hour_ms,
     "A socket that takes nothing for this long is closed with 4008.")},
    {limit<&l::sessions>, number("sessions", 1, million,
     "Of the whole process; more get HTTP 503.")},
    {limit<&l::sessions_per_user>, number("sessions_per_user", 1, million,
     "More are closed with 4009.")},
    {limit<&l::sessions_per_address>, number("sessions_per_address", 1, million,
     "More get HTTP 429. Behind a proxy all sessions have its address.")},
    {limit<&l::half_open>, number("half_open", 1, million,
     "Connections that have not said hello yet; at more the oldest is closed.")},
    {limit<&l::handshake_ms>, number("handshake_ms", 10, hour_ms,
     "For the head of an HTTP request; then the connection is closed.")},
    {limit<&l::head_bytes>, number("head_bytes", kilobyte, megabyte,
     "A longer head gets HTTP 431.")},
    {limit<&l::hello_ms>, number("hello_ms", 10, hour_ms,
     "For the first frame; then 4502.")},
    {limit<&l::bad_frames_per_minute>, number("bad_frames_per_minute", 0, million,
     "More close with 4500.")},
    {limit<&l::frames_per_second>, number("frames_per_second", 1, million,
     "Of one session; more are rate_limited, and twice as many close with 4009.")},
    {limit<&l::user_frames_per_second>, number("user_frames_per_second", 1, million,
     "Of all sessions of one user; more are rate_limited.")},
    {limit<&l::control_frames_per_second>, number("control_frames_per_second", 1, million,
     "Pings, pongs and empty fragments of one session; more close with 4009.")},
    {limit<&l::body_bytes>, number("body_bytes", 0, 16 * megabyte,
     "Of an HTTP request; a longer one gets 413.")},
    {limit<&l::recording_bytes>, number("recording_bytes", kilobyte, 2000 * megabyte,
     "Of one recording of a call; a longer one gets HTTP 413.")},
    {limit<&l::uploads>, number("uploads", 1, 10'000,
     "Recordings that come in at the same time; more get HTTP 503.")},
    {limit<&l::tickets>, number("tickets", 1, million,
     "One-time tickets issued within 30 s, by the whole process; more get HTTP 503.")},
    {limit<&l::heartbeat_ms>, number("heartbeat_ms", 10, hour_ms,
     "After this much silence the server pings.")},
    {limit<&l::pong_ms>, number("pong_ms", 10, hour_ms,
     "After the ping, this much more silence closes with 4004.")},
    {limit<&l::text_bytes>, number("text_bytes", 1, megabyte,
     "Of one message; a longer one is invalid_field.")},
    {limit<&l::routes>, number("routes", 1, million,
     "Conversations a session remembers the way to; others are looked up again.")},
  };
}

std::vector<key<options>> log_keys() {
  using l = log_options;
  return {
    {at<&options::log, &l::log_backlog_bytes>, number("backlog_bytes", megabyte, terabyte,
     "Waiting for the disk; above it commands are overloaded.")},
    {at<&options::log, &l::ephemeral_bytes>, number("ephemeral_bytes", megabyte, terabyte,
     "Kept without a disk; above it the longest closed conversations are forgotten.")},
    {at<&options::log, &l::batch_events>, number("batch_events", 1, million,
     "At most this many in one commit.")},
    {at<&options::log, &l::batch_bytes>, number("batch_bytes", 4 * kilobyte, 1024 * megabyte,
     "At most this much in one commit.")},
  };
}

std::vector<key<options>> routing_keys() {
  using r = routing_options;
  return {
    {at<&options::routing, &r::offer_timeout_ms>, number("offer_timeout_ms", 10, day_ms,
     "An offer without an answer goes to the next member.")},
    {at<&options::routing, &r::reconnect_grace_ms>, number("reconnect_grace_ms", 0, day_ms,
     "An agent whose sessions dropped keeps the conversations for this long.")},
    {at<&options::routing, &r::capacity>, number("capacity", 1, 1000,
     "Conversations at once of an agent who has not said how many.")},
  };
}

std::vector<section> all_sections() {
  return {
    {"server", "Where it listens and where it keeps things.", server_keys()},
    {"auth", "Who may come in: JSON Web Tokens.", auth_keys()},
    {"tls", "TLS 1.2 and later. On SIGHUP the files are read again; sessions stay.", tls_keys()},
    {"limits", "Bounds, and what happens at each.", limit_keys()},
    {"log", "The event log.", log_keys()},
    {"queues", "All queues together; the first queues themselves are [[queue]] entries, below.",
     {{at<&options::queues_tick, &queue_options::tick_ms>, number("tick_ms", 50, 10'000,
       "Rows and figures that change within this time leave as one.")},
      {at<&options::queues_tick, &queue_options::time_zone>, text("time_zone",
       "Whose midnight starts the figures of a queue that names no time_zone of its own.",
       a_time_zone)},
      {at<&options::queues_tick, &queue_options::service_level_ms>,
       number("service_level_ms", 0, day_ms,
       "A conversation accepted within this time counts for the service level.")},
      {at<&options::queues_tick, &queue_options::retention_days>, number("retention_days", 0, 36'500,
       "Closed conversations are removed this many days after their last message; 0 keeps them.")},
      {at<&options::queues_tick, &queue_options::retention_of>, text("retention_of",
       "Queues that keep them for another time, such as \"support=30\" (days).", a_retention)}}},
    {"routing", "Offers to agents.", routing_keys()},
    {"alerts", "Alerts to agents and supervisors.",
     {{at<&options::alerts, &alert_options::cooldown_ms>, number("cooldown_ms", 0, day_ms,
       "Between two alerts of one conversation.")}}},
    {"logging", "What the process says of itself: one JSON object a line, never what a message says.",
     {{at<&options::logging, &log_line_options::level>, text("level",
       "debug, info, warn, error or off.", a_log_level)}}},
    {"debug", "For those who work on Earshot.",
     {{at<&options::debug, &debug_options::echo>, yes_or_no("echo",
       "Serves /debug/echo on loopback, for WebSocket conformance suites.")},
      {at<&options::debug, &debug_options::people>, text("people",
       "A file with people and their tokens, for the sign-in page of a demo: on loopback, ephemeral.")}}},
  };
}

// clang-format on

} // namespace

const std::vector<section>& sections() {
  static const std::vector<section> all = all_sections();
  return all;
}

std::span<const key<first_queue>> queue_keys() {
  using q = first_queue;
  static constexpr key<q> keys[] = {
      {of<&q::queue, q>, text("queue", "Its id.", an_id)},
      {of<&q::name, q>, text("name", "What people read; the id if empty.")},
      {of<&q::members, q>, text("members", "Agents who serve it.", an_id)},
      {of<&q::supervisors, q>, text("supervisors", "Who may watch it.", an_id)},
      {of<&q::languages, q>, text("languages", "The first one is the queue's own.", a_language)},
      {of<&q::time_zone, q>,
       text("time_zone", "Whose midnight starts its figures.", a_time_zone_or_none)},
      {of<&q::skills, q>, text("skills", "What members know.", some_skills)},
      {of<&q::sentiment, q>, yes_or_no("sentiment", "Score customers and show it.")},
      {of<&q::multilingual, q>, yes_or_no("multilingual", "Also in other languages than English.")},
      {of<&q::alerts_agent, q>,
       text("alerts_agent", "Alerts agents from here down; off: never.", a_threshold)},
      {of<&q::alerts_supervisor, q>,
       text("alerts_supervisor", "The same for supervisors.", a_threshold)},
      {of<&q::notice, q>,
       text("notice", "Its words for agents and customers; empty: the standard ones.", a_notice)},
      {of<&q::wrap_up_s, q>,
       number("wrap_up_s", 0, wrap_up_s_max, "For work after the talk; 0: closed at once.")},
  };
  return keys;
}

std::span<const key<first_team>> team_keys() {
  using t = first_team;
  static constexpr key<t> keys[] = {
      {of<&t::team, t>, text("team", "Its id.", an_id)},
      {of<&t::managers, t>, text("managers", "Who sees and coaches them.", an_id)},
      {of<&t::sellers, t>, text("sellers", "Who is in it.", an_id)},
  };
  return keys;
}

std::span<const key<word_override_option>> override_keys() {
  using w = word_override_option;
  static constexpr key<w> keys[] = {
      {of<&w::word, w>, text("word", "Wherever a customer writes it …", not_empty)},
      {of<&w::weight, w>, number("weight", -2, 2, "… the score moves by this much.")},
  };
  return keys;
}

} // namespace earshot::config
