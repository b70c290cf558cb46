#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "analyzer/iam/policy_document.h"
#include "analyzer/iam/subject_set.h"

namespace irsalint::iam {

// An Allow statement that admits accounts whatever audience their tokens are for.
struct UnboundAudience {
  size_t statement = 0;
  // The first condition on the audience, which lets every other audience pass (`StringLike: "*"`,
  // `StringNotEquals`, `Null: false`); nothing where none tests it.
  std::optional<size_t> condition;
};

// Which statements of a policy leave the audience open, of those through which `admitted`
// (AdmittedSubjects of the same policy and issuer) holds accounts. A statement is left out as soon
// as a placeholder may bind the audience, or a Deny statement may.
std::vector<UnboundAudience> UnboundAudiencesOf(const PolicyDocument& policy,
                                                const SubjectSet& admitted,
                                                const syntax::Text& provider_arn,
                                                const syntax::Text& issuer);

}  // namespace irsalint::iam
