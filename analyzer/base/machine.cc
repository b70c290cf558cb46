#include "analyzer/base/machine.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace irsalint::base::automaton_internal {
namespace {

// Sorted as words are listed, without duplicates.
std::vector<char32_t> Ordered(std::vector<char32_t> characters) {
  std::ranges::sort(characters, {}, Ranked);
  characters.erase(std::unique(characters.begin(), characters.end()), characters.end());
  return characters;
}

// `characters` as Ordered returns them.
bool Holds(const std::vector<char32_t>& characters, char32_t c) {
  return std::ranges::binary_search(characters, Ranked(c), {}, Ranked);
}

// A character of kOther that is not in `taken`, which is Ordered.
char32_t FreeOther(const std::vector<char32_t>& taken) {
  constexpr std::u32string_view kPreferred = U"_ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  for (const char32_t c : kPreferred) {
    if (!Holds(taken, c)) return c;
  }
  // Questions mention fewer characters than there are beyond the basic plane.
  char32_t c = 0x10000;
  while (Holds(taken, c)) ++c;
  return c;
}

class NfaMachine final : public Machine {
 public:
  NfaMachine(const PatternsLeft& leaf, const Alphabet* alphabet, Budget* budget)
      : Machine(alphabet, budget), leaf_(leaf) {}

  std::vector<uint32_t> Start() override { return leaf_.positions; }
  bool Accepts(uint32_t state) const override { return leaf_.nfa->Accepts(state); }
  bool AcceptsAll(uint32_t state) const override { return leaf_.nfa->AcceptsAll(state); }
  void Prune(std::vector<uint32_t>* states) const override { leaf_.nfa->Prune(states); }

 protected:
  void Step(uint32_t state, uint32_t symbol, std::vector<uint32_t>* to) override {
    leaf_.nfa->Step(state, alphabet().symbols[symbol].representative, to);
  }

 private:
  const PatternsLeft& leaf_;
};

// Deterministic, so its complement only swaps acceptance and keeps the dead state.
class DfaMachine final : public Machine {
 public:
  DfaMachine(const DfaLeft& leaf, SubsetMachine::Acceptance acceptance, const Alphabet* alphabet,
             Budget* budget)
      : Machine(alphabet, budget), leaf_(leaf), acceptance_(acceptance) {}

  std::vector<uint32_t> Start() override { return {leaf_.state}; }

  bool Accepts(uint32_t state) const override {
    const bool complemented = acceptance_ == SubsetMachine::Acceptance::kComplement;
    return leaf_.dfa->Accepts(state) != complemented;
  }

  bool AcceptsAll(uint32_t state) const override { return state == dead(); }

 protected:
  void Step(uint32_t state, uint32_t symbol, std::vector<uint32_t>* to) override {
    const uint32_t next = leaf_.dfa->Step(state, alphabet().symbols[symbol].representative);
    if (next != Dfa::kDead) {
      to->push_back(next);
    } else if (acceptance_ == SubsetMachine::Acceptance::kComplement) {
      to->push_back(dead());
    }
  }

 private:
  // The number after the last real state; reached under a complement only.
  uint32_t dead() const { return leaf_.dfa->StateCount(); }

  const DfaLeft& leaf_;
  SubsetMachine::Acceptance acceptance_;
};

// Any one part; the choice is made at the start.
class UnionMachine final : public Machine {
 public:
  UnionMachine(std::vector<std::unique_ptr<Machine>> parts, const Alphabet* alphabet,
               Budget* budget)
      : Machine(alphabet, budget), parts_(std::move(parts)), states_(budget) {}

  std::vector<uint32_t> Start() override {
    std::vector<uint32_t> start;
    for (uint32_t part = 0; part < parts_.size(); ++part) {
      for (const uint32_t state : parts_[part]->Start()) AppendNumber(part, state, &start);
    }
    return start;
  }

  bool Accepts(uint32_t state) const override {
    const std::span<const uint32_t> choice = states_.Get(state);
    return parts_[choice[0]]->Accepts(choice[1]);
  }

  bool AcceptsAll(uint32_t state) const override {
    const std::span<const uint32_t> choice = states_.Get(state);
    return parts_[choice[0]]->AcceptsAll(choice[1]);
  }

 protected:
  void Step(uint32_t state, uint32_t symbol, std::vector<uint32_t>* to) override {
    const uint32_t part = states_.Get(state)[0];
    const uint32_t inner = states_.Get(state)[1];
    for (const uint32_t next : parts_[part]->Successors(inner, symbol)) {
      AppendNumber(part, next, to);
    }
  }

 private:
  void AppendNumber(uint32_t part, uint32_t state, std::vector<uint32_t>* to) {
    const std::array<uint32_t, 2> choice = {part, state};
    if (const std::optional<uint32_t> number = states_.Intern(choice)) to->push_back(*number);
  }

  std::vector<std::unique_ptr<Machine>> parts_;
  TupleTable states_;
};

