#include "domain/history_filter.hpp"

namespace earshot {

namespace {

bool mentions(const history_entry& e, tracked kind, std::string_view what) {
  bool found = false;
  each_mention(e, [&](tracked k, std::string_view w, std::uint32_t, std::uint32_t) {
    found |= k == kind && w == what;
  });
  return found;
}

} // namespace

bool fits(const history_filter& f, const history_entry& e, std::optional<level> lvl,
          bool private_comments) {
  bool commented =
      e.counts.comments_shared > 0 || (private_comments && e.counts.comments_private > 0);
  return (!f.lvl || f.lvl == lvl) && (!f.commented || *f.commented == commented)
         && (!f.result || *f.result == e.outcome)
         && (!f.subject || *f.subject == e.subject_id || *f.subject == e.subject_kind)
         && (!f.customer || *f.customer == e.customer) && (!f.queue || *f.queue == e.queue)
         && (!f.keyword || mentions(e, tracked::keyword, *f.keyword))
         && (!f.competitor || mentions(e, tracked::competitor, *f.competitor));
}

} // namespace earshot
