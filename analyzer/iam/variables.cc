#include "analyzer/iam/variables.h"

#include <optional>
#include <string_view>

#include "analyzer/base/strings.h"
#include "analyzer/iam/condition_key.h"

namespace irsalint::iam {
namespace {

using base::Truth;
using syntax::Text;

void AddWritten(std::string_view text, ExpandedValue& out) {
  if (!text.empty()) out.pieces.push_back({ValuePiece::Kind::kWritten, std::string(text), {}});
}

void AddSubstituted(std::string_view text, ExpandedValue& out) {
  out.pieces.push_back({ValuePiece::Kind::kSubstituted, std::string(text), {}});
}

void AddHole(const syntax::Hole& hole, ExpandedValue& out) {
  out.pieces.push_back({ValuePiece::Kind::kHole, {}, hole});
  out.has_hole = true;
}

// `name, 'default'` apart; no default for a bare name.
struct Variable {
  std::string_view name;
  std::optional<std::string_view> otherwise;
};

Variable ParseVariable(std::string_view body) {
  const size_t comma = body.find(',');
  if (comma == body.npos) return {.name = base::TrimAscii(body), .otherwise = std::nullopt};
  const std::string_view quoted = base::TrimAscii(body.substr(comma + 1));
  Variable variable{.name = base::TrimAscii(body.substr(0, comma)), .otherwise = std::nullopt};
  if (quoted.size() >= 2 && quoted.front() == '\'' && quoted.back() == '\'') {
    variable.otherwise = quoted.substr(1, quoted.size() - 2);
  }
  return variable;
}

void AddVariable(std::string_view body, const Request& request, ExpandedValue& out) {
  if (body == "*" || body == "?" || body == "$") {
    AddSubstituted(body, out);
    return;
  }
  const Variable variable = ParseVariable(body);
  const KeyLookup found = Lookup(request, Text::Literal(variable.name));
  // Only single-valued keys can stand in a variable.
  if (found.present == Truth::kYes && found.values.size() == 1) {
    const Text& value = found.values.front();
    if (value.IsLiteral()) AddSubstituted(value.literal(), out);
    for (const Text::Piece& piece : value.pieces()) {
      if (piece.is_hole) {
        AddHole(piece.hole, out);
      } else {
        AddSubstituted(piece.literal, out);
      }
    }
    return;
  }
  if (found.present == Truth::kNo) {
    if (variable.otherwise.has_value()) {
      AddSubstituted(*variable.otherwise, out);
    } else {
      out.null = Truth::kYes;
    }
    return;
  }
  if (!variable.otherwise.has_value()) out.null = Or(out.null, Truth::kMaybe);
  AddHole({.syntax = syntax::HoleSyntax::kDollarBrace,
           .expression = "${" + std::string(body) + "}",
           .scope = "request"},
          out);
}

void ExpandLiteral(std::string_view text, Variables variables, const Request& request,
                   ExpandedValue& out) {
  if (variables == Variables::kLiteral) {
    AddWritten(text, out);
    return;
  }
  size_t from = 0;
  for (size_t open = text.find("${"); open != text.npos; open = text.find("${", from)) {
    const size_t close = text.find('}', open);
    if (close == text.npos) break;
    AddWritten(text.substr(from, open - from), out);
    AddVariable(text.substr(open + 2, close - open - 2), request, out);
    from = close + 1;
  }
  AddWritten(text.substr(from), out);
}

}  // namespace

ExpandedValue Expand(const Text& value, Variables variables, const Request& request) {
  ExpandedValue out;
  if (value.IsLiteral()) {
    ExpandLiteral(value.literal(), variables, request, out);
    return out;
  }
  for (const Text::Piece& piece : value.pieces()) {
    if (!piece.is_hole) {
      ExpandLiteral(piece.literal, variables, request, out);
      continue;
    }
    AddHole(piece.hole, out);
  }
  return out;
}

Variables VariablesOf(const PolicyDocument& policy) {
  return policy.version.ValueOr("") == "2012-10-17" ? Variables::kReplace : Variables::kLiteral;
}

}  // namespace irsalint::iam
