#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "analyzer/iam/policy_document.h"
#include "analyzer/iam/subject_set.h"

namespace irsalint::iam {

// Why one value of a trust policy is wider than a list of accounts.
enum class GrantForm : uint8_t {
  kNoSubject,        // no condition restricts the subject
  kWholeCluster,     // system:serviceaccount:*
  kAnyNamespace,     // one account name in every namespace
  kOverColon,        // a wildcard runs from the namespace into the name: prod*
  kNamespaceFamily,  // every account of a family of namespaces: prod-*:*
  kAccountInFamily,  // one account name in a family of namespaces: preview-*:app
  kWholeNamespace,   // every account of a namespace
  kComplement,       // everybody but a list
  kNamePrefix,       // a family of account names in one namespace
};

// A wide grant and the value that makes it.
struct Grant {
  GrantForm form = GrantForm::kWholeCluster;
  size_t statement = 0;
  std::optional<size_t>
      condition;  // index into Statement::conditions; nothing where none tests the subject
  std::optional<size_t> value;  // index into Condition::values; nothing for kNoSubject, kComplement
  SubjectSet subjects;          // what this value alone admits
};

// The wide grants among what `admitted` (AdmittedSubjects of the same policy) holds; none for lists
// of accounts, for what Deny statements take away, and for values with holes.
std::vector<Grant> WideGrants(const PolicyDocument& policy, const SubjectSet& admitted);

}  // namespace irsalint::iam
