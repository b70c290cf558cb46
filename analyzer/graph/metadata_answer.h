#pragma once

#include <string_view>

#include "analyzer/facts/facts.h"
#include "analyzer/graph/imds_answer.h"

namespace irsalint::graph {

// What a pod on the pod network gets from nodes with these options
// (docs/reference/semantics.md §12): none where the service is disabled, or where tokens are
// required and the answer ends after one hop; one where tokens are optional, or the answer lives
// for more hops. `owner` is what sets the options, for people: `launch template "workers"`.
ImdsAnswer AnswerTo(const facts::MetadataOptions& options, std::string_view owner);

// Whether the options switch the service off. Not said is no: a node cannot join without it unless
// somebody saw to that.
base::Truth IsDisabled(const facts::MetadataOptions& options);

}  // namespace irsalint::graph
