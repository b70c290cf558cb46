#include "analyzer/iam/subject_set.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "analyzer/base/subject.h"
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

constexpr size_t kFew = 5;  // words that a pattern may stand for and still be a list
constexpr size_t kMaxListedNamespaces = 32;  // as many may be listed for each group of namespaces
constexpr size_t kMaxValues = 2048;  // a policy of 8,192 characters, the largest, holds fewer

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

Survey SurveyNamespaces(const Language& subjects, size_t few, SubjectSet& set) {
  const Language names = AccountNames();
  Survey survey;
  survey.in_every_namespace = names;
  const base::ResidualGroups groups =
      ResidualsAfter(subjects.Residual(base::kSubjectPrefix), NamespacePrefixes(), few + 1);
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
    survey.infinitely_many |= !group.prefixes.complete || group.prefixes.words.size() > few;
    for (std::string_view word : group.prefixes.words) {
      set.namespaces.emplace_back(word.substr(0, word.size() - 1));
    }
  }
  survey.infinitely_many |= set.namespaces.size() > few;
  if (survey.infinitely_many && set.namespaces.size() > kFew) set.namespaces.resize(kFew);
  set.more_namespaces = survey.infinitely_many;
  return survey;
}

SubjectClass ClassOf(const Language& subjects, const Survey& survey, size_t limit,
                     SubjectSet& set) {
  if (survey.whole_cluster && survey.whole_namespaces) return SubjectClass::kAnyAccountInCluster;
  set.any_namespace_names = Enumerate(survey.in_every_namespace, kFew).words;
  const bool any_namespace = !set.any_namespace_names.empty();
  if (survey.whole_namespaces && any_namespace) {
    return SubjectClass::kAnyAccountInSomeNamespacesAndAnyNamespace;
  }
  if (survey.infinitely_many) return SubjectClass::kAnyAccountInNamespaceFamily;
  if (survey.whole_namespaces) return SubjectClass::kAnyAccountInNamespace;
  if (any_namespace) return SubjectClass::kAnyNamespace;
  const base::Words few = Enumerate(subjects, limit + 1);
  if (few.complete && few.words.size() == 1) return SubjectClass::kExact;
  if (few.complete && few.words.size() <= limit) return SubjectClass::kFiniteList;
  return SubjectClass::kPartialWildcard;
}

// How unknown parts of a policy are rounded: what a hole may exclude is excluded, or what it may
// include is included.
enum class Rounding : uint8_t { kDown, kUp };

// What one statement says about subjects.
struct StatementSubjects {
  Language language = Language::Everything();
  // All subjects, if each is written out in full.
  std::optional<std::vector<std::string>> texts;
  bool reachable = true;  // no other clause excludes every request
  bool guarded = false;   // the caller's surroundings narrow it
  bool has_hole = false;  // one decides
  size_t listed = 0;      // values of subjects
  std::vector<size_t> subject_conditions;
};

// What the statements of a policy say to the tokens of one issuer.
class SubjectReader {
 public:
  SubjectReader(const PolicyDocument& policy, const Request& request)
      : policy_(policy),
        request_(request),
        decision_(Evaluate(policy, request)),
        variables_(VariablesOf(policy)) {}

  StatementSubjects Read(size_t statement, Rounding rounding, SubjectSet& set) const;

 private:
  bool ExcludesDefaultAudience(const Condition& condition) const;
  void ReadSubjects(const Condition& condition, Truth holds, Rounding rounding,
                    StatementSubjects& subjects) const;

  const PolicyDocument& policy_;
  const Request& request_;
  Decision decision_;
  Variables variables_;
};

// Narrows the subjects to those that a condition on the subject lets pass; `holds` is its answer
// for a subject that is not known.
void SubjectReader::ReadSubjects(const Condition& condition, Truth holds, Rounding rounding,
                                 StatementSubjects& subjects) const {
  const Operator& op = *condition.op;
  if (!ToString(op.base).starts_with("String") || condition.values.empty()) {
    // Null and operators of other types say the same to every subject.
    if (holds == Truth::kMaybe) subjects.has_hole = true;
    const bool passes =
        holds == Truth::kYes || (holds == Truth::kMaybe && rounding == Rounding::kUp);
    if (!passes) subjects.language = Language::Empty();
    return;
  }
  // A negated operator turns the rounding round.
  const bool keep_holes = (rounding == Rounding::kUp) != IsNegated(op.base);
  std::vector<base::Pattern> patterns;
  for (const Value& value : condition.values) {
    if (!value.text.IsLiteral()) {
      subjects.has_hole = true;
      if (!keep_holes) continue;
    }
    auto pattern = SubjectPattern(op.base, value.text, request_, variables_);
    if (pattern.has_value()) patterns.push_back(*std::move(pattern));
  }
  subjects.listed += condition.values.size();
  const bool written_out =
      !IsNegated(op.base) && std::ranges::all_of(patterns, [](const base::Pattern& pattern) {
        return pattern.IsLiteral();
      });
  if (written_out) {
    // Of the spellings that a pattern without case covers, Kubernetes knows the folded one.
    subjects.texts.emplace();
    for (const base::Pattern& pattern : patterns) {
      subjects.texts->push_back(pattern.LiteralPrefix());
    }
  }
  const Language positive = Language::UnionOf(patterns);
  subjects.language =
      Intersection(subjects.language, IsNegated(op.base) ? Complement(positive) : positive);
}

