#include <algorithm>
#include <string>

#include "analyzer/syntax/edit_plan.h"
#include "analyzer/syntax/write_value.h"

namespace irsalint::syntax {
namespace {

// Pairs and items that each begin a line (but for the first one, which may stand behind a `- `).
class BlockWriter {
 public:
  BlockWriter(const Layout& layout, const NodeChange& change, TextPlan* plan)
      : layout_(layout),
        change_(change),
        node_(*change.node),
        plan_(plan),
        column_(layout.Column(node_.start)) {}

  void Remove() {
    size_t first_kept = 0;
    while (change_.removed.contains(first_kept)) ++first_kept;
    const bool shares_line = !layout_.StartsLine(node_.start);
    const bool is_first_line = !layout_.LineAboveEnd(node_.start).has_value();
    size_t from = 0;
    if (shares_line) {
      from = first_kept;
      if (from > 0) RemoveFront(from);
    } else if (is_first_line) {
      from = top_removed_ = first_kept;
      for (size_t i = 0; i < from; ++i) RemoveTopLines(i);
    }
    for (auto at = change_.removed.lower_bound(from); at != change_.removed.end(); ++at) {
      RemoveLines(*at);
    }
  }

  void Insert() {
    if (change_.inserted.empty()) return;
    const Insertion& first = change_.inserted.front();
    const size_t neighbour = first.behind == kInFront ? 0 : first.behind;
    style_ = StyleAround(layout_, node_, layout_.ElementEnd(node_, neighbour));
    for (const Insertion& insertion : change_.inserted) {
      if (insertion.behind == kInFront) {
        InsertInFront(insertion);
      } else {
        InsertBehind(insertion);
      }
    }
  }

 private:
  // The lines of one element and the comment that ends the last of them. The line break in front
  // goes with them, so that a new element behind it still finds its place.
  void RemoveLines(size_t index) {
    const size_t begin = layout_.ElementBegin(node_, index);
    const size_t end = layout_.LineEnd(layout_.ElementEnd(node_, index));
    plan_->Cut(layout_.LineAboveEnd(begin).value_or(begin), end);
  }

  // The same at the top of the text, where the line break behind goes.
  void RemoveTopLines(size_t index) {
    const size_t begin = layout_.ElementBegin(node_, index);
    plan_->Cut(layout_.LineBegin(begin), LineBelow(index));
  }

  size_t LineBelow(size_t index) const {
    const size_t end = layout_.ElementEnd(node_, index);
    return layout_.NextLine(end).value_or(layout_.end());
  }

  // The first elements, which stand behind a `- `: the next one moves up, if no comment is in its
  // way.
  void RemoveFront(size_t count) {
    const size_t end = layout_.LineEnd(layout_.ElementEnd(node_, count - 1));
    const size_t next = layout_.ElementBegin(node_, count);
    const bool has_comment = layout_.Sub(end, next).find('#') != std::string_view::npos;
    if (!has_comment) {
      plan_->Cut(node_.start, next);
      return;
    }
    size_t begin = node_.start;
    while (begin > layout_.begin() && layout_[begin - 1] == ' ') --begin;
    plan_->Cut(begin, end);
  }

  std::string Indent() const { return std::string(column_, ' '); }

  std::string Written(const Insertion& insertion) const {
    if (node_.IsMap()) return WriteBlockPair(insertion.key, insertion.value, style_, column_);
    const std::string_view dash = layout_.Sub(node_.start, node_.items.front()->start);
    const bool is_dash_alone =
        dash.size() > 1 && dash.find_first_not_of(' ', 1) == std::string_view::npos;
    const std::string lead = is_dash_alone ? std::string(dash) : "- ";
    return lead + WriteBlock(insertion.value, style_, column_ + lead.size());
  }

  void InsertInFront(const Insertion& insertion) {
    const std::string line_break(style_.line_break);
    if (layout_.StartsLine(node_.start)) {
      plan_->Insert(layout_.LineBegin(node_.start), Indent() + Written(insertion) + line_break);
    } else {
      plan_->Insert(node_.start, Written(insertion) + line_break + Indent());
    }
  }

  void InsertBehind(const Insertion& insertion) {
    const std::string line_break(style_.line_break);
    if (insertion.behind < top_removed_) {
      plan_->Insert(LineBelow(insertion.behind), Indent() + Written(insertion) + line_break);
      return;
    }
    const size_t end = layout_.LineEnd(layout_.ElementEnd(node_, insertion.behind));
    if (change_.way != Way::kBelowBlankLines) {
      plan_->Insert(end, line_break + Indent() + Written(insertion));
      return;
    }
    auto line = layout_.NextLine(end);
    while (line.has_value() && *line < layout_.end() &&
           layout_.SkipBlanks(*line) >= layout_.LineEnd(*line)) {
      line = layout_.NextLine(*line);
    }
    if (line.has_value()) plan_->Insert(*line, Indent() + Written(insertion) + line_break);
  }

  const Layout& layout_;
  const NodeChange& change_;
  const Node& node_;
  TextPlan* plan_;
  size_t column_;
  size_t top_removed_ = 0;  // elements at the top of the text that go
  WriteStyle style_;
};

}  // namespace

void PlanBlockElements(const Layout& layout, const NodeChange& change, TextPlan* plan) {
  BlockWriter writer(layout, change, plan);
  writer.Remove();
  writer.Insert();
}

}  // namespace irsalint::syntax
