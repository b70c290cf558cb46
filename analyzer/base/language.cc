#include <algorithm>
#include <optional>
#include <utility>

#include "analyzer/base/automaton.h"
#include "analyzer/base/automaton_internal.h"
#include "analyzer/base/utf8.h"

namespace irsalint::base {

using automaton_internal::Combination;
using automaton_internal::DfaLeft;
using automaton_internal::Mentioned;
using automaton_internal::Nfa;
using automaton_internal::Node;
using automaton_internal::PatternsLeft;

namespace {

using Operator = Combination::Operator;
using NodePointer = std::shared_ptr<const Node>;

NodePointer MakeCombination(Operator op, std::vector<NodePointer> operands) {
  return std::make_shared<const Node>(Node{Combination{op, std::move(operands)}});
}

const NodePointer& EmptyNode() {
  static const NodePointer kNode = MakeCombination(Operator::kUnion, {});
  return kNode;
}

const NodePointer& EverythingNode() {
  static const NodePointer kNode = MakeCombination(Operator::kIntersection, {});
  return kNode;
}

bool IsEmptyNode(const Node& node) {
  const auto* combination = std::get_if<Combination>(&node.value);
  return combination != nullptr && combination->op == Operator::kUnion &&
         combination->operands.empty();
}

bool IsEverythingNode(const Node& node) {
  const auto* combination = std::get_if<Combination>(&node.value);
  return combination != nullptr && combination->op == Operator::kIntersection &&
         combination->operands.empty();
}

NodePointer MakePatterns(std::shared_ptr<const Nfa> nfa, std::vector<uint32_t> positions) {
  nfa->Prune(&positions);
  if (positions.empty()) return EmptyNode();
  for (const uint32_t position : positions) {
    if (nfa->AcceptsAll(position)) return EverythingNode();
  }
  return std::make_shared<const Node>(Node{PatternsLeft{std::move(nfa), std::move(positions)}});
}

NodePointer MakeDfa(std::shared_ptr<const Dfa> dfa, uint32_t state) {
  if (state == Dfa::kDead) return EmptyNode();
  return std::make_shared<const Node>(Node{DfaLeft{std::move(dfa), state}});
}

NodePointer MakeComplement(NodePointer operand) {
  if (IsEmptyNode(*operand)) return EverythingNode();
  if (IsEverythingNode(*operand)) return EmptyNode();
  const auto* combination = std::get_if<Combination>(&operand->value);
  if (combination != nullptr && combination->op == Operator::kComplement) {
    return combination->operands.front();
  }
  return MakeCombination(Operator::kComplement, {std::move(operand)});
}

// One leaf in place of several: under a complement, one set of positions is better than a product.
NodePointer MergePatterns(std::span<const PatternsLeft* const> leaves) {
  auto nfa = std::make_shared<Nfa>();
  std::vector<uint32_t> positions;
  for (const PatternsLeft* leaf : leaves) {
    const uint32_t begin = nfa->Append(*leaf->nfa);
    for (const uint32_t position : leaf->positions) positions.push_back(begin + position);
  }
  return MakePatterns(std::move(nfa), std::move(positions));
}

NodePointer MakeUnion(std::vector<NodePointer> operands) {
  std::vector<NodePointer> kept;
  std::vector<NodePointer> pattern_leaves;
  const auto keep = [&kept, &pattern_leaves](const NodePointer& node) {
    const bool is_patterns = std::holds_alternative<PatternsLeft>(node->value);
    (is_patterns ? pattern_leaves : kept).push_back(node);
  };
  for (const NodePointer& operand : operands) {
    if (IsEverythingNode(*operand)) return EverythingNode();
    const auto* combination = std::get_if<Combination>(&operand->value);
    if (combination != nullptr && combination->op == Operator::kUnion) {
      for (const NodePointer& inner : combination->operands) keep(inner);
    } else {
      keep(operand);
    }
  }
  if (pattern_leaves.size() == 1) kept.push_back(pattern_leaves.front());
  if (pattern_leaves.size() > 1) {
    std::vector<const PatternsLeft*> leaves;
    for (const NodePointer& leaf : pattern_leaves) {
      leaves.push_back(&std::get<PatternsLeft>(leaf->value));
    }
    kept.push_back(MergePatterns(leaves));
  }
  if (kept.size() == 1) return kept.front();
  return kept.empty() ? EmptyNode() : MakeCombination(Operator::kUnion, std::move(kept));
}

NodePointer MakeIntersection(std::vector<NodePointer> operands) {
  std::vector<NodePointer> kept;
  for (const NodePointer& operand : operands) {
    if (IsEmptyNode(*operand)) return EmptyNode();
    const auto* combination = std::get_if<Combination>(&operand->value);
    if (combination != nullptr && combination->op == Operator::kIntersection) {
      kept.insert(kept.end(), combination->operands.begin(), combination->operands.end());
    } else {
      kept.push_back(operand);
    }
  }
  if (kept.size() == 1) return kept.front();
  return kept.empty() ? EverythingNode()
                      : MakeCombination(Operator::kIntersection, std::move(kept));
}

std::vector<uint32_t> Advance(const PatternsLeft& leaf, std::u32string_view text) {
  std::vector<uint32_t> positions = leaf.positions;
  std::vector<uint32_t> next;
  for (const char32_t c : text) {
    next.clear();
    for (const uint32_t position : positions) leaf.nfa->Step(position, c, &next);
    leaf.nfa->Prune(&next);
    std::swap(positions, next);
    if (positions.empty()) break;
  }
  return positions;
}

uint32_t Advance(const DfaLeft& leaf, std::u32string_view text) {
  uint32_t state = leaf.state;
  for (const char32_t c : text) state = leaf.dfa->Step(state, c);
  return state;
}

bool MatchesNode(const Node& node, std::u32string_view text) {
  if (const auto* patterns = std::get_if<PatternsLeft>(&node.value)) {
    return std::ranges::any_of(Advance(*patterns, text), [patterns](uint32_t position) {
      return patterns->nfa->Accepts(position);
    });
  }
  if (const auto* dfa = std::get_if<DfaLeft>(&node.value)) {
    return dfa->dfa->Accepts(Advance(*dfa, text));
  }
  const auto& combination = std::get<Combination>(node.value);
  const auto matches = [text](const NodePointer& operand) { return MatchesNode(*operand, text); };
  switch (combination.op) {
    case Operator::kUnion:
      return std::ranges::any_of(combination.operands, matches);
    case Operator::kIntersection:
      return std::ranges::all_of(combination.operands, matches);
    case Operator::kComplement:
      return !matches(combination.operands.front());
  }
  return false;
}

// Taking a residual goes through all set operations, so only the leaves move.
NodePointer ResidualNode(const Node& node, std::u32string_view prefix) {
  if (const auto* patterns = std::get_if<PatternsLeft>(&node.value)) {
    return MakePatterns(patterns->nfa, Advance(*patterns, prefix));
  }
  if (const auto* dfa = std::get_if<DfaLeft>(&node.value)) {
    return MakeDfa(dfa->dfa, Advance(*dfa, prefix));
  }
  const auto& combination = std::get<Combination>(node.value);
  std::vector<NodePointer> operands;
  for (const NodePointer& operand : combination.operands) {
    operands.push_back(ResidualNode(*operand, prefix));
  }
  switch (combination.op) {
    case Operator::kUnion:
      return MakeUnion(std::move(operands));
    case Operator::kIntersection:
      return MakeIntersection(std::move(operands));
    case Operator::kComplement:
      return MakeComplement(std::move(operands.front()));
  }
  return EmptyNode();
}

// All characters that fold to `folded`, itself included.
std::vector<char32_t> FoldVariants(char32_t folded) {
  // Simple folding (utf8.h) touches nothing outside these ranges.
  static const std::vector<std::pair<char32_t, char32_t>> kVariants = [] {
    std::vector<std::pair<char32_t, char32_t>> variants;
    const auto scan = [&variants](char32_t first, char32_t last) {
      for (char32_t c = first; c <= last; ++c) {
        if (SimpleFold(c) != c) variants.emplace_back(SimpleFold(c), c);
      }
    };
    scan(0, 0x52F);
    scan(0x1E00, 0x1EFF);
    scan(0x2100, 0x214F);
    scan(0xFF00, 0xFFEF);
    return variants;
  }();
  std::vector<char32_t> variants = {folded};
  for (const auto& [to, from] : kVariants) {
    if (to == folded) variants.push_back(from);
  }
  return variants;
}

}  // namespace

namespace automaton_internal {

void Nfa::Append(const Pattern& pattern) {
  has_too_long_pattern_ = has_too_long_pattern_ || pattern.IsTooLong();
  const uint32_t begin = size();
  for (const PatternToken& token : pattern.tokens()) {
    Kind kind = Kind::kLiteral;
    switch (token.kind) {
      case PatternToken::Kind::kLiteral:
        kind = pattern.IgnoresCase() ? Kind::kFolded : Kind::kLiteral;
        break;
      case PatternToken::Kind::kAnyOne:
        kind = Kind::kAnyOne;
        break;
      case PatternToken::Kind::kAnyRun:
        kind = Kind::kAnyRun;
        break;
      case PatternToken::Kind::kAnyRunWithoutColon:
        kind = Kind::kAnyRunWithoutColon;
        break;
    }
    positions_.push_back({.kind = kind, .code_point = token.code_point, .pattern_begin = begin});
  }
  positions_.push_back({.kind = Kind::kAccept, .pattern_begin = begin});
}

uint32_t Nfa::Append(const Nfa& other) {
  has_too_long_pattern_ = has_too_long_pattern_ || other.has_too_long_pattern_;
  const uint32_t begin = size();
  for (Position position : other.positions_) {
    position.pattern_begin += begin;
    positions_.push_back(position);
  }
  return begin;
}

bool Nfa::Accepts(uint32_t position) const { return positions_[position].kind == Kind::kAccept; }

bool Nfa::AcceptsAll(uint32_t position) const {
  return positions_[position].kind == Kind::kAnyRun &&
         positions_[position + 1].kind == Kind::kAccept;
}

void Nfa::Enter(uint32_t position, std::vector<uint32_t>* to) const {
  for (;; ++position) {
    to->push_back(position);
    const Kind kind = positions_[position].kind;
    if (kind != Kind::kAnyRun && kind != Kind::kAnyRunWithoutColon) return;
  }
}

void Nfa::Step(uint32_t position, char32_t c, std::vector<uint32_t>* to) const {
  switch (positions_[position].kind) {
    case Kind::kLiteral:
      if (positions_[position].code_point == c) Enter(position + 1, to);
      return;
    case Kind::kFolded:
      if (positions_[position].code_point == SimpleFold(c)) Enter(position + 1, to);
      return;
    case Kind::kAnyOne:
      Enter(position + 1, to);
      return;
    case Kind::kAnyRun:
      Enter(position, to);
      return;
    case Kind::kAnyRunWithoutColon:
      if (c != ':') Enter(position, to);
      return;
    case Kind::kAccept:
      return;
  }
}

void Nfa::Prune(std::vector<uint32_t>* positions) const {
  std::ranges::sort(*positions);
  positions->erase(std::unique(positions->begin(), positions->end()), positions->end());
  // From a '*' on, a pattern accepts whatever it accepts from an earlier position: that one has to
  // pass the '*' too. Walk back and drop the part of each pattern below its last '*'.
  uint32_t dropped_from = UINT32_MAX;
  uint32_t dropped_to = 0;
  for (size_t i = positions->size(); i-- > 0;) {
    const uint32_t position = (*positions)[i];
    if (position >= dropped_from && position < dropped_to) {
      (*positions)[i] = UINT32_MAX;
    } else if (positions_[position].kind == Kind::kAnyRun) {
      dropped_from = positions_[position].pattern_begin;
      dropped_to = position;
    }
  }
  std::erase(*positions, UINT32_MAX);
}

void Nfa::AppendMentioned(std::vector<char32_t>* characters) const {
  for (const Position& position : positions_) {
    if (position.kind == Kind::kLiteral) characters->push_back(position.code_point);
    if (position.kind == Kind::kAnyRunWithoutColon) characters->push_back(U':');
    if (position.kind == Kind::kFolded) {
      const std::vector<char32_t> variants = FoldVariants(position.code_point);
      characters->insert(characters->end(), variants.begin(), variants.end());
    }
  }
}

void CollectMentioned(const Node& node, Mentioned* mentioned) {
  if (const auto* patterns = std::get_if<PatternsLeft>(&node.value)) {
    mentioned->positions += patterns->nfa->size();
    if (patterns->nfa->HasTooLongPattern() || mentioned->positions > kMaxPositions) {
      mentioned->is_too_large = true;
      return;
    }
    patterns->nfa->AppendMentioned(&mentioned->characters);
  } else if (const auto* dfa = std::get_if<DfaLeft>(&node.value)) {
    dfa->dfa->AppendMentioned(&mentioned->characters);
    mentioned->has_classes = true;
  } else {
    for (const auto& operand : std::get<Combination>(node.value).operands) {
      CollectMentioned(*operand, mentioned);
    }
  }
}

}  // namespace automaton_internal

CharClass ClassOf(char32_t c) {
  if (c >= U'a' && c <= U'z') return CharClass::kLower;
  if (c >= U'0' && c <= U'9') return CharClass::kDigit;
  if (c == U'-') return CharClass::kHyphen;
  if (c == U'.') return CharClass::kDot;
  if (c == U':') return CharClass::kColon;
  return CharClass::kOther;
}

uint32_t Dfa::AddState(Acceptance acceptance) {
  State state = {.accepts = acceptance == Acceptance::kAccepts};
  state.by_class.fill(kDead);
  states_.push_back(std::move(state));
  return StateCount() - 1;
}

void Dfa::AddEdge(uint32_t from, CharClass on, uint32_t to) {
  states_[from].by_class[static_cast<size_t>(on)] = to;
}

void Dfa::AddEdge(uint32_t from, char32_t on, uint32_t to) {
  std::vector<CharEdge>& edges = states_[from].by_char;
  const auto found = std::ranges::find(edges, on, &CharEdge::on);
  if (found != edges.end()) {
    found->to = to;
  } else {
    edges.push_back({.on = on, .to = to});
  }
}

uint32_t Dfa::AddPath(uint32_t from, std::string_view text) {
  for (const char32_t c : DecodeAllUtf8(text)) {
    const uint32_t next = AddState(Acceptance::kRejects);
    AddEdge(from, c, next);
    from = next;
  }
  return from;
}

uint32_t Dfa::Step(uint32_t from, char32_t c) const {
  if (from >= StateCount()) return kDead;
  const State& state = states_[from];
  const auto found = std::ranges::find(state.by_char, c, &CharEdge::on);
  if (found != state.by_char.end()) return found->to;
  return state.by_class[static_cast<size_t>(ClassOf(c))];
}

bool Dfa::Accepts(uint32_t state) const { return state < StateCount() && states_[state].accepts; }

void Dfa::AppendMentioned(std::vector<char32_t>* characters) const {
  for (const State& state : states_) {
    for (const CharEdge& edge : state.by_char) characters->push_back(edge.on);
  }
}

Language::Language() : node_(EmptyNode()) {}

Language Language::Empty() { return Language(); }

Language Language::Everything() { return Language(EverythingNode()); }

Language Language::Of(const Pattern& pattern) { return UnionOf({&pattern, 1}); }

Language Language::UnionOf(std::span<const Pattern> patterns) {
  auto nfa = std::make_shared<Nfa>();
  std::vector<uint32_t> positions;
  for (const Pattern& pattern : patterns) {
    const uint32_t begin = nfa->size();
    nfa->Append(pattern);
    nfa->Enter(begin, &positions);
  }
  return Language(MakePatterns(std::move(nfa), std::move(positions)));
}

Language Language::OfText(std::string_view text) { return Of(Pattern::Literal(text)); }

Language Language::FromDfa(Dfa dfa) {
  const uint32_t start = dfa.StateCount() > 0 ? 0 : Dfa::kDead;
  return Language(MakeDfa(std::make_shared<const Dfa>(std::move(dfa)), start));
}

bool Language::Matches(std::string_view text) const {
  return MatchesNode(*node_, DecodeAllUtf8(text));
}

Language Language::Residual(std::string_view prefix) const {
  return Language(ResidualNode(*node_, DecodeAllUtf8(prefix)));
}

bool Language::IsTriviallyEmpty() const { return IsEmptyNode(*node_); }

bool Language::IsTriviallyEverything() const { return IsEverythingNode(*node_); }

Language UnionOfAll(std::span<const Language> languages) {
  std::vector<NodePointer> operands;
  for (const Language& language : languages) operands.push_back(language.node_);
  return Language(MakeUnion(std::move(operands)));
}

Language IntersectionOfAll(std::span<const Language> languages) {
  std::vector<NodePointer> operands;
  for (const Language& language : languages) operands.push_back(language.node_);
  return Language(MakeIntersection(std::move(operands)));
}

Language Union(const Language& left, const Language& right) {
  return UnionOfAll(std::array{left, right});
}

Language Intersection(const Language& left, const Language& right) {
  return IntersectionOfAll(std::array{left, right});
}

Language Complement(const Language& language) { return Language(MakeComplement(language.node_)); }

Language Difference(const Language& left, const Language& right) {
  return Intersection(left, Complement(right));
}

}  // namespace irsalint::base
