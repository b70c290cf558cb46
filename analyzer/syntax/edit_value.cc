#include <optional>

#include "analyzer/syntax/edit_plan.h"
#include "analyzer/syntax/lexical_end.h"
#include "analyzer/syntax/write_scalar.h"
#include "analyzer/syntax/write_value.h"

namespace irsalint::syntax {
namespace {

bool IsBlockScalar(const Node& node) {
  return !node.is_alias &&
         (node.style == ScalarStyle::kLiteral || node.style == ScalarStyle::kFolded);
}

class ValueWriter {
 public:
  ValueWriter(const Layout& layout, const Node& node, TextPlan* plan)
      : layout_(layout), node_(node), plan_(plan), slot_(layout.ValueSlot(node)) {
    const bool has_value = !IsUnwritten(node);
    end_ = has_value ? layout.End(node) : node.start;
    style_ = StyleAround(layout, node.parent != nullptr ? *node.parent : node, slot_);
    if (has_value && node.IsScalar() && !node.is_alias && !node.IsNull())
      style_.string = node.style;
    if (IsBlockScalar(node)) style_.string = ScalarStyle::kPlain;
  }

  void WriteInFlow(const NewValue& value) {
    const std::string text = WriteFlow(value, style_, layout_.Indentation(slot_));
    if (!IsUnwritten(node_)) {
      plan_->Replace(node_.start, end_, text);
    } else if (node_.parent != nullptr && node_.parent->IsMap() &&
               !layout_.ColonEnd(*node_.parent, node_.index).has_value()) {
      plan_->Insert(slot_, ": " + text);
    } else {
      plan_->Insert(slot_, " " + text);
    }
  }

  void WriteInBlock(const NewValue& value) {
    const bool is_in_map = node_.parent != nullptr && node_.parent->IsMap();
    if (is_in_map) {
      WriteBehindKeyOf(*node_.parent, value);
    } else {
      WriteHere(value);
    }
  }

 private:
  bool IsBlockCollection() const {
    return !node_.is_alias && ElementCount(node_) > 0 && !layout_.IsFlow(node_);
  }

  // ` # why` behind the header of a block scalar, for what takes its place on that line.
  std::string HeaderComment() const {
    if (!IsBlockScalar(node_)) return {};
    const std::string_view header = layout_.Sub(node_.start, layout_.LineEnd(node_.start));
    const size_t comment = header.find_first_of(" \t");
    if (comment == std::string_view::npos) return {};
    const std::string_view rest = header.substr(comment);
    return rest.find('#') == std::string_view::npos ? std::string() : std::string(rest);
  }

  // A list item or the root: what is written begins where the old value did.
  void WriteHere(const NewValue& value) {
    const bool is_root = node_.parent == nullptr;
    if (IsUnwritten(node_)) {
      const size_t column = is_root ? 0 : layout_.Column(slot_) + 1;
      const std::string_view gap = is_root ? "" : " ";
      plan_->Insert(slot_, std::string(gap) + WriteBlock(value, style_, column));
      return;
    }
    std::string text = WriteBlock(value, style_, layout_.Column(node_.start));
    if (IsInline(value)) text += HeaderComment();
    plan_->Replace(node_.start, end_, std::move(text));
  }

  void WriteBehindKeyOf(const Node& map, const NewValue& value) {
    const size_t column = layout_.Column(map.start);
    std::string text = WriteBehindKey(value, style_, column);
    const bool goes_below = !IsInline(value);
    if (IsBlockCollection()) {
      ReplaceLines(value, column, std::move(text));
    } else if (goes_below) {
      plan_->Cut(slot_, end_);
      plan_->Insert(IsBlockScalar(node_) ? end_ : layout_.LineEnd(end_), std::move(text));
    } else if (IsUnwritten(node_)) {
      plan_->Insert(slot_, std::move(text));
    } else {
      const bool is_literal = text.find('\n') != std::string::npos;
      if (!is_literal) text += HeaderComment();
      plan_->Replace(node_.start, end_, text.substr(1));
    }
  }

  // A block collection below a key, whose line may end with a comment.
  void ReplaceLines(const NewValue& value, size_t column, std::string behind_key) {
    const size_t key_line_end = layout_.LineEnd(slot_);
    if (IsInline(value)) {
      plan_->Insert(slot_, std::move(behind_key));
      plan_->Cut(key_line_end, layout_.LineEnd(end_));
    } else if (layout_.Column(node_.start) > column) {
      plan_->Replace(node_.start, end_, WriteBlock(value, style_, layout_.Column(node_.start)));
    } else {
      plan_->Replace(key_line_end, end_, std::move(behind_key));
    }
  }

  const Layout& layout_;
  const Node& node_;
  TextPlan* plan_;
  size_t slot_;
  size_t end_ = 0;
  WriteStyle style_;
};

}  // namespace

void PlanValue(const Layout& layout, const Node& node, const NewValue& value, Way way,
               TextPlan* plan) {
  const bool keeps_brackets =
      !node.is_alias && !node.IsScalar() && ElementCount(node) > 0 && layout.IsFlow(node);
  ValueWriter writer(layout, node, plan);
  if (way == Way::kInBrackets || keeps_brackets || layout.IsInFlow(node)) {
    writer.WriteInFlow(value);
  } else {
    writer.WriteInBlock(value);
  }
}

}  // namespace irsalint::syntax
