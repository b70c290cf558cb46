#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace irsalint::syntax {

// A mark of structure that the walker met.
struct StructureMark {
  enum class Kind : uint8_t {
    kFlowOpen,   // `[` or `{` that opens a flow collection
    kFlowClose,  // its end
    kFlowEntry,  // `,` between flow entries
    kQuoted,     // a quoted scalar, [begin, end) with its quotes
    kPlain,      // a plain scalar, [begin, end)
  };

  Kind kind = Kind::kPlain;
  size_t begin = 0;
  size_t end = 0;
};

// Whether `text` starts with what no YAML value starts with, but template languages do: `{{` (Go),
// `{%` (Jinja), `%{` (Terraform).
bool IsTemplateMark(std::string_view text);

// Walks over the lines of YAML text without building anything: tells brackets, quotes and plain
// scalars that are structure from those inside comments, block scalars and other scalars. Linear in
// time, constant in memory, never fails: broken YAML is read as far as it makes sense.
class StructureWalker {
 public:
  explicit StructureWalker(std::string_view text) : text_(text) {}

  // The next mark; false at the end of the text.
  bool Next(StructureMark* mark);

 private:
  enum class State : uint8_t {
    kLineStart,  // at the first byte of a line in block context
    kValue,      // where a value may start
    kAfter,      // behind a value, on the same line
  };

  bool NextInBlock(StructureMark* mark);
  bool NextInFlow(StructureMark* mark);
  void StartLine();
  void SkipLine();
  void SkipBlanks();
  void SkipBlockScalar();
  void SkipProperty();
  size_t QuotedEnd() const;
  size_t PlainEnd(bool in_flow) const;
  bool IsBlankAt(size_t at) const;
  bool IsIndicatorAt(size_t at, char indicator) const;

  std::string_view text_;
  size_t at_ = 0;
  size_t line_start_ = 0;
  size_t flow_depth_ = 0;
  State state_ = State::kLineStart;
  int64_t parent_indent_ = -1;  // column of the key or dash that the next value belongs to
  int64_t node_indent_ = 0;     // column at which the current node on this line starts
  int64_t continues_above_ = kNoContinuation;  // deeper lines go on with a plain scalar

  static constexpr int64_t kNoContinuation = INT64_MAX;
};

}  // namespace irsalint::syntax
