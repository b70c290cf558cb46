#pragma once

#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "analyzer/base/file_system.h"
#include "analyzer/engine/config.h"
#include "analyzer/engine/extract.h"
#include "analyzer/engine/locate.h"
#include "analyzer/engine/notices.h"
#include "analyzer/engine/phase_clock.h"
#include "analyzer/engine/run.h"
#include "analyzer/graph/identity_graph.h"
#include "analyzer/load/kustomization_files.h"
#include "analyzer/load/units.h"
#include "analyzer/source/source_id.h"
#include "analyzer/source/source_table.h"

namespace irsalint::engine {

// The files of a run, read and linked: all that questions about the input need.
struct LinkedInput {
  load::LoadPlan plan;
  Extraction extraction;
  Config config;                   // an empty one where there is none
  source::SourceId config_source;  // the file of its places; not valid where there is none
  std::unique_ptr<const graph::IdentityGraph> graph;  // of the extraction's units
  std::map<source::SourceId, LocatableFile> files;    // that were read
  std::string working_directory;                      // absolute

  [[nodiscard]] LocateInput ForLocating(const base::FileSystem& file_system) const;
};

// Plan → Extract → Link over the paths of a run, under its configuration; of `options` all that is
// about rules is left aside. Tells the run's progress and measures its phases.
[[nodiscard]] LinkedInput ReadAndLink(const base::FileSystem& files, const RunOptions& options,
                                      PhaseClock& clock, std::stop_token stop = {});

// The same in its steps, for whoever reads files one by one: what is below the paths; the plan with
// its configuration (`planned` are its files, with ids of `sources`), to be filled with the facts
// of its files and then linked; and its files, to be known then.
[[nodiscard]] load::WalkedInput WalkInput(const base::FileSystem& files, const RunOptions& options,
                                          std::stop_token stop = {});
[[nodiscard]] LinkedInput PlanInput(const base::FileSystem& files, const RunOptions& options,
                                    const load::WalkedInput& walked, load::PlannedFiles planned,
                                    load::KustomizationFiles& kustomizations,
                                    source::SourceTable sources, std::stop_token stop = {});
void LinkUnits(const RunOptions& options, LinkedInput& input);
[[nodiscard]] std::map<source::SourceId, LocatableFile> KnownFiles(const LinkedInput& input);

// What of the input was not read, not parsed or not followed, as a run without rules has to say it.
struct InputProblems {
  std::vector<rule::Notification> notifications;
  InputHealth health = InputHealth::kComplete;
};
[[nodiscard]] InputProblems ProblemsOf(const base::FileSystem& files, const LinkedInput& input);

}  // namespace irsalint::engine
