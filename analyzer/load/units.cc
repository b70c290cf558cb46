#include "analyzer/load/units.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "analyzer/base/path.h"
#include "analyzer/base/strings.h"
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
  std::vector<size_t> files;  // resources by their number (Planner::FindFile), in order
  std::vector<Inclusion> included;
  bool is_broken = false;  // the kustomization itself could not be read
};

bool ComesBefore(const Unit& a, const Unit& b) {
  return std::tie(a.name, a.kind) < std::tie(b.name, b.kind);
}

class Planner {
 public:
  Planner(const base::FileSystem& fs, const WalkedInput& walked, PlannedFiles files,
          KustomizationFiles& kustomizations, source::SourceTable sources, std::stop_token stop)
      : fs_(fs), walked_(walked), kustomizations_(kustomizations), stop_(std::move(stop)) {
    plan_.files = std::move(files);
    plan_.sources = std::move(sources);
  }

  LoadPlan Plan() &&;

 private:
  void AddWalkedKustomizations();
  size_t AddUnwalkedFile(const std::string& path, std::string real_path, uint64_t size);
  // The index of the new kustomization.
  size_t AddKustomization(const std::string& file, const std::string& real_path, Origin origin);

  void Resolve(size_t kustomization);
  void ResolveResource(size_t kustomization, const KustomizationEntry& entry);
  void ResolveUnknown(size_t kustomization, const KustomizationEntry& entry,
                      const std::string& target);
  void Include(size_t kustomization, size_t included, const KustomizationEntry& entry);
  void TakeFile(size_t kustomization, size_t file);
  void Open(size_t kustomization, OpenReason::Kind kind, std::string message,
            const KustomizationEntry& entry);
  void ExcludeOtherFiles(size_t kustomization);
  // Until all are found, files that were not walked are numbered behind those that were.
  std::optional<size_t> FindFile(std::string_view path) const;
  std::optional<size_t> FindRealFile(const std::string& target) const;
  std::optional<size_t> KnownKustomization(const std::string& directory) const;
  bool MayRead(std::string_view real_path);

  void MergeUnwalkedFiles();
  void MakeStdinUnit();
  void MakeKustomizationUnits();
  void AddKustomizationUnit(size_t kustomization);
  KustomizationLayer MakeLayer(size_t kustomization, Unit* unit);
  void MakeFolderUnits();
  FileUse Use(size_t file, Take take);
  std::string DirectoryOf(size_t kustomization) const;

  const base::FileSystem& fs_;
  const WalkedInput& walked_;
  KustomizationFiles& kustomizations_;
  std::stop_token stop_;
  LoadPlan plan_;
  std::optional<std::vector<std::string>> boundaries_;        // computed when first asked for
  std::vector<PlannedFile> unwalked_;                         // files that kustomizations name
  std::unordered_map<std::string, size_t> unwalked_by_path_;  // their numbers
  std::unordered_map<std::string, size_t> unwalked_by_real_path_;
  std::unordered_map<std::string, size_t> kustomization_by_directory_;
  std::unordered_map<std::string, size_t> kustomization_by_real_directory_;
  std::vector<Resolved> resolved_;  // for each kustomization
  std::vector<bool> is_taken_;      // by the number of a file: a kustomization names it
  std::vector<size_t> layer_path_;  // kustomizations from the unit's root to the current layer
  std::vector<bool> is_placed_;     // for each kustomization: stands in some unit
  size_t layers_in_unit_ = 0;
};

std::string Planner::DirectoryOf(size_t kustomization) const {
  return std::string(path::Dirname(plan_.kustomizations[kustomization].path));
}

void Planner::AddWalkedKustomizations() {
  for (const size_t index : walked_.kustomizations) {
    const WalkedFile& file = walked_.walk.files[index];
    if (kustomization_by_directory_.contains(std::string(path::Dirname(file.path)))) continue;
    AddKustomization(file.path, file.real_path, file.origin);
  }
}

size_t Planner::AddUnwalkedFile(const std::string& path, std::string real_path, uint64_t size) {
  const FileForm form = FormOfName(path).value_or(FileForm::kYaml);
  const size_t number = plan_.files.size() + unwalked_.size();
  unwalked_.push_back({.source = plan_.sources.Intern(path),
                       .path = path,
                       .size = size,
                       .form = form == FileForm::kPolicyOnly ? FileForm::kYaml : form,
                       .origin = Origin::kMet});
  unwalked_by_path_.emplace(path, number);
  unwalked_by_real_path_.emplace(std::move(real_path), number);
  is_taken_.push_back(false);
  return number;
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
  planned.open_reasons = read.content->open_reasons;
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
  const std::optional<size_t> walked = plan_.files.Find(path);
  if (walked.has_value() || unwalked_.empty()) return walked;
  const auto unwalked = unwalked_by_path_.find(std::string(path));
  return unwalked == unwalked_by_path_.end() ? std::nullopt : std::optional(unwalked->second);
}

