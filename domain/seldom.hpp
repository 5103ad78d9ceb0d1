// A value that most of its kind do not have: eight bytes while it is T{}, on the heap otherwise.
// Copies like the value it stands for.
#pragma once

#include <memory>
#include <utility>

namespace earshot {

template <class T>
class seldom {
public:
  seldom() = default;
  seldom(T value) : value_(value == T{} ? nullptr : std::make_unique<const T>(std::move(value))) {}
  seldom(const seldom& other)
      : value_(other.value_ ? std::make_unique<const T>(*other.value_) : nullptr) {}
  seldom(seldom&&) noexcept = default;
  seldom& operator=(seldom other) noexcept {
    value_ = std::move(other.value_);
    return *this;
  }

  const T& operator*() const {
    static const T none{};
    return value_ ? *value_ : none;
  }
  const T* operator->() const { return &**this; }

private:
  std::unique_ptr<const T> value_;
};

} // namespace earshot
