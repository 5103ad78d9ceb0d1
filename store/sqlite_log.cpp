#include "store/sqlite_log.hpp"

#include "store/backup.hpp"
#include "store/erasure.hpp"
#include "store/events.hpp"
#include "store/log_failure.hpp"
#include "store/rows.hpp"
#include "store/schema.hpp"
#include "store/wal_check.hpp"

#include <pthread.h>
#include <sched.h>

#include <cassert>

namespace earshot::store {

namespace {

// Between two attempts to empty the write-ahead log while a reader still needs it.
constexpr auto retry_after = std::chrono::milliseconds{20};

// Woken, the writer does not push aside a thread that brings work: under load it finds more to
// commit at once. Measured with 500 connectors on two cores: 57 to 53 us of CPU a chat message.
void let_others_first() {
  sched_param none{};
  pthread_setschedparam(pthread_self(), SCHED_BATCH, &none); // refused: then it is as it was
}

} // namespace

struct sqlite_log::opened_log {
  data_dir dir;
  log_writer writer;
  database reader;
  std::string identity;
  std::vector<erasure> unfinished;
};

result<std::unique_ptr<sqlite_log>> sqlite_log::open(const sqlite_log_options& options) {
  auto dir = data_dir::claim(options.data_dir);
  if (!dir)
    return dir.error();
  if (auto whole = check_wal(log_file(options.data_dir) + "-wal"); !whole)
    return whole.error();
  auto writer = log_writer::open(options.data_dir);
  if (!writer)
    return writer.error();
  auto reader = open_for_reading(options.data_dir);
  if (!reader)
    return reader.error();
  auto identity = identity_of(writer->log());
  if (!identity)
    return identity.error();
  auto unfinished = begun_erasures(writer->log());
  if (!unfinished)
    return unfinished.error();
  auto opened = opened_log{std::move(*dir), std::move(*writer), std::move(*reader),
                           std::move(*identity), std::move(*unfinished)};
  return std::unique_ptr<sqlite_log>{new sqlite_log{std::move(opened), options}};
}

sqlite_log::sqlite_log(opened_log from, const sqlite_log_options& options)
    : options_{options}, dir_{std::move(from.dir)}, identity_{std::move(from.identity)},
      unfinished_{std::move(from.unfinished)}, committed_{from.writer.last()},
      appended_{from.writer.last()}, disk_{std::move(from.writer)}, syncing_{[this](position upto) {
        sync(upto);
      }},
      reader_{std::move(from.reader)}, writer_{[this] { run(); }} {}

// --- on the caller's thread ----------------------------------------------------------------------

position sqlite_log::append(std::string_view subject, event_ptr e, const audit_entry* beside) {
  assert(e);
  thread_local std::string record; // written before the lock is taken
  record.clear();
  write_record(*e, record);
  auto bytes = subject.size() + record.size() + (beside ? batch::bytes_of(*beside) : 0);
  backlog_bytes_.fetch_add(bytes, std::memory_order_relaxed);
  position at;
  bool first;
  {
    auto lock = std::lock_guard{mutex_};
    at = ++appended_;
    auto& open = open_batch(bytes);
    open.add(at, subject, e->offset, record);
    if (beside)
      open.add(at, *beside);
    first = first_in_turn();
  }
  if (first)
    begin_after_turn();
  return at;
}

position sqlite_log::note(audit_entry e) {
  auto bytes = batch::bytes_of(e);
  backlog_bytes_.fetch_add(bytes, std::memory_order_relaxed);
  position at;
  bool first;
  {
    auto lock = std::lock_guard{mutex_};
    at = ++appended_;
    open_batch(bytes).add(at, std::move(e));
    first = first_in_turn();
  }
  if (first)
    begin_after_turn();
  return at;
}

// REQUIRES: the lock.
batch& sqlite_log::open_batch(std::size_t more_bytes) {
  if (queued_.empty() || queued_.back().events() >= options_.batch_events
      || (!queued_.back().empty() && queued_.back().bytes() + more_bytes > options_.batch_bytes))
    queued_.emplace_back();
  idle_ = false;
  return queued_.back();
}

// REQUIRES: the lock. Nobody is going to tell the writer yet to begin.
bool sqlite_log::first_in_turn() { return !due_ && !std::exchange(awaited_, true); }

void sqlite_log::begin_after_turn() {
  if (!turn_end_ || !turn_end_([this] { begin(); }))
    begin();
}

void sqlite_log::begin() {
  {
    auto lock = std::lock_guard{mutex_};
    awaited_ = false;
    due_ = true;
  }
  wake_.notify_one();
}

void sqlite_log::put_row(stored_row row) {
  bool first;
  {
    auto lock = std::lock_guard{mutex_};
    open_batch(0).add(std::move(row));
    first = first_in_turn();
  }
  if (first)
    begin_after_turn();
}

// Has `job` carried out on the writer's thread, when everything queued so far is committed.
void sqlite_log::then(std::function<void()> job) {
  {
    auto lock = std::lock_guard{mutex_};
    if (stopping_)
      return;
    open_batch(0).then(std::move(job));
    due_ = true;
  }
  wake_.notify_one();
}

// The same on the reader's thread; at once if nothing is queued.
void sqlite_log::then_read(log_reader::job job) {
  {
    auto lock = std::lock_guard{mutex_};
    if (stopping_)
      return;
    if (!idle_) {
      open_batch(0).then(
          [this, job = std::move(job)]() mutable { reader_.submit(std::move(job)); });
      due_ = true;
      wake_.notify_one();
      return;
    }
  }
  reader_.submit(std::move(job));
}

void sqlite_log::load(std::string subject, std::function<void(std::vector<event_ptr>)> done) {
  then_read([subject = std::move(subject), done = std::move(done)](database& log) {
    done(must(events_of(log, subject)));
  });
}

void sqlite_log::find(std::function<bool(const event&)> first,
                      std::function<void(std::vector<std::string>)> done) {
  then_read([first = std::move(first), done = std::move(done)](database& log) {
    done(must(conversations_that_begin(log, first)));
  });
}

void sqlite_log::rows(row_filter which, std::function<void(std::vector<stored_row>)> done) {
  then_read([which = std::move(which), done = std::move(done)](database& log) {
    done(must(find_rows(log, which)));
  });
}

void sqlite_log::backup(std::string file, std::function<void(result<void>)> done) {
  then_read([file = std::move(file), done = std::move(done)](database& log) {
    done(write_backup(log, file));
  });
}

result<void> sqlite_log::scan(const event_visit& visit, const scan_progress& progress) {
  return scan_events(disk_.log(), visit, progress);
}

void sqlite_log::rewrite(erasure what, event_edit edit, std::function<void()> done) {
  position last;
  {
    auto lock = std::lock_guard{mutex_};
    last = appended_;
  }
  then([this, last, what = std::move(what), edit = std::move(edit), done = std::move(done)] {
    must(begin_erasure(disk_.log(), what));
    must(rewrite_events(disk_.log(), what.subject, last, edit));
    lingering_.push_back({what.subject, done});
  });
}

void sqlite_log::remove(std::vector<std::string> subjects, std::function<void()> done) {
  position last;
  {
    auto lock = std::lock_guard{mutex_};
    last = appended_;
  }
  then([this, last, subjects = std::move(subjects), done = std::move(done)] {
    must(remove_conversations(disk_.log(), subjects, last));
    lingering_.push_back({{}, done});
  });
}

void sqlite_log::stop() {
  {
    auto lock = std::lock_guard{mutex_};
    stopping_ = true;
  }
  wake_.notify_one();
  if (writer_.joinable())
    writer_.join();
  reader_.stop();
}

// --- on the writer's thread ----------------------------------------------------------------------

void sqlite_log::run() {
  let_others_first();
  for (;;) {
    auto next = next_batch();
    if (next.empty() && next.jobs().empty() && lingering_.empty())
      return;
    if (!next.empty())
      commit(next);
    if (!next.jobs().empty())
      syncing_.wait();
    for (auto& job : next.jobs())
      job();
    finish_erasures();
  }
}

// An empty one: it is time to stop, or to try again what a reader was in the way of.
batch sqlite_log::next_batch() {
  auto lock = std::unique_lock{mutex_};
  auto begin = [this] { return stopping_ || (due_ && !queued_.empty()); };
  idle_ = queued_.empty();
  if (lingering_.empty())
    wake_.wait(lock, begin);
  else
    wake_.wait_for(lock, retry_after, begin);
  if (!begin() || queued_.empty()) {
    if (stopping_)
      lingering_.clear(); // the next start finds them unfinished
    return {};
  }
  idle_ = false;
  auto next = std::move(queued_.front());
  queued_.pop_front();
  due_ = more_ = !queued_.empty();
  return next;
}

// The last of what is queued is synced by the writer itself, which has nothing else to do; so
// whenever it waits, all is on disk.
void sqlite_log::commit(batch& b) {
  const auto aside = more_ && b.jobs().empty();
  using when = log_writer::durable;
  must(disk_.write(b, aside ? when::with_sync : when::at_once));
  figures_.events.add(static_cast<double>(b.events()));
  backlog_bytes_.fetch_sub(b.bytes(), std::memory_order_relaxed);
  if (aside)
    syncing_.begin(b.last());
  else
    durable(b.last(), disk_.commit_took());
  must(disk_.tidy());
}

// On the thread that had it synced.
void sqlite_log::durable(position upto, std::chrono::nanoseconds took) {
  auto lock = std::lock_guard{telling_};
  figures_.seconds.add(std::chrono::duration<double>(took).count());
  if (upto <= committed()) // nothing with a position in it, or a later commit was faster
    return;
  committed_.store(upto, std::memory_order_release);
  if (told_)
    told_();
}

// An order may only go when the old bytes have, and its own bytes must go too: two rounds.
void sqlite_log::finish_erasures() {
  while (!lingering_.empty() && must(empty_wal(disk_.log(), milliseconds{0}))) {
    auto gone = std::exchange(lingering_, {});
    std::vector<std::string> orders;
    for (auto& l : gone) {
      if (l.subject.empty()) {
        l.done();
        continue;
      }
      orders.push_back(std::exchange(l.subject, {}));
      lingering_.push_back(std::move(l));
    }
    if (!orders.empty())
      must(end_erasures(disk_.log(), orders));
  }
}

// --- on the thread that syncs --------------------------------------------------------------------

void sqlite_log::sync(position upto) {
  const auto began = std::chrono::steady_clock::now();
  must(disk_.sync());
  durable(upto, std::chrono::steady_clock::now() - began);
}

} // namespace earshot::store
