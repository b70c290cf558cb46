#include "analyzer/iam/grants.h"

#include <optional>
#include <string_view>
#include <utility>

#include "analyzer/base/subject.h"

namespace irsalint::iam {
namespace {

bool HasWildcard(std::string_view text) { return text.find_first_of("*?") != text.npos; }

// The form of a value that admits the class; nothing for what is as narrow as a list.
std::optional<GrantForm> FormOf(SubjectClass subject_class, std::string_view value) {
  const auto parts = base::ParseSubject(value);
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
      return HasWildcard(parts->namespace_name) ? GrantForm::kAccountInFamily
                                                : GrantForm::kNamePrefix;
  }
  return std::nullopt;
}

// Goes through the contributions and classifies what each value adds.
class GrantFinder {
 public:
  GrantFinder(const PolicyDocument& policy, const SubjectSet& admitted)
      : policy_(policy), admitted_(admitted) {}

  std::vector<Grant> Find() &&;

 private:
  void FindValues(const SubjectSet::Contribution& contribution, size_t condition);
  void FindWhole(const SubjectSet::Contribution& contribution);
  SubjectSet Classify(const SubjectSet::Contribution& contribution, const Condition& condition,
                      std::string_view value);

  const PolicyDocument& policy_;
  const SubjectSet& admitted_;
  std::vector<Grant> grants_;
  size_t unanswered_ = 0;
};

// What the value alone admits; kUnknown when the question is too large.
SubjectSet GrantFinder::Classify(const SubjectSet::Contribution& contribution,
                                 const Condition& condition, std::string_view value) {
  constexpr size_t kMaxUnanswered = 4;  // each has taken all the time that one question may take
  if (unanswered_ >= kMaxUnanswered) return {};
  SubjectSet subjects;
  const bool is_all =
      !contribution.narrowed && condition.values.size() == 1 && admitted_.contributions.size() == 1;
  if (is_all) {
    subjects = admitted_;
    subjects.contributions.clear();
  } else {
    base::Language language = base::Language::Of(base::Pattern::Like(value));
    if (contribution.narrowed) language = Intersection(contribution.language, language);
    subjects = ClassifySubjects(language);
  }
  if (subjects.subject_class == SubjectClass::kUnknown) ++unanswered_;
  return subjects;
}

void GrantFinder::FindValues(const SubjectSet::Contribution& contribution, size_t condition) {
  const Condition& subject = policy_.statements[contribution.statement].conditions[condition];
  for (size_t v = 0; v < subject.values.size(); ++v) {
    const syntax::Text& text = subject.values[v].text;
    if (!text.IsLiteral() || !HasWildcard(text.literal())) continue;
    SubjectSet subjects = Classify(contribution, subject, text.literal());
    const auto form = FormOf(subjects.subject_class, text.literal());
    if (!form.has_value()) continue;
    grants_.push_back({.form = *form,
                       .statement = contribution.statement,
                       .condition = condition,
                       .value = v,
                       .subjects = std::move(subjects)});
  }
}

// No positive operator tests the subject: everybody, or everybody but some.
void GrantFinder::FindWhole(const SubjectSet::Contribution& contribution) {
  const bool is_all = admitted_.contributions.size() == 1;
  SubjectSet subjects = is_all ? admitted_ : ClassifySubjects(contribution.language);
  subjects.contributions.clear();
  const bool everybody = subjects.subject_class == SubjectClass::kAnyAccountInCluster ||
                         subjects.subject_class == SubjectClass::kAnyCluster;
  const auto& conditions = contribution.subject_conditions;
  // A Deny may take away so much that what is left is no whole cluster.
  if (conditions.empty() && !everybody) return;
  if (!FormOf(subjects.subject_class, base::kSubjectPrefix).has_value()) return;
  // `Null: false` tests the subject and excludes nobody.
  grants_.push_back(
      {.form = everybody ? GrantForm::kNoSubject : GrantForm::kComplement,
       .statement = contribution.statement,
       .condition = conditions.empty() ? std::nullopt : std::optional(conditions.front()),
       .value = std::nullopt,
       .subjects = std::move(subjects)});
}

std::vector<Grant> GrantFinder::Find() && {
  for (const SubjectSet::Contribution& contribution : admitted_.contributions) {
    const Statement& statement = policy_.statements[contribution.statement];
    bool lists_subjects = false;
    for (const size_t c : contribution.subject_conditions) {
      const BaseOperator op = statement.conditions[c].op->base;
      if (IsNegated(op) || op == BaseOperator::kNull) continue;
      lists_subjects = true;
      if (op == BaseOperator::kStringLike) FindValues(contribution, c);
    }
    if (!lists_subjects) FindWhole(contribution);
  }
  return std::move(grants_);
}

}  // namespace

std::vector<Grant> WideGrants(const PolicyDocument& policy, const SubjectSet& admitted) {
  return GrantFinder(policy, admitted).Find();
}

}  // namespace irsalint::iam
