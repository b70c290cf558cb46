#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/file_system.h"
#include "analyzer/facts/facts.h"
#include "analyzer/load/kustomization.h"
#include "analyzer/load/kustomization_files.h"
#include "analyzer/load/notification.h"
#include "analyzer/load/planned_files.h"
#include "analyzer/load/real_paths.h"
#include "analyzer/load/walk.h"
#include "analyzer/source/source_table.h"

namespace irsalint::load {

// Which objects of a file a unit takes.
enum class Take : uint8_t {
  kAll,
  kKubernetes,  // objects that are applied
  kAws,         // policies and answers of the AWS CLI: they are beside a kustomization, not in it
};

struct FileUse {
  size_t file = 0;  // index into LoadPlan::files
  Take take = Take::kAll;
};

// One kustomization inside a unit, with what it includes. A base that is reached twice stands
// twice.
struct KustomizationLayer {
  size_t kustomization = 0;                  // index into LoadPlan::kustomizations
  std::vector<FileUse> files;                // its own resources and the policies beside it
  std::vector<KustomizationLayer> included;  // bases, then components
};

struct PlannedKustomization {
  source::SourceId source;
  std::string path;
  std::string sha256;
  std::shared_ptr<const Kustomization> content;  // never null
  // Those of the content, then what it names and is not read.
  std::vector<facts::OpenReason> open_reasons;
};

// What is applied together (docs/architecture.md, Scopes).
struct Unit {
  std::string name;  // path of its folder, "-" for stdin
  facts::UnitKind kind = facts::UnitKind::kFolder;
  std::vector<FileUse> files;               // of a folder or stdin
  std::optional<KustomizationLayer> layer;  // of a kustomization
  std::vector<std::string> includes;        // folders of the kustomizations below `layer`, sorted
  std::vector<facts::OpenReason> open_reasons;
};

struct PlanOptions {
  WalkOptions walk;
};

struct LoadPlan {
  source::SourceTable sources;
  PlannedFiles files;
  std::vector<uint32_t> uses;  // by file: units that take it in, counted once per use
  std::vector<PlannedKustomization> kustomizations;
  std::vector<Unit> units;  // in byte order of name, then kind
  std::vector<Notification> notifications;
  uint64_t terraform_files = 0;  // met and not read
  std::string stdin_text;
};

// Finds the files below `paths` and what is applied together. Reads directories, ignore files and
// kustomizations, nothing else. A path "-" stands for `stdin_text`.
//
// A base or component that another kustomization of the input includes is no unit of its own: it is
// judged only through its overlays. Beside a kustomization, policies and AWS CLI answers in the
// same folder belong to it; manifests there that it does not name are applied by other means and
// are a folder unit. Files that it names as patches or generator inputs are in no unit.
LoadPlan PlanUnits(const base::FileSystem& fs, std::span<const std::string> paths,
                   const PlanOptions& options, std::string stdin_text = {},
                   std::stop_token stop = {});

// The same in its steps, for whoever plans again when a kustomization has changed: what is below
// the paths, which files of it are read, and what is applied together.
struct WalkedInput {
  WalkResult walk;
  std::optional<std::string> stdin_text;  // nothing where no path is "-"
  std::vector<size_t> kustomizations;     // indices of those among the files walked, ascending
  RealPaths real_paths;                   // of the other ones
};
WalkedInput WalkPaths(const base::FileSystem& fs, std::span<const std::string> paths,
                      const PlanOptions& options, std::string stdin_text = {},
                      std::stop_token stop = {});

// The files that were walked, but for kustomizations. One that `sources` know keeps its id.
PlannedFiles FilesOf(const WalkedInput& walked, source::SourceTable& sources);

// `files` are those of `walked`, with ids of `sources`. Reads no kustomization that
// `kustomizations` know.
LoadPlan PlanWalked(const base::FileSystem& fs, const WalkedInput& walked, PlannedFiles files,
                    KustomizationFiles& kustomizations, source::SourceTable sources,
                    std::stop_token stop = {});

}  // namespace irsalint::load
