// Rows by the conversation they name: the name stands in the row alone.
#pragma once

#include "domain/row.hpp"

#include <string_view>
#include <unordered_set>

namespace earshot {

struct row_name_hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view name) const {
    return std::hash<std::string_view>{}(name);
  }
  std::size_t operator()(const row_ptr& r) const { return (*this)(r->conversation); }
};

struct same_row_name {
  using is_transparent = void;
  static std::string_view name_in(std::string_view name) { return name; }
  static std::string_view name_in(const row_ptr& r) { return r->conversation; }
  template <class A, class B>
  bool operator()(const A& a, const B& b) const {
    return name_in(a) == name_in(b);
  }
};

using row_set = std::unordered_set<row_ptr, row_name_hash, same_row_name>;

/// Puts `r` in the place of an older one.
inline void put(row_set& into, const row_ptr& r) {
  if (auto older = into.extract(r)) {
    older.value() = r;
    into.insert(std::move(older));
  } else {
    into.insert(r);
  }
}

} // namespace earshot
