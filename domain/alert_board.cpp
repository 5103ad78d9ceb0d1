#include "domain/alert_board.hpp"

namespace earshot {

namespace {

alert_ptr with_words(shown_alert a, std::vector<std::string> words) {
  a.words = std::move(words);
  return std::make_shared<const shown_alert>(std::move(a));
}

} // namespace

void alert_board::take(const row_ptr& r, const alert_ptr& now) {
  if (now)
    open_.insert_or_assign(r->conversation, entry{r, now});
  else if (open_.erase(r->conversation) == 0)
    return;
  if (auto told = told_.find(r->conversation); now && told != told_.end()
                                               && told->second.alert->message == now->message
                                               && told->second.alert->words != now->words)
    told->second.alert = with_words(*told->second.alert, now->words); // what was erased is not
                                                                      // told again
  touched_.insert_or_assign(r->conversation, r);
}

bool alert_board::compare(const entry& told, const alert_ptr& now, alert_news& news) {
  if (!now) {
    news.what = alert_news::kind::cleared;
    news.alert = told.alert;
    return told.alert != nullptr;
  }
  news.alert = now;
  if (!told.alert || told.alert->message != now->message) {
    news.what = alert_news::kind::raised;
    return true;
  }
  news.what = alert_news::kind::changed;
  return told.alert->answer != now->answer || told.alert->answered_by != now->answered_by
         || told.row->agent != news.row->agent;
}

std::vector<alert_news> alert_board::take_news() {
  std::vector<alert_news> out;
  for (auto& [id, row] : touched_) {
    auto it = open_.find(id);
    alert_ptr now = it == open_.end() ? nullptr : it->second.alert;
    auto told = told_.find(id);
    alert_news news;
    news.row = row;
    if (compare(told == told_.end() ? entry{} : told->second, now, news))
      out.push_back(std::move(news));
    if (now)
      told_.insert_or_assign(id, entry{row, std::move(now)});
    else if (told != told_.end())
      told_.erase(told);
  }
  touched_.clear();
  return out;
}

} // namespace earshot
