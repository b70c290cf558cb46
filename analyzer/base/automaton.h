#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/base/pattern.h"
#include "analyzer/base/truth.h"

// Exact questions about sets of texts that are built from globs: the arithmetic below "who can
// assume this role" (docs/reference/iam.md §6). A Language is a cheap, immutable description; the
// questions compile it to machines that are explored on the fly. Positive patterns are followed
// one position at a time; only what stands under a complement is determinised, and that lazily.
// Every question stops after a fixed amount of work and then says so.
namespace irsalint::base {

namespace automaton_internal {
struct Node;
}

// Groups of characters on which a Dfa can have an edge. Every character is in exactly one.
enum class CharClass : uint8_t {
  kLower,   // a-z
  kDigit,   // 0-9
  kHyphen,  // -
  kDot,     // .
  kColon,   // :
  kOther,   // everything else, also upper case and '_'
};
inline constexpr size_t kCharClassCount = 6;

[[nodiscard]] CharClass ClassOf(char32_t c);

// A small hand-written automaton, for shapes that globs cannot express, such as a DNS label.
// A missing edge rejects. State 0 is the start; AddState numbers from 0.
class Dfa {
 public:
  enum class Acceptance : uint8_t { kRejects, kAccepts };

  uint32_t AddState(Acceptance acceptance);
  // Setting an edge again replaces it. An edge on a character wins over the edge on its class.
  void AddEdge(uint32_t from, CharClass on, uint32_t to);
  void AddEdge(uint32_t from, char32_t on, uint32_t to);
  // New states along `text` after `from`, all rejecting; returns the last one (`from` if empty).
  uint32_t AddPath(uint32_t from, std::string_view text);

  static constexpr uint32_t kDead = UINT32_MAX;
  // The state after reading `c` in `from`; kDead where no edge leads on, and from kDead.
  [[nodiscard]] uint32_t Step(uint32_t from, char32_t c) const;
  [[nodiscard]] bool Accepts(uint32_t state) const;
  [[nodiscard]] uint32_t StateCount() const { return static_cast<uint32_t>(states_.size()); }
  // Appends the characters that have an edge of their own somewhere.
  void AppendMentioned(std::vector<char32_t>* characters) const;

 private:
  struct CharEdge {
    char32_t on = 0;
    uint32_t to = kDead;
  };
  struct State {
    bool accepts = false;
    std::array<uint32_t, kCharClassCount> by_class = {};
    std::vector<CharEdge> by_char = {};
  };
  std::vector<State> states_;
};

// A set of texts. A default-constructed one is empty. Copying copies a pointer.
class Language {
 public:
  Language();

  static Language Empty();
  static Language Everything();
  static Language Of(const Pattern& pattern);
  // The texts that at least one pattern matches; empty for no patterns.
  static Language UnionOf(std::span<const Pattern> patterns);
  static Language OfText(std::string_view text);
  static Language FromDfa(Dfa dfa);

  // Whether `text` belongs to it: exact and unbounded, linear in the text for each pattern.
  [[nodiscard]] bool Matches(std::string_view text) const;

  // { rest : prefix + rest belongs to it }. Exact and linear in the prefix.
  [[nodiscard]] Language Residual(std::string_view prefix) const;

  // Nothing or everything by construction; a cheap test that is not complete (see IsEmpty).
  [[nodiscard]] bool IsTriviallyEmpty() const;
  [[nodiscard]] bool IsTriviallyEverything() const;

  friend Language Complement(const Language& language);
  friend Language UnionOfAll(std::span<const Language> languages);
  friend Language IntersectionOfAll(std::span<const Language> languages);

  // For the questions below, which compile it.
  [[nodiscard]] const automaton_internal::Node& node() const { return *node_; }

 private:
  using NodePointer = std::shared_ptr<const automaton_internal::Node>;

  explicit Language(NodePointer node) : node_(std::move(node)) {}

  NodePointer node_;
};

[[nodiscard]] Language Union(const Language& left, const Language& right);
[[nodiscard]] Language Intersection(const Language& left, const Language& right);
[[nodiscard]] Language Complement(const Language& language);
[[nodiscard]] Language Difference(const Language& left, const Language& right);
[[nodiscard]] Language UnionOfAll(std::span<const Language> languages);
[[nodiscard]] Language IntersectionOfAll(std::span<const Language> languages);

// Bounds on one question: states of any one machine, and elementary moves in total. Both are
// counts, so the answer is the same on every computer.
inline constexpr size_t kMaxProductStates = 20'000;
inline constexpr size_t kMaxMoves = 500'000;

// `truth` is kMaybe exactly when `limit_reached`.
struct Answer {
  Truth truth = Truth::kMaybe;
  bool limit_reached = false;

  friend bool operator==(const Answer&, const Answer&) = default;
};

[[nodiscard]] Answer IsEmpty(const Language& language);
// Whether at least one text is in both.
[[nodiscard]] Answer Intersects(const Language& left, const Language& right);
// Whether every text of `smaller` is in `larger`.
[[nodiscard]] Answer Includes(const Language& larger, const Language& smaller);
[[nodiscard]] Answer AreEqual(const Language& left, const Language& right);
// Whether it holds finitely many texts (the empty language does).
[[nodiscard]] Answer IsFinite(const Language& language);

// Texts of a language, shortest first, then in the order of the alphabet used (lower-case letters,
// digits, '-', '.', ':', then other characters that occur in the patterns). Lower-case letters and
// digits are listed one by one; of the remaining characters that no pattern mentions, one ('_' if
// it is free) stands for all. Every word listed belongs to the language.
struct Words {
  std::vector<std::string> words;
  bool complete = false;       // nothing is missing: these are all texts
  bool limit_reached = false;  // the search ended early; then not complete
};

[[nodiscard]] Words Enumerate(const Language& language, size_t max_count);

// All prefixes of a set that leave the same continuations (as far as the machines tell: two groups
// may still have equal residuals).
struct ResidualGroup {
  Words prefixes;     // up to `max_prefixes` of them, at least one
  Language residual;  // what may follow each of these prefixes
};

struct ResidualGroups {
  std::vector<ResidualGroup> groups;  // in order of their shortest prefix
  bool limit_reached = false;         // groups are missing, mostly all of them
};

// Splits `prefixes` by what `language` accepts after them: the left quotients of `language` by each
// prefix, finitely many of them. So "is there a namespace n of which every account is admitted" is:
// for a group of ResidualsAfter(admitted.Residual("system:serviceaccount:"), label + ":", …), does
// its residual include the account names; "is there an account admitted in all namespaces" is: is
// the intersection of all groups' residuals with the account names not empty. Prefixes that leave
// nothing form groups too.
[[nodiscard]] ResidualGroups ResidualsAfter(const Language& language, const Language& prefixes,
                                            size_t max_prefixes);

}  // namespace irsalint::base
