// Every option with its unit, default and range, and for a bound what happens at it: the one place.
// `earshot.toml` beside this file shows the same in the user's words; a test compares the two.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace earshot::config {

struct server_options {
  std::string listen = "127.0.0.1:8080";     ///< HOST:PORT; port 0 takes a free one and prints it
  std::string data_dir = "/var/lib/earshot"; ///< log, key; made if missing (0700)
  bool ephemeral = false;                    ///< nothing on disk: all is gone with the process
  std::vector<std::string> allowed_origins; ///< other origins than the server's own; "*" is refused
  std::string web_dir;   ///< the console from this folder instead of from the program; empty: not
  int io_threads = 0;    ///< 0: one for every two cores, at least one
  bool insecure = false; ///< others may reach it without TLS: something in front of it has that
  int drain_ms = 8000;   ///< on SIGTERM sessions get this long to leave, then are closed
};

struct auth_options {
  std::string key_file; ///< HS256 key, at least 32 bytes; empty on loopback: data_dir/key is made
  std::string issuer = "earshot";   ///< `iss` of every token
  std::string audience = "earshot"; ///< `aud` of every token
  int clock_skew_s = 60;            ///< tolerated on `exp`, `iat`, `nbf`
  std::string jwks_file;            ///< public keys of an identity provider, for RS256 and ES256
  std::string jwks_url;             ///< the same, fetched over https
  std::string jwks_ca_file; ///< who may vouch for that address; empty: whom the system trusts
  int jwks_refresh_s =
      300; ///< fetched again after this; at once, but not within 30 s, for new keys
};

/// TLS 1.2 and later on the listener; both or none. Read again on SIGHUP.
struct tls_options {
  std::string certificate; ///< PEM: the certificate, then those that vouch for it
  std::string key;         ///< PEM: its private key; not readable by others
};

/// Bounds at the edges. Each one's consequence is part of its meaning.
struct limit_options {
  int frame_bytes = 64 * 1024; ///< a longer client frame closes with 1009
  int frame_depth = 16;        ///< deeper JSON is `too_deep`
  int in_flight = 64; ///< unanswered commands and queries of a session; more: `too_many_in_flight`
  int subscriptions = 256; ///< of a session; more: `too_many_subscriptions`
  int outbox_bytes =
      1024 * 1024; ///< waiting for one socket; above it whole streams go to `gap`, queues first
  int stall_ms = 10'000;             ///< a socket that takes nothing this long is closed with 4008
  int sessions = 20'000;             ///< of the process; more: HTTP 503
  int sessions_per_user = 20'000;    ///< more: close 4009
  int sessions_per_address = 20'000; ///< more: HTTP 429
  int half_open = 2'000;          ///< connections without a `hello` yet; more: the oldest is closed
  int handshake_ms = 5'000;       ///< for the HTTP head, else the connection is closed
  int head_bytes = 8 * 1024;      ///< a longer HTTP head is 431
  int hello_ms = 5'000;           ///< for the first frame, else 4502
  int bad_frames_per_minute = 10; ///< more: close 4500
  int frames_per_second = 20'000; ///< of a session; more: `rate_limited`, twice as many: 4009
  int user_frames_per_second = 50'000; ///< of all sessions of a user; more: `rate_limited`
  int control_frames_per_second =
      1'000;                  ///< pings, pongs and empty fragments of a session; more: close 4009
  int body_bytes = 16 * 1024; ///< of an HTTP request; more: 413
  int recording_bytes = 256 * 1024 * 1024; ///< of one recording; more: HTTP 413
  int uploads = 16;           ///< recordings that come in at the same time; more: HTTP 503
  int tickets = 10'000;       ///< issued within 30 s, by the process; more: HTTP 503
  int heartbeat_ms = 25'000;  ///< silence after which the server pings
  int pong_ms = 10'000;       ///< then silence for this long closes with 4004
  int text_bytes = 16 * 1024; ///< of one message; more: `invalid_field`
  int routes = 4'096; ///< conversations a session remembers the way to; more: looked up again
};

struct log_options {
  std::int64_t log_backlog_bytes =
      64 * 1024 * 1024; ///< waiting for the disk; above it commands get `overloaded`
  std::int64_t ephemeral_bytes =
      1024LL * 1024
      * 1024; ///< without a disk: the longest closed conversations are forgotten above it
  int batch_events = 1'000;      ///< at most in one commit
  int batch_bytes = 1024 * 1024; ///< at most in one commit
};

struct queue_options {
  int tick_ms = 250; ///< rows and figures are conflated to one publication in this time; 50..10000
  std::string time_zone = "UTC"; ///< IANA name; whose midnight starts the figures of a queue that
                                 ///< names none
  int service_level_ms = 20'000; ///< accepted within this counts for the service level
  int retention_days = 0; ///< closed conversations go this long after their last message; 0: never
  std::vector<std::string> retention_of = {}; ///< other queues' own: "support=30"
};

struct routing_options {
  int offer_timeout_ms = 30'000; ///< an unanswered offer goes to the next member
  int reconnect_grace_ms =
      30'000;       ///< an agent whose sessions dropped keeps the conversations this long
  int capacity = 5; ///< conversations at once of an agent who has not said how many
};

struct alert_options {
  int cooldown_ms = 60'000; ///< between two alerts of one conversation
};

/// A word of the deployment's own with its weight on the score (-2..2).
struct word_override_option {
  std::string word;
  double weight = 0;
};

struct sentiment_options {
  std::vector<word_override_option> overrides;
};

/// A queue for an empty store; afterwards an admin's commands hold.
struct first_queue {
  std::string queue;
  std::string name;
  std::vector<std::string> members;
  std::vector<std::string> supervisors;
  std::vector<std::string> languages;
  std::string time_zone;           ///< empty: that of `queue_options`
  std::vector<std::string> skills; ///< what members know: "mette=da,billing"
  bool sentiment = false;
  bool multilingual = false;
  std::string alerts_agent = "negative"; ///< from which level down; "off": never
  std::string alerts_supervisor = "very_negative";
  std::string notice; ///< its own words for agents and customers; empty: the standard ones
  int wrap_up_s = 0;  ///< for an agent's work after the talk; 0: closed at once
};

struct first_team {
  std::string team;
  std::vector<std::string> managers;
  std::vector<std::string> sellers;
};

struct log_line_options {
  std::string level = "info"; ///< "debug", "info", "warn", "error", "off"
};

struct debug_options {
  bool echo = false; ///< /debug/echo on loopback, for WebSocket conformance suites
  std::string
      people; ///< file with a demo's people and tokens, for the console; loopback, ephemeral
};

struct options {
  server_options server;
  auth_options auth;
  tls_options tls;
  limit_options limits;
  log_options log;
  queue_options queues_tick; ///< section [queues] in the file
  routing_options routing;
  alert_options alerts;
  sentiment_options sentiment;
  log_line_options logging;
  debug_options debug;
  std::vector<first_queue> first_queues; ///< [[queue]] entries
  std::vector<first_team> first_teams;   ///< [[team]] entries
};

} // namespace earshot::config
