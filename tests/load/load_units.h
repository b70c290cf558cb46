#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/file_system.h"
#include "analyzer/load/assemble.h"
#include "analyzer/load/extract.h"
#include "analyzer/load/units.h"

namespace irsalint::load {

// A plan and the facts of all its units, in the plan's order.
struct Loaded {
  LoadPlan plan;
  std::vector<facts::Facts> units;

  // The unit of this name and kind; empty facts if there is none.
  facts::Facts Unit(std::string_view name, facts::UnitKind kind) const {
    for (const facts::Facts& unit : units) {
      if (unit.unit == name && unit.kind == kind) return unit;
    }
    return {};
  }
};

inline Loaded Load(const base::FileSystem& fs, const std::vector<std::string>& paths,
                   std::string stdin_text = {}) {
  Loaded loaded{.plan = PlanUnits(fs, paths, {}, std::move(stdin_text)), .units = {}};
  std::vector<FileFacts> files;
  for (size_t i = 0; i < loaded.plan.files.size(); ++i) {
    files.push_back(ReadAndExtract(fs, loaded.plan, i));
  }
  for (size_t i = 0; i < loaded.plan.units.size(); ++i) {
    loaded.units.push_back(AssembleUnit(loaded.plan, i, files));
  }
  return loaded;
}

// `path:key.path` of a place, and of the places that produced it: what a test can compare.
inline std::string Describe(const LoadPlan& plan, const syntax::Place& place) {
  std::string text =
      std::string(plan.sources.Path(place.document.source)) + ":" + syntax::ToString(place.route);
  for (const syntax::Place& via : place.via) text += " via " + Describe(plan, via);
  return text;
}

}  // namespace irsalint::load
