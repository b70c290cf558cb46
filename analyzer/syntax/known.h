#pragma once

#include <utility>

#include "analyzer/syntax/place.h"

namespace irsalint::syntax {

// A value that is there, is not there, or is there and cannot be known (a template, a computed
// expression). Carries the place of the value, or for an absent one the place where it would be
// written.
template <typename T>
class Known {
 public:
  enum class State : uint8_t { kAbsent, kUnresolved, kValue };

  Known() = default;

  static Known Of(T value, Place place) {
    return Known(State::kValue, std::move(value), std::move(place));
  }
  static Known Absent(Place where) { return Known(State::kAbsent, T{}, std::move(where)); }
  static Known Unresolved(Place place) { return Known(State::kUnresolved, T{}, std::move(place)); }

  State state() const { return state_; }
  bool HasValue() const { return state_ == State::kValue; }
  bool IsAbsent() const { return state_ == State::kAbsent; }
  bool IsUnresolved() const { return state_ == State::kUnresolved; }

  // T{} unless HasValue().
  const T& operator*() const { return value_; }
  const T* operator->() const { return &value_; }
  T ValueOr(T otherwise) const { return HasValue() ? value_ : std::move(otherwise); }

  const Place& place() const { return place_; }

  friend bool operator==(const Known&, const Known&) = default;

 private:
  Known(State state, T value, Place place)
      : state_(state), value_(std::move(value)), place_(std::move(place)) {}

  State state_ = State::kAbsent;
  T value_{};
  Place place_;
};

}  // namespace irsalint::syntax
