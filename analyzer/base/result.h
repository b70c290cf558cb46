#pragma once

#include <cassert>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

namespace irsalint::base {

// Decides the exit status (docs/architecture.md, Errors): kInternal is 3, all others are 2.
enum class ErrorCode : uint8_t { kUsage, kConfig, kUnreadable, kLimit, kInvalid, kInternal };

// "usage", "config", "unreadable", "limit", "invalid" or "internal".
[[nodiscard]] constexpr std::string_view ToString(ErrorCode code) {
  switch (code) {
    case ErrorCode::kUsage:
      return "usage";
    case ErrorCode::kConfig:
      return "config";
    case ErrorCode::kUnreadable:
      return "unreadable";
    case ErrorCode::kLimit:
      return "limit";
    case ErrorCode::kInvalid:
      return "invalid";
    case ErrorCode::kInternal:
      return "internal";
  }
  return "";
}

// The environment failed (a file cannot be read, a flag is wrong). Faults in the linted input are
// findings, never an Error. `message` is a sentence for the user that does not repeat the path;
// `path` may be empty and `line` is 1-based, 0 when no line applies.
struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;
  std::string path = {};
  int line = 0;

  friend bool operator==(const Error&, const Error&) = default;
};

// A value or the Error that prevented it: the part of std::expected that this code base uses.
// Reading the side that is not there is a fault of the caller (asserted in debug builds).
template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;

  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  template <class U = T>
  requires(std::constructible_from<T, U> && !std::same_as<std::remove_cvref_t<U>, Result> &&
           !std::same_as<std::remove_cvref_t<U>, Error>) Result(U&& value)
      : state_(std::in_place_index<0>, std::forward<U>(value)) {}

  [[nodiscard]] bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  T& operator*() & { return Value(); }
  const T& operator*() const& { return Value(); }
  T&& operator*() && { return std::move(Value()); }
  T* operator->() { return &Value(); }
  const T* operator->() const { return &Value(); }

  [[nodiscard]] const Error& error() const& {
    assert(!has_value());
    return *std::get_if<1>(&state_);
  }
  [[nodiscard]] Error&& error() && {
    assert(!has_value());
    return std::move(*std::get_if<1>(&state_));
  }

  template <class U>
  [[nodiscard]] T value_or(U&& fallback) const& {
    return has_value() ? Value() : static_cast<T>(std::forward<U>(fallback));
  }
  template <class U>
  [[nodiscard]] T value_or(U&& fallback) && {
    return has_value() ? std::move(Value()) : static_cast<T>(std::forward<U>(fallback));
  }

 private:
  T& Value() {
    assert(has_value());
    return *std::get_if<0>(&state_);
  }
  const T& Value() const {
    assert(has_value());
    return *std::get_if<0>(&state_);
  }

  std::variant<T, Error> state_;
};

// Success, or the Error that prevented it. A default-constructed one is success.
template <>
class [[nodiscard]] Result<void> {
 public:
  using value_type = void;

  Result() = default;
  Result(Error error) : error_(std::move(error)) {}

  [[nodiscard]] bool has_value() const { return !error_.has_value(); }
  explicit operator bool() const { return has_value(); }

  [[nodiscard]] const Error& error() const& {
    assert(error_.has_value());
    return *error_;
  }
  [[nodiscard]] Error&& error() && {
    assert(error_.has_value());
    return std::move(*error_);
  }

 private:
  std::optional<Error> error_;
};

}  // namespace irsalint::base
