#pragma once

#include <string>
#include <vector>

#include "analyzer/base/result.h"
#include "analyzer/syntax/edit_changes.h"
#include "analyzer/syntax/layout.h"

// How changes of nodes are written as changes of the text. Whether that text is right is not asked
// here: it is parsed again.
namespace irsalint::syntax {

// Collects the text changes of one document.
class TextPlan {
 public:
  // What is added from now on belongs to a node with so many ancestors.
  void SetDepth(size_t depth) { depth_ = depth; }

  void Replace(size_t begin, size_t end, std::string text);
  void Insert(size_t at, std::string text) { Replace(at, at, std::move(text)); }
  void Cut(size_t begin, size_t end) { Replace(begin, end, {}); }

  // Sorted and disjoint, with neighbours joined. Insertions at one place stand in the order of
  // their nodes, inner before outer. An error if two changes overlap.
  base::Result<std::vector<TextChange>> Take();

 private:
  struct Entry {
    TextChange change;
    size_t depth = 0;
  };

  size_t depth_ = 0;
  std::vector<Entry> entries_;
};

// Adds all that `change` does, in the way that it says. A change that cannot be written so adds
// nothing.
void PlanChange(const Layout& layout, const NodeChange& change, TextPlan* plan);

// Parts of it: of elements in lines of their own, in brackets, and of a scalar that holds a
// document.
void PlanBlockElements(const Layout& layout, const NodeChange& change, TextPlan* plan);
void PlanFlowElements(const Layout& layout, const NodeChange& change, TextPlan* plan);
void PlanHost(const Layout& layout, const NodeChange& change, TextPlan* plan);

// `value` in the place of the one at `node`.
void PlanValue(const Layout& layout, const Node& node, const NewValue& value, Way way,
               TextPlan* plan);

}  // namespace irsalint::syntax
