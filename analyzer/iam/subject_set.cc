#include "analyzer/iam/subject_set.h"

#include <algorithm>
#include <utility>

#include "analyzer/iam/compare.h"
#include "analyzer/iam/condition_key.h"
#include "analyzer/iam/evaluate.h"

namespace irsalint::iam {
namespace {

using base::CharClass;
using base::Dfa;
using base::Language;
using base::Truth;
using syntax::Text;

constexpr std::string_view kPrefix = "system:serviceaccount:";
constexpr size_t kFew = 5;  // words that are listed one by one

// Adds `[a-z0-9]([-a-z0-9]*[a-z0-9])?` after `start`; returns the state in which it may end.
uint32_t AddLabel(Dfa& dfa, uint32_t start, Dfa::Acceptance end) {
  const uint32_t inside = dfa.AddState(end);
  const uint32_t hyphen = dfa.AddState(Dfa::Acceptance::kRejects);
  for (const CharClass letter : {CharClass::kLower, CharClass::kDigit}) {
    dfa.AddEdge(start, letter, inside);
    dfa.AddEdge(inside, letter, inside);
    dfa.AddEdge(hyphen, letter, inside);
  }
  dfa.AddEdge(inside, CharClass::kHyphen, hyphen);
  dfa.AddEdge(hyphen, CharClass::kHyphen, hyphen);
  return inside;
}

// Labels joined by dots: a DNS-1123 subdomain (docs/reference/semantics.md §2.4; lengths left out).
void AddSubdomain(Dfa& dfa, uint32_t start) {
  const uint32_t end = AddLabel(dfa, start, Dfa::Acceptance::kAccepts);
  dfa.AddEdge(end, CharClass::kDot, start);
}

Language AccountNames() {
  Dfa dfa;
  AddSubdomain(dfa, dfa.AddState(Dfa::Acceptance::kRejects));
  return Language::FromDfa(std::move(dfa));
}

// Every `NAMESPACE:` that may follow the prefix of a subject.
Language NamespacePrefixes() {
  Dfa dfa;
  const uint32_t label =
      AddLabel(dfa, dfa.AddState(Dfa::Acceptance::kRejects), Dfa::Acceptance::kRejects);
  dfa.AddEdge(label, CharClass::kColon, dfa.AddState(Dfa::Acceptance::kAccepts));
  return Language::FromDfa(std::move(dfa));
}

// What is found out about a set, namespace by namespace.
struct Survey {
  bool whole_namespaces = false;  // some namespace admits every account
  bool infinitely_many = false;   // of them
  bool whole_cluster = true;      // all of them
  bool limit_reached = false;
  Language in_every_namespace;  // account names
};

Survey SurveyNamespaces(const Language& subjects, SubjectSet& set) {
  const Language names = AccountNames();
  Survey survey;
  survey.in_every_namespace = names;
  const base::ResidualGroups groups =
      ResidualsAfter(subjects.Residual(kPrefix), NamespacePrefixes(), kFew + 1);
  survey.limit_reached = groups.limit_reached;
  for (const base::ResidualGroup& group : groups.groups) {
    survey.in_every_namespace = Intersection(survey.in_every_namespace, group.residual);
    const base::Answer all = Includes(group.residual, names);
    survey.limit_reached |= all.limit_reached;
    if (all.truth != Truth::kYes) {
      survey.whole_cluster = false;
      continue;
    }
    survey.whole_namespaces = true;
    const bool few = group.prefixes.complete && group.prefixes.words.size() <= kFew;
    survey.infinitely_many |= !few;
    for (std::string_view word : group.prefixes.words) {
      set.namespaces.emplace_back(word.substr(0, word.size() - 1));
    }
  }
  if (set.namespaces.size() > kFew) {
    set.namespaces.resize(kFew);
    survey.infinitely_many = true;
  }
  set.more_namespaces = survey.infinitely_many;
  return survey;
}

SubjectClass ClassOf(const Language& subjects, const Survey& survey, SubjectSet& set) {
  if (survey.whole_cluster && survey.whole_namespaces) return SubjectClass::kAnyAccountInCluster;
  set.any_namespace_names = Enumerate(survey.in_every_namespace, kFew).words;
  const bool any_namespace = !set.any_namespace_names.empty();
  if (survey.whole_namespaces && any_namespace) {
    return SubjectClass::kAnyAccountInSomeNamespacesAndAnyNamespace;
  }
  if (survey.infinitely_many) return SubjectClass::kAnyAccountInNamespaceFamily;
  if (survey.whole_namespaces) return SubjectClass::kAnyAccountInNamespace;
  if (any_namespace) return SubjectClass::kAnyNamespace;
  const base::Words few = Enumerate(subjects, kFew + 1);
  if (few.complete && few.words.size() == 1) return SubjectClass::kExact;
  if (few.complete && few.words.size() <= kFew) return SubjectClass::kFiniteList;
  return SubjectClass::kPartialWildcard;
}

// What one statement says about subjects.
struct StatementSubjects {
  Language language = Language::Everything();
  bool reachable = true;  // no other clause excludes every request
  bool guarded = false;   // an unknown key narrows it
  bool has_hole = false;  // in a subject
  std::vector<size_t> subject_conditions;
};

// How unknown parts of a subject are rounded: an exposure is proved only by what is certainly
// admitted, so Allow rounds down and Deny up.
enum class Rounding : uint8_t { kDown, kUp };

class SubjectReader {
 public:
  SubjectReader(const PolicyDocument& policy, const Request& request)
      : policy_(policy),
        request_(request),
        decision_(Evaluate(policy, request)),
        variables_(policy.version.ValueOr("") == "2012-10-17" ? Variables::kReplace
                                                              : Variables::kLiteral) {}

