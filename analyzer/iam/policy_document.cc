#include "analyzer/iam/policy_document.h"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_set>
#include <utility>

#include "analyzer/base/strings.h"
#include "analyzer/base/utf8.h"
#include "analyzer/iam/grammar.h"
#include "analyzer/iam/near_name.h"
#include "analyzer/iam/operator_names.h"
#include "analyzer/syntax/holes.h"
#include "analyzer/syntax/node.h"

namespace irsalint::iam {
namespace {

using syntax::Field;
using syntax::Node;
using syntax::Pair;
using syntax::Part;
using syntax::Place;
using syntax::PlaceOf;
using syntax::Text;

constexpr std::array kPrincipalKinds = std::to_array<std::pair<std::string_view, PrincipalKind>>({
    {"AWS", PrincipalKind::kAws},
    {"Federated", PrincipalKind::kFederated},
    {"Service", PrincipalKind::kService},
    {"CanonicalUser", PrincipalKind::kCanonicalUser},
});

constexpr std::array kPrincipalNames =
    std::to_array<std::string_view>({"AWS", "Federated", "Service", "CanonicalUser"});
constexpr std::array kDocumentElements =
    std::to_array<std::string_view>({"Version", "Id", "Statement"});
constexpr std::array kStatementElements = std::to_array<std::string_view>(
    {"Sid", "Effect", "Principal", "Action", "Condition", "NotAction", "Resource"});

// `there is no … "x"; did you mean "X"?`
std::string NoSuch(std::string_view what, std::string_view name,
                   std::span<const std::string_view> names) {
  return std::string(what) + " \"" + std::string(name) + "\"" + DidYouMean(name, names);
}

// Walks one document and collects what it holds. Of two equal keys the last counts (§1.1 G5).
class Reader {
 public:
  Reader(PolicyKind kind, std::optional<std::string_view> hole_scope)
      : kind_(kind), hole_scope_(hole_scope) {}

  PolicyDocument Read(const Node& root);

 private:
  void ReadStatement(const Node& node);
  void ReadPrincipals(const Node& node, Statement& statement);
  void ReadPrincipalValues(const Node& node, PrincipalKind kind, Statement& statement);
  void ReadConditions(const Node& node, Statement& statement);
  void ReadOperator(const Pair& pair, Statement& statement);
  std::vector<Value> ReadValues(const Node& node, Field field);
  Value ReadValue(const Node& node, Field field) const;
  bool IsLiteral(const Node& node) const;
  void Measure(const Node& node);
  void Problem(std::string_view rule, std::string message, Place place) {
    document_.problems.push_back(
        {.rule = std::string(rule), .message = std::move(message), .place = std::move(place)});
  }

  PolicyKind kind_;
  std::optional<std::string_view> hole_scope_;
  PolicyDocument document_;
  bool has_refused_character_ = false;
};

// The pairs of a map that count: of duplicates only the last is analysed.
std::vector<const Pair*> EffectivePairs(const Node& map) {
  std::vector<const Pair*> pairs;
  std::unordered_set<std::string_view> seen;
  for (auto pair = map.pairs.rbegin(); pair != map.pairs.rend(); ++pair) {
    if (pair->key->IsScalar() && seen.insert(pair->key->text).second) pairs.push_back(&*pair);
  }
  std::ranges::reverse(pairs);
  return pairs;
}

Value Reader::ReadValue(const Node& node, Field field) const {
  return {.text = hole_scope_.has_value() ? syntax::ReadText(node.text, field, *hole_scope_)
                                          : Text::Literal(node.text),
          .place = PlaceOf(node)};
}

// Whether the text is all there: nothing is replaced in it later.
bool Reader::IsLiteral(const Node& node) const {
  return ReadValue(node, Field::kName).text.IsLiteral();
}

std::vector<Value> Reader::ReadValues(const Node& node, Field field) {
  std::vector<Value> values;
  const auto add = [&](const Node& item) {
    if (item.IsScalar() && !item.IsNull()) {
      values.push_back(ReadValue(item, field));
    } else {
      Problem("G7", "a value must be a string, a number or a boolean", PlaceOf(item));
    }
  };
  if (node.IsList()) {
    for (const Node* item : node.items) add(*item);
  } else {
    add(node);
  }
  return values;
}

// The first character that IAM refuses (§1.1 G8): it takes tab, newline, return and U+0020–U+00FF.
std::optional<syntax::TextRange> RefusedCharacter(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    const char32_t c = base::DecodeUtf8(text, &at);
    const bool taken = c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0xFF);
    if (!taken) {
      return syntax::TextRange{static_cast<uint32_t>(begin), static_cast<uint32_t>(at)};
    }
  }
  return std::nullopt;
}

