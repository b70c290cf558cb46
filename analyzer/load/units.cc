#include "analyzer/load/units.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "analyzer/base/path.h"
#include "analyzer/base/sha256.h"
#include "analyzer/base/utf8.h"
#include "analyzer/load/limits.h"
#include "analyzer/load/parse_place.h"
#include "analyzer/load/roots.h"

namespace irsalint::load {
namespace {

namespace path = base::path;
using facts::OpenReason;
using facts::UnitKind;

// Deeper or wider trees of kustomizations than these are somebody's attack.
constexpr size_t kMaxLayerDepth = 64;
constexpr size_t kMaxLayers = 2'000;

// What one kustomization takes in.
struct Resolved {
  struct Inclusion {
    size_t kustomization = 0;
    syntax::Place place;  // of the entry that names it
  };
  std::vector<std::string> files;  // paths of resources, in order, each once
  std::vector<Inclusion> included;
  bool is_broken = false;  // the kustomization itself could not be read
};

class Planner {
 public:
  Planner(const base::FileSystem& fs, const PlanOptions& options, std::stop_token stop)
      : fs_(fs), options_(options), stop_(std::move(stop)) {}

  LoadPlan Plan(std::span<const std::string> paths, std::string stdin_text);

 private:
  void AddStdin(std::string text);
  void AddWalked(std::span<const std::string> paths);
  void AddFile(WalkedFile file);
  // The index of the new kustomization.
  size_t AddKustomization(const std::string& file, const std::string& real_path, Origin origin);

  void Resolve(size_t kustomization);
  void ResolveResource(size_t kustomization, const KustomizationEntry& entry);
  void ResolveUnknown(size_t kustomization, const KustomizationEntry& entry,
                      const std::string& target);
  void Include(size_t kustomization, size_t included, const KustomizationEntry& entry);
  void TakeFile(size_t kustomization, const std::string& file);
  void Open(size_t kustomization, OpenReason::Kind kind, std::string message,
            const KustomizationEntry& entry);
  void ExcludeOtherFiles(size_t kustomization);
  std::optional<std::string> KnownFile(const std::string& target);
  std::optional<size_t> KnownKustomization(const std::string& directory) const;
  bool MayRead(std::string_view real_path);

  void SortFiles();
  void MakeKustomizationUnits();
  void AddKustomizationUnit(size_t kustomization);
  KustomizationLayer MakeLayer(size_t kustomization, Unit* unit);
  void MakeFolderUnits();
  FileUse Use(size_t file, Take take);
  std::string DirectoryOf(size_t kustomization) const;

