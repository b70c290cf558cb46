#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "analyzer/syntax/document.h"

namespace irsalint::syntax {

inline std::string_view KindName(NodeKind kind) {
  switch (kind) {
    case NodeKind::kNull:
      return "null";
    case NodeKind::kBool:
      return "bool";
    case NodeKind::kNumber:
      return "number";
    case NodeKind::kString:
      return "string";
    case NodeKind::kList:
      return "list";
    case NodeKind::kMap:
      return "map";
  }
  return "";
}

inline std::string_view StyleName(ScalarStyle style) {
  switch (style) {
    case ScalarStyle::kNone:
      return "";
    case ScalarStyle::kPlain:
      return "plain";
    case ScalarStyle::kSingleQuoted:
      return "single";
    case ScalarStyle::kDoubleQuoted:
      return "double";
    case ScalarStyle::kLiteral:
      return "literal";
    case ScalarStyle::kFolded:
      return "folded";
  }
  return "";
}

inline std::string Shown(std::string_view text) {
  std::string shown;
  for (const char c : text) {
    if (c == '\n') {
      shown += "\\n";
    } else if (c == '\t') {
      shown += "\\t";
    } else {
      shown += c;
    }
  }
  return shown;
}

// One line for `node` and each node below it, indented: `START[ key][ alias] KIND STYLE 'text'`.
// What an alias shares with its anchor is not repeated.
inline void AppendTree(const Node& node, int depth, std::string* out) {
  *out += fmt::format("{:{}}{}{}{} {}", "", depth * 2, node.start, node.is_key ? " key" : "",
                      node.is_alias ? " alias" : "", KindName(node.kind));
  if (node.IsScalar()) *out += fmt::format(" {} '{}'", StyleName(node.style), Shown(node.text));
  *out += '\n';
  if (node.is_alias) return;
  for (const Node* item : node.items) AppendTree(*item, depth + 1, out);
  for (const Pair& pair : node.pairs) {
    AppendTree(*pair.key, depth + 1, out);
    AppendTree(*pair.value, depth + 2, out);
  }
}

inline std::string TreeText(const Document& document) {
  std::string text;
  AppendTree(*document.root(), 0, &text);
  for (const DuplicateKey& duplicate : document.duplicate_keys()) {
    text += fmt::format("duplicate key in map {}: pairs {} and {}\n", duplicate.map->start,
                        duplicate.earlier, duplicate.later);
  }
  return text;
}

}  // namespace irsalint::syntax
