#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/truth.h"
#include "analyzer/iam/operator.h"
#include "analyzer/syntax/known.h"
#include "analyzer/syntax/text.h"

namespace irsalint::iam {

// A string of a policy and where it stands. Booleans and numbers are their text
// (docs/reference/iam.md §1.1 G7).
struct Value {
  syntax::Text text;
  syntax::Place place;

  friend bool operator==(const Value&, const Value&) = default;
};

enum class Effect : uint8_t { kAllow, kDeny, kInvalid };

enum class PrincipalKind : uint8_t {
  kAws,
  kFederated,
  kService,
  kCanonicalUser,
  kEverybody,  // "Principal": "*"
  kUnknown,    // a key that IAM does not know
};

// One value of one principal type; lists are flattened.
struct Principal {
  PrincipalKind kind = PrincipalKind::kUnknown;
  Value value;

  friend bool operator==(const Principal&, const Principal&) = default;
};

// One operator with one key.
struct Condition {
  Value operator_name;
  std::optional<Operator> op;  // nothing for an unknown operator
  Value key;
  std::vector<Value> values;
  syntax::Place place;  // of the key and its values

  friend bool operator==(const Condition&, const Condition&) = default;
};

struct Statement {
  syntax::Known<std::string> sid;
  Effect effect = Effect::kInvalid;
  syntax::Place effect_place;  // where it would be written if it is missing
  std::vector<Principal> principals;
  bool not_principal = false;  // NotPrincipal
  syntax::Place principal_place;
  std::vector<Value> actions;
  bool not_action = false;  // NotAction
  syntax::Place action_place;
  std::vector<Value> resources;
  bool not_resource = false;  // NotResource
  std::vector<Condition> conditions;
  syntax::Place condition_place;  // of `Condition`, or where it would be written
  syntax::Place place;

  friend bool operator==(const Statement&, const Statement&) = default;
};

// What IAM's grammar says about the document (docs/reference/iam.md §1, §3.2).
struct GrammarProblem {
  std::string rule;                         // "G4", "S6", …
  std::string message;                      // one sentence
  base::Truth refused = base::Truth::kYes;  // kMaybe: IAM may refuse to store it
  syntax::Place place;

  friend bool operator==(const GrammarProblem&, const GrammarProblem&) = default;
};

// A policy document, as far as it can be read; what is wrong with it stands in `problems`.
struct PolicyDocument {
  syntax::Known<std::string> version;
  std::vector<Statement> statements;
  std::vector<GrammarProblem> problems;
  size_t size = 0;  // characters without white space, as written
  syntax::Place place;

  friend bool operator==(const PolicyDocument&, const PolicyDocument&) = default;
};

// What a policy is attached to decides what its grammar allows.
enum class PolicyKind : uint8_t { kTrust, kPermission };

// Reads a policy of a repository, in which placeholders stand for values that `hole_scope` gives
// them. Never fails: a root that is no map gives a document with problems only.
PolicyDocument ReadPolicy(const syntax::Node& root, PolicyKind kind, std::string_view hole_scope);

// Reads a policy as AWS reads it: every character means itself.
PolicyDocument ReadStoredPolicy(const syntax::Node& root, PolicyKind kind);

// Whether a map has the shape of a policy document: a Statement with an Effect and a Principal or
// an Action. A trust policy is one with a Principal.
bool LooksLikePolicy(const syntax::Node& root);
bool LooksLikeTrustPolicy(const syntax::Node& root);

}  // namespace irsalint::iam
