// One I/O thread: its sockets, its sessions, and the conversation actors whose work arrives here.
// All that enters from other threads comes through one FIFO inbox, so order per stream holds.
#pragma once

#include "actors/caf.hpp"
#include "actors/environment.hpp"
#include "runtime/answer_clock.hpp"
#include "runtime/counters.hpp"
#include "runtime/websocket.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <queue>
#include <unordered_map>
#include <unordered_set>
#include <variant>
#include <vector>

namespace earshot::runtime {

class session;
class echo_session;
class http_connection;
struct shared_state;

class io_thread {
public:
  io_thread(std::uint32_t index, shared_state& shared, caf::actor_system& system);
  ~io_thread();

  boost::asio::io_context& context() { return context_; }
  std::uint32_t index() const { return index_; }
  counters& count() { return counters_; }
  answer_clock& answers() { return answers_; }
  shared_state& shared() { return shared_; }
  const directory_ptr& current_directory() const { return directory_; }

  /// Runs until `stop`; the calling thread becomes this I/O thread.
  void run();

  // --- from this thread
  // ------------------------------------------------------------------------------

  /// One-way message to an actor that runs here if it is idle.
  template <class Message>
  void tell_here(const caf::actor& to, Message&& m) {
    actors::tell_on(unit_, to, std::forward<Message>(m));
  }
  /// Works off the actors that have something to do and what they delivered. Call after
  /// `tell_here`.
  void work();

  std::uint64_t next_session_id() { return ++last_session_; }
  void add(std::shared_ptr<session> s);
  void remove(std::uint64_t session);
  void add(const std::shared_ptr<http_connection>& c);
  void add(std::shared_ptr<echo_session> e);
  void remove(const std::shared_ptr<echo_session>& e);
  /// This session's next frame rests on what is not committed yet: it is told to flush when it is.
  void waits_for_commit(std::uint64_t session, store::position p) { gate_.push({p, session}); }
  /// Calls `then` once the position is committed; now, if it is. For what is no session.
  void when_committed(store::position p, std::function<void()> then);
  std::size_t sessions() const { return sessions_.size(); }

  // --- from any thread
  // -----------------------------------------------------------------------------------

  void deliver(std::uint64_t session, actors::delivery d);
  void resolved(std::uint64_t session, const protocol::stream_name& stream, caf::actor handle);
  void use(directory_ptr d);
  void touched(caf::actor conversation);
  void row(row_ptr r);
  /// Something has been committed.
  void committed();
  /// Asks for the rows of all conversations that changed here; `done` is called once they are sent.
  void collect(std::function<void()> done);
  /// Tells every session that the server goes away, and closes those that are still there later.
  void drain();
  void close_all();
  void stop();
  /// When the loop last came to its once-a-second work.
  std::chrono::steady_clock::time_point last_turn() const { return last_turn_.load(); }

  /// The I/O thread the caller runs on; nullptr on any other thread.
  static io_thread* here();

  /// Calls `what` on the caller's I/O thread once everything that had arrived there by now is
  /// worked off; false: the caller is on none.
  static bool after_turn(std::function<void()> what);

private:
  /// Runs actors on this thread: CAF hands over jobs, `run_jobs` resumes them.
  class unit : public caf::execution_unit {
  public:
    explicit unit(caf::actor_system& system) { system_ = &system; }
    /// What is left to do is done on CAF's pool.
    ~unit() override;
    void exec_later(caf::resumable* job) override { jobs_.push_back(job); }
    bool run_jobs();

  private:
    std::vector<caf::resumable*> jobs_, running_;
  };

  using gated = std::pair<store::position, std::uint64_t>;

  struct arrival {
    std::uint64_t session;
    std::variant<actors::delivery, std::pair<protocol::stream_name, caf::actor>> what;
  };

  void enter(arrival a);
  bool take_arrivals();
  void send_rows();
  void every_second();
  std::shared_ptr<session> find(std::uint64_t id) const;

  std::uint32_t index_;
  shared_state& shared_;
  boost::asio::io_context context_{1};
  boost::asio::steady_timer second_{context_};
  std::atomic<std::chrono::steady_clock::time_point> last_turn_{std::chrono::steady_clock::now()};
  unit unit_;
  bool working_ = false;

  std::mutex inbox_mutex_; // guards the two below
  std::vector<arrival> inbox_;
  bool woken_ = false;

  std::vector<arrival> arrivals_;
  std::uint64_t last_session_ = 0;
  std::unordered_map<std::uint64_t, std::shared_ptr<session>> sessions_;
  std::vector<std::weak_ptr<http_connection>> connections_;
  /// Sessions without a `hello`, the oldest first; some may have said it since.
  std::vector<std::weak_ptr<session>> unsaid_;
  std::unordered_set<std::shared_ptr<echo_session>> echoes_;
  /// Sessions that wait, by what they wait for: a commit looks at those alone that it lets go.
  std::priority_queue<gated, std::vector<gated>, std::greater<>> gate_;
  std::multimap<store::position, std::function<void()>> waiting_; ///< for their commit
  std::vector<std::shared_ptr<session>> dirty_;
  std::vector<caf::actor> touched_;
  std::vector<row_ptr> rows_;
  directory_ptr directory_ = std::make_shared<const directory>();
  counters counters_;
  answer_clock answers_{counters_.answers};
};

} // namespace earshot::runtime
