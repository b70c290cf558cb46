#pragma once

#include "analyzer/facts/facts.h"
#include "analyzer/syntax/node.h"

namespace irsalint::load {

// Reads an object of Kubernetes, or all objects of a List. Whether `root` is one at all: anything
// with a `kind`. Holes get the scope "".
//
// A List of ServiceAccounts closes that kind for its stream (docs/reference: rules, Absence) when
// it is what `kubectl get … -A` prints: it or its items carry the API server's marks
// (`resourceVersion`, `uid`), no `continue` token says that there is more, and the accounts span
// several namespaces. `kubectl get … -n NAMESPACE` shows one, and a List that somebody wrote has no
// such marks. Workloads are never closed: no single kind holds them all.
bool ReadKubernetesObject(const syntax::Node& root, facts::Facts* facts);

}  // namespace irsalint::load
