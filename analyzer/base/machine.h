#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "analyzer/base/automaton.h"
#include "analyzer/base/automaton_internal.h"

// Languages compiled to machines with numbered states, whose steps are computed when first asked
// for. For automaton.cc only.
namespace irsalint::base::automaton_internal {

// The work that one question may do. Counts only, so results do not depend on the computer.
class Budget {
 public:
  void Charge(size_t moves) {
    if (moves >= moves_left_) {
      moves_left_ = 0;
      exceeded_ = true;
    } else {
      moves_left_ -= moves;
    }
  }
  void Exceed() { exceeded_ = true; }
  bool exceeded() const { return exceeded_; }

 private:
  size_t moves_left_ = kMaxMoves;
  bool exceeded_ = false;
};

// The characters that a question has to try. Characters that no leaf tells apart share a symbol.
struct Alphabet {
  struct Symbol {
    char32_t representative = 0;
    // What the symbol stands for, itself included. Of the characters outside [a-z0-9.:-] that
    // nothing mentions only `stand_in` is here.
    std::vector<char32_t> members;
  };
  std::vector<Symbol> symbols;
  char32_t stand_in = 0;
};

Alphabet MakeAlphabet(const Mentioned& mentioned);

// Orders characters as words are listed: a-z, 0-9, '-', '.', ':', others by code point. One value
// holds the rank and, in its low bits, the character.
inline constexpr char32_t kRankedCharacterMask = 0xFFFFFF;
inline char32_t Ranked(char32_t c) { return (static_cast<char32_t>(ClassOf(c)) << 24) | c; }

// Numbers tuples of states in the order in which they are met.
class TupleTable {
 public:
  explicit TupleTable(Budget* budget) : budget_(budget) {}

  // The number of the tuple; nothing, and the budget exceeded, when there are too many.
  std::optional<uint32_t> Intern(std::span<const uint32_t> tuple);
  // Valid until the next Intern.
  std::span<const uint32_t> Get(uint32_t number) const;

 private:
  void Grow();

  Budget* budget_;
  std::vector<uint32_t> elements_;
  std::vector<uint32_t> ends_;     // of tuple i in elements_; it begins where the one before ends
  std::vector<uint32_t> buckets_;  // open addressing: number + 1, or 0
};

// Nondeterministic unless said otherwise: a text is accepted if some way through accepts it.
class Machine {
 public:
  Machine(const Alphabet* alphabet, Budget* budget) : alphabet_(alphabet), budget_(budget) {}
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;
  virtual ~Machine() = default;

  virtual std::vector<uint32_t> Start() = 0;
  virtual bool Accepts(uint32_t state) const = 0;
  // Everything may follow (no promise that all such states are recognised).
  virtual bool AcceptsAll(uint32_t /*state*/) const { return false; }
  // Sorts a set of states and drops those that add no text to the set.
  virtual void Prune(std::vector<uint32_t>* states) const;

  // Where reading the symbol leads. Computed once; valid until the next call on this machine.
  std::span<const uint32_t> Successors(uint32_t state, uint32_t symbol);

 protected:
  virtual void Step(uint32_t state, uint32_t symbol, std::vector<uint32_t>* to) = 0;

  const Alphabet& alphabet() const { return *alphabet_; }
  Budget& budget() { return *budget_; }

 private:
  static constexpr uint32_t kUnknown = UINT32_MAX;
  struct Slice {
    uint32_t begin = kUnknown;
    uint32_t count = 0;
  };

  const Alphabet* alphabet_;
  Budget* budget_;
  std::vector<std::vector<Slice>> rows_;
  std::vector<uint32_t> pool_;
  std::vector<uint32_t> scratch_;
};

// Sets of states of an inner machine: deterministic.
class SubsetMachine final : public Machine {
 public:
  enum class Acceptance : uint8_t { kSame, kComplement };

  SubsetMachine(std::unique_ptr<Machine> inner, Acceptance acceptance, const Alphabet* alphabet,
                Budget* budget);

  std::vector<uint32_t> Start() override;
  bool Accepts(uint32_t state) const override;

 protected:
  void Step(uint32_t state, uint32_t symbol, std::vector<uint32_t>* to) override;

 private:
  void AppendNumber(std::vector<uint32_t> set, std::vector<uint32_t>* to);

  std::unique_ptr<Machine> inner_;
  Acceptance acceptance_;
  TupleTable sets_;
};

// All parts at once.
class ProductMachine final : public Machine {
 public:
  ProductMachine(std::vector<std::unique_ptr<Machine>> parts, const Alphabet* alphabet,
                 Budget* budget);

  std::vector<uint32_t> Start() override;
  bool Accepts(uint32_t state) const override;

  // The states of the parts, in their order.
  std::span<const uint32_t> Parts(uint32_t state) const { return tuples_.Get(state); }

 protected:
  void Step(uint32_t state, uint32_t symbol, std::vector<uint32_t>* to) override;

 private:
  void AppendAll(std::span<const std::span<const uint32_t>> choices, std::vector<uint32_t>* to);

  std::vector<std::unique_ptr<Machine>> parts_;
  TupleTable tuples_;
};

// The machine of the language. Complements are pushed down to the leaves, where they are cheapest.
std::unique_ptr<Machine> Compile(const Node& node, const Alphabet* alphabet, Budget* budget);

}  // namespace irsalint::base::automaton_internal
