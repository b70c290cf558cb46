#include "analyzer/syntax/edit_plan.h"

#include <algorithm>
#include <utility>

#include "analyzer/syntax/write_scalar.h"
#include "analyzer/syntax/write_value.h"

namespace irsalint::syntax {
namespace {

size_t DepthOf(const Node& node) {
  size_t depth = 0;
  for (const Node* at = node.parent; at != nullptr; at = at->parent) ++depth;
  return depth;
}

// The collection that is left once only inserted elements stand in it.
NewValue InsertedAlone(const NodeChange& change) {
  const bool is_map =
      change.node->IsNull() ? change.inserts_into == NodeKind::kMap : change.node->IsMap();
  NewValue value = is_map ? NewValue::Map({}) : NewValue::List({});
  for (const Insertion& insertion : change.inserted) {
    if (is_map) {
      value.pairs.push_back({.key = insertion.key, .value = insertion.value});
    } else {
      value.items.push_back(insertion.value);
    }
  }
  return value;
}

void PlanKey(const Layout& layout, const NodeChange& change, TextPlan* plan) {
  const Node& key = *change.node;
  const size_t end = layout.End(key);
  if (end == key.start) return;
  const ScalarContext context = layout.IsInFlow(key) ? ScalarContext::kFlow : ScalarContext::kBlock;
  plan->Replace(key.start, end,
                layout.syntax() == Syntax::kJson
                    ? WriteDoubleQuoted(*change.key, Syntax::kJson)
                    : WriteYamlString(*change.key, key.style, context));
}

void PlanElements(const Layout& layout, const NodeChange& change, TextPlan* plan) {
  const Node& node = *change.node;
  const size_t count = ElementCount(node);
  const bool is_emptied = change.removed.size() == count;
  const bool is_flow = count > 0 && layout.IsFlow(node);
  // The lines of a block collection are removed one by one, so that comments between them stay.
  const bool has_own_lines = count > 0 && !is_flow && node.parent != nullptr &&
                             node.parent->IsMap() && layout.StartsLine(node.start);
  if (is_emptied && (!has_own_lines || !change.inserted.empty())) {
    PlanValue(layout, node, InsertedAlone(change), change.way, plan);
    return;
  }
  if (is_emptied) plan->Insert(layout.ValueSlot(node), node.IsMap() ? " {}" : " []");
  if (is_flow) {
    PlanFlowElements(layout, change, plan);
  } else {
    PlanBlockElements(layout, change, plan);
  }
}

}  // namespace

void TextPlan::Replace(size_t begin, size_t end, std::string text) {
  if (begin == end && text.empty()) return;
  entries_.push_back(
      {.change = {.begin = begin, .end = end, .text = std::move(text)}, .depth = depth_});
}

base::Result<std::vector<TextChange>> TextPlan::Take() {
  std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    if (a.change.begin != b.change.begin) return a.change.begin < b.change.begin;
    const bool a_inserts = a.change.begin == a.change.end;
    const bool b_inserts = b.change.begin == b.change.end;
    if (a_inserts != b_inserts) return a_inserts;
    return a.depth > b.depth;
  });
  std::vector<TextChange> changes;
  for (Entry& entry : entries_) {
    if (changes.empty() || entry.change.begin > changes.back().end) {
      changes.push_back(std::move(entry.change));
      continue;
    }
    TextChange& last = changes.back();
    if (entry.change.begin < last.end) return Refusal(kContradiction);
    last.end = entry.change.end;
    last.text += entry.change.text;
  }
  return changes;
}

void PlanChange(const Layout& layout, const NodeChange& change, TextPlan* plan) {
  plan->SetDepth(DepthOf(*change.node));
  if (change.key.has_value()) {
    PlanKey(layout, change, plan);
  } else if (change.value.has_value()) {
    PlanValue(layout, *change.node, *change.value, change.way, plan);
  } else if (change.host.has_value()) {
    PlanHost(layout, change, plan);
  } else {
    PlanElements(layout, change, plan);
  }
}

}  // namespace irsalint::syntax
