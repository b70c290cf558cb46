#pragma once

#include <re2/re2.h>

#include <string_view>

namespace irsalint::base {

// A constant regular expression (RE2 syntax: linear time, no backreferences). Meant for a
// function's `static const Regex`; a pattern that does not compile is a fault of ours and asserted.
class Regex {
 public:
  explicit Regex(std::string_view pattern);
  Regex(const Regex&) = delete;
  Regex& operator=(const Regex&) = delete;

  // Whether the whole text matches. Invalid UTF-8 never matches a class of characters.
  [[nodiscard]] bool FullMatch(std::string_view text) const;
  // Whether some part of the text matches.
  [[nodiscard]] bool PartialMatch(std::string_view text) const;

 private:
  re2::RE2 regex_;
};

}  // namespace irsalint::base
