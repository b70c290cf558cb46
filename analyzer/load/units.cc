#include "analyzer/load/units.h"

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "analyzer/base/path.h"
#include "analyzer/base/utf8.h"
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

// By which the files of a plan are sorted: stdin first, then by path.
std::tuple<bool, std::string_view> SortKey(std::string_view path) {
  return {path != kStdinPath, path};
}

std::tuple<bool, std::string_view> SortKeyOf(const PlannedFile& file) { return SortKey(file.path); }

class Planner {
 public:
  Planner(const base::FileSystem& fs, KustomizationFiles& kustomizations,
          source::SourceTable sources, std::stop_token stop)
      : fs_(fs), kustomizations_(kustomizations), stop_(std::move(stop)) {
    plan_.sources = std::move(sources);
  }

  LoadPlan Plan(const WalkedInput& walked);

 private:
  void AddStdin(std::string text);
  void AddWalked(const WalkResult& walked);
  // What it is given outlives it.
  void AddFile(const WalkedFile& file);
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
  std::optional<size_t> FindFile(std::string_view path) const;
  std::optional<std::string> KnownFile(const std::string& target);
  std::optional<size_t> KnownKustomization(const std::string& directory) const;
  bool MayRead(std::string_view real_path);

  void SortFiles();
  void IndexFiles();
  void MakeKustomizationUnits();
  void AddKustomizationUnit(size_t kustomization);
  KustomizationLayer MakeLayer(size_t kustomization, Unit* unit);
  void MakeFolderUnits();
  FileUse Use(size_t file, Take take);
  std::string DirectoryOf(size_t kustomization) const;

  const base::FileSystem& fs_;
  KustomizationFiles& kustomizations_;
  std::stop_token stop_;
  LoadPlan plan_;
  std::vector<std::string> roots_;
  std::optional<std::vector<std::string>> boundaries_;  // computed when first asked for
  // Files that were not walked. Views of paths below are of what was walked, and of these.
  std::deque<WalkedFile> unwalked_;
  std::unordered_map<std::string_view, size_t> unwalked_by_path_;
  size_t sorted_ = 0;  // so many of plan_.files are sorted; the others were not walked
  std::vector<const WalkedFile*> found_;  // what plan_.files were made of, in the order of finding
  // Paths by real paths of the first so many files; few inputs have links among the resources.
  std::unordered_map<std::string_view, std::string_view> path_by_real_path_;
  size_t indexed_real_paths_ = 0;
  std::unordered_map<std::string, size_t> kustomization_by_directory_;
  std::unordered_map<std::string, size_t> kustomization_by_real_directory_;
  std::vector<Resolved> resolved_;              // for each kustomization
  std::unordered_set<std::string> resources_;   // files that a kustomization names as resources
  std::unordered_set<std::string> no_objects_;  // files that one names as something else
  // Of the sorted files, by index: whether it is among `resources_` or `no_objects_`.
  std::vector<bool> is_taken_;
  std::map<std::string_view, std::vector<size_t>> files_by_directory_;
  std::vector<size_t> layer_path_;  // kustomizations from the unit's root to the current layer
  std::vector<bool> is_placed_;     // for each kustomization: stands in some unit
  size_t layers_in_unit_ = 0;
};

std::string Planner::DirectoryOf(size_t kustomization) const {
  return std::string(path::Dirname(plan_.kustomizations[kustomization].path));
}

void Planner::AddStdin(std::string text) {
  plan_.stdin_text = std::move(text);
  unwalked_.push_back({.path = std::string(kStdinPath),
                       .real_path = {},
                       .size = plan_.stdin_text.size(),
                       .form = FileForm::kByContent,
                       .origin = Origin::kNamed});
  AddFile(unwalked_.back());
}

void Planner::AddFile(const WalkedFile& file) {
  found_.push_back(&file);
  PlannedFile planned;
  planned.path = file.path;
  planned.size = file.size;
  planned.form = file.form;
  planned.origin = file.origin;
  plan_.files.push_back(std::move(planned));
}

