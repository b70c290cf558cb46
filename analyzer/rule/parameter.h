#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace irsalint::rule {

// Something about a rule that a repository may set: the key `rules.RULE.NAME` of its configuration.
// Everything lives as long as the program.
struct RuleParameter {
  enum class Shape : uint8_t { kNumber, kTexts };

  std::string_view name;  // kebab-case
  Shape shape = Shape::kTexts;
  std::string_view expects;  // completes `"quota" must be …`
  // For texts: whether this one will do. Null: every one that is not empty.
  bool (*accepts)(std::string_view text) = nullptr;
  // For texts: a regular expression of ECMA 262 that every accepted text matches. "": none.
  std::string_view pattern = {};
  // For numbers: the least and the greatest that will do.
  uint64_t least = 0;
  uint64_t most = UINT32_MAX;
  std::string_view otherwise;  // what holds where it is not set, as the documentation says it
  std::string_view summary;    // one sentence
};

// What a configuration sets for one rule.
class ParameterValues {
 public:
  void Add(std::string_view name, std::string_view text) {
    texts_[std::string(name)].emplace_back(text);
  }

  // All texts; none where it is not set.
  [[nodiscard]] std::span<const std::string> Texts(std::string_view name) const {
    const auto found = texts_.find(name);
    if (found == texts_.end()) return {};
    return found->second;
  }

  // Whether one of the texts is this one.
  [[nodiscard]] bool Holds(std::string_view name, std::string_view text) const;

  // The number; `otherwise` where it is not set.
  [[nodiscard]] uint64_t Number(std::string_view name, uint64_t otherwise) const;

  friend bool operator==(const ParameterValues&, const ParameterValues&) = default;

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> texts_;
};

}  // namespace irsalint::rule
