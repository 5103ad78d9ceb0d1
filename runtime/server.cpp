#include "runtime/server.hpp"

#include "actors/eraser.hpp"
#include "actors/registry.hpp"
#include "actors/retention_actor.hpp"
#include "actors/routing_actor.hpp"
#include "config/address.hpp"
#include "runtime/first_directory.hpp"
#include "runtime/http.hpp"

#include <boost/asio/post.hpp>
#include <fmt/format.h>
#include <malloc.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <future>
#include <random>

namespace earshot::runtime {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

/// Sessions need descriptors: as many as the system lets us have.
void raise_descriptor_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
  }
}

/// Freed memory stays with the process: language detection takes and gives back 40 KB a message,
/// which glibc would otherwise hand to the kernel and fault in again each time (measured: 2.4
/// faults each).
void keep_freed_memory() {
#ifdef __GLIBC__
  mallopt(M_TRIM_THRESHOLD, 64 * 1024 * 1024);
  mallopt(M_MMAP_THRESHOLD, 8 * 1024 * 1024);
  mallopt(M_TOP_PAD, 1024 * 1024);
#endif
}

std::string fresh_epoch() {
  std::random_device random;
  return fmt::format("{:08x}", random());
}

std::size_t threads_for(const config::server_options& o) {
  if (o.io_threads > 0)
    return static_cast<std::size_t>(o.io_threads);
  return std::max(1u, std::thread::hardware_concurrency() / 2);
}

std::vector<sentiment::word_override> overrides_of(const config::sentiment_options& o) {
  std::vector<sentiment::word_override> out;
  for (const auto& w : o.overrides)
    out.push_back({w.word, w.weight});
  return out;
}

} // namespace

struct server::actor_config : caf::actor_system_config {
  actor_config() {
    set("scheduler.policy", caf::atom("sharing"));
    set("scheduler.max-threads", std::size_t{1});
    set("logger.console", caf::atom("none"));
  }
};

server::server(config::options options, std::string key, std::unique_ptr<store::event_log> log)
    : options_(std::move(options)), say_(options_.logging.level),
      provider_(options_.auth,
                [this](const std::string& why) {
                  say_.warn("keys_not_fetched", {{"message", why}});
                }),
      verifier_(std::move(key), options_.auth, &provider_), tls_(options_.tls),
      log_(std::move(log)), scorer_(sentiment::make_scorer(overrides_of(options_.sentiment))),
      env_{hub_, *log_, *scorer_,        std::string(log_->identity()), fresh_epoch(), {},
           {},   {},    options_.alerts, options_.queues_tick,          wall_clock()},
      shared_(options_, verifier_, env_) {}

server::~server() { stop(); }

// --- start
// ---------------------------------------------------------------------------------------------

result<void> server::start(const store::scan_progress& progress) {
  raise_descriptor_limit();
  keep_freed_memory();
  if (auto good = tls_.load(); !good)
    return good.error();
  if (auto good = provider_.start(); !good)
    return good.error();
  auto past = actors::replay(*log_, progress);
  if (!past)
    return past.error();

  caf_config_ = std::make_unique<actor_config>();
  system_ = std::make_unique<caf::actor_system>(*caf_config_);
  std::vector<io_thread*> all;
  for (std::size_t i = 0; i < threads_for(options_.server); ++i) {
    threads_.push_back(
        std::make_unique<io_thread>(static_cast<std::uint32_t>(i), shared_, *system_));
    all.push_back(threads_.back().get());
  }
  hub_.connect(all);
  shared_.metrics_text = [this, all] { return metrics_text(all, shared_); };
  log_->on_commit([all] {
    for (io_thread* t : all)
      t->committed();
  });
  log_->at_turn_end(
      [](std::function<void()> begin) { return io_thread::after_turn(std::move(begin)); });
  found_first_queues(*past); // the first to be appended
  env_.rules = options_.routing;
  env_.recordings = options_.server.ephemeral
                        ? store::recordings::ephemeral()
                        : store::recordings(options_.server.data_dir + "/recordings");
  env_.recordings.keep_only(past->recordings);
  env_.eraser = system_->spawn<actors::eraser_actor>(env_, std::move(past->erasures));
  env_.routing = system_->spawn<actors::routing_actor>(env_);
  // Brings back what the log has, and with that wakes actors that speak to it: not before they know
  // where it is.
  env_.registry = system_->spawn<actors::registry_actor, caf::lazy_init>(env_, std::move(*past));
  env_.retention = system_->spawn<actors::retention_actor>(
      env_,
      *retention::parse(options_.queues_tick.retention_days, options_.queues_tick.retention_of));
  actors::tell(env_.registry, actors::rows{}); // the first message wakes it
  finish_erasures();

  if (auto opened = open_port(); !opened)
    return opened.error();
  for (io_thread* t : all)
    running_.emplace_back([t] { t->run(); });
  tick();
  accept_next();
  shared_.ready = true;
  return {};
}

