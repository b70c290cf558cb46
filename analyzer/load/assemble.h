#pragma once

#include <cstddef>
#include <span>

#include "analyzer/facts/facts.h"
#include "analyzer/load/extract.h"
#include "analyzer/load/units.h"

namespace irsalint::load {

// The facts of plan.units[unit]: those of its files (`files[i]` belongs to plan.files[i]), with the
// namespaces, name prefixes and suffixes of its kustomizations applied, innermost first. References
// to a ServiceAccount of the same kustomization follow its name. A value that a kustomization
// changed has that place in `via`. Facts of files that only this unit uses are moved out of
// `files`, so each unit is assembled once; different units may be assembled by different threads.
facts::Facts AssembleUnit(const LoadPlan& plan, size_t unit, std::span<FileFacts> files);

// Whether nothing at all came out of a unit, not even a reason to be open.
bool IsEmpty(const facts::Facts& facts);

}  // namespace irsalint::load