  const base::FileSystem& fs_;
  const PlanOptions& options_;
  std::stop_token stop_;
  LoadPlan plan_;
  std::vector<std::string> roots_;
  std::optional<std::vector<std::string>> boundaries_;  // computed when first asked for
  std::unordered_map<std::string, size_t> file_by_path_;
  std::vector<std::string> real_paths_;  // of plan_.files, until they are sorted
  // Of the first so many files; few inputs have links among the resources.
  std::unordered_map<std::string, std::string> path_by_real_path_;
  size_t indexed_real_paths_ = 0;
  std::unordered_map<std::string, size_t> kustomization_by_directory_;
  std::unordered_map<std::string, size_t> kustomization_by_real_directory_;
  std::vector<Resolved> resolved_;              // for each kustomization
  std::unordered_set<std::string> resources_;   // files that a kustomization names as resources
  std::unordered_set<std::string> no_objects_;  // files that one names as something else
  std::map<std::string, std::vector<size_t>> files_by_directory_;
  std::vector<size_t> layer_path_;  // kustomizations from the unit's root to the current layer
  std::vector<bool> is_placed_;     // for each kustomization: stands in some unit
  size_t layers_in_unit_ = 0;
};

std::string Planner::DirectoryOf(size_t kustomization) const {
  return std::string(path::Dirname(plan_.kustomizations[kustomization].path));
}

void Planner::AddStdin(std::string text) {
  plan_.stdin_text = std::move(text);
  AddFile({.path = std::string(kStdinPath),
           .real_path = {},
           .size = plan_.stdin_text.size(),
           .form = FileForm::kByContent,
           .origin = Origin::kNamed});
}

void Planner::AddFile(WalkedFile file) {
  const auto [known, is_new] = file_by_path_.try_emplace(file.path, plan_.files.size());
  if (!is_new) return;
  real_paths_.push_back(std::move(file.real_path));
  PlannedFile planned;
  planned.path = std::move(file.path);
  planned.size = file.size;
  planned.form = file.form;
  planned.origin = file.origin;
  plan_.files.push_back(std::move(planned));
}

void Planner::AddWalked(std::span<const std::string> paths) {
  WalkResult walked = Walk(fs_, paths, options_.walk, stop_);
  roots_ = std::move(walked.roots);
  plan_.notifications = std::move(walked.notifications);
  plan_.terraform_files = walked.terraform_files;
  for (WalkedFile& file : walked.files) {
    if (!IsKustomizationName(path::Basename(file.path))) {
      AddFile(std::move(file));
    } else if (!kustomization_by_directory_.contains(std::string(path::Dirname(file.path)))) {
      AddKustomization(file.path, file.real_path, file.origin);
    }
  }
}

size_t Planner::AddKustomization(const std::string& file, const std::string& real_path,
                                 Origin origin) {
  const size_t index = plan_.kustomizations.size();
  PlannedKustomization planned;
  planned.path = file;
  planned.source = plan_.sources.Intern(file);
  kustomization_by_directory_.emplace(path::Dirname(file), index);
  kustomization_by_real_directory_.emplace(path::Dirname(real_path), index);
  resolved_.emplace_back();

  const base::Result<std::string> bytes = fs_.Read(file, kMaxFileBytes);
  if (!bytes) {
    resolved_.back().is_broken = true;
    plan_.notifications.push_back({.kind = Notification::Kind::kUnreadable,
                                   .path = file,
                                   .message = bytes.error().message,
                                   .origin = origin});
    planned.content.open_reasons.push_back(
        {.kind = OpenReason::Kind::kUnreadable,
         .message = "this kustomization was not read: " + bytes.error().message,
         .place = PlaceOfSlice({planned.source, 0, 0})});
  } else {
    planned.sha256 = base::Sha256Hex(*bytes);
    ParsedKustomization parsed = ReadKustomization(planned.source, *bytes);
    if (parsed.kustomization.has_value()) {
      planned.content = *std::move(parsed.kustomization);
    } else {
      resolved_.back().is_broken = true;
      planned.content.open_reasons.push_back(
          {.kind = OpenReason::Kind::kParseError,
           .message = parsed.error->message,
           .place = PlaceOfByte(planned.source, *bytes, parsed.error->offset)});
    }
  }
  plan_.kustomizations.push_back(std::move(planned));
  return index;
}

std::optional<std::string> Planner::KnownFile(const std::string& target) {
  if (file_by_path_.contains(target)) return target;
  const base::Result<std::string> real = fs_.RealPath(target);
  if (!real) return std::nullopt;
  for (; indexed_real_paths_ < real_paths_.size(); ++indexed_real_paths_) {
    path_by_real_path_.try_emplace(real_paths_[indexed_real_paths_],
                                   plan_.files[indexed_real_paths_].path);
  }
  const auto known = path_by_real_path_.find(*real);
  return known == path_by_real_path_.end() ? std::nullopt : std::optional(known->second);
}

std::optional<size_t> Planner::KnownKustomization(const std::string& directory) const {
  const auto known = kustomization_by_directory_.find(directory);
  if (known != kustomization_by_directory_.end()) return known->second;
  const base::Result<std::string> real = fs_.RealPath(directory);
  if (!real) return std::nullopt;
  const auto by_real = kustomization_by_real_directory_.find(*real);
  return by_real == kustomization_by_real_directory_.end() ? std::nullopt
                                                           : std::optional(by_real->second);
}

bool Planner::MayRead(std::string_view real_path) {
  if (!boundaries_.has_value()) {
    std::set<std::string> boundaries;
    for (const std::string& root : roots_) boundaries.insert(BoundaryOf(fs_, root));
    boundaries_.emplace(boundaries.begin(), boundaries.end());
  }
  return std::any_of(
      boundaries_->begin(), boundaries_->end(),
      [real_path](const std::string& boundary) { return path::IsWithin(real_path, boundary); });
}

void Planner::Open(size_t kustomization, OpenReason::Kind kind, std::string message,
                   const KustomizationEntry& entry) {
  plan_.kustomizations[kustomization].content.open_reasons.push_back(
      {.kind = kind, .message = std::move(message), .place = entry.place});
}

void Planner::Include(size_t kustomization, size_t included, const KustomizationEntry& entry) {
  std::vector<Resolved::Inclusion>& inclusions = resolved_[kustomization].included;
  const bool is_new = std::none_of(
      inclusions.begin(), inclusions.end(),
      [included](const Resolved::Inclusion& other) { return other.kustomization == included; });
  if (is_new) inclusions.push_back({.kustomization = included, .place = entry.place});
}

void Planner::TakeFile(size_t kustomization, const std::string& file) {
  resolved_[kustomization].files.push_back(file);
  resources_.insert(file);
}

void Planner::Resolve(size_t kustomization) {
  // A copy: reading another kustomization may move them.
  const Kustomization content = plan_.kustomizations[kustomization].content;
  std::unordered_set<std::string> seen;
  for (const std::vector<KustomizationEntry>* entries : {&content.resources, &content.components}) {
    for (const KustomizationEntry& entry : *entries) {
      if (seen.insert(entry.text).second) ResolveResource(kustomization, entry);
    }
  }
  ExcludeOtherFiles(kustomization);
}

void Planner::ResolveResource(size_t kustomization, const KustomizationEntry& entry) {
  const std::string target = path::Normalize(path::Join(DirectoryOf(kustomization), entry.text));
  if (file_by_path_.contains(target)) {
    TakeFile(kustomization, target);
  } else if (const std::optional<size_t> known = KnownKustomization(target)) {
    Include(kustomization, *known, entry);
  } else if (const std::optional<std::string> file = KnownFile(target)) {
    TakeFile(kustomization, *file);
  } else {
    ResolveUnknown(kustomization, entry, target);
  }
}

// An entry that is not among the files walked: outside of the paths given, ignored, or not there.
void Planner::ResolveUnknown(size_t kustomization, const KustomizationEntry& entry,
                             const std::string& target) {
  const std::string shown = base::EscapeForDisplay(entry.text);
  const base::Result<base::FileInfo> info = fs_.StatTarget(target);
  const base::Result<std::string> real = fs_.RealPath(target);
  if (!info || !real) {
    if (IsRemote(entry.text)) {
      Open(kustomization, OpenReason::Kind::kRemoteBase,
           fmt::format("the remote base {} is not read", shown), entry);
    } else {
      Open(kustomization, OpenReason::Kind::kUnreadable,
           fmt::format("the resource {} does not exist", shown), entry);
    }
    return;
  }
  if (!MayRead(*real)) {
    Open(kustomization, OpenReason::Kind::kUnreadable,
         fmt::format("the resource {} lies outside of the input and is not read", shown), entry);
    plan_.notifications.push_back(
        {.kind = Notification::Kind::kOutsideRoot,
         .path = plan_.kustomizations[kustomization].path,
         .message = fmt::format("the resource {} lies outside of the input and is not read", shown),
         .origin = Origin::kMet});
    return;
  }
  if (info->kind == base::FileKind::kFile) {
    const FileForm form = FormOfName(target).value_or(FileForm::kYaml);
    AddFile({.path = target,
             .real_path = *real,
             .size = info->size,
             .form = form == FileForm::kPolicyOnly ? FileForm::kYaml : form,
             .origin = Origin::kMet});
    TakeFile(kustomization, target);
    return;
  }
  if (info->kind == base::FileKind::kDirectory) {
    for (const std::string_view name :
         {"kustomization.yaml", "kustomization.yml", "Kustomization"}) {
      const std::string file = path::Join(target, name);
      const base::Result<base::FileInfo> file_info = fs_.Stat(file);
      if (!file_info || file_info->kind != base::FileKind::kFile) continue;
      Include(kustomization, AddKustomization(file, path::Join(*real, name), Origin::kMet), entry);
      return;
    }
    Open(kustomization, OpenReason::Kind::kUnreadable,
         fmt::format("the directory {} holds no kustomization", shown), entry);
    return;
  }
  Open(kustomization, OpenReason::Kind::kUnreadable,
       fmt::format("the resource {} is no file", shown), entry);
}

void Planner::ExcludeOtherFiles(size_t kustomization) {
  const std::string directory = DirectoryOf(kustomization);
  for (const KustomizationEntry& entry : plan_.kustomizations[kustomization].content.other_files) {
    const std::string target = path::Normalize(path::Join(directory, entry.text));
    no_objects_.insert(KnownFile(target).value_or(target));
  }
}

void Planner::SortFiles() {
  std::sort(plan_.files.begin(), plan_.files.end(), [](const PlannedFile& a, const PlannedFile& b) {
    const bool a_is_stdin = a.path == kStdinPath;
    const bool b_is_stdin = b.path == kStdinPath;
    return std::tuple(!a_is_stdin, std::string_view(a.path)) <
           std::tuple(!b_is_stdin, std::string_view(b.path));
  });
  for (size_t i = 0; i < plan_.files.size(); ++i) {
    PlannedFile& file = plan_.files[i];
    file.source = plan_.sources.Intern(file.path);
    file_by_path_[file.path] = i;
    if (file.path != kStdinPath) {
      files_by_directory_[std::string(path::Dirname(file.path))].push_back(i);
    }
  }
}

FileUse Planner::Use(size_t file, Take take) {
  ++plan_.files[file].uses;
  return {.file = file, .take = take};
}

void Planner::MakeKustomizationUnits() {
  const size_t count = plan_.kustomizations.size();
  is_placed_.assign(count, false);
  std::vector<bool> is_included(count, false);
  for (size_t i = 0; i < count; ++i) {
    for (const Resolved::Inclusion& inclusion : resolved_[i].included) {
      if (inclusion.kustomization != i) is_included[inclusion.kustomization] = true;
    }
  }
  for (size_t i = 0; i < count; ++i) {
    if (!is_included[i]) AddKustomizationUnit(i);
  }
  // What is left includes itself in a circle.
  for (size_t i = 0; i < count; ++i) {
    if (!is_placed_[i]) AddKustomizationUnit(i);
  }
}

void Planner::AddKustomizationUnit(size_t kustomization) {
  Unit unit;
  unit.name = DirectoryOf(kustomization);
  unit.kind = UnitKind::kKustomization;
  layers_in_unit_ = 0;
  unit.layer = MakeLayer(kustomization, &unit);
  std::sort(unit.includes.begin(), unit.includes.end());
  unit.includes.erase(std::unique(unit.includes.begin(), unit.includes.end()), unit.includes.end());
  plan_.units.push_back(std::move(unit));
}

KustomizationLayer Planner::MakeLayer(size_t kustomization, Unit* unit) {
  is_placed_[kustomization] = true;
  ++layers_in_unit_;
  layer_path_.push_back(kustomization);
  KustomizationLayer layer;
  layer.kustomization = kustomization;
  for (const std::string& file : resolved_[kustomization].files) {
    layer.files.push_back(Use(file_by_path_.at(file), Take::kAll));
  }
  const auto beside = files_by_directory_.find(DirectoryOf(kustomization));
  if (beside != files_by_directory_.end()) {
    for (const size_t file : beside->second) {
      const std::string& name = plan_.files[file].path;
      if (resources_.contains(name) || no_objects_.contains(name)) continue;
      layer.files.push_back(Use(file, Take::kAws));
    }
  }
  for (const Resolved::Inclusion& inclusion : resolved_[kustomization].included) {
    const bool is_circle = std::find(layer_path_.begin(), layer_path_.end(),
                                     inclusion.kustomization) != layer_path_.end();
    if (is_circle) {
      const std::string message = "this kustomization includes itself in a circle";
      plan_.notifications.push_back({.kind = Notification::Kind::kCycle,
                                     .path = plan_.kustomizations[kustomization].path,
                                     .message = message,
                                     .origin = Origin::kMet});
      unit->open_reasons.push_back(
          {.kind = OpenReason::Kind::kUnreadable, .message = message, .place = inclusion.place});
      continue;
    }
    if (layer_path_.size() >= kMaxLayerDepth || layers_in_unit_ >= kMaxLayers) {
      unit->open_reasons.push_back(
          {.kind = OpenReason::Kind::kUnreadable,
           .message = fmt::format(
               "more than {} kustomizations below one another or {} in all; the rest is left out",
               kMaxLayerDepth, kMaxLayers),
           .place = inclusion.place});
      is_placed_[inclusion.kustomization] = true;
      break;
    }
    unit->includes.push_back(DirectoryOf(inclusion.kustomization));
    layer.included.push_back(MakeLayer(inclusion.kustomization, unit));
  }
  layer_path_.pop_back();
  return layer;
}

void Planner::MakeFolderUnits() {
  for (const auto& [directory, files] : files_by_directory_) {
    const auto kustomization = kustomization_by_directory_.find(directory);
    const bool has_kustomization = kustomization != kustomization_by_directory_.end();
    Unit unit;
    unit.name = directory;
    unit.kind = UnitKind::kFolder;
    for (const size_t file : files) {
      const std::string& name = plan_.files[file].path;
      if (resources_.contains(name) || no_objects_.contains(name)) continue;
      unit.files.push_back(Use(file, has_kustomization ? Take::kKubernetes : Take::kAll));
    }
    if (unit.files.empty()) continue;
    // Nobody knows which of these files it would have named.
    if (has_kustomization && resolved_[kustomization->second].is_broken) {
      unit.open_reasons = plan_.kustomizations[kustomization->second].content.open_reasons;
    }
    plan_.units.push_back(std::move(unit));
  }
}

LoadPlan Planner::Plan(std::span<const std::string> paths, std::string stdin_text) {
  std::vector<std::string> on_disk;
  bool uses_stdin = false;
  for (const std::string& given : paths) {
    if (given == kStdinPath) {
      uses_stdin = true;
    } else {
      on_disk.push_back(given);
    }
  }
  if (uses_stdin) AddStdin(std::move(stdin_text));
  AddWalked(on_disk);
  // Grows while it is gone through.
  for (size_t i = 0; i < plan_.kustomizations.size() && !stop_.stop_requested(); ++i) Resolve(i);
  SortFiles();
  if (uses_stdin) {
    Unit unit;
    unit.name = kStdinPath;
    unit.kind = UnitKind::kStdin;
    unit.files.push_back(Use(0, Take::kAll));
    plan_.units.push_back(std::move(unit));
  }
  MakeKustomizationUnits();
  MakeFolderUnits();
  std::sort(plan_.units.begin(), plan_.units.end(), [](const Unit& a, const Unit& b) {
    return std::tie(a.name, a.kind) < std::tie(b.name, b.kind);
  });
  return std::move(plan_);
}

}  // namespace

LoadPlan PlanUnits(const base::FileSystem& fs, std::span<const std::string> paths,
                   const PlanOptions& options, std::string stdin_text, std::stop_token stop) {
  return Planner(fs, options, std::move(stop)).Plan(paths, std::move(stdin_text));
}

}  // namespace irsalint::load
