#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/automaton.h"
#include "analyzer/base/truth.h"
#include "analyzer/iam/policy_document.h"

namespace irsalint::iam {

// How wide a set of service accounts is (docs/reference/iam.md §6), narrowest first.
enum class SubjectClass : uint8_t {
  kNeverMatches,
  kExact,  // one account
  kFiniteList,
  kPartialWildcard,              // infinitely many, none of the following
  kAnyAccountInNamespace,        // every account of finitely many namespaces
  kAnyNamespace,                 // one account name in every namespace
  kAnyAccountInNamespaceFamily,  // every account of infinitely many namespaces
  kAnyAccountInSomeNamespacesAndAnyNamespace,
  kAnyAccountInCluster,
  kAnyCluster,  // also tokens of every other provider of the account
  kUnknown,     // a hole decides, or the question is too large
};

// The class as `policy who` and the vectors name it: "any-sa-in-cluster".
std::string_view ToString(SubjectClass subject_class);

// A set of subjects of one cluster.
struct SubjectSet {
  base::Language language;  // of subjects, restricted to names that Kubernetes allows
  SubjectClass subject_class = SubjectClass::kUnknown;
  std::vector<std::string> examples;    // subjects, shortest first, few
  std::vector<std::string> namespaces;  // of which every account is admitted; few or as listed
  bool more_namespaces = false;
  std::vector<std::string> any_namespace_names;  // account names admitted in every namespace, few
  // Conditions beside sub and aud that narrow it: caller's network, time, unknown keys.
  std::vector<std::string> guards;
  // Statements (indices) that admit subjects, and whether each tests the subject at all.
  struct Contribution {
    size_t statement = 0;
    std::vector<size_t> subject_conditions;  // indices into Statement::conditions
    base::Language language;                 // what it adds, Deny statements taken off
    bool narrowed = false;  // by more than one list of values: several conditions, or a Deny
  };
  std::vector<Contribution> contributions;
};

// The names that Kubernetes allows after `system:serviceaccount:`, and whole subjects.
base::Language AllSubjects();

// Classifies a language of subjects. `listed` is how many values it was written with: so many
// subjects or namespaces still are a list, more of them a pattern.
SubjectSet ClassifySubjects(const base::Language& subjects, size_t listed = 0);

// Whom a trust policy certainly admits through one OIDC provider, guards aside: what a key of the
// caller's choice or surroundings may allow counts as allowed (docs/reference/iam.md §6 steps 1–3),
// what only a hole may allow does not. kUnknown when that leaves nothing or a mere list and holes
// may add to it, and when the policy has more values than IAM stores.
SubjectSet AdmittedSubjects(const PolicyDocument& policy, const syntax::Text& provider_arn,
                            const syntax::Text& issuer);

}  // namespace irsalint::iam