// The file that `target` names, also over links.
std::optional<size_t> Planner::FindRealFile(const std::string& target) const {
  if (const std::optional<size_t> file = FindFile(target)) return file;
  const base::Result<std::string> real = fs_.RealPath(target);
  if (!real) return std::nullopt;
  if (const std::optional<std::string_view> path = walked_.real_paths.PathOf(*real)) {
    if (const std::optional<size_t> file = plan_.files.Find(*path)) return file;
  }
  const auto unwalked = unwalked_by_real_path_.find(*real);
  return unwalked == unwalked_by_real_path_.end() ? std::nullopt : std::optional(unwalked->second);
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
    for (const std::string& root : walked_.walk.roots) boundaries.insert(BoundaryOf(fs_, root));
    boundaries_.emplace(boundaries.begin(), boundaries.end());
  }
  return std::any_of(
      boundaries_->begin(), boundaries_->end(),
      [real_path](const std::string& boundary) { return path::IsWithin(real_path, boundary); });
}

void Planner::Open(size_t kustomization, OpenReason::Kind kind, std::string message,
                   const KustomizationEntry& entry) {
  plan_.kustomizations[kustomization].open_reasons.push_back(
      {.kind = kind, .message = std::move(message), .place = entry.place});
}

void Planner::Include(size_t kustomization, size_t included, const KustomizationEntry& entry) {
  std::vector<Resolved::Inclusion>& inclusions = resolved_[kustomization].included;
  const bool is_new = std::none_of(
      inclusions.begin(), inclusions.end(),
      [included](const Resolved::Inclusion& other) { return other.kustomization == included; });
  if (is_new) inclusions.push_back({.kustomization = included, .place = entry.place});
}

void Planner::TakeFile(size_t kustomization, size_t file) {
  resolved_[kustomization].files.push_back(file);
  is_taken_[file] = true;
}

void Planner::Resolve(size_t kustomization) {
  const std::shared_ptr<const Kustomization> content = plan_.kustomizations[kustomization].content;
  std::unordered_set<std::string_view> seen;
  for (const std::vector<KustomizationEntry>* entries :
       {&content->resources, &content->components}) {
    for (const KustomizationEntry& entry : *entries) {
      if (seen.insert(entry.text).second) ResolveResource(kustomization, entry);
    }
  }
  ExcludeOtherFiles(kustomization);
}

