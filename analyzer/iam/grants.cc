#include "analyzer/iam/grants.h"

#include <optional>
#include <string_view>
#include <utility>

#include "analyzer/base/strings.h"

namespace irsalint::iam {
namespace {

constexpr std::string_view kPrefix = "system:serviceaccount:";

bool HasWildcard(std::string_view text) { return text.find_first_of("*?") != text.npos; }

// The form of a value that admits the class; nothing for what is as narrow as a list.
std::optional<GrantForm> FormOf(SubjectClass subject_class, std::string_view value) {
  const auto rest = base::StripPrefix(value, kPrefix);
  const auto parts = rest.has_value() ? base::SplitOnce(*rest, ':') : std::nullopt;
  switch (subject_class) {
    case SubjectClass::kNeverMatches:
    case SubjectClass::kExact:
    case SubjectClass::kFiniteList:
    case SubjectClass::kUnknown:
      return std::nullopt;
    case SubjectClass::kAnyAccountInCluster:
    case SubjectClass::kAnyCluster:
      return GrantForm::kWholeCluster;
    case SubjectClass::kAnyNamespace:
    case SubjectClass::kAnyAccountInSomeNamespacesAndAnyNamespace:
      return GrantForm::kAnyNamespace;
    case SubjectClass::kAnyAccountInNamespaceFamily:
      return parts.has_value() ? GrantForm::kNamespaceFamily : GrantForm::kOverColon;
    case SubjectClass::kAnyAccountInNamespace:
      return GrantForm::kWholeNamespace;
    case SubjectClass::kPartialWildcard:
      if (!parts.has_value()) return GrantForm::kOverColon;
      return HasWildcard(parts->before) ? GrantForm::kAccountInFamily : GrantForm::kNamePrefix;
  }
  return std::nullopt;
}

void AddValues(const PolicyDocument& policy, const SubjectSet::Contribution& contribution,
               std::vector<Grant>& grants) {
  const Statement& statement = policy.statements[contribution.statement];
  bool positive = false;
  for (const size_t c : contribution.subject_conditions) {
    const Condition& condition = statement.conditions[c];
    const BaseOperator op = condition.op->base;
    if (IsNegated(op) || op == BaseOperator::kNull) continue;
    positive = true;
    if (op != BaseOperator::kStringLike) continue;
    for (size_t v = 0; v < condition.values.size(); ++v) {
      const syntax::Text& text = condition.values[v].text;
      if (!text.IsLiteral() || !HasWildcard(text.literal())) continue;
      SubjectSet subjects = ClassifySubjects(Intersection(
          contribution.language, base::Language::Of(base::Pattern::Like(text.literal()))));
      const auto form = FormOf(subjects.subject_class, text.literal());
      if (!form.has_value()) continue;
      grants.push_back({.form = *form,
                        .statement = contribution.statement,
                        .condition = c,
                        .value = v,
                        .subjects = std::move(subjects)});
    }
  }
  if (positive) return;
  SubjectSet rest = ClassifySubjects(contribution.language);
  if (!FormOf(rest.subject_class, kPrefix).has_value()) return;
  // `Null: false` tests the subject and excludes nobody.
  const bool everybody = rest.subject_class == SubjectClass::kAnyAccountInCluster;
  grants.push_back({.form = everybody ? GrantForm::kNoSubject : GrantForm::kComplement,
                    .statement = contribution.statement,
                    .condition = contribution.subject_conditions.front(),
                    .value = std::nullopt,
                    .subjects = std::move(rest)});
}

}  // namespace

std::vector<Grant> WideGrants(const PolicyDocument& policy, const SubjectSet& admitted) {
  std::vector<Grant> grants;
  for (const SubjectSet::Contribution& contribution : admitted.contributions) {
    if (!contribution.subject_conditions.empty()) {
      AddValues(policy, contribution, grants);
      continue;
    }
    SubjectSet subjects = ClassifySubjects(contribution.language);
    // A Deny may take away so much that what is left is no whole cluster.
    if (subjects.subject_class != SubjectClass::kAnyAccountInCluster) continue;
    grants.push_back({.form = GrantForm::kNoSubject,
                      .statement = contribution.statement,
                      .condition = std::nullopt,
                      .value = std::nullopt,
                      .subjects = std::move(subjects)});
  }
  return grants;
}

}  // namespace irsalint::iam