  StatementSubjects Read(size_t statement, Rounding rounding, SubjectSet& set) const;

 private:
  Language LanguageOf(const Condition& condition, Rounding rounding, bool& has_hole) const;

  const PolicyDocument& policy_;
  const Request& request_;
  Decision decision_;
  Variables variables_;
};

Language SubjectReader::LanguageOf(const Condition& condition, Rounding rounding,
                                   bool& has_hole) const {
  const Operator& op = *condition.op;
  if (op.base == BaseOperator::kNull) {
    const bool demands_key = std::ranges::any_of(
        condition.values, [](const Value& value) { return value.text.literal() == "false"; });
    return demands_key ? Language::Everything() : Language::Empty();
  }
  // A negated operator turns the rounding round.
  const bool keep_holes = (rounding == Rounding::kUp) != IsNegated(op.base);
  std::vector<base::Pattern> patterns;
  for (const Value& value : condition.values) {
    if (!value.text.IsLiteral()) {
      has_hole = true;
      if (!keep_holes) continue;
    }
    auto pattern = SubjectPattern(op.base, value.text, request_, variables_);
    if (pattern.has_value()) patterns.push_back(*std::move(pattern));
  }
  if (!ToString(op.base).starts_with("String") || condition.values.empty()) {
    // Another type never matches a subject; its negation always does.
    return IsNegated(op.base) && !condition.values.empty() ? Language::Everything()
                                                           : Language::Empty();
  }
  const Language positive = Language::UnionOf(std::move(patterns));
  return IsNegated(op.base) ? Complement(positive) : positive;
}

StatementSubjects SubjectReader::Read(size_t statement, Rounding rounding, SubjectSet& set) const {
  StatementSubjects subjects;
  for (const Clause& clause : decision_.statements[statement].clauses) {
    if (clause.kind != Clause::Kind::kCondition) {
      // A placeholder in principal or action may be the right one.
      if (clause.holds == Truth::kNo) subjects.reachable = false;
      if (clause.holds == Truth::kMaybe) subjects.guarded = true;
      continue;
    }
    const Condition& condition = policy_.statements[statement].conditions[clause.condition];
    const KeyKind kind = ClassifyKey(request_, condition.key.text);
    if (kind == KeyKind::kSubject && condition.op.has_value()) {
      subjects.subject_conditions.push_back(clause.condition);
      subjects.language =
          Intersection(subjects.language, LanguageOf(condition, rounding, subjects.has_hole));
      continue;
    }
    if (clause.holds == Truth::kNo) subjects.reachable = false;
    if (clause.holds != Truth::kMaybe || kind == KeyKind::kAudience) continue;
    subjects.guarded = true;
    // What the caller chooses itself guards nothing (docs/reference/iam.md §6 step 3).
    const std::string key = LowerKey(condition.key.text).Written();
    if (key != "sts:rolesessionname" && key != "aws:useragent") {
      set.guards.push_back(condition.key.text.Written());
    }
    if (kind == KeyKind::kUnknown) subjects.has_hole = true;
  }
  return subjects;
}

Text Unknown(std::string_view what) {
  return Text::OfHole({.syntax = syntax::HoleSyntax::kMissing,
                       .expression = std::string(what),
                       .scope = "request"});
}

}  // namespace

std::string_view ToString(SubjectClass subject_class) {
  switch (subject_class) {
    case SubjectClass::kNeverMatches:
      return "never-matches";
    case SubjectClass::kExact:
      return "exact";
    case SubjectClass::kFiniteList:
      return "finite-list";
    case SubjectClass::kPartialWildcard:
      return "partial-wildcard";
    case SubjectClass::kAnyAccountInNamespace:
      return "any-sa-in-namespace";
    case SubjectClass::kAnyNamespace:
      return "any-namespace";
    case SubjectClass::kAnyAccountInNamespaceFamily:
      return "any-sa-in-namespace-family";
    case SubjectClass::kAnyAccountInSomeNamespacesAndAnyNamespace:
      return "any-sa-in-some-namespaces + any-namespace";
    case SubjectClass::kAnyAccountInCluster:
      return "any-sa-in-cluster";
    case SubjectClass::kUnknown:
      return "unknown";
  }
  return "";
}

Language AllSubjects() {
  Dfa dfa;
  const uint32_t start = dfa.AddState(Dfa::Acceptance::kRejects);
  const uint32_t label = AddLabel(dfa, dfa.AddPath(start, kPrefix), Dfa::Acceptance::kRejects);
  const uint32_t name = dfa.AddState(Dfa::Acceptance::kRejects);
  dfa.AddEdge(label, CharClass::kColon, name);
  AddSubdomain(dfa, name);
  return Language::FromDfa(std::move(dfa));
}

SubjectSet ClassifySubjects(const Language& subjects) {
  SubjectSet set;
  set.language = Intersection(subjects, AllSubjects());
  const base::Answer empty = IsEmpty(set.language);
  if (empty.truth == Truth::kYes) {
    set.subject_class = SubjectClass::kNeverMatches;
    return set;
  }
  if (empty.limit_reached) return set;
  const Survey survey = SurveyNamespaces(set.language, set);
  if (survey.limit_reached) return set;
  set.subject_class = ClassOf(set.language, survey, set);
  set.examples = Enumerate(set.language, kFew).words;
  return set;
}

SubjectSet AdmittedSubjects(const PolicyDocument& policy, const Text& provider_arn,
                            const Text& issuer) {
  const Request request = WebIdentityRequest({.provider_arn = provider_arn,
                                              .issuer = issuer,
                                              .subject = Unknown("subject"),
                                              .audience = Unknown("audience"),
                                              .role_arn = {}});
  const SubjectReader reader(policy, request);
  SubjectSet details;
  Language admitted = Language::Empty();
  bool has_hole = false;
  for (size_t s = 0; s < policy.statements.size(); ++s) {
    if (policy.statements[s].effect != Effect::kAllow) continue;
    StatementSubjects subjects = reader.Read(s, Rounding::kDown, details);
    if (!subjects.reachable) continue;
    has_hole |= subjects.has_hole;
    details.contributions.push_back({.statement = s,
                                     .subject_conditions = std::move(subjects.subject_conditions),
                                     .language = std::move(subjects.language)});
  }
  Language denied = Language::Empty();
  for (size_t s = 0; s < policy.statements.size(); ++s) {
    if (policy.statements[s].effect != Effect::kDeny) continue;
    SubjectSet ignored;
    const StatementSubjects subjects = reader.Read(s, Rounding::kUp, ignored);
    // A Deny that depends on something else cannot be relied on.
    if (subjects.reachable && !subjects.guarded) denied = Union(denied, subjects.language);
  }
  for (SubjectSet::Contribution& contribution : details.contributions) {
    contribution.language = Difference(contribution.language, denied);
    admitted = Union(admitted, contribution.language);
  }
  SubjectSet set = ClassifySubjects(admitted);
  if (has_hole && set.subject_class == SubjectClass::kNeverMatches) {
    set.subject_class = SubjectClass::kUnknown;
  }
  set.guards = std::move(details.guards);
  set.contributions = std::move(details.contributions);
  return set;
}

}  // namespace irsalint::iam
