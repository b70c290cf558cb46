#include <map>
#include <string>
#include <vector>

#include "analyzer/syntax/edit_plan.h"
#include "analyzer/syntax/write_value.h"

namespace irsalint::syntax {
namespace {

// Elements in brackets, with commas between them.
class FlowWriter {
 public:
  FlowWriter(const Layout& layout, const NodeChange& change, TextPlan* plan)
      : layout_(layout),
        change_(change),
        node_(*change.node),
        plan_(plan),
        count_(ElementCount(node_)) {}

  void Remove() {
    for (auto at = change_.removed.begin(); at != change_.removed.end();) {
      const size_t first = *at;
      size_t last = first;
      for (++at; at != change_.removed.end() && *at == last + 1; ++at) ++last;
      if (last + 1 == count_) {
        RemoveToEnd(first);
      } else {
        RemoveRun(first, last);
      }
    }
  }

  void Insert() {
    if (change_.inserted.empty()) return;
    const char first = layout_[node_.start];
    if (first != '{' && first != '[') return;  // `[a: b]` holds one pair and no more
    style_ = StyleAround(layout_, node_, layout_.ElementEnd(node_, 0));
    std::map<size_t, std::vector<std::string>> texts;  // by the element in front
    for (const Insertion& insertion : change_.inserted) {
      if (insertion.behind < count_) texts[Place(insertion.behind)].push_back(Written(insertion));
    }
    for (const auto& [behind, elements] : texts) InsertBehind(behind, elements);
  }

 private:
  // Of elements that go together the last one: a new element finds its place behind them all.
  size_t Place(size_t behind) const {
    if (!change_.removed.contains(behind)) return behind;
    while (change_.removed.contains(behind + 1)) ++behind;
    return behind;
  }

  // Whether the element and all in front of it go, and the next one takes their place on the line.
  bool MovesUp(size_t index) const {
    for (size_t i = 0; i <= index; ++i) {
      if (!change_.removed.contains(i)) return false;
    }
    return index + 1 < count_ && !CutsLines(0, index);
  }

  bool HasOwnLine(size_t index) const {
    return layout_.StartsLine(layout_.ElementBegin(node_, index));
  }

  // Whether the lines of a run go as a whole, the comma behind it included.
  bool CutsLines(size_t first, size_t last) const {
    const size_t begin = layout_.ElementBegin(node_, first);
    const auto comma = layout_.Comma(node_, last);
    return layout_.StartsLine(begin) && layout_.LineAboveEnd(begin).has_value() &&
           comma.has_value() && layout_.EndsLine(*comma + 1);
  }

  // Elements with others behind them, and the comma behind the last.
  void RemoveRun(size_t first, size_t last) {
    const size_t begin = layout_.ElementBegin(node_, first);
    const size_t end = layout_.Comma(node_, last).value_or(begin) + 1;
    if (CutsLines(first, last)) {
      plan_->Cut(layout_.LineAboveEnd(begin).value_or(begin), layout_.LineEnd(end));
    } else if (first > 0 && !HasOwnLine(first)) {
      plan_->Cut(layout_.Comma(node_, first - 1).value_or(begin) + 1, end);
    } else {
      plan_->Cut(begin, layout_.ElementBegin(node_, last + 1));
    }
  }

  // The last elements, and the comma in front of them unless one stands behind.
  void RemoveToEnd(size_t first) {
    const size_t begin = layout_.ElementBegin(node_, first);
    const auto comma_behind = layout_.Comma(node_, count_ - 1);
    const size_t comma = layout_.Comma(node_, first - 1).value_or(begin);
    size_t end =
        comma_behind.has_value() ? *comma_behind + 1 : layout_.ElementEnd(node_, count_ - 1);
    if (HasOwnLine(count_ - 1) && layout_.EndsLine(end)) end = layout_.LineEnd(end);
    const auto above = layout_.LineAboveEnd(begin);
    size_t from = comma + 1;
    if (HasOwnLine(first) && above.has_value() && *above > comma && layout_.EndsLine(end)) {
      from = *above;
    } else if (layout_.Sub(comma, begin).find('#') != std::string_view::npos) {
      from = begin;  // a comment in between stays, and so does its line break
    }
    if (!comma_behind.has_value()) {
      plan_->Cut(from > comma + 1 ? comma : layout_.ElementEnd(node_, first - 1), comma + 1);
    }
    plan_->Cut(from, end);
  }

  std::string Written(const Insertion& insertion) const {
    const std::string_view indent = layout_.Indentation(layout_.ElementBegin(node_, 0));
    return node_.IsMap() ? WriteFlowPair(insertion.key, insertion.value, style_, indent)
                         : WriteFlow(insertion.value, style_, indent);
  }

  void InsertBehind(size_t index, const std::vector<std::string>& elements) {
    const bool own_line = HasOwnLine(index);
    const std::string separator =
        own_line ? std::string(style_.line_break) +
                       std::string(layout_.Indentation(layout_.ElementBegin(node_, index)))
                 : std::string(style_.after_comma);
    const auto comma = layout_.Comma(node_, index);
    if (MovesUp(index)) {
      std::string text;
      for (const std::string& element : elements) text += element + "," + separator;
      plan_->Insert(layout_.ElementBegin(node_, index + 1), std::move(text));
      return;
    }
    if (comma.has_value()) {
      const bool goes_below = own_line && layout_.EndsLine(*comma + 1);
      std::string text;
      for (const std::string& element : elements) text += separator + element + ",";
      plan_->Insert(goes_below ? layout_.LineEnd(*comma) : *comma + 1, std::move(text));
      return;
    }
    // The comma follows the value at once, the new lines a comment behind it.
    const size_t end = layout_.ElementEnd(node_, index);
    std::string text;
    for (const std::string& element : elements) {
      if (!text.empty()) text += ",";
      text += separator + element;
    }
    const size_t below = own_line && layout_.EndsLine(end) ? layout_.LineEnd(end) : end;
    plan_->Insert(end, ",");
    plan_->Insert(below, std::move(text));
  }

  const Layout& layout_;
  const NodeChange& change_;
  const Node& node_;
  TextPlan* plan_;
  size_t count_;
  WriteStyle style_;
};

}  // namespace

void PlanFlowElements(const Layout& layout, const NodeChange& change, TextPlan* plan) {
  FlowWriter writer(layout, change, plan);
  writer.Remove();
  writer.Insert();
}

}  // namespace irsalint::syntax
