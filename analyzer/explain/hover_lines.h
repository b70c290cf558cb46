#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/explain/hover.h"

// What a hover says, one function for each kind of mention. Internal to explain/.
namespace irsalint::explain {

[[nodiscard]] Hover AccountHover(const graph::MentionLinks& links, const graph::PodWalks& walks,
                                 const graph::Mention& mention);
[[nodiscard]] Hover SubjectHover(const graph::MentionLinks& links, const graph::Mention& mention);
[[nodiscard]] Hover RoleHover(const graph::MentionLinks& links, const graph::Mention& mention);
[[nodiscard]] Hover ConditionKeyHover(const graph::MentionLinks& links,
                                      const graph::Mention& mention);
[[nodiscard]] Hover ProviderHover(const graph::MentionLinks& links, const graph::Mention& mention);

// What each trust policy that may be the role's says to a claim, with the clauses that decide it,
// and what else keeps STS from giving the role.
void AddClaimVerdicts(const graph::IdentityGraph& graph, const graph::Claim& claim,
                      std::vector<WalkLine>& lines);

// Whether a trust policy admits an account, by the name that AccountName gives it.
[[nodiscard]] WalkLine AdmissionLine(std::string_view account, base::Truth admits,
                                     const syntax::Place& policy);

// The clauses of the statement that decides what a policy says: the first one that
// applies, or the one that comes nearest. `issuer` is that of the decision, "" for none.
void AddClauses(const iam::PolicyDocument& policy, const iam::Decision& decision,
                const std::string& issuer, std::vector<WalkLine>& lines);

// `NAMESPACE/NAME`, with what is not known in angle brackets.
[[nodiscard]] std::string AccountName(const syntax::Text& namespace_name, const syntax::Text& name);

}  // namespace irsalint::explain