using Acceptance = SubsetMachine::Acceptance;

Acceptance Opposite(Acceptance acceptance) {
  return acceptance == Acceptance::kSame ? Acceptance::kComplement : Acceptance::kSame;
}

std::unique_ptr<Machine> CompileNode(const Node& node, Acceptance acceptance,
                                     const Alphabet* alphabet, Budget* budget) {
  if (const auto* patterns = std::get_if<PatternsLeft>(&node.value)) {
    auto machine = std::make_unique<NfaMachine>(*patterns, alphabet, budget);
    if (acceptance == Acceptance::kSame) return machine;
    return std::make_unique<SubsetMachine>(std::move(machine), acceptance, alphabet, budget);
  }
  if (const auto* dfa = std::get_if<DfaLeft>(&node.value)) {
    return std::make_unique<DfaMachine>(*dfa, acceptance, alphabet, budget);
  }
  const auto& combination = std::get<Combination>(node.value);
  if (combination.op == Combination::Operator::kComplement) {
    return CompileNode(*combination.operands.front(), Opposite(acceptance), alphabet, budget);
  }
  std::vector<std::unique_ptr<Machine>> parts;
  for (const auto& operand : combination.operands) {
    parts.push_back(CompileNode(*operand, acceptance, alphabet, budget));
  }
  if (parts.size() == 1) return std::move(parts.front());
  // De Morgan: under a complement, a union is the intersection of the complements.
  const bool is_union =
      (combination.op == Combination::Operator::kUnion) == (acceptance == Acceptance::kSame);
  if (is_union) return std::make_unique<UnionMachine>(std::move(parts), alphabet, budget);
  return std::make_unique<ProductMachine>(std::move(parts), alphabet, budget);
}

uint64_t Hash(std::span<const uint32_t> tuple) {
  uint64_t hash = 0x9E3779B97F4A7C15 + tuple.size();
  for (const uint32_t element : tuple) {
    hash = (hash ^ element) * 0xFF51AFD7ED558CCD;
    hash ^= hash >> 32;
  }
  return hash;
}

}  // namespace

Alphabet MakeAlphabet(const Mentioned& mentioned) {
  Alphabet alphabet;
  const std::vector<char32_t> characters = Ordered(mentioned.characters);
  for (const char32_t c : characters) {
    alphabet.symbols.push_back({.representative = c, .members = {c}});
  }
  alphabet.stand_in = FreeOther(characters);
  std::u32string rest = U"abcdefghijklmnopqrstuvwxyz0123456789-.:";
  rest += alphabet.stand_in;
  // Only a Dfa tells characters apart that nothing mentions, and only by their class.
  const size_t mentioned_symbols = alphabet.symbols.size();
  for (const char32_t c : rest) {
    if (Holds(characters, c)) continue;
    const bool is_like_last =
        alphabet.symbols.size() > mentioned_symbols &&
        (!mentioned.has_classes || ClassOf(alphabet.symbols.back().representative) == ClassOf(c));
    if (!is_like_last) alphabet.symbols.push_back({.representative = c, .members = {}});
    alphabet.symbols.back().members.push_back(c);
  }
  return alphabet;
}

std::span<const uint32_t> TupleTable::Get(uint32_t number) const {
  const uint32_t begin = number == 0 ? 0 : ends_[number - 1];
  return std::span(elements_).subspan(begin, ends_[number] - begin);
}

void TupleTable::Grow() {
  buckets_.assign(buckets_.empty() ? 64 : buckets_.size() * 2, 0);
  for (uint32_t number = 0; number < ends_.size(); ++number) {
    size_t bucket = Hash(Get(number)) % buckets_.size();
    while (buckets_[bucket] != 0) bucket = (bucket + 1) % buckets_.size();
    buckets_[bucket] = number + 1;
  }
}

std::optional<uint32_t> TupleTable::Intern(std::span<const uint32_t> tuple) {
  budget_->Charge(tuple.size() + 1);
  if (budget_->exceeded()) return std::nullopt;
  if (ends_.size() * 2 >= buckets_.size()) Grow();
  size_t bucket = Hash(tuple) % buckets_.size();
  for (; buckets_[bucket] != 0; bucket = (bucket + 1) % buckets_.size()) {
    const uint32_t number = buckets_[bucket] - 1;
    if (std::ranges::equal(Get(number), tuple)) return number;
  }
  if (ends_.size() >= kMaxProductStates) {
    budget_->Exceed();
    return std::nullopt;
  }
  elements_.insert(elements_.end(), tuple.begin(), tuple.end());
  ends_.push_back(static_cast<uint32_t>(elements_.size()));
  buckets_[bucket] = static_cast<uint32_t>(ends_.size());
  return static_cast<uint32_t>(ends_.size() - 1);
}

void Machine::Prune(std::vector<uint32_t>* states) const {
  std::ranges::sort(*states);
  states->erase(std::unique(states->begin(), states->end()), states->end());
}