void Planner::ResolveResource(size_t kustomization, const KustomizationEntry& entry) {
  const std::string target = path::Normalize(path::Join(DirectoryOf(kustomization), entry.text));
  if (const std::optional<size_t> file = FindFile(target)) {
    TakeFile(kustomization, *file);
  } else if (const std::optional<size_t> known = KnownKustomization(target)) {
    Include(kustomization, *known, entry);
  } else if (const std::optional<size_t> real_file = FindRealFile(target)) {
    TakeFile(kustomization, *real_file);
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
    TakeFile(kustomization, AddUnwalkedFile(target, *real, info->size));
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
  const std::shared_ptr<const Kustomization> content = plan_.kustomizations[kustomization].content;
  for (const KustomizationEntry& entry : content->other_files) {
    const std::string target = path::Normalize(path::Join(directory, entry.text));
    if (const std::optional<size_t> file = FindRealFile(target)) is_taken_[*file] = true;
  }
}

// Now that all are found, files are numbered by their place in the plan.
void Planner::MergeUnwalkedFiles() {
  if (!unwalked_.empty()) {
    std::vector<PlannedFile> found(plan_.files.begin(), plan_.files.end());
    std::ranges::move(unwalked_, std::back_inserter(found));
    plan_.files = PlannedFiles(found);
    const auto index_of = [&](size_t number) {
      return plan_.files.Find(found[number].path).value();
    };
    for (Resolved& resolved : resolved_) {
      for (size_t& file : resolved.files) file = index_of(file);
    }
    std::vector<bool> is_taken(found.size());
    for (size_t number = 0; number < found.size(); ++number) {
      if (is_taken_[number]) is_taken[index_of(number)] = true;
    }
    is_taken_ = std::move(is_taken);
  }
  plan_.uses.assign(plan_.files.size(), 0);
}

FileUse Planner::Use(size_t file, Take take) {
  ++plan_.uses[file];
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
  for (const size_t file : resolved_[kustomization].files) {
    layer.files.push_back(Use(file, Take::kAll));
  }
  const PlannedFiles::Directory* beside = plan_.files.FindDirectory(DirectoryOf(kustomization));
  if (beside != nullptr) {
    for (const size_t file : beside->files) {
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
  for (const auto& [directory, files] : plan_.files.directories()) {
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
      unit.open_reasons = plan_.kustomizations[kustomization->second].open_reasons;
    }
    plan_.units.push_back(std::move(unit));
  }
}

void Planner::MakeStdinUnit() {
  if (!walked_.stdin_text.has_value()) return;
  plan_.stdin_text = *walked_.stdin_text;
  Unit unit;
  unit.name = kStdinPath;
  unit.kind = UnitKind::kStdin;
  unit.files.push_back(Use(0, Take::kAll));
  plan_.units.push_back(std::move(unit));
}

LoadPlan Planner::Plan() && {
  plan_.notifications = walked_.walk.notifications;
  plan_.terraform_files = walked_.walk.terraform_files;
  is_taken_.assign(plan_.files.size(), false);
  AddWalkedKustomizations();
  // Grows while it is gone through.
  for (size_t i = 0; i < plan_.kustomizations.size() && !stop_.stop_requested(); ++i) Resolve(i);
  MergeUnwalkedFiles();
  MakeStdinUnit();
  MakeKustomizationUnits();
  std::ranges::sort(plan_.units, ComesBefore);
  const auto others = static_cast<std::ptrdiff_t>(plan_.units.size());
  MakeFolderUnits();  // in their order
  std::inplace_merge(plan_.units.begin(), plan_.units.begin() + others, plan_.units.end(),
                     ComesBefore);
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
  for (size_t i = 0; i < walked.walk.files.size(); ++i) {
    const WalkedFile& file = walked.walk.files[i];
    if (IsKustomizationName(path::Basename(file.path))) {
      walked.kustomizations.push_back(i);
    } else {
      walked.real_paths.Add(file);
    }
  }
  return walked;
}

PlannedFiles FilesOf(const WalkedInput& walked, source::SourceTable& sources) {
  const std::vector<WalkedFile>& all = walked.walk.files;
  // Kustomizations come first, as they are read first.
  for (const size_t kustomization : walked.kustomizations) sources.Intern(all[kustomization].path);
  std::vector<PlannedFile> files;
  files.reserve(all.size());
  if (walked.stdin_text.has_value()) {
    files.push_back({.source = sources.Intern(kStdinPath),
                     .path = std::string(kStdinPath),
                     .size = walked.stdin_text->size(),
                     .form = FileForm::kByContent,
                     .origin = Origin::kNamed});
  }
  auto kustomization = walked.kustomizations.begin();
  for (size_t i = 0; i < all.size(); ++i) {
    if (kustomization != walked.kustomizations.end() && *kustomization == i) {
      ++kustomization;
      continue;
    }
    const WalkedFile& file = all[i];
    if (walked.stdin_text.has_value() && file.path == kStdinPath) continue;
    files.push_back({.source = sources.Intern(file.path),
                     .path = file.path,
                     .size = file.size,
                     .form = file.form,
                     .origin = file.origin});
  }
  return PlannedFiles(std::move(files));
}

LoadPlan PlanWalked(const base::FileSystem& fs, const WalkedInput& walked, PlannedFiles files,
                    KustomizationFiles& kustomizations, source::SourceTable sources,
                    std::stop_token stop) {
  return Planner(fs, walked, std::move(files), kustomizations, std::move(sources), std::move(stop))
      .Plan();
}

LoadPlan PlanUnits(const base::FileSystem& fs, std::span<const std::string> paths,
                   const PlanOptions& options, std::string stdin_text, std::stop_token stop) {
  const WalkedInput walked = WalkPaths(fs, paths, options, std::move(stdin_text), stop);
  source::SourceTable sources;
  PlannedFiles files = FilesOf(walked, sources);
  KustomizationFiles kustomizations(fs);
  return PlanWalked(fs, walked, std::move(files), kustomizations, std::move(sources),
                    std::move(stop));
}

}  // namespace irsalint::load
