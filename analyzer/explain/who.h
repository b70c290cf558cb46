#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/explain/place_lines.h"
#include "analyzer/iam/grants.h"
#include "analyzer/iam/subject_set.h"

namespace irsalint::explain {

// Whom a trust policy admits through one OIDC provider that it trusts.
struct AdmittedByProvider {
  // A value that admits more than a list of accounts, or the lack of one.
  struct Wide {
    iam::GrantForm form = iam::GrantForm::kNoSubject;
    std::string value;  // "" for a lack
    syntax::Place place;
  };

  std::string provider;  // ARN as written, "*" where everybody is a principal
  iam::SubjectSet subjects;
  syntax::Place place = {};  // of the principal
  std::vector<Wide> wide = {};
};

// One entry for each OIDC provider of an Allow statement, in the policy's order, and one for a
// principal that is everybody.
[[nodiscard]] std::vector<AdmittedByProvider> WhoIsAdmitted(const iam::PolicyDocument& policy);

// The class, examples and what narrows the set, for people. Safe for a terminal.
[[nodiscard]] std::string WhoText(const std::vector<AdmittedByProvider>& admitted);

// The same, with the lines of the providers and of the values that admit more than a list of
// accounts. `lines` should know PlacesOf.
[[nodiscard]] std::string WhoText(const std::vector<AdmittedByProvider>& admitted,
                                  const PlaceLines& lines);
[[nodiscard]] std::vector<syntax::Place> PlacesOf(const std::vector<AdmittedByProvider>& admitted);

// A class in words: "exactly one service account".
[[nodiscard]] std::string_view WordsFor(iam::SubjectClass subject_class);

// `{"class":…,"examples":[…],"providers":[{"provider","class","examples","namespaces",
// "accountNames","guards"}]}`: class and examples of the widest set, "never-matches" where no
// provider is trusted.
[[nodiscard]] std::string WhoJson(const std::vector<AdmittedByProvider>& admitted);

}  // namespace irsalint::explain