bool SubjectReader::ExcludesDefaultAudience(const Condition& condition) const {
  if (!IsNegated(condition.op->base)) return false;
  const Text audience = Text::Literal("sts.amazonaws.com");
  return std::ranges::any_of(condition.values, [&](const Value& value) {
    return Matches(condition.op->base, audience, value.text, request_, variables_) == Truth::kYes;
  });
}

StatementSubjects SubjectReader::Read(size_t statement, Rounding rounding, SubjectSet& set) const {
  StatementSubjects subjects;
  const auto meet_hole = [&] {
    subjects.has_hole = true;
    if (rounding == Rounding::kDown) subjects.reachable = false;
  };
  for (const Clause& clause : decision_.statements[statement].clauses) {
    if (clause.holds == Truth::kNo) subjects.reachable = false;
    if (clause.kind != Clause::Kind::kCondition) {
      if (clause.holds == Truth::kMaybe) meet_hole();
      continue;
    }
    const Condition& condition = policy_.statements[statement].conditions[clause.condition];
    const KeyKind kind = ClassifyKey(request_, condition.key.text);
    if (kind == KeyKind::kSubject && condition.op.has_value()) {
      subjects.subject_conditions.push_back(clause.condition);
      ReadSubjects(condition, clause.holds, rounding, subjects);
      continue;
    }
    if (kind == KeyKind::kAudience) {
      // Some token has the audience that is demanded; none is known to have another than the
      // default where that is excluded (docs/reference/iam.md §6 step 1).
      if (condition.op.has_value() && ExcludesDefaultAudience(condition)) {
        subjects.reachable = false;
      }
      continue;
    }
    if (clause.holds != Truth::kMaybe) continue;
    if (kind == KeyKind::kUnknown || !condition.op.has_value()) {
      meet_hole();
      continue;
    }
    subjects.guarded = true;
    // What the caller chooses itself guards nothing (docs/reference/iam.md §6 step 3).
    const std::string key = LowerKey(condition.key.text).Written();
    if (key != "sts:rolesessionname" && key != "aws:useragent") {
      set.guards.push_back(condition.key.text.Written());
    }
  }
  return subjects;
}

Text Unknown(std::string_view what) {
  return Text::OfHole({.syntax = syntax::HoleSyntax::kMissing,
                       .expression = std::string(what),
                       .scope = "request"});
}

// The request of any service account of the cluster.
Request RequestOfAnyone(const Text& provider_arn, const Text& issuer) {
  return WebIdentityRequest({.provider_arn = provider_arn,
                             .issuer = issuer,
                             .subject = Text::Literal(base::kSubjectPrefix)
                                            .Append(Unknown("namespace"))
                                            .Append(":")
                                            .Append(Unknown("account")),
                             .audience = Unknown("audience"),
                             .role_arn = {}});
}

// All that the statements of a policy admit.
struct Admitted {
  Language language;
  std::optional<std::vector<std::string>> texts = std::vector<std::string>();  // if all written out
  bool has_hole = false;
  size_t listed = 0;
};

// Rounds what is admitted down or up; fills the contributions and guards of `set`.
Admitted CollectAdmitted(const PolicyDocument& policy, const SubjectReader& reader,
                         Rounding rounding, SubjectSet& set) {
  Admitted admitted;
  Language denied;
  for (size_t s = 0; s < policy.statements.size(); ++s) {
    if (policy.statements[s].effect != Effect::kDeny) continue;
    SubjectSet ignored;
    const StatementSubjects subjects =
        reader.Read(s, rounding == Rounding::kDown ? Rounding::kUp : Rounding::kDown, ignored);
    admitted.has_hole |= subjects.has_hole;
    // A Deny that depends on the caller's surroundings cannot be relied on.
    if (subjects.reachable && !subjects.guarded) denied = Union(denied, subjects.language);
  }
  for (size_t s = 0; s < policy.statements.size(); ++s) {
    if (policy.statements[s].effect != Effect::kAllow) continue;
    StatementSubjects subjects = reader.Read(s, rounding, set);
    admitted.has_hole |= subjects.has_hole;
    if (!subjects.reachable) continue;
    SubjectSet::Contribution contribution = {
        .statement = s,
        .subject_conditions = std::move(subjects.subject_conditions),
        .language =
            denied.IsTriviallyEmpty() ? subjects.language : Difference(subjects.language, denied)};
    admitted.language = Union(admitted.language, contribution.language);
    admitted.listed += subjects.listed;
    if (!subjects.texts.has_value()) admitted.texts.reset();
    contribution.narrowed =
        contribution.subject_conditions.size() > 1 || !denied.IsTriviallyEmpty();
    if (admitted.texts.has_value()) {
      std::ranges::copy_if(*subjects.texts, std::back_inserter(*admitted.texts),
                           [&](const std::string& text) {
                             return !contribution.narrowed || contribution.language.Matches(text);
                           });
    }
    set.contributions.push_back(std::move(contribution));
  }
  return admitted;
}

