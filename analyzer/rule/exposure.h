#pragma once

#include "analyzer/graph/nodes.h"
#include "analyzer/rule/finding.h"

// What findings about policies that admit too many have in common.
namespace irsalint::rule {

// Where a condition that a statement lacks would be written: the key of its `Condition`, else the
// issuer that it trusts.
syntax::Place PlaceOfMissingCondition(const iam::Statement& statement,
                                      const graph::TrustedIssuer& issuer);

// Points at the issuer whose tokens are meant, unless the finding stands there already.
void AddIssuer(const graph::TrustedIssuer& issuer, Finding& finding);

}  // namespace irsalint::rule