/// What a crash interrupted is gone before anybody can ask for it.
void server::finish_erasures() {
  auto done = std::make_shared<std::promise<void>>();
  auto finished = done->get_future();
  actors::tell(env_.eraser, actors::finish_erasures{[done] { done->set_value(); }});
  while (finished.wait_for(std::chrono::seconds(1)) != std::future_status::ready)
    say_.info("finishing_erasures",
              {{"conversations_done", static_cast<std::int64_t>(env_.tallies.erased)}});
}

void server::found_first_queues(actors::replayed& past) {
  if (past.directory_offset > 0)
    return; // from now on an admin's commands hold
  for (directory_event& what : first_in(options_)) {
    auto e = std::make_shared<event>();
    e->offset = ++past.directory_offset;
    e->at = wall_clock();
    auto noted = audited(what, {}, e->at);
    e->what = what;
    past.directory =
        past.directory->with(what, log_->append(store::directory_subject, std::move(e), &noted));
  }
}

result<void> server::open_port() {
  auto unavailable = [&](std::string what) {
    return error{errc::unavailable, "cannot listen on " + options_.server.listen + ": " + what};
  };
  auto where = config::parse_address(options_.server.listen);
  if (!where)
    return unavailable("it must be HOST:PORT");
  boost::system::error_code ec;
  tcp::resolver resolver(threads_.front()->context());
  auto found =
      resolver.resolve(where->host, std::to_string(where->port), tcp::resolver::passive, ec);
  if (ec)
    return unavailable(ec.message());
  acceptor_ = std::make_unique<tcp::acceptor>(threads_.front()->context());
  tcp::endpoint endpoint = found.begin()->endpoint();
  if (acceptor_->open(endpoint.protocol(), ec)
      || acceptor_->set_option(tcp::acceptor::reuse_address(true), ec)
      || acceptor_->bind(endpoint, ec) || acceptor_->listen(4096, ec))
    return unavailable(ec.message());
  auto bound = acceptor_->local_endpoint();
  std::string host = bound.address().to_string();
  address_ = fmt::format("{}:{}", bound.address().is_v6() ? "[" + host + "]" : host, bound.port());
  return {};
}

void server::accept_next() {
  io_thread& thread = *threads_[next_thread_++ % threads_.size()];
  auto socket = std::make_shared<tcp_socket>(thread.context().get_executor());
  acceptor_->async_accept(*socket, [this, socket, &thread](boost::system::error_code ec) {
    if (ec == asio::error::operation_aborted || !acceptor_->is_open())
      return;
    if (!ec)
      take(std::move(*socket), thread);
    accept_next();
  });
}

void server::take(tcp_socket socket, io_thread& thread) {
  boost::system::error_code ec;
  auto peer = socket.remote_endpoint(ec);
  if (ec)
    return;
  socket.set_option(tcp::no_delay(true), ec);
  const auto tls = tls_.context();
  auto connection = std::make_shared<http_connection>(
      thread, tls ? peer_socket(std::move(socket), *tls) : peer_socket(std::move(socket)),
      peer.address().to_string());
  asio::post(thread.context(), [connection] { connection->start(); });
}

