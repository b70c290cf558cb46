#pragma once

#include <string>
#include <string_view>

#include "analyzer/explain/walk_report.h"

// The steps of a walk, one function each. Internal to explain/.
namespace irsalint::explain {

[[nodiscard]] WalkStep AccountStep(const graph::IdentityGraph& graph, const graph::PodWalk& walk);
[[nodiscard]] WalkStep WebhookStep(const graph::IdentityGraph& graph, const graph::PodWalk& walk);
[[nodiscard]] WalkStep ApiServerStep(const graph::IdentityGraph& graph, const graph::PodWalk& walk);
[[nodiscard]] WalkStep TokenStep(const graph::IdentityGraph& graph, const graph::PodWalk& walk);
[[nodiscard]] WalkStep StsStep(const graph::IdentityGraph& graph, const graph::PodWalk& walk);
[[nodiscard]] WalkStep PodIdentityStep(const graph::IdentityGraph& graph,
                                       const graph::PodWalk& walk);
[[nodiscard]] WalkStep NodeStep(const graph::IdentityGraph& graph, const graph::PodWalk& walk);
[[nodiscard]] WalkStep ContainerStep(const graph::IdentityGraph& graph, const graph::PodWalk& walk,
                                     const graph::EffectiveIdentity& identity);

// What a container gets in the end, in one line.
[[nodiscard]] WalkLine ResultOf(const graph::IdentityGraph& graph, const graph::PodWalk& walk,
                                const graph::EffectiveIdentity& identity);

// How a truth stands for whoever hopes that it is yes.
[[nodiscard]] Mark MarkOf(base::Truth truth);

// The worse of two: a fault before an unknown.
[[nodiscard]] Mark Worse(Mark a, Mark b);

}  // namespace irsalint::explain
