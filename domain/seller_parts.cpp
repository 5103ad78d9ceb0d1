#include "domain/seller_parts.hpp"

#include <algorithm>

namespace earshot {

struct seller_parts::owned {
  std::size_t part;
  kpi_input in;
};

namespace {

/// Nothing for what no figure counts.
std::optional<kpi_input> counted(const utterance& u) {
  auto in = kpi_input_of(u);
  return in && (in->words > 0 || in->score) ? in : std::nullopt;
}

std::int64_t began_by(const utterance& spoken) {
  return spoken.at.time_since_epoch().count() - *spoken.start_ms;
}

} // namespace

const user_id& seller_parts::owner_of(const utterance& u, const user_id& agent) {
  return u.by.role == author_role::agent && !u.by.id.empty() ? u.by.id : agent;
}

std::optional<kpi_input> seller_parts::beside_call(const kpi_input& written) const {
  if (!written.score)
    return std::nullopt;
  kpi_input mood = written;
  mood.words = 0;
  mood.start_ms = mood.end_ms = written.start_ms - call_began_;
  return mood;
}

std::size_t seller_parts::take_in(const utterance& u, const user_id& agent) {
  const user_id& seller = owner_of(u, agent);
  if (all_.empty())
    all_.push_back({{.seller = seller, .first = u.at, .last = u.at}, {}});
  if (!seller.empty()) {
    if (all_.front().is.seller.empty())
      all_.front().is.seller = seller;
    auto it = std::find_if(all_.begin(), all_.end(),
                           [&](const folding& f) { return f.is.seller == seller; });
    newest_ = static_cast<std::size_t>(it - all_.begin());
    if (it == all_.end())
      all_.push_back({{.seller = seller, .first = u.at, .last = u.at}, {}});
  }
  part& p = all_[newest_].is;
  p.first = std::min(p.first, u.at);
  p.last = std::max(p.last, u.at);
  p.bot |= u.by.role == author_role::bot;
  return newest_;
}

void seller_parts::add(const utterance& u, const user_id& agent) {
  kpi_fold& fold = all_[take_in(u, agent)].fold;
  auto in = counted(u);
  if (!in)
    return;
  if (in->basis == basis::ms && basis_ == basis::words) {
    stale_ |= any_;
    basis_ = basis::ms;
    call_began_ = began_by(u);
  } else if (in->basis != basis_) {
    in = beside_call(*in);
    if (!in)
      return;
  }
  any_ = true;
  stale_ |= !fold.in_order(*in);
  if (!stale_)
    fold.add(*in);
}

std::vector<seller_parts::part> seller_parts::parts() const {
  std::vector<part> out;
  for (const folding& f : all_) {
    out.push_back(f.is);
    out.back().figures = f.fold.value();
  }
  return out;
}

std::vector<seller_parts::owned> seller_parts::share_out(const std::vector<source>& all) {
  std::vector<owned> out;
  for (const source& s : all) {
    std::size_t index = take_in(*s.said, *s.agent);
    if (auto in = counted(*s.said)) {
      out.push_back({index, *in});
      if (in->basis == basis::ms && basis_ == basis::words) {
        basis_ = basis::ms;
        call_began_ = began_by(*s.said);
      }
    }
  }
  std::erase_if(out, [this](owned& o) {
    if (o.in.basis == basis_)
      return false;
    auto mood = beside_call(o.in);
    o.in = mood.value_or(o.in);
    return !mood;
  });
  std::sort(out.begin(), out.end(), [](const owned& a, const owned& b) { return a.in < b.in; });
  return out;
}

seller_parts seller_parts::rebuilt(const std::vector<source>& all) {
  seller_parts fresh;
  for (const owned& o : fresh.share_out(all)) {
    fresh.all_[o.part].fold.add(o.in);
    fresh.any_ = true;
  }
  return fresh;
}

kpis seller_parts::together(const std::vector<source>& all, const std::vector<user_id>& wanted) {
  seller_parts owners;
  kpi_fold fold;
  for (const owned& o : owners.share_out(all)) {
    const user_id& seller = owners.all_[o.part].is.seller;
    if (wanted.empty() || std::find(wanted.begin(), wanted.end(), seller) != wanted.end())
      fold.add(o.in);
  }
  return fold.value();
}

} // namespace earshot
