#include "analyzer/explain/grant_words.h"

namespace irsalint::explain {
namespace {

const iam::Condition* ConditionOf(const iam::PolicyDocument& policy, const iam::Grant& grant) {
  return grant.condition.has_value()
             ? &policy.statements[grant.statement].conditions[*grant.condition]
             : nullptr;
}

}  // namespace

std::string_view WordsFor(iam::GrantForm form) {
  switch (form) {
    case iam::GrantForm::kNoSubject:
      return "no condition tests the subject";
    case iam::GrantForm::kWholeCluster:
      return "every account of the cluster";
    case iam::GrantForm::kAnyNamespace:
      return "an account name in every namespace";
    case iam::GrantForm::kOverColon:
      return "the wildcard runs from the namespace into the name";
    case iam::GrantForm::kNamespaceFamily:
      return "every account of all namespaces that fit";
    case iam::GrantForm::kAccountInFamily:
      return "an account name in all namespaces that fit";
    case iam::GrantForm::kWholeNamespace:
      return "every account of a namespace";
    case iam::GrantForm::kComplement:
      return "everybody but the accounts listed";
    case iam::GrantForm::kNamePrefix:
      return "every account name that fits, in one namespace";
  }
  return "";
}

std::string_view ToString(iam::GrantForm form) {
  switch (form) {
    case iam::GrantForm::kNoSubject:
      return "no-subject";
    case iam::GrantForm::kWholeCluster:
      return "whole-cluster";
    case iam::GrantForm::kAnyNamespace:
      return "any-namespace";
    case iam::GrantForm::kOverColon:
      return "over-colon";
    case iam::GrantForm::kNamespaceFamily:
      return "namespace-family";
    case iam::GrantForm::kAccountInFamily:
      return "account-in-family";
    case iam::GrantForm::kWholeNamespace:
      return "whole-namespace";
    case iam::GrantForm::kComplement:
      return "complement";
    case iam::GrantForm::kNamePrefix:
      return "name-prefix";
  }
  return "";
}

std::string ValueOf(const iam::PolicyDocument& policy, const iam::Grant& grant) {
  const iam::Condition* condition = ConditionOf(policy, grant);
  if (condition == nullptr || !grant.value.has_value()) return "";
  return condition->values[*grant.value].text.Written();
}

const syntax::Place& PlaceOf(const iam::PolicyDocument& policy, const iam::Grant& grant) {
  const iam::Condition* condition = ConditionOf(policy, grant);
  if (condition == nullptr) return policy.statements[grant.statement].place;
  return grant.value.has_value() ? condition->values[*grant.value].place : condition->key.place;
}

}  // namespace irsalint::explain