// Characters without white space, and whether IAM would refuse one (§1.1 G8, G9). Counts what the
// text says as JSON without escapes, so it does not depend on the syntax.
void Reader::Measure(const Node& node) {
  if (node.IsScalar()) {
    size_t blanks = 0;
    for (const char c : node.text) blanks += c == ' ' || c == '\t' || c == '\n' || c == '\r';
    document_.size += base::CountCodePoints(node.text) - blanks + (node.IsString() ? 2 : 0);
    const auto refused = has_refused_character_ ? std::nullopt : RefusedCharacter(node.text);
    if (refused.has_value()) {
      has_refused_character_ = true;
      Problem("G8", "it holds a control character or a character above U+00FF",
              PlaceOf(node, *refused));
    }
    return;
  }
  const size_t children = node.items.size() + node.pairs.size();
  document_.size += 2 + node.pairs.size() + (children > 0 ? children - 1 : 0);
  for (const Node* item : node.items) Measure(*item);
  for (const Pair& pair : node.pairs) {
    Measure(*pair.key);
    Measure(*pair.value);
  }
}

PolicyDocument Reader::Read(const Node& root) {
  document_.place = PlaceOf(root);
  if (!root.IsMap()) {
    Problem("G1", "a policy document must be one JSON object", PlaceOf(root));
    return std::move(document_);
  }
  document_.version = syntax::Known<std::string>::Absent(PlaceOf(root));
  Measure(root);
  for (const Pair& pair : root.pairs) {
    const std::string_view key = pair.key->text;
    if (key != "Version" && key != "Id" && key != "Statement") {
      Problem("G1", NoSuch("a policy document has no element", key, kDocumentElements),
              PlaceOf(*pair.key, Part::kKey));
    }
  }
  if (const Node* version = Find(&root, "Version"); version != nullptr) {
    document_.version =
        syntax::Known<std::string>::Of(std::string(version->text), PlaceOf(*version));
    const bool known = version->text == "2012-10-17" || version->text == "2008-10-17";
    if (!known && IsLiteral(*version)) {
      Problem(
          "G2",
          "Version must be 2012-10-17 or 2008-10-17, not \"" + std::string(version->text) + "\"",
          PlaceOf(*version));
    }
  }
  const Node* statements = Find(&root, "Statement");
  if (statements == nullptr) {
    Problem("G4", "the policy document has no Statement", PlaceOf(root));
  } else if (statements->IsList()) {
    if (statements->items.empty()) Problem("G4", "Statement is empty", PlaceOf(*statements));
    for (const Node* statement : statements->items) ReadStatement(*statement);
  } else {
    ReadStatement(*statements);
  }
  CheckGrammar(kind_, document_);
  return std::move(document_);
}

void Reader::ReadStatement(const Node& node) {
  if (!node.IsMap()) {
    Problem("G4", "a statement must be an object", PlaceOf(node));
    return;
  }
  Statement statement;
  statement.place = PlaceOf(node);
  statement.sid = syntax::Known<std::string>::Absent(statement.place);
  statement.effect_place = statement.principal_place = statement.place;
  statement.action_place = statement.condition_place = statement.place;
  for (const Pair* counted : EffectivePairs(node)) {
    const Pair& pair = *counted;
    const std::string_view key = pair.key->text;
    const Node& value = *pair.value;
    if (key == "Sid") {
      statement.sid = IsLiteral(value)
                          ? syntax::Known<std::string>::Of(std::string(value.text), PlaceOf(value))
                          : syntax::Known<std::string>::Unresolved(PlaceOf(value));
    } else if (key == "Effect") {
      statement.effect_place = PlaceOf(value);
      statement.effect = value.text == "Allow"  ? Effect::kAllow
                         : value.text == "Deny" ? Effect::kDeny
                                                : Effect::kInvalid;
    } else if (key == "Principal" || key == "NotPrincipal") {
      statement.principals.clear();
      statement.not_principal = key == "NotPrincipal";
      statement.principal_place = PlaceOf(value, Part::kPair);
      ReadPrincipals(value, statement);
    } else if (key == "Action" || key == "NotAction") {
      statement.not_action = key == "NotAction";
      statement.action_place = PlaceOf(value, Part::kPair);
      statement.actions = ReadValues(value, Field::kName);
      if (key == "NotAction" && Find(&node, "Action") != nullptr) {
        Problem("S5", "a statement has Action or NotAction, not both",
                PlaceOf(*pair.key, Part::kKey));
      }
    } else if (key == "Resource" || key == "NotResource") {
      statement.not_resource = key == "NotResource";
      statement.resources = ReadValues(value, Field::kArn);
      if (kind_ == PolicyKind::kTrust) {
        Problem("S6", "Has prohibited field Resource", PlaceOf(*pair.key, Part::kKey));
      }
    } else if (key == "Condition") {
      statement.condition_place = PlaceOf(value, Part::kPair);
      ReadConditions(value, statement);
    } else {
      Problem("S1", NoSuch("a statement has no element", key, kStatementElements),
              PlaceOf(*pair.key, Part::kKey));
    }
  }
  document_.statements.push_back(std::move(statement));
}

