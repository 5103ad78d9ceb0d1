#include "runtime/load/crowd.hpp"

#include <utility>

namespace earshot::load {

using clock = std::chrono::steady_clock;

crowd::~crowd() {
  for (auto& s : seats_)
    if (s->session)
      s->session->leave();
}

std::size_t crowd::add(const user_id& user, role_set roles, const std::string& name) {
  auto& added = *seats_.emplace_back(std::make_unique<seat>(*this, seats_.size()));
  added.user = user;
  added.roles = roles;
  added.name = name;
  return added.index;
}

void crowd::connect(std::function<void()> all_ready) {
  all_ready_ = std::move(all_ready);
  dial_more();
}

void crowd::dial_more() {
  for (; dialled_ < seats_.size() && dialled_ - ready_ < dialling_max; ++dialled_) {
    auto& next = *seats_[dialled_];
    next.dialled = clock::now();
    next.session = client::connect(io_, to_, badges_.badge(next.user, next.roles, next.name), next);
  }
}

void crowd::seat::on_ready() {
  all.connect_times_.add(clock::now() - dialled);
  ++all.ready_;
  if (all.ready_ == all.seats_.size())
    std::exchange(all.all_ready_, {})();
  else
    all.dial_more();
}

void crowd::seat::on_cut(std::string_view stream, std::string_view how) {
  all.owner_.on_cut(index, stream, how);
}

void crowd::seat::on_error(const answer& error) {
  all.owner_.on_failed(index, user + " was told " + std::string(error.code) + ": "
                                  + std::string(error.message));
}

void crowd::seat::on_closed(std::uint16_t code, std::string_view reason) {
  all.owner_.on_failed(index, user + " was disconnected with code " + std::to_string(code)
                                  + (reason.empty() ? "" : ": " + std::string(reason)));
}

} // namespace earshot::load
