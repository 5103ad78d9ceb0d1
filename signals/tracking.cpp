#include "signals/tracking.hpp"

#include "signals/rules.hpp"
#include "signals/words.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace earshot::signals_in_text {

namespace {

struct pattern {
  tracked kind;
  std::string shown;              ///< the keyword, or the competitor's name
  std::uint32_t group;            ///< of all patterns that count for the same
  std::vector<std::string> words; ///< folded
};

/// The patterns in one language: their stems, and which begin with a stem.
struct stemmed {
  std::vector<std::vector<std::string>> stems; ///< of each pattern
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_first;
};

class tracking final : public noticer {
public:
  explicit tracking(const directory& d) {
    for (const auto& [team, t] : d.all_trackers()) {
      for (const std::string& k : t.keywords)
        add(tracked::keyword, k, k);
      for (const competitor& c : t.competitors) {
        add(tracked::competitor, c.name, c.name);
        for (const std::string& alias : c.aliases)
          add(tracked::competitor, c.name, alias);
      }
    }
    if (patterns_.empty())
      return;
    std::stable_sort(patterns_.begin(), patterns_.end(), [](const pattern& a, const pattern& b) {
      return a.words.size() > b.words.size();
    });
    for (language lang : stemmed_languages())
      languages_.emplace(lang, in_language(lang));
    languages_.emplace(language{}, in_language({})); // words as they are
  }

  std::shared_ptr<const signals> notice(std::string_view text, language lang,
                                        author_role by) const override {
    if (by == author_role::bot || text.empty())
      return nullptr;
    auto words = words_of(text);
    signals found;
    find_tracked(words, lang.known() ? lang : english, found);
    found.questions = questions_in(words, lang);
    if (by == author_role::agent)
      found.promises = promises_in(words, lang);
    return found.empty() ? nullptr : std::make_shared<const signals>(std::move(found));
  }

private:
  void add(tracked kind, const std::string& shown, const std::string& spelled) {
    pattern p{kind, shown, 0, {}};
    for (word& w : words_of(spelled))
      p.words.push_back(std::move(w.folded));
    if (p.words.empty())
      return;
    bool known = std::any_of(patterns_.begin(), patterns_.end(), [&](const pattern& o) {
      return o.kind == kind && o.shown == shown && o.words == p.words;
    });
    if (known)
      return;
    auto same = std::find_if(patterns_.begin(), patterns_.end(),
                             [&](const pattern& o) { return o.kind == kind && o.shown == shown; });
    p.group = same == patterns_.end() ? groups_++ : same->group;
    patterns_.push_back(std::move(p));
  }

  stemmed in_language(language lang) const {
    stemmed s;
    for (const pattern& p : patterns_) {
      auto& stems = s.stems.emplace_back();
      for (const std::string& w : p.words)
        stems.push_back(stem_of(w, lang));
      s.by_first[stems.front()].push_back(static_cast<std::uint32_t>(s.stems.size() - 1));
    }
    return s;
  }

  void find_tracked(const std::vector<word>& words, language lang, signals& found) const {
    if (patterns_.empty())
      return;
    auto known = languages_.find(lang);
    const stemmed& s = known == languages_.end() ? languages_.at({}) : known->second;
    std::vector<std::string> said;
    for (const word& w : words)
      said.push_back(stem_of(w.folded, lang));
    std::unordered_map<std::uint32_t, std::size_t> taken_up_to; // by group: counted once
    for (std::size_t at = 0; at < said.size(); ++at) {
      auto candidates = s.by_first.find(said[at]);
      if (candidates == s.by_first.end())
        continue;
      for (std::uint32_t p : candidates->second) {
        const auto& wanted = s.stems[p];
        std::size_t& free_from = taken_up_to[patterns_[p].group];
        if (at < free_from || at + wanted.size() > said.size()
            || !std::equal(wanted.begin(), wanted.end(),
                           said.begin() + static_cast<std::ptrdiff_t>(at)))
          continue;
        free_from = at + wanted.size();
        count(patterns_[p], found);
      }
    }
  }

  static void count(const pattern& p, signals& found) {
    auto it = std::find_if(found.mentions.begin(), found.mentions.end(),
                           [&](const mention& m) { return m.kind == p.kind && m.what == p.shown; });
    if (it == found.mentions.end())
      found.mentions.push_back({p.kind, p.shown, 1});
    else
      ++it->count;
  }

  std::vector<pattern> patterns_; ///< the longest first
  std::uint32_t groups_ = 0;
  std::map<language, stemmed> languages_;
};

} // namespace

std::shared_ptr<const noticer> make_noticer(const directory& trackers_of) {
  return std::make_shared<const tracking>(trackers_of);
}

} // namespace earshot::signals_in_text
