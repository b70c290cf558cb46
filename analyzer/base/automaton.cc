#include "analyzer/base/automaton.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <queue>
#include <tuple>
#include <utility>

#include "analyzer/base/machine.h"
#include "analyzer/base/utf8.h"

namespace irsalint::base {
namespace {

using automaton_internal::Alphabet;
using automaton_internal::Budget;
using automaton_internal::Compile;
using automaton_internal::kRankedCharacterMask;
using automaton_internal::Machine;
using automaton_internal::MakeAlphabet;
using automaton_internal::Mentioned;
using automaton_internal::ProductMachine;
using automaton_internal::Ranked;
using automaton_internal::SubsetMachine;

constexpr Answer kLimitReached = {.truth = Truth::kMaybe, .limit_reached = true};

Answer Certain(bool value) { return {.truth = FromBool(value), .limit_reached = false}; }

Answer Opposite(Answer answer) {
  return {.truth = Not(answer.truth), .limit_reached = answer.limit_reached};
}

// The part of a machine that can be reached, with its states renumbered in breadth-first order.
class Graph {
 public:
  struct Edge {
    uint32_t symbol = 0;
    uint32_t to = 0;
  };

  // Follows everything unless the budget ends before.
  Graph(Machine* machine, const Alphabet& alphabet, Budget* budget) {
    for (const uint32_t state : machine->Start()) starts_.push_back(Number(state));
    for (uint32_t from = 0; from < states_.size() && !budget->exceeded(); ++from) {
      for (uint32_t symbol = 0; symbol < alphabet.symbols.size(); ++symbol) {
        budget->Charge(1);
        for (const uint32_t next : machine->Successors(states_[from], symbol)) {
          const uint32_t to = Number(next);
          edges_[from].push_back({.symbol = symbol, .to = to});
        }
      }
    }
  }

  uint32_t size() const { return static_cast<uint32_t>(states_.size()); }
  std::span<const uint32_t> starts() const { return starts_; }
  std::span<const Edge> EdgesFrom(uint32_t state) const { return edges_[state]; }
  // The machine's number of a state.
  uint32_t MachineState(uint32_t state) const { return states_[state]; }

 private:
  uint32_t Number(uint32_t machine_state) {
    if (machine_state >= numbers_.size()) numbers_.resize(machine_state + 1, UINT32_MAX);
    if (numbers_[machine_state] == UINT32_MAX) {
      numbers_[machine_state] = size();
      states_.push_back(machine_state);
      edges_.emplace_back();
    }
    return numbers_[machine_state];
  }

  std::vector<uint32_t> states_;
  std::vector<std::vector<Edge>> edges_;
  std::vector<uint32_t> numbers_;
  std::vector<uint32_t> starts_;
};

constexpr uint32_t kUnreachable = UINT32_MAX;

// The edges of a graph turned round.
class Sources {
 public:
  explicit Sources(const Graph& graph) : sources_(graph.size()) {
    for (uint32_t from = 0; from < graph.size(); ++from) {
      for (const Graph::Edge& edge : graph.EdgesFrom(from)) {
        std::vector<uint32_t>& sources = sources_[edge.to];
        // Edges that differ in the symbol only come one after the other.
        if (sources.empty() || sources.back() != from) sources.push_back(from);
      }
    }
  }

  // For each state the least number of characters to one of `accepting`, or kUnreachable.
  std::vector<uint32_t> DistancesTo(std::span<const uint32_t> accepting, Budget* budget) const {
    budget->Charge(sources_.size() / 8);
    std::vector<uint32_t> distances(sources_.size(), kUnreachable);
    std::vector<uint32_t> queue(accepting.begin(), accepting.end());
    for (const uint32_t state : queue) distances[state] = 0;
    for (size_t i = 0; i < queue.size(); ++i) {
      budget->Charge(sources_[queue[i]].size());
      for (const uint32_t source : sources_[queue[i]]) {
        if (distances[source] != kUnreachable) continue;
        distances[source] = distances[queue[i]] + 1;
        queue.push_back(source);
      }
    }
    return distances;
  }

