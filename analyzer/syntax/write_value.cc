#include "analyzer/syntax/write_value.h"

#include <optional>

namespace irsalint::syntax {
namespace {

bool IsEmptyCollection(const NewValue& value) {
  return (value.kind == NodeKind::kMap && value.pairs.empty()) ||
         (value.kind == NodeKind::kList && value.items.empty());
}

std::string WriteScalar(const NewValue& value, const WriteStyle& style, ScalarContext context) {
  if (value.kind != NodeKind::kString) return value.text;
  if (style.syntax == Syntax::kJson) return WriteDoubleQuoted(value.text, Syntax::kJson);
  return WriteYamlString(value.text, style.string, context);
}

// The brackets around elements that are written already.
std::string Enclosed(char open, char close, const std::vector<std::string>& elements,
                     const WriteStyle& style, std::string_view indent) {
  std::string text(1, open);
  std::string separator = "," + std::string(style.after_comma);
  if (style.lines == FlowLines::kMany) {
    const std::string line =
        std::string(style.line_break) + std::string(indent) + std::string(style.unit);
    text += line;
    separator = "," + line;
  }
  for (size_t i = 0; i < elements.size(); ++i) {
    if (i > 0) text += separator;
    text += elements[i];
  }
  if (style.lines == FlowLines::kMany) {
    text += style.line_break;
    text += indent;
  }
  return text + close;
}

}  // namespace

bool IsInline(const NewValue& value) {
  const bool is_collection = value.kind == NodeKind::kMap || value.kind == NodeKind::kList;
  return !is_collection || IsEmptyCollection(value);
}

std::string WriteKey(std::string_view key, const WriteStyle& style, ScalarContext context) {
  if (style.syntax == Syntax::kJson) return WriteDoubleQuoted(key, Syntax::kJson);
  return WriteYamlString(key, style.key, context);
}

std::string WriteFlow(const NewValue& value, const WriteStyle& style, std::string_view indent) {
  if (IsEmptyCollection(value)) return value.kind == NodeKind::kMap ? "{}" : "[]";
  const std::string deeper = std::string(indent) + std::string(style.unit);
  std::vector<std::string> elements;
  switch (value.kind) {
    case NodeKind::kMap:
      for (const NewPair& pair : value.pairs) {
        elements.push_back(WriteFlowPair(pair.key, pair.value, style, deeper));
      }
      return Enclosed('{', '}', elements, style, indent);
    case NodeKind::kList:
      for (const NewValue& item : value.items) elements.push_back(WriteFlow(item, style, deeper));
      return Enclosed('[', ']', elements, style, indent);
    case NodeKind::kNull:
    case NodeKind::kBool:
    case NodeKind::kNumber:
    case NodeKind::kString:
      break;
  }
  return WriteScalar(value, style, ScalarContext::kFlow);
}

std::string WriteFlowPair(std::string_view key, const NewValue& value, const WriteStyle& style,
                          std::string_view indent) {
  return WriteKey(key, style, ScalarContext::kFlow) + ":" + std::string(style.after_colon) +
         WriteFlow(value, style, indent);
}

std::string WriteBehindKey(const NewValue& value, const WriteStyle& style, size_t column) {
  if (IsInline(value)) return " " + WriteBlock(value, style, column);
  const size_t deeper = column + (value.kind == NodeKind::kMap ? style.step : style.list_offset);
  return std::string(style.line_break) + std::string(deeper, ' ') +
         WriteBlock(value, style, deeper);
}

std::string WriteBlockPair(std::string_view key, const NewValue& value, const WriteStyle& style,
                           size_t column) {
  return WriteKey(key, style, ScalarContext::kBlock) + ":" + WriteBehindKey(value, style, column);
}

std::string WriteBlock(const NewValue& value, const WriteStyle& style, size_t column) {
  if (IsEmptyCollection(value)) return value.kind == NodeKind::kMap ? "{}" : "[]";
  const std::string line = std::string(style.line_break) + std::string(column, ' ');
  std::string text;
  switch (value.kind) {
    case NodeKind::kMap:
      for (const NewPair& pair : value.pairs) {
        if (!text.empty()) text += line;
        text += WriteBlockPair(pair.key, pair.value, style, column);
      }
      return text;
    case NodeKind::kList:
      for (const NewValue& item : value.items) {
        if (!text.empty()) text += line;
        text += "- " + WriteBlock(item, style, column + 2);
      }
      return text;
    case NodeKind::kString:
      if (value.text.find('\n') != std::string::npos && style.string == ScalarStyle::kPlain) {
        // Below a key the text is one step deeper; in an item `column` is that already.
        const auto literal = WriteLiteral(value.text, column + style.step, style.line_break);
        if (literal.has_value()) return *literal;
      }
      break;
    case NodeKind::kNull:
    case NodeKind::kBool:
    case NodeKind::kNumber:
      break;
  }
  return WriteScalar(value, style, ScalarContext::kBlock);
}

}  // namespace irsalint::syntax