result<void> server::reload() {
  auto certificate = tls_.load();
  auto keys = provider_.configured() ? provider_.reload() : result<void>();
  return certificate ? keys : certificate;
}

// --- the tick
// --------------------------------------------------------------------------------------------

void server::tick() {
  if (!ticker_)
    ticker_ = std::make_unique<asio::steady_timer>(threads_.front()->context());
  ticker_->expires_after(std::chrono::milliseconds(options_.queues_tick.tick_ms));
  ticker_->async_wait([this](boost::system::error_code ec) {
    if (ec)
      return;
    env_.audit.tick(wall_clock());
    tell_of_removals();
    if (collecting_.load() == 0) {
      collecting_ = static_cast<int>(threads_.size());
      for (auto& t : threads_)
        t->collect([this] {
          if (collecting_.fetch_sub(1) == 1) // all rows are on their way: queues may publish
            actors::tell(env_.registry, actors::tick{wall_clock()});
        });
    }
    tick();
  });
}

void server::tell_of_removals() {
  auto tell = [this](const char* what, std::uint64_t now, std::uint64_t& told) {
    if (now == told)
      return;
    say_.info(what, {{"conversations", static_cast<std::int64_t>(now - told)}});
    told = now;
  };
  tell("erased", env_.tallies.erased.load(), erased_told_);
  tell("purged", env_.tallies.purged.load(), purged_told_);
}

// --- stop
// --------------------------------------------------------------------------------------------------

std::uint64_t server::sessions() const {
  return static_cast<std::uint64_t>(shared_.sessions.load(std::memory_order_relaxed));
}

bool server::turns() const {
  const auto since = std::chrono::steady_clock::now() - std::chrono::seconds(5);
  return std::all_of(threads_.begin(), threads_.end(),
                     [&](const auto& t) { return t->last_turn() > since; });
}

void server::stop() {
  if (std::exchange(stopped_, true) || threads_.empty())
    return;
  auto all_left_within = [this](std::chrono::milliseconds patience) {
    for (auto until = std::chrono::steady_clock::now() + patience;
         sessions() > 0 && std::chrono::steady_clock::now() < until;)
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
  };
  shared_.draining = true;
  if (!running_.empty()) {
    for (auto& t : threads_)
      t->drain();
    all_left_within(std::chrono::milliseconds(options_.server.drain_ms));
    for (auto& t : threads_)
      t->close_all();
    all_left_within(std::chrono::milliseconds(1500));
    asio::post(threads_.front()->context(), [this] {
      boost::system::error_code ec;
      acceptor_->close(ec);
      ticker_->cancel();
    });
  }
  for (auto& t : threads_)
    asio::post(t->context(), [&t] { t->stop(); });
  for (auto& r : running_)
    r.join();
  shared_.files.join();
  env_.audit.finish(wall_clock());
  log_->stop();
  acceptor_.reset();
  ticker_.reset();
  if (system_)
    end_actors();
  threads_.clear();
}

void server::end_actors() {
  hub_.close();
  std::promise<void> came_round; // CAF's one worker: what it was at when the hub closed is done
  system_->spawn([&came_round](caf::event_based_actor*) { came_round.set_value(); });
  came_round.get_future().wait();
  threads_.clear(); // sessions and their handles go; what they kept alive goes with them
  const std::array shared{&env_.routing, &env_.registry, &env_.eraser, &env_.retention};
  for (auto* a : shared)
    if (*a)
      caf::anon_send_exit(*a, caf::exit_reason::user_shutdown);
  system_->await_all_actors_done(); // till then they look for each other in `env_`
  for (auto* a : shared)
    *a = {};
  system_.reset();
}

} // namespace earshot::runtime
