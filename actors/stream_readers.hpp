// The readers of a stream that keeps no history (queue, desk, seller): their places and offsets,
// one sequence per kind of reader, so that everyone's offsets are contiguous.
#pragma once

#include "actors/answers.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <vector>

namespace earshot::actors {

template <class Kind, std::size_t Kinds>
class stream_readers {
public:
  struct reader {
    session_ref session;
    std::uint32_t subscription;
    viewer_ptr who;
    Kind kind;
  };

  stream_readers(environment& env, std::string stream) : env_(env), stream_(std::move(stream)) {}

  bool any(Kind k) const {
    return std::any_of(readers_.begin(), readers_.end(),
                       [k](const reader& r) { return r.kind == k; });
  }

  protocol::stream_place place(Kind k, time_point now) const {
    return {stream_, epoch(k), offset(k), now};
  }

  /// Answers, then begins with the snapshot, at the head, or where the reader left off if nothing
  /// was missed; else with `gap`.
  void follow(const actors::follow& m, Kind k, store::position rests_on,
              const std::function<std::string()>& snapshot) {
    std::erase_if(readers_, [&](const reader& r) { return r.session == m.from.session; });
    reader r{m.from.session, m.subscription, m.from.by, k};
    acknowledge(env_, m, epoch(k), offset(k), rests_on);
    if (auto* resume = std::get_if<protocol::resume_after>(&m.start);
        resume && (resume->epoch != epoch(k) || resume->offset != offset(k)))
      return send(r, delivery::kind::ended, rests_on, shared(protocol::gap(stream_, offset(k))));
    if (std::holds_alternative<protocol::start_at_snapshot>(m.start))
      send(r, delivery::kind::snapshot, rests_on, shared(snapshot()));
    readers_.push_back(std::move(r));
  }

  void unfollow(const actors::unfollow& m) {
    std::erase_if(readers_, [&](const reader& r) {
      return r.session == m.from.session && r.subscription == m.subscription;
    });
    acknowledge(env_, m);
  }

  /// One event for all readers of a kind; it is numbered even where nobody reads.
  template <class Encode>
  void publish(Kind k, time_point now, store::position rests_on, Encode&& encode) {
    publish_to(k, now, rests_on, std::forward<Encode>(encode), [](const viewer&) { return true; });
  }

  /// The same for those whom `wants` picks; the others of that kind get it hidden.
  template <class Encode, class Wants>
  void publish_to(Kind k, time_point now, store::position rests_on, Encode&& encode,
                  Wants&& wants) {
    ++offsets_[static_cast<std::size_t>(k)];
    protocol::frame_ptr frame, hidden;
    for (const reader& r : readers_) {
      if (r.kind != k)
        continue;
      bool seen = wants(*r.who);
      protocol::frame_ptr& f = seen ? frame : hidden;
      if (!f)
        f = shared(seen ? encode(place(k, now)) : protocol::hidden_event(place(k, now)));
      send(r, delivery::kind::event, rests_on, f);
    }
  }

  /// Who reads as this kind, each once, whatever number of sessions they have.
  std::vector<viewer_ptr> people(Kind k) const {
    std::vector<viewer_ptr> out;
    for (const reader& r : readers_)
      if (r.kind == k && std::none_of(out.begin(), out.end(), [&](const viewer_ptr& v) {
            return v->user == r.who->user;
          }))
        out.push_back(r.who);
    return out;
  }

  /// Takes every reader's kind anew: none ends the stream as revoked, another one as a gap.
  template <class KindOf>
  void review(store::position rests_on, KindOf&& kind_of) {
    std::erase_if(readers_, [&](const reader& r) {
      std::optional<Kind> now = kind_of(*r.who);
      if (now == r.kind)
        return false;
      send(r, delivery::kind::ended, rests_on,
           shared(now ? protocol::gap(stream_, offset(*now))
                      : protocol::revoked(stream_, "you may no longer follow it")));
      return true;
    });
  }

private:
  std::uint64_t offset(Kind k) const { return offsets_[static_cast<std::size_t>(k)]; }
  const std::string& epoch(Kind k) const {
    auto& e = epochs_[static_cast<std::size_t>(k)];
    if (e.empty())
      e = env_.process_epoch + static_cast<char>('a' + static_cast<int>(k));
    return e;
  }
  void send(const reader& r, delivery::kind what, store::position rests_on,
            protocol::frame_ptr frame) {
    env_.out.deliver(r.session, {what, r.subscription, offset(r.kind), rests_on, std::move(frame)});
  }

  environment& env_;
  std::string stream_;
  std::vector<reader> readers_;
  std::array<std::uint64_t, Kinds> offsets_{};
  mutable std::array<std::string, Kinds> epochs_{};
};

} // namespace earshot::actors