std::span<const uint32_t> Machine::Successors(uint32_t state, uint32_t symbol) {
  if (state >= rows_.size()) rows_.resize(state + 1);
  if (rows_[state].empty()) {
    budget_->Charge(alphabet_->symbols.size() / 8);
    rows_[state].resize(alphabet_->symbols.size());
  }
  if (rows_[state][symbol].begin == kUnknown) {
    scratch_.clear();
    Step(state, symbol, &scratch_);
    budget_->Charge(scratch_.size() + 1);
    rows_[state][symbol] = {.begin = static_cast<uint32_t>(pool_.size()),
                            .count = static_cast<uint32_t>(scratch_.size())};
    pool_.insert(pool_.end(), scratch_.begin(), scratch_.end());
  }
  const Slice slice = rows_[state][symbol];
  return std::span(pool_).subspan(slice.begin, slice.count);
}

SubsetMachine::SubsetMachine(std::unique_ptr<Machine> inner, Acceptance acceptance,
                             const Alphabet* alphabet, Budget* budget)
    : Machine(alphabet, budget), inner_(std::move(inner)), acceptance_(acceptance), sets_(budget) {}

void SubsetMachine::AppendNumber(std::vector<uint32_t> set, std::vector<uint32_t>* to) {
  inner_->Prune(&set);
  // The complement of everything: no way on from here.
  if (acceptance_ == Acceptance::kComplement &&
      std::ranges::any_of(set, [this](uint32_t state) { return inner_->AcceptsAll(state); })) {
    return;
  }
  if (const std::optional<uint32_t> number = sets_.Intern(set)) to->push_back(*number);
}

std::vector<uint32_t> SubsetMachine::Start() {
  std::vector<uint32_t> start;
  AppendNumber(inner_->Start(), &start);
  return start;
}

bool SubsetMachine::Accepts(uint32_t state) const {
  const bool accepted = std::ranges::any_of(
      sets_.Get(state), [this](uint32_t inner_state) { return inner_->Accepts(inner_state); });
  return accepted == (acceptance_ == Acceptance::kSame);
}

void SubsetMachine::Step(uint32_t state, uint32_t symbol, std::vector<uint32_t>* to) {
  std::vector<uint32_t> next;
  const std::span<const uint32_t> set = sets_.Get(state);
  budget().Charge(set.size());
  if (budget().exceeded()) return;
  for (const uint32_t inner_state : set) {
    const std::span<const uint32_t> successors = inner_->Successors(inner_state, symbol);
    next.insert(next.end(), successors.begin(), successors.end());
  }
  AppendNumber(std::move(next), to);
}

ProductMachine::ProductMachine(std::vector<std::unique_ptr<Machine>> parts,
                               const Alphabet* alphabet, Budget* budget)
    : Machine(alphabet, budget), parts_(std::move(parts)), tuples_(budget) {}

// Interns every way to pick one state of each part.
void ProductMachine::AppendAll(std::span<const std::span<const uint32_t>> choices,
                               std::vector<uint32_t>* to) {
  for (const std::span<const uint32_t> choice : choices) {
    if (choice.empty()) return;
  }
  std::vector<size_t> picked(choices.size(), 0);
  std::vector<uint32_t> tuple(choices.size());
  for (;;) {
    for (size_t i = 0; i < choices.size(); ++i) tuple[i] = choices[i][picked[i]];
    const std::optional<uint32_t> number = tuples_.Intern(tuple);
    if (!number) return;
    to->push_back(*number);
    size_t i = 0;
    while (i < choices.size() && ++picked[i] == choices[i].size()) picked[i++] = 0;
    if (i == choices.size()) return;
  }
}

std::vector<uint32_t> ProductMachine::Start() {
  std::vector<std::vector<uint32_t>> starts;
  for (const auto& part : parts_) starts.push_back(part->Start());
  const std::vector<std::span<const uint32_t>> choices(starts.begin(), starts.end());
  std::vector<uint32_t> start;
  AppendAll(choices, &start);
  return start;
}

bool ProductMachine::Accepts(uint32_t state) const {
  const std::span<const uint32_t> tuple = tuples_.Get(state);
  for (size_t i = 0; i < parts_.size(); ++i) {
    if (!parts_[i]->Accepts(tuple[i])) return false;
  }
  return true;
}

void ProductMachine::Step(uint32_t state, uint32_t symbol, std::vector<uint32_t>* to) {
  std::vector<std::span<const uint32_t>> choices(parts_.size());
  for (size_t i = 0; i < parts_.size(); ++i) {
    choices[i] = parts_[i]->Successors(tuples_.Get(state)[i], symbol);
    if (choices[i].empty()) return;
  }
  AppendAll(choices, to);
}

std::unique_ptr<Machine> Compile(const Node& node, const Alphabet* alphabet, Budget* budget) {
  return CompileNode(node, Acceptance::kSame, alphabet, budget);
}

}  // namespace irsalint::base::automaton_internal
