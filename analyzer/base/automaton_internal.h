#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <variant>
#include <vector>

#include "analyzer/base/automaton.h"
#include "analyzer/base/pattern.h"

// What a Language is made of. For language.cc, machine.cc and automaton.cc only.
namespace irsalint::base::automaton_internal {

// The positions of a union of patterns, one pattern after the other: position p is "what stands
// before token p has been read", and each pattern ends with an accepting position.
class Nfa {
 public:
  void Append(const Pattern& pattern);
  // All positions of `other`; they start at the returned number.
  uint32_t Append(const Nfa& other);

  uint32_t size() const { return static_cast<uint32_t>(positions_.size()); }
  bool HasTooLongPattern() const { return has_too_long_pattern_; }

  bool Accepts(uint32_t position) const;
  // Everything may follow: a last '*'.
  bool AcceptsAll(uint32_t position) const;
  // Appends where reading `c` leads, runs entered and skipped. May append duplicates.
  void Step(uint32_t position, char32_t c, std::vector<uint32_t>* to) const;
  // Appends `position` and what is reachable from it without reading.
  void Enter(uint32_t position, std::vector<uint32_t>* to) const;
  // Sorts, and drops what cannot add a text: duplicates, and the positions of a pattern before the
  // last '*' that it has reached. With that, plain globs have few sets of positions.
  void Prune(std::vector<uint32_t>* positions) const;

  // Appends every character that some position tells from others.
  void AppendMentioned(std::vector<char32_t>* characters) const;

 private:
  enum class Kind : uint8_t { kLiteral, kFolded, kAnyOne, kAnyRun, kAnyRunWithoutColon, kAccept };
  struct Position {
    Kind kind = Kind::kAccept;
    char32_t code_point = 0;
    uint32_t pattern_begin = 0;  // the first position of the same pattern
  };

  std::vector<Position> positions_;
  bool has_too_long_pattern_ = false;
};

// What is left of a union of patterns after some prefix. `positions` is pruned and not empty.
struct PatternsLeft {
  std::shared_ptr<const Nfa> nfa;
  std::vector<uint32_t> positions;
};

struct DfaLeft {
  std::shared_ptr<const Dfa> dfa;
  uint32_t state = 0;
};

struct Combination {
  // A union of nothing is empty, an intersection of nothing is everything. A complement has one
  // operand.
  enum class Operator : uint8_t { kUnion, kIntersection, kComplement };

  Operator op = Operator::kUnion;
  std::vector<std::shared_ptr<const Node>> operands;
};

struct Node {
  std::variant<PatternsLeft, DfaLeft, Combination> value;
};

// Every character that a leaf tells from others, and whether a leaf tells classes apart.
struct Mentioned {
  std::vector<char32_t> characters;
  bool has_classes = false;
  bool is_too_large = false;  // a pattern beyond Pattern::kMaxTokens, or too many positions
  size_t positions = 0;
};
// Pattern positions in one question; a trust policy has at most 4,096 characters.
inline constexpr size_t kMaxPositions = 50'000;
void CollectMentioned(const Node& node, Mentioned* mentioned);

}  // namespace irsalint::base::automaton_internal
