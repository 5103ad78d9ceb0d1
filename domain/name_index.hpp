// Finds numbered places (0, 1, 2 …) by the hash of a name that is kept elsewhere: an open-addressed
// table, nine to fifteen bytes a place, in which a look-up costs the same however many there are.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace earshot {

class name_index {
public:
  static std::uint32_t hash_of(std::string_view name) {
    return static_cast<std::uint32_t>(std::hash<std::string_view>{}(name));
  }

  /// The place of that hash for which `is_it` says yes.
  template <class IsIt>
  std::optional<std::size_t> find(std::uint32_t hash, IsIt is_it) const {
    for (std::size_t at = hash; !slots_.empty() && slot(at) != 0; ++at)
      if (auto place = slot(at) - 1; hashes_[place] == hash && is_it(std::size_t{place}))
        return place;
    return std::nullopt;
  }

  std::uint32_t hash_at(std::size_t place) const { return hashes_[place]; }

  /// The next place gets this hash.
  void add(std::uint32_t hash) {
    if (hashes_.size() == hashes_.capacity())
      hashes_.reserve(hashes_.size() + hashes_.size() / 8 + 1);
    hashes_.push_back(hash);
    if (hashes_.size() * 4 > slots_.size() * 3)
      refill();
    else
      enter(hashes_.size() - 1);
  }

  /// From now on there are these places and no others.
  void assign(std::vector<std::uint32_t> hashes) {
    hashes_ = std::move(hashes);
    refill();
  }

  std::size_t bytes() const {
    return (hashes_.capacity() + slots_.capacity()) * sizeof(std::uint32_t);
  }

private:
  std::uint32_t slot(std::size_t at) const { return slots_[at & (slots_.size() - 1)]; }

  void enter(std::size_t place) {
    std::size_t at = hashes_[place];
    while (slot(at) != 0)
      ++at;
    slots_[at & (slots_.size() - 1)] = static_cast<std::uint32_t>(place + 1);
  }

  void refill() {
    std::size_t size = 16;
    while (size * 3 < hashes_.size() * 4)
      size *= 2;
    slots_.assign(size, 0);
    for (std::size_t place = 0; place < hashes_.size(); ++place)
      enter(place);
  }

  std::vector<std::uint32_t> hashes_; ///< by place
  std::vector<std::uint32_t> slots_;  ///< place + 1, or 0; a power of two of them, at most 3/4 full
};

} // namespace earshot
