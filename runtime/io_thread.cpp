#include "runtime/io_thread.hpp"

#include "runtime/echo_session.hpp"
#include "runtime/http.hpp"
#include "runtime/session.hpp"
#include "runtime/shared_state.hpp"

#include <boost/asio/post.hpp>

namespace earshot::runtime {

namespace {

thread_local io_thread* this_io_thread = nullptr;

/// Forgets what is done with; of the others, the oldest first, cuts those above the bound.
template <class One, class Done>
void keep_at_most(int bound, std::vector<std::weak_ptr<One>>& waiting, Done is_done) {
  const auto most = static_cast<std::size_t>(bound);
  if (waiting.size() <= most)
    return;
  std::erase_if(waiting, is_done);
  for (; waiting.size() > most; waiting.erase(waiting.begin()))
    if (auto oldest = waiting.front().lock())
      oldest->cut();
}

} // namespace

io_thread::io_thread(std::uint32_t index, shared_state& shared, caf::actor_system& system)
    : index_(index), shared_(shared), unit_(system) {}

io_thread::~io_thread() = default;

io_thread* io_thread::here() { return this_io_thread; }

bool io_thread::after_turn(std::function<void()> what) {
  if (!this_io_thread)
    return false;
  boost::asio::post(this_io_thread->context_, std::move(what));
  return true;
}

void io_thread::run() {
  this_io_thread = this;
  auto keep_running = boost::asio::make_work_guard(context_);
  every_second();
  context_.run();
  this_io_thread = nullptr;
}

// --- actors
// ------------------------------------------------------------------------------------------

io_thread::unit::~unit() {
  for (caf::resumable* job : jobs_)
    system_->scheduler().enqueue(job);
}

bool io_thread::unit::run_jobs() {
  constexpr std::size_t messages_per_turn = 64;
  if (jobs_.empty())
    return false;
  running_.swap(jobs_);
  for (caf::resumable* job : running_) {
    if (job->resume(this, messages_per_turn) == caf::resumable::resume_later)
      exec_later(job);
    else
      caf::intrusive_ptr_release(job);
  }
  running_.clear();
  return true;
}

void io_thread::work() {
  if (working_)
    return;
  working_ = true;
  for (bool more = true; more;) {
    more = unit_.run_jobs();
    more = take_arrivals() || more;
  }
  for (auto& s : dirty_)
    s->flush();
  dirty_.clear();
  working_ = false;
}

// --- the inbox
// -----------------------------------------------------------------------------------------

void io_thread::enter(arrival a) {
  bool wake = false;
  {
    std::lock_guard lock(inbox_mutex_);
    inbox_.push_back(std::move(a));
    if (here() != this && !woken_)
      wake = woken_ = true;
  }
  if (wake)
    boost::asio::post(context_, [this] { work(); });
}

void io_thread::deliver(std::uint64_t session, actors::delivery d) {
  enter({session, std::move(d)});
}

void io_thread::resolved(std::uint64_t session, const protocol::stream_name& stream,
                         caf::actor handle) {
  enter({session, std::pair(stream, std::move(handle))});
}

bool io_thread::take_arrivals() {
  {
    std::lock_guard lock(inbox_mutex_);
    woken_ = false;
    if (inbox_.empty())
      return false;
    arrivals_.swap(inbox_);
  }
  for (arrival& a : arrivals_) {
    auto it = sessions_.find(a.session);
    if (it == sessions_.end())
      continue;
    dirty_.push_back(it->second);
    if (auto* d = std::get_if<actors::delivery>(&a.what)) {
      it->second->deliver(std::move(*d));
    } else {
      auto& [stream, handle] = std::get<1>(a.what);
      it->second->resolved(stream, handle);
    }
  }
  arrivals_.clear();
  return true;
}

void io_thread::use(directory_ptr d) {
  boost::asio::post(context_, [this, d = std::move(d)]() mutable { directory_ = std::move(d); });
}

void io_thread::committed() {
  boost::asio::post(context_, [this] {
    auto upto = shared_.env.log.committed();
    while (!gate_.empty() && gate_.top().first <= upto) {
      auto id = gate_.top().second;
      gate_.pop();
      if (auto s = find(id))
        s->committed();
    }
    while (!waiting_.empty() && waiting_.begin()->first <= upto)
      waiting_.extract(waiting_.begin()).mapped()();
  });
}

void io_thread::when_committed(store::position p, std::function<void()> then) {
  if (shared_.env.log.committed() >= p)
    then();
  else
    waiting_.emplace(p, std::move(then));
}

// --- rows
// ------------------------------------------------------------------------------------------------

void io_thread::touched(caf::actor conversation) {
  if (here() == this)
    touched_.push_back(std::move(conversation));
  else
    boost::asio::post(context_, [this, c = std::move(conversation)]() mutable {
      touched_.push_back(std::move(c));
    });
}

void io_thread::row(row_ptr r) {
  if (here() == this)
    rows_.push_back(std::move(r));
  else // a report that found its conversation at work on CAF's pool: goes with the next tick
    boost::asio::post(context_,
                      [this, r = std::move(r)]() mutable { rows_.push_back(std::move(r)); });
}

void io_thread::collect(std::function<void()> done) {
  boost::asio::post(context_, [this, done = std::move(done)] {
    auto touched = std::move(touched_);
    touched_.clear();
    for (const caf::actor& conversation : touched)
      tell_here(conversation, actors::to_conversation{actors::report{}});
    work();
    send_rows();
    done();
  });
}

void io_thread::send_rows() {
  if (rows_.empty())
    return;
  actors::tell(shared_.env.registry, actors::rows{std::move(rows_)});
  rows_.clear();
}

// --- sessions
// ----------------------------------------------------------------------------------------------

void io_thread::add(std::shared_ptr<session> s) {
  counters_.sessions.add();
  counters_.sessions_total.add();
  shared_.sessions.fetch_add(1, std::memory_order_relaxed);
  auto number = s->number();
  unsaid_.push_back(s);
  sessions_.emplace(number, std::move(s));
  keep_at_most(shared_.options.limits.half_open, unsaid_, [](const auto& weak) {
    auto one = weak.lock();
    return !one || one->signed_in();
  });
}

void io_thread::remove(std::uint64_t id) {
  if (sessions_.erase(id) == 0)
    return;
  counters_.sessions.sub();
  shared_.sessions.fetch_sub(1, std::memory_order_relaxed);
}

void io_thread::add(const std::shared_ptr<http_connection>& c) {
  connections_.push_back(c);
  keep_at_most(shared_.options.limits.half_open, connections_,
               [](const auto& weak) { return weak.expired(); });
}

void io_thread::add(std::shared_ptr<echo_session> e) {
  shared_.sessions.fetch_add(1, std::memory_order_relaxed);
  echoes_.insert(std::move(e));
}

void io_thread::remove(const std::shared_ptr<echo_session>& e) {
  if (echoes_.erase(e) > 0)
    shared_.sessions.fetch_sub(1, std::memory_order_relaxed);
}

std::shared_ptr<session> io_thread::find(std::uint64_t id) const {
  auto it = sessions_.find(id);
  return it == sessions_.end() ? nullptr : it->second;
}

void io_thread::every_second() {
  second_.expires_after(std::chrono::seconds(1));
  second_.async_wait([this](boost::system::error_code ec) {
    if (ec)
      return;
    auto now = std::chrono::steady_clock::now();
    last_turn_ = now;
    auto wall = wall_clock();
    std::vector<std::shared_ptr<session>> due; // a session that closes leaves the table meanwhile
    for (auto& [id, s] : sessions_)
      if (s->due(now, wall))
        due.push_back(s);
    for (auto& s : due)
      s->every_second(now, wall);
    for (auto& e : echoes_)
      e->every_second(now);
    std::erase_if(connections_, [&](const auto& weak) {
      auto c = weak.lock();
      if (c)
        c->every_second(now);
      return !c;
    });
    every_second();
  });
}

void io_thread::drain() {
  boost::asio::post(context_, [this] {
    for (auto& [id, s] : sessions_)
      s->drain();
  });
}

void io_thread::close_all() {
  boost::asio::post(context_, [this] {
    auto all = sessions_;
    for (auto& [id, s] : all)
      s->close(protocol::close_code::going_away);
    for (auto& e : echoes_)
      e->close(protocol::close_code::going_away);
    for (auto& weak : connections_)
      if (auto c = weak.lock())
        c->cut();
  });
}

void io_thread::stop() { context_.stop(); }

} // namespace earshot::runtime