 private:
  std::vector<std::vector<uint32_t>> sources_;
};

// Whether a cycle lies on a way to an accepting state: then, and only then, infinitely many texts.
bool HasUsefulCycle(const Graph& graph, std::span<const uint32_t> distances) {
  // Remove useful states that no useful state leads to, again and again; a cycle is what remains.
  const auto is_useful = [distances](uint32_t state) { return distances[state] != kUnreachable; };
  std::vector<uint32_t> incoming(graph.size(), 0);
  uint32_t remaining = 0;
  for (uint32_t from = 0; from < graph.size(); ++from) {
    if (!is_useful(from)) continue;
    ++remaining;
    for (const Graph::Edge& edge : graph.EdgesFrom(from)) ++incoming[edge.to];
  }
  std::vector<uint32_t> queue;
  for (uint32_t state = 0; state < graph.size(); ++state) {
    if (is_useful(state) && incoming[state] == 0) queue.push_back(state);
  }
  for (size_t i = 0; i < queue.size(); ++i) {
    --remaining;
    for (const Graph::Edge& edge : graph.EdgesFrom(queue[i])) {
      if (--incoming[edge.to] == 0 && is_useful(edge.to)) queue.push_back(edge.to);
    }
  }
  return remaining > 0;
}

std::vector<uint32_t> AcceptingStates(const Graph& graph, const Machine& machine) {
  std::vector<uint32_t> accepting;
  for (uint32_t state = 0; state < graph.size(); ++state) {
    if (machine.Accepts(graph.MachineState(state))) accepting.push_back(state);
  }
  return accepting;
}

// A begun text: its characters (as Ranked), the states they lead to, and the length of the shortest
// text that begins so.
struct Prefix {
  size_t total = 0;
  std::u32string characters;
  std::vector<uint32_t> states;
};

struct LaterPrefix {
  bool operator()(const Prefix& left, const Prefix& right) const {
    return std::tie(left.total, left.characters) > std::tie(right.total, right.characters);
  }
};

// Best-first search over texts: every prefix that is kept leads to a text, so the work is bounded
// by the texts that come out. `distances` are those to the states that end a text.
Words ListWords(const Graph& graph, std::span<const uint32_t> distances, const Alphabet& alphabet,
                size_t max_count, Budget* budget) {
  Words result;
  std::priority_queue<Prefix, std::vector<Prefix>, LaterPrefix> queue;
  const auto push = [&](std::u32string characters, std::vector<uint32_t> states) {
    budget->Charge(characters.size() + states.size());
    uint32_t nearest = kUnreachable;
    for (const uint32_t state : states) nearest = std::min(nearest, distances[state]);
    const size_t total = characters.size() + nearest;
    queue.push({.total = total, .characters = std::move(characters), .states = std::move(states)});
  };
  const auto useful = [distances](std::vector<uint32_t> states) {
    std::erase_if(states, [&](uint32_t state) { return distances[state] == kUnreachable; });
    std::ranges::sort(states);
    states.erase(std::unique(states.begin(), states.end()), states.end());
    return states;
  };

  const std::vector<uint32_t> start = useful({graph.starts().begin(), graph.starts().end()});
  if (!start.empty()) push({}, start);
  bool uses_stand_in = false;
  while (!queue.empty() && result.words.size() < max_count && !budget->exceeded()) {
    const Prefix prefix = queue.top();
    queue.pop();
    if (prefix.total == prefix.characters.size()) {
      std::string word;
      for (const char32_t ranked : prefix.characters) {
        AppendUtf8(ranked & kRankedCharacterMask, &word);
        uses_stand_in |= ranked == Ranked(alphabet.stand_in);
      }
      result.words.push_back(std::move(word));
    }
    std::map<uint32_t, std::vector<uint32_t>> by_symbol;
    for (const uint32_t state : prefix.states) {
      for (const Graph::Edge& edge : graph.EdgesFrom(state)) {
        by_symbol[edge.symbol].push_back(edge.to);
      }
    }
    for (auto& [symbol, reached] : by_symbol) {
      const std::vector<uint32_t> next = useful(std::move(reached));
      if (next.empty()) continue;
      for (const char32_t c : alphabet.symbols[symbol].members) {
        push(prefix.characters + Ranked(c), next);
      }
    }
  }
  result.limit_reached = budget->exceeded();
  result.complete = queue.empty() && !uses_stand_in && !result.limit_reached;
  return result;
}

Mentioned MentionedBy(std::initializer_list<const Language*> languages) {
  Mentioned mentioned;
  for (const Language* language : languages) CollectMentioned(language->node(), &mentioned);
  return mentioned;
}

}  // namespace

Answer IsEmpty(const Language& language) {
  if (language.IsTriviallyEmpty()) return Certain(true);
  if (language.IsTriviallyEverything()) return Certain(false);
  const Mentioned mentioned = MentionedBy({&language});
  if (mentioned.is_too_large) return kLimitReached;
  const Alphabet alphabet = MakeAlphabet(mentioned);
  Budget budget;
  const std::unique_ptr<Machine> machine = Compile(language.node(), &alphabet, &budget);

  // Breadth first, so that a short example ends the search early.
  std::vector<uint32_t> queue;
  std::vector<char> seen;
  bool found = false;
  const auto visit = [&](uint32_t state) {
    if (state >= seen.size()) seen.resize(state + 1, 0);
    if (seen[state] != 0) return;
    seen[state] = 1;
    queue.push_back(state);
    found = found || machine->Accepts(state);
  };
  for (const uint32_t state : machine->Start()) visit(state);
  for (size_t i = 0; i < queue.size() && !found && !budget.exceeded(); ++i) {
    for (uint32_t symbol = 0; symbol < alphabet.symbols.size() && !found; ++symbol) {
      budget.Charge(1);
      for (const uint32_t next : machine->Successors(queue[i], symbol)) visit(next);
    }
  }
  if (found) return Certain(false);
  return budget.exceeded() ? kLimitReached : Certain(true);
}

Answer Intersects(const Language& left, const Language& right) {
  return Opposite(IsEmpty(Intersection(left, right)));
}

Answer Includes(const Language& larger, const Language& smaller) {
  return IsEmpty(Difference(smaller, larger));
}

Answer AreEqual(const Language& left, const Language& right) {
  const Answer forward = Includes(left, right);
  if (forward.truth == Truth::kNo) return forward;
  const Answer backward = Includes(right, left);
  if (backward.truth == Truth::kNo) return backward;
  return forward.limit_reached ? forward : backward;
}

Answer IsFinite(const Language& language) {
  if (language.IsTriviallyEmpty()) return Certain(true);
  const Mentioned mentioned = MentionedBy({&language});
  if (mentioned.is_too_large) return kLimitReached;
  const Alphabet alphabet = MakeAlphabet(mentioned);
  Budget budget;
  const std::unique_ptr<Machine> machine = Compile(language.node(), &alphabet, &budget);
  const Graph graph(machine.get(), alphabet, &budget);
  const std::vector<uint32_t> accepting = AcceptingStates(graph, *machine);
  // A cycle in the explored part is proof enough; its absence only when all is explored.
  if (HasUsefulCycle(graph, Sources(graph).DistancesTo(accepting, &budget))) return Certain(false);
  return budget.exceeded() ? kLimitReached : Certain(true);
}

Words Enumerate(const Language& language, size_t max_count) {
  const Mentioned mentioned = MentionedBy({&language});
  if (mentioned.is_too_large) return Words{.words = {}, .complete = false, .limit_reached = true};
  const Alphabet alphabet = MakeAlphabet(mentioned);
  Budget budget;
  const std::unique_ptr<Machine> machine = Compile(language.node(), &alphabet, &budget);
  const Graph graph(machine.get(), alphabet, &budget);
  const bool is_cut = budget.exceeded();
  // Words of the explored part are words all the same, so list them with a budget of their own.
  Budget listing_budget;
  const std::vector<uint32_t> distances =
      Sources(graph).DistancesTo(AcceptingStates(graph, *machine), &listing_budget);
  Words words = ListWords(graph, distances, alphabet, max_count, &listing_budget);
  if (is_cut) {
    words.limit_reached = true;
    words.complete = false;
  }
  return words;
}

ResidualGroups ResidualsAfter(const Language& language, const Language& prefixes,
                              size_t max_prefixes) {
  ResidualGroups result;
  const Mentioned mentioned = MentionedBy({&language, &prefixes});
  if (mentioned.is_too_large) {
    result.limit_reached = true;
    return result;
  }
  const Alphabet alphabet = MakeAlphabet(mentioned);
  Budget budget;
  // What may follow a prefix is told by the set of all states it leads to, hence the subsets.
  std::vector<std::unique_ptr<Machine>> parts;
  parts.push_back(Compile(prefixes.node(), &alphabet, &budget));
  parts.push_back(std::make_unique<SubsetMachine>(Compile(language.node(), &alphabet, &budget),
                                                  SubsetMachine::Acceptance::kSame, &alphabet,
                                                  &budget));
  const Machine& prefix_machine = *parts.front();
  ProductMachine machine(std::move(parts), &alphabet, &budget);
  const Graph graph(&machine, alphabet, &budget);
  if (budget.exceeded()) {
    result.limit_reached = true;
    return result;
  }

  std::map<uint32_t, std::vector<uint32_t>> states_by_residual;
  for (uint32_t state = 0; state < graph.size(); ++state) {
    const std::span<const uint32_t> pair = machine.Parts(graph.MachineState(state));
    if (prefix_machine.Accepts(pair[0])) states_by_residual[pair[1]].push_back(state);
  }
  const Sources sources(graph);
  Budget listing_budget;
  for (const auto& [residual, states] : states_by_residual) {
    const std::vector<uint32_t> distances = sources.DistancesTo(states, &listing_budget);
    Words words =
        ListWords(graph, distances, alphabet, std::max<size_t>(max_prefixes, 1), &listing_budget);
    if (listing_budget.exceeded()) {
      result.limit_reached = true;
      break;
    }
    Language rest = language.Residual(words.words.front());
    result.groups.push_back({.prefixes = std::move(words), .residual = std::move(rest)});
  }
  std::ranges::sort(result.groups, {}, [](const ResidualGroup& group) {
    const std::string& shortest = group.prefixes.words.front();
    return std::pair(CountCodePoints(shortest), std::string_view(shortest));
  });
  return result;
}

}  // namespace irsalint::base
