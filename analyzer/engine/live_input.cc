#include "analyzer/engine/live_input.h"

#include <algorithm>
#include <set>
#include <utility>

#include "analyzer/base/path.h"
#include "analyzer/engine/count_files.h"
#include "analyzer/engine/parallel.h"
#include "analyzer/engine/progress_teller.h"
#include "analyzer/load/assemble.h"
#include "analyzer/load/file_form.h"
#include "analyzer/load/kustomization.h"
#include "analyzer/load/kustomize.h"
#include "analyzer/load/limits.h"

namespace irsalint::engine {
namespace {

// No path of a walk ends so: the byte is none that anybody types.
constexpr std::string_view kTwinSuffix = "\x1fremembered";

bool IsBroken(const load::FileFacts& file) {
  return std::ranges::any_of(file.facts.open_reasons, [](const facts::OpenReason& reason) {
    return reason.kind == facts::OpenReason::Kind::kParseError;
  });
}

bool HasTwin(const load::FileFacts& file) {
  return std::ranges::any_of(file.facts.files, [](const facts::FileRecord& record) {
    return record.path.ends_with(kTwinSuffix);
  });
}

// Whether two readings of a file say the same at the same places, whatever its other bytes are.
bool SayTheSame(load::FileFacts& a, load::FileFacts& b) {
  if (a.read_error != b.read_error || a.facts.files.size() != b.facts.files.size()) return false;
  std::vector<facts::FileRecord> files_of_a = std::exchange(a.facts.files, {});
  std::vector<facts::FileRecord> files_of_b = std::exchange(b.facts.files, {});
  const bool same = a.facts == b.facts;
  a.facts.files = std::move(files_of_a);
  b.facts.files = std::move(files_of_b);
  return same;
}

// The plan's units that stand in the extraction, which leaves out those that say nothing.
std::vector<size_t> SlotsOf(const load::LoadPlan& plan, const std::vector<facts::Facts>& units) {
  std::vector<size_t> slots;
  for (size_t unit = 0; unit < plan.units.size() && slots.size() < units.size(); ++unit) {
    const facts::Facts& facts = units[slots.size()];
    const load::Unit& planned = plan.units[unit];
    if (facts.unit == planned.name && facts.kind == planned.kind) slots.push_back(unit);
  }
  return slots;
}

bool TakesIn(const std::vector<load::FileUse>& uses, size_t file) {
  return std::ranges::find(uses, file, &load::FileUse::file) != uses.end();
}

bool TakesIn(const load::KustomizationLayer& layer, size_t file) {
  return TakesIn(layer.files, file) ||
         std::ranges::any_of(layer.included, [file](const load::KustomizationLayer& included) {
           return TakesIn(included, file);
         });
}

bool TakesIn(const load::Unit& unit, size_t file) {
  return TakesIn(unit.files, file) || (unit.layer.has_value() && TakesIn(*unit.layer, file));
}

}  // namespace

LiveInput::LiveInput(const base::FileSystem& files, RunOptions options)
    : files_(files), options_(std::move(options)), kustomizations_(files_) {}

std::string_view LiveInput::Original(std::string_view path) {
  if (path.ends_with(kTwinSuffix)) path.remove_suffix(kTwinSuffix.size());
  return path;
}

void LiveInput::Read(std::stop_token stop) {
  input_.graph.reset();
  kustomizations_ = load::KustomizationFiles(files_);
  source::SourceTable sources;
  WalkAgain(sources, stop);
  input_ = PlanInput(*walked_paths_, options_, walked_, walked_files_, kustomizations_,
                     std::move(sources), stop);
  TakePlan();
  forms_.clear();
  SetForms();
  ExtractSettings settings = options_.extract;
  const ProgressTeller progress(options_.progress);
  progress.Begin(Phase::kRead, input_.plan.files.size());
  settings.progress = progress.OfRead();
  file_facts_ = ExtractFiles(files_, input_.plan, settings, stop);
  AddTwins();
  input_.extraction = Assemble(input_.plan, file_facts_, settings.threads, stop);
  slots_ = SlotsOf(input_.plan, input_.extraction.units);
  LinkUnits(options_, input_);
  KnowAll();
  options_.progress = {};  // whoever followed the first reading may be gone at the next
  is_whole_ = !stop.stop_requested();
}

void LiveInput::WalkAgain(source::SourceTable& sources, const std::stop_token& stop) {
  walked_paths_ = std::make_unique<const base::RealPathCache>(files_);
  walked_ = WalkInput(files_, options_, stop);
  walked_files_ = load::FilesOf(walked_, sources);
}

void LiveInput::TakePlan() {
  // The facts of a file are needed again when another file of its unit changes.
  for (uint32_t& uses : input_.plan.uses) ++uses;
  std::set<std::string_view> kustomizations;
  for (const load::PlannedKustomization& planned : input_.plan.kustomizations) {
    kustomizations.insert(planned.path);
  }
  kustomizations_.KeepOnly(kustomizations);  // one that comes back is another
}

void LiveInput::SetForms() {
  for (const load::PlannedFile& planned : input_.plan.files) SetForm(planned.source, planned.form);
}

void LiveInput::SetForm(source::SourceId source, load::FileForm form) {
  if (forms_.size() <= source.value) forms_.resize(source.value + 1, load::FileForm::kYaml);
  forms_[source.value] = form;
}

void LiveInput::SetEdited(std::set<std::string> paths) {
  edited_ = std::move(paths);
  std::erase_if(texts_, [this](const auto& entry) { return !edited_.contains(entry.first); });
}

InputChange LiveInput::Refresh(std::span<const std::string> paths, std::stop_token stop) {
  if (!is_whole_) {
    Read(std::move(stop));
    return InputChange::kFacts;
  }
  const bool plan_is_old = RefreshKustomizations(paths);
  const bool walk_is_old =
      std::ranges::any_of(paths, [this](const std::string& path) { return MayComeOrGo(path); });
  if (walk_is_old) WalkAgain(input_.plan.sources, stop);
  if (walk_is_old || plan_is_old) {
    PlanAgain(paths, stop);
    is_whole_ = !stop.stop_requested();
    return InputChange::kFacts;
  }
  return RefreshFiles(KnownAmong(paths));
}

bool LiveInput::MayComeOrGo(const std::string& path) {
  const std::string_view name = base::path::Basename(path);
  if (name == ".gitignore") return true;
  const bool exists = files_.StatTarget(path).has_value();
  if (input_.plan.files.Find(path).has_value() || KustomizationAt(path) != nullptr) return !exists;
  return exists && (load::FormOfName(path).has_value() || load::IsTerraformName(path) ||
                    load::IsKustomizationName(name));
}

// Whether any says something else now.
bool LiveInput::RefreshKustomizations(std::span<const std::string> paths) {
  bool any_is_other = false;
  for (const std::string& path : paths) {
    load::PlannedKustomization* const planned = KustomizationAt(path);
    if (planned == nullptr) continue;
    if (kustomizations_.ReadAgain(planned->source, path)) {
      any_is_other = true;
      continue;
    }
    planned->sha256 = kustomizations_.Get(planned->source, path).sha256;
    RecordHash({.source = planned->source, .path = path, .sha256 = planned->sha256});
  }
  return any_is_other;
}

load::PlannedKustomization* LiveInput::KustomizationAt(const std::string& path) {
  std::vector<load::PlannedKustomization>& all = input_.plan.kustomizations;
  const auto found = std::ranges::find(all, path, &load::PlannedKustomization::path);
  return found == all.end() ? nullptr : &*found;
}

std::set<size_t> LiveInput::KnownAmong(std::span<const std::string> paths) const {
  std::set<size_t> known;
  for (const std::string& path : paths) {
    const std::optional<size_t> file = input_.plan.files.Find(path);
    if (file.has_value()) known.insert(*file);
  }
  return known;
}

std::set<size_t> LiveInput::UnitsOf(size_t file) const {
  std::set<size_t> units;
  for (size_t unit = 0; unit < input_.plan.units.size(); ++unit) {
    if (TakesIn(input_.plan.units[unit], file)) units.insert(unit);
  }
  return units;
}

InputChange LiveInput::RefreshFiles(const std::set<size_t>& changed) {
  const std::set<size_t> units = ReadChanged(changed);
  if (units.empty()) return InputChange::kNone;
  input_.graph.reset();  // it points into the units
  AssembleAgain(units);
  LinkUnits(options_, input_);
  return InputChange::kFacts;
}

// The units of which a file says something else now.
std::set<size_t> LiveInput::ReadChanged(const std::set<size_t>& changed) {
  std::set<size_t> units;
  for (const size_t file : changed) {
    load::FileFacts now = ReadAgain(file);
    const bool same = SayTheSame(now, file_facts_[file]);
    CountAgain(file, file_facts_[file], now, input_.extraction);
    file_facts_[file] = std::move(now);
    if (same) {
      // Its facts are valid for its new bytes too.
      for (const facts::FileRecord& record : file_facts_[file].facts.files) RecordHash(record);
    } else {
      units.merge(UnitsOf(file));
    }
  }
  return units;
}

// Finds again what is applied together, and keeps what the change did not touch.
void LiveInput::PlanAgain(std::span<const std::string> changed, const std::stop_token& stop) {
  LinkedInput earlier = std::move(input_);
  earlier.graph.reset();  // it points into the units
  const std::vector<size_t> earlier_slots = std::exchange(slots_, {});

  input_ = PlanInput(*walked_paths_, options_, walked_, walked_files_, kustomizations_,
                     std::move(earlier.plan.sources), stop);
  TakePlan();
  const PlanMatch match(earlier.plan, input_.plan);

  if (match.HasSameFiles()) {
    // A kustomization that is gone stays known: nothing names it.
    input_.files = std::move(earlier.files);
    input_.extraction.stats = earlier.extraction.stats;
    input_.extraction.failed = std::move(earlier.extraction.failed);
  } else {
    SetForms();
    KeepFiles(match, std::exchange(file_facts_, {}), stop);
    CountFiles(file_facts_, input_.extraction);
  }

  std::set<size_t> units;
  for (size_t unit = 0; unit < input_.plan.units.size(); ++unit) {
    const std::optional<size_t> known = match.EarlierUnit(unit);
    if (!known.has_value()) {
      units.insert(unit);
      continue;
    }
    const auto slot = std::ranges::lower_bound(earlier_slots, *known);
    if (slot == earlier_slots.end() || *slot != *known) continue;
    const size_t at = static_cast<size_t>(slot - earlier_slots.begin());
    input_.extraction.units.push_back(std::move(earlier.extraction.units[at]));
    input_.extraction.digests.push_back(std::move(earlier.extraction.digests[at]));
    slots_.push_back(unit);
  }
  units.merge(ReadChanged(KnownAmong(changed)));
  AssembleAgain(units);
  if (!match.HasSameFiles()) KnowAll();
  LinkUnits(options_, input_);
}

// Of the files of the plan those that were there, and the others as they are read now.
void LiveInput::KeepFiles(const PlanMatch& match, std::vector<load::FileFacts> earlier,
                          const std::stop_token& stop) {
  file_facts_.resize(input_.plan.files.size());
  std::vector<size_t> new_files;
  for (size_t file = 0; file < file_facts_.size(); ++file) {
    const std::optional<size_t> known = match.EarlierFile(file);
    if (known.has_value()) {
      file_facts_[file] = std::move(earlier[*known]);
    } else {
      new_files.push_back(file);
    }
  }
  ForEachIndex(new_files.size(), options_.extract.threads, stop, [&](size_t index) {
    const size_t file = new_files[index];
    file_facts_[file] = load::ReadAndExtract(files_, input_.plan, file, options_.extract.options);
  });
  AddTwins();
}

load::FileFacts LiveInput::ReadAgain(size_t file) {
  load::FileFacts now = load::ReadAndExtract(files_, input_.plan, file, options_.extract.options);
  if (IsBroken(now)) return WithTwin(file, std::move(now));
  const std::string& path = input_.plan.files[file].path;
  files_.RemoveDocument(TwinOf(file));
  if (!edited_.contains(path)) return now;
  base::Result<std::string> text = files_.Read(path, load::kMaxFileBytes);
  if (text.has_value()) texts_.insert_or_assign(path, *std::move(text));
  return now;
}

// What a file that cannot be parsed said last, and what is wrong with it now.
load::FileFacts LiveInput::WithTwin(size_t file, load::FileFacts broken) {
  const load::PlannedFile& planned = input_.plan.files[file];
  const std::string path = TwinOf(file);
  const auto text = texts_.find(planned.path);
  if (text == texts_.end()) {
    files_.RemoveDocument(path);
    return broken;
  }
  const source::SourceId source = input_.plan.sources.Intern(path);
  files_.SetDocument(path, text->second);
  SetForm(source, planned.form);
  load::FileFacts twin = load::ExtractFile(
      {.source = source, .path = planned.path, .bytes = text->second, .form = planned.form},
      options_.extract.options);
  for (facts::FileRecord& record : twin.facts.files) record.path = path;
  facts::Facts errors;
  errors.files = std::move(broken.facts.files);
  errors.open_reasons = std::move(broken.facts.open_reasons);
  load::AppendFacts(std::move(errors), &twin.facts);
  twin.stats = broken.stats;
  return twin;
}

// For the files that were just read and cannot be parsed.
void LiveInput::AddTwins() {
  for (const auto& [path, text] : texts_) {
    const std::optional<size_t> known = input_.plan.files.Find(path);
    if (!known.has_value()) continue;
    load::FileFacts& file = file_facts_[*known];
    if (IsBroken(file) && !HasTwin(file)) file = WithTwin(*known, std::move(file));
  }
}

std::string LiveInput::TwinOf(size_t file) const {
  return input_.plan.files[file].path + std::string(kTwinSuffix);
}

// The graph must not point into them any more.
void LiveInput::AssembleAgain(const std::set<size_t>& units) {
  std::vector<facts::Facts>& assembled = input_.extraction.units;
  std::vector<graph::UnitDigest>& digests = input_.extraction.digests;
  for (const size_t unit : units) {
    facts::Facts facts = load::AssembleUnit(input_.plan, unit, file_facts_);
    for (const facts::FileRecord& record : facts.files) Know(record);
    graph::UnitDigest digest = graph::DigestOf(facts);
    const auto slot = std::ranges::lower_bound(slots_, unit);
    const auto at = assembled.begin() + (slot - slots_.begin());
    const auto digest_at = digests.begin() + (slot - slots_.begin());
    const bool was_there = slot != slots_.end() && *slot == unit;
    const bool is_there = !load::IsEmpty(facts);
    if (was_there && is_there) {
      *at = std::move(facts);
      *digest_at = std::move(digest);
    } else if (was_there) {
      assembled.erase(at);
      digests.erase(digest_at);
      slots_.erase(slot);
    } else if (is_there) {
      assembled.insert(at, std::move(facts));
      digests.insert(digest_at, std::move(digest));
      slots_.insert(slot, unit);
    }
  }
}

// The facts of a file are valid for its new bytes.
void LiveInput::RecordHash(const facts::FileRecord& record) {
  Know(record);
  for (facts::Facts& unit : input_.extraction.units) {
    for (facts::FileRecord& of_unit : unit.files) {
      if (of_unit.source == record.source) of_unit.sha256 = record.sha256;
    }
  }
}

void LiveInput::Know(const facts::FileRecord& record) {
  const load::FileForm form =
      record.source.value < forms_.size() ? forms_[record.source.value] : load::FileForm::kYaml;
  input_.files.insert_or_assign(record.source,
                                LocatableFile{.form = form, .sha256 = record.sha256});
}

void LiveInput::KnowAll() {
  input_.files = KnownFiles(input_);
  for (const facts::Facts& unit : input_.extraction.units) {
    for (const facts::FileRecord& record : unit.files) Know(record);
  }
}

}  // namespace irsalint::engine