void Planner::AddWalked(const WalkResult& walked) {
  roots_ = walked.roots;
  plan_.notifications = walked.notifications;
  plan_.terraform_files = walked.terraform_files;
  const bool uses_stdin = !plan_.files.empty();
  for (const WalkedFile& file : walked.files) {
    if (uses_stdin && file.path == kStdinPath) continue;
    if (!IsKustomizationName(path::Basename(file.path))) {
      AddFile(file);
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

  const KustomizationFile& read = kustomizations_.Get(planned.source, file);
  resolved_.back().is_broken = read.is_broken;
  planned.sha256 = read.sha256;
  planned.content = read.content;
  if (read.read_error.has_value()) {
    plan_.notifications.push_back({.kind = Notification::Kind::kUnreadable,
                                   .path = file,
                                   .message = *read.read_error,
                                   .origin = origin});
  }
  plan_.kustomizations.push_back(std::move(planned));
  return index;
}

std::optional<size_t> Planner::FindFile(std::string_view path) const {
  const std::span<const PlannedFile> sorted(plan_.files.data(), sorted_);
  const auto found = std::ranges::lower_bound(sorted, SortKey(path), {}, SortKeyOf);
  if (found != sorted.end() && found->path == path) {
    return static_cast<size_t>(found - sorted.begin());
  }
  const auto unwalked = unwalked_by_path_.find(path);
  return unwalked == unwalked_by_path_.end() ? std::nullopt : std::optional(unwalked->second);
}

std::optional<std::string> Planner::KnownFile(const std::string& target) {
  if (FindFile(target).has_value()) return target;
  const base::Result<std::string> real = fs_.RealPath(target);
  if (!real) return std::nullopt;
  for (; indexed_real_paths_ < found_.size(); ++indexed_real_paths_) {
    const WalkedFile& file = *found_[indexed_real_paths_];
    path_by_real_path_.try_emplace(file.real_path, file.path);
  }
  const auto known = path_by_real_path_.find(*real);
  if (known == path_by_real_path_.end()) return std::nullopt;
  return std::string(known->second);
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
  if (FindFile(target).has_value()) {
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
    unwalked_.push_back({.path = target,
                         .real_path = *real,
                         .size = info->size,
                         .form = form == FileForm::kPolicyOnly ? FileForm::kYaml : form,
                         .origin = Origin::kMet});
    unwalked_by_path_.emplace(unwalked_.back().path, plan_.files.size());
    AddFile(unwalked_.back());
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
  // As they were walked, they mostly are.
  if (!std::ranges::is_sorted(plan_.files, {}, SortKeyOf)) {
    std::ranges::sort(plan_.files, {}, SortKeyOf);
  }
  sorted_ = plan_.files.size();
  unwalked_by_path_.clear();
}

void Planner::IndexFiles() {
  // The files of a directory mostly follow one another.
  std::string_view directory;
  std::vector<size_t>* in_directory = nullptr;
  for (size_t i = 0; i < plan_.files.size(); ++i) {
    PlannedFile& file = plan_.files[i];
    file.source = plan_.sources.Intern(file.path);
    if (file.path == kStdinPath) continue;
    if (in_directory == nullptr || path::Dirname(file.path) != directory) {
      directory = path::Dirname(file.path);
      in_directory = &files_by_directory_[directory];
    }
    in_directory->push_back(i);
  }
  is_taken_.assign(plan_.files.size(), false);
  for (const std::unordered_set<std::string>* names : {&resources_, &no_objects_}) {
    for (const std::string& name : *names) {
      const std::optional<size_t> known = FindFile(name);
      if (known.has_value()) is_taken_[*known] = true;
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
    layer.files.push_back(Use(FindFile(file).value(), Take::kAll));
  }
  const auto beside = files_by_directory_.find(DirectoryOf(kustomization));
  if (beside != files_by_directory_.end()) {
    for (const size_t file : beside->second) {
      if (!is_taken_[file]) layer.files.push_back(Use(file, Take::kAws));
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
    const auto kustomization = kustomization_by_directory_.find(std::string(directory));
    const bool has_kustomization = kustomization != kustomization_by_directory_.end();
    Unit unit;
    unit.name = directory;
    unit.kind = UnitKind::kFolder;
    for (const size_t file : files) {
      if (is_taken_[file]) continue;
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

LoadPlan Planner::Plan(const WalkedInput& walked) {
  const bool uses_stdin = walked.stdin_text.has_value();
  if (uses_stdin) AddStdin(*walked.stdin_text);
  AddWalked(walked.walk);
  SortFiles();
  // Grows while it is gone through.
  for (size_t i = 0; i < plan_.kustomizations.size() && !stop_.stop_requested(); ++i) Resolve(i);
  SortFiles();
  IndexFiles();
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

WalkedInput WalkPaths(const base::FileSystem& fs, std::span<const std::string> paths,
                      const PlanOptions& options, std::string stdin_text, std::stop_token stop) {
  WalkedInput walked;
  std::vector<std::string> on_disk;
  for (const std::string& given : paths) {
    if (given != kStdinPath) {
      on_disk.push_back(given);
    } else if (!walked.stdin_text.has_value()) {
      walked.stdin_text = std::move(stdin_text);
    }
  }
  walked.walk = Walk(fs, on_disk, options.walk, std::move(stop));
  return walked;
}

LoadPlan PlanWalked(const base::FileSystem& fs, const WalkedInput& walked,
                    KustomizationFiles& kustomizations, source::SourceTable sources,
                    std::stop_token stop) {
  return Planner(fs, kustomizations, std::move(sources), std::move(stop)).Plan(walked);
}

LoadPlan PlanUnits(const base::FileSystem& fs, std::span<const std::string> paths,
                   const PlanOptions& options, std::string stdin_text, std::stop_token stop) {
  const WalkedInput walked = WalkPaths(fs, paths, options, std::move(stdin_text), stop);
  KustomizationFiles kustomizations(fs);
  return PlanWalked(fs, walked, kustomizations, {}, std::move(stop));
}

}  // namespace irsalint::load
