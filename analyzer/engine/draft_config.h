#pragma once

#include <span>

#include "analyzer/base/file_system.h"
#include "analyzer/engine/run.h"
#include "analyzer/facts/facts.h"
#include "analyzer/graph/identity_graph.h"
#include "analyzer/rule/config_draft.h"

namespace irsalint::engine {

// What the linked input shows of clusters, accounts and namespaces. `graph` is linked from `units`.
[[nodiscard]] rule::ConfigDraft DraftOf(const graph::IdentityGraph& graph,
                                        std::span<const facts::Facts> units);

// Reads and links the paths of the run as Run does, without any rule and configuration.
[[nodiscard]] rule::ConfigDraft DraftConfig(const base::FileSystem& files,
                                            const RunOptions& options);

}  // namespace irsalint::engine