// The set of subjects that are written out, which no automaton needs to look at.
SubjectSet ListOf(std::vector<std::string> texts, const Language& language) {
  const Language subjects = AllSubjects();
  std::erase_if(texts, [&](const std::string& text) { return !subjects.Matches(text); });
  std::ranges::sort(texts, [](const std::string& a, const std::string& b) {
    return std::pair(a.size(), std::string_view(a)) < std::pair(b.size(), std::string_view(b));
  });
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  SubjectSet set;
  set.language = Intersection(language, subjects);
  set.subject_class = texts.empty()       ? SubjectClass::kNeverMatches
                      : texts.size() == 1 ? SubjectClass::kExact
                                          : SubjectClass::kFiniteList;
  if (texts.size() > kFew) texts.resize(kFew);
  set.examples = std::move(texts);
  return set;
}

size_t CountValues(const PolicyDocument& policy) {
  size_t count = 0;
  for (const Statement& statement : policy.statements) {
    for (const Condition& condition : statement.conditions) count += condition.values.size();
  }
  return count;
}

SubjectSet Admit(const PolicyDocument& policy, const Text& provider_arn, const Text& issuer) {
  if (CountValues(policy) > kMaxValues) return {};
  const Request request = RequestOfAnyone(provider_arn, issuer);
  const SubjectReader reader(policy, request);
  SubjectSet details;
  Admitted admitted = CollectAdmitted(policy, reader, Rounding::kDown, details);
  SubjectSet set = admitted.texts.has_value()
                       ? ListOf(*std::move(admitted.texts), admitted.language)
                       : ClassifySubjects(admitted.language, admitted.listed);
  set.guards = std::move(details.guards);
  set.contributions = std::move(details.contributions);
  if (!admitted.has_hole || set.subject_class > SubjectClass::kFiniteList) return set;
  SubjectSet ignored;
  const Admitted possible = CollectAdmitted(policy, reader, Rounding::kUp, ignored);
  const bool never = IsEmpty(Intersection(possible.language, AllSubjects())).truth == Truth::kYes;
  set.subject_class = never ? SubjectClass::kNeverMatches : SubjectClass::kUnknown;
  return set;
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
    case SubjectClass::kAnyCluster:
      return "any-cluster";
    case SubjectClass::kUnknown:
      return "unknown";
  }
  return "";
}

Language AllSubjects() {
  Dfa dfa;
  const uint32_t start = dfa.AddState(Dfa::Acceptance::kRejects);
  const uint32_t label =
      AddLabel(dfa, dfa.AddPath(start, base::kSubjectPrefix), Dfa::Acceptance::kRejects);
  const uint32_t name = dfa.AddState(Dfa::Acceptance::kRejects);
  dfa.AddEdge(label, CharClass::kColon, name);
  AddSubdomain(dfa, name);
  return Language::FromDfa(std::move(dfa));
}

SubjectSet ClassifySubjects(const Language& subjects, size_t listed) {
  SubjectSet set;
  set.language = Intersection(subjects, AllSubjects());
  const base::Answer empty = IsEmpty(set.language);
  if (empty.truth == Truth::kYes) {
    set.subject_class = SubjectClass::kNeverMatches;
    return set;
  }
  if (empty.limit_reached) return set;
  const Survey survey =
      SurveyNamespaces(set.language, kFew + std::min(listed, kMaxListedNamespaces), set);
  if (survey.limit_reached) return set;
  set.subject_class = ClassOf(set.language, survey, kFew + listed, set);
  set.examples = Enumerate(set.language, kFew).words;
  return set;
}

SubjectSet AdmittedSubjects(const PolicyDocument& policy, const Text& provider_arn,
                            const Text& issuer) {
  SubjectSet set = Admit(policy, provider_arn, issuer);
  if (set.subject_class != SubjectClass::kAnyAccountInCluster) return set;
  // A provider that no policy names stands for all others.
  constexpr std::string_view kStranger = "arn:aws:iam::000000000000:oidc-provider/issuer.invalid";
  const SubjectSet strangers =
      Admit(policy, Text::Literal(kStranger), Text::Literal("issuer.invalid"));
  if (strangers.subject_class == SubjectClass::kAnyAccountInCluster) {
    set.subject_class = SubjectClass::kAnyCluster;
  }
  return set;
}

}  // namespace irsalint::iam