void Reader::ReadPrincipals(const Node& node, Statement& statement) {
  if (node.IsString()) {
    const PrincipalKind kind =
        node.text == "*" ? PrincipalKind::kEverybody : PrincipalKind::kUnknown;
    statement.principals.push_back({.kind = kind, .value = ReadValue(node, Field::kArn)});
    const bool refused = kind_ == PolicyKind::kTrust && kind == PrincipalKind::kUnknown &&
                         statement.principals.back().value.text.IsLiteral();
    if (refused) {
      Problem("1.3", "AssumeRolepolicy contained an invalid principal", PlaceOf(node));
    }
    return;
  }
  if (!node.IsMap()) {
    Problem("S4", "Principal must be an object", PlaceOf(node));
    return;
  }
  for (const Pair* counted : EffectivePairs(node)) {
    const Pair& pair = *counted;
    PrincipalKind kind = PrincipalKind::kUnknown;
    for (const auto& [name, known] : kPrincipalKinds) {
      if (pair.key->text == name) kind = known;
    }
    if (kind == PrincipalKind::kUnknown) {
      Problem("S4", NoSuch("there is no principal type", pair.key->text, kPrincipalNames),
              PlaceOf(*pair.key, Part::kKey));
    }
    ReadPrincipalValues(*pair.value, kind, statement);
  }
  if (statement.principals.empty()) {
    Problem("S4", "Missing required field Principal[ cannot be empty!]",
            PlaceOf(node, Part::kPair));
  }
}

void Reader::ReadPrincipalValues(const Node& node, PrincipalKind kind, Statement& statement) {
  for (Value& value : ReadValues(node, Field::kArn)) {
    statement.principals.push_back({.kind = kind, .value = std::move(value)});
  }
}

void Reader::ReadConditions(const Node& node, Statement& statement) {
  if (!node.IsMap()) {
    Problem("S7", "Condition must be an object", PlaceOf(node));
    return;
  }
  for (const Pair* pair : EffectivePairs(node)) ReadOperator(*pair, statement);
}

void Reader::ReadOperator(const Pair& pair, Statement& statement) {
  Value name = ReadValue(*pair.key, Field::kConditionKey);
  name.place = PlaceOf(*pair.key, Part::kKey);
  const std::optional<Operator> op = ParseOperator(pair.key->text);
  if (!op.has_value() && name.text.IsLiteral()) {
    Problem("S7", NoSuch("there is no condition operator", pair.key->text, OperatorNames()),
            name.place);
  } else if (op.has_value() && op->base == BaseOperator::kNull && op->if_exists) {
    Problem("S7", "Null cannot be combined with IfExists", name.place);
  }
  if (!pair.value->IsMap()) {
    Problem("S7", "an operator must hold an object of condition keys", PlaceOf(*pair.value));
    return;
  }
  std::set<std::string> seen;
  for (const Pair* counted : EffectivePairs(*pair.value)) {
    const Pair& entry = *counted;
    const std::string lower = base::AsciiLower(entry.key->text);
    if (!seen.insert(lower).second) {
      Problem("G5", "the condition key stands twice, in different case",
              PlaceOf(*entry.key, Part::kKey));
    }
    Value key = ReadValue(*entry.key, Field::kConditionKey);
    key.place = PlaceOf(*entry.key, Part::kKey);
    statement.conditions.push_back({.operator_name = name,
                                    .op = op,
                                    .key = std::move(key),
                                    .values = ReadValues(*entry.value, Field::kConditionValue),
                                    .place = PlaceOf(*entry.value, Part::kPair)});
  }
}

bool HasStatementWith(const Node& root, std::string_view key) {
  const Node* statements = Find(&root, "Statement");
  if (statements == nullptr) return false;
  const auto has = [&](const Node& statement) {
    return Find(&statement, "Effect") != nullptr && Find(&statement, key) != nullptr;
  };
  if (statements->IsMap()) return has(*statements);
  return std::ranges::any_of(statements->items, [&](const Node* item) { return has(*item); });
}

}  // namespace

PolicyDocument ReadPolicy(const Node& root, PolicyKind kind, std::string_view hole_scope) {
  return Reader(kind, hole_scope).Read(root);
}

PolicyDocument ReadStoredPolicy(const Node& root, PolicyKind kind) {
  return Reader(kind, std::nullopt).Read(root);
}

bool LooksLikePolicy(const Node& root) {
  return HasStatementWith(root, "Principal") || HasStatementWith(root, "NotPrincipal") ||
         HasStatementWith(root, "Action") || HasStatementWith(root, "NotAction");
}

bool LooksLikeTrustPolicy(const Node& root) {
  return HasStatementWith(root, "Principal") || HasStatementWith(root, "NotPrincipal");
}

}  // namespace irsalint::iam
