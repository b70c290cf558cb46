#include "analyzer/engine/live_input.h"

#include <algorithm>
#include <set>
#include <utility>

#include "analyzer/base/path.h"
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

void AddFiles(const load::KustomizationLayer& layer, std::set<size_t>& files) {
  for (const load::FileUse& use : layer.files) files.insert(use.file);
  for (const load::KustomizationLayer& included : layer.included) AddFiles(included, files);
}

std::set<size_t> FilesOf(const load::Unit& unit) {
  std::set<size_t> files;
  for (const load::FileUse& use : unit.files) files.insert(use.file);
  if (unit.layer.has_value()) AddFiles(*unit.layer, files);
  return files;
}

}  // namespace

LiveInput::LiveInput(const base::FileSystem& files, RunOptions options)
    : files_(files), options_(std::move(options)) {}

std::string_view LiveInput::Original(std::string_view path) {
  if (path.ends_with(kTwinSuffix)) path.remove_suffix(kTwinSuffix.size());
  return path;
}

void LiveInput::Read(std::stop_token stop) {
  input_.graph.reset();
  input_ = PlanInput(files_, options_, stop);
  IndexPlan();
  ExtractSettings settings = options_.extract;
  const ProgressCallback& progress = options_.progress;
  if (progress) {
    progress({.phase = Phase::kRead, .total = input_.plan.files.size()});
    settings.progress = [&progress](size_t done, size_t total) {
      progress({.phase = Phase::kRead, .done = done, .total = total});
    };
  }
  file_facts_ = ExtractFiles(files_, input_.plan, settings, stop);
  for (const auto& [path, text] : texts_) {
    const auto known = file_by_path_.find(path);
    if (known == file_by_path_.end() || !IsBroken(file_facts_[known->second])) continue;
    file_facts_[known->second] = WithTwin(known->second, std::move(file_facts_[known->second]));
  }
  input_.extraction = Assemble(input_.plan, file_facts_, settings.threads, stop);
  slots_ = SlotsOf(input_.plan, input_.extraction.units);
  LinkUnits(options_, input_);
  input_.files = KnownFiles(input_);
  for (const facts::Facts& unit : input_.extraction.units) {
    for (const facts::FileRecord& record : unit.files) Know(record);
  }
  options_.progress = {};  // whoever followed the first reading may be gone at the next
}

void LiveInput::IndexPlan() {
  file_by_path_.clear();
  forms_.clear();
  units_of_file_.assign(input_.plan.files.size(), {});
  for (size_t file = 0; file < input_.plan.files.size(); ++file) {
    load::PlannedFile& planned = input_.plan.files[file];
    ++planned.uses;  // its facts are needed again when another file of its unit changes
    file_by_path_.emplace(planned.path, file);
    SetForm(planned.source, planned.form);
  }
  for (size_t unit = 0; unit < input_.plan.units.size(); ++unit) {
    for (const size_t file : FilesOf(input_.plan.units[unit])) units_of_file_[file].push_back(unit);
  }
}

void LiveInput::SetForm(source::SourceId source, load::FileForm form) {
  if (forms_.size() <= source.value) forms_.resize(source.value + 1, load::FileForm::kYaml);
  forms_[source.value] = form;
}

InputChange LiveInput::Refresh(std::span<const std::string> paths, std::stop_token stop) {
  std::set<size_t> changed;
  for (const std::string& path : paths) {
    if (DecidesWhatIsRead(path)) {
      Read(std::move(stop));
      return InputChange::kFacts;
    }
    const auto known = file_by_path_.find(path);
    if (known != file_by_path_.end()) changed.insert(known->second);
  }
  return RefreshFiles(changed);
}

bool LiveInput::DecidesWhatIsRead(const std::string& path) const {
  const std::string_view name = base::path::Basename(path);
  if (load::IsKustomizationName(name) || name == ".gitignore") return true;
  const bool exists = files_.StatTarget(path).has_value();
  if (file_by_path_.contains(path)) return !exists;
  return exists && (load::FormOfName(path).has_value() || load::IsTerraformName(path));
}

InputChange LiveInput::RefreshFiles(const std::set<size_t>& changed) {
  std::set<size_t> units;
  for (const size_t file : changed) {
    load::FileFacts now = ReadAgain(file);
    const bool same = SayTheSame(now, file_facts_[file]);
    file_facts_[file] = std::move(now);
    if (same) {
      RecordHash(file);
    } else {
      units.insert(units_of_file_[file].begin(), units_of_file_[file].end());
    }
  }
  CountAgain();
  if (units.empty()) return InputChange::kNone;
  AssembleAgain(units);
  return InputChange::kFacts;
}

load::FileFacts LiveInput::ReadAgain(size_t file) {
  load::FileFacts now = load::ReadAndExtract(files_, input_.plan, file, options_.extract.options);
  if (IsBroken(now)) return WithTwin(file, std::move(now));
  const std::string& path = input_.plan.files[file].path;
  files_.RemoveDocument(TwinOf(file));
  base::Result<std::string> text = files_.Read(path, load::kMaxFileBytes);
  if (text.has_value()) texts_.insert_or_assign(path, *std::move(text));
  return now;
}

// What a file that cannot be parsed said last, and what is wrong with it now.
load::FileFacts LiveInput::WithTwin(size_t file, load::FileFacts broken) {
  const load::PlannedFile& planned = input_.plan.files[file];
  const auto text = texts_.find(planned.path);
  if (text == texts_.end()) return broken;
  const std::string path = TwinOf(file);
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

std::string LiveInput::TwinOf(size_t file) const {
  return input_.plan.files[file].path + std::string(kTwinSuffix);
}

void LiveInput::AssembleAgain(const std::set<size_t>& units) {
  input_.graph.reset();  // it points into the units
  std::vector<facts::Facts>& assembled = input_.extraction.units;
  for (const size_t unit : units) {
    facts::Facts facts = load::AssembleUnit(input_.plan, unit, file_facts_);
    for (const facts::FileRecord& record : facts.files) Know(record);
    const auto slot = std::ranges::lower_bound(slots_, unit);
    const auto at = assembled.begin() + (slot - slots_.begin());
    const bool was_there = slot != slots_.end() && *slot == unit;
    const bool is_there = !load::IsEmpty(facts);
    if (was_there && is_there) {
      *at = std::move(facts);
    } else if (was_there) {
      assembled.erase(at);
      slots_.erase(slot);
    } else if (is_there) {
      assembled.insert(at, std::move(facts));
      slots_.insert(slot, unit);
    }
  }
  LinkUnits(options_, input_);
}

// The facts of a file are valid for its new bytes too.
void LiveInput::RecordHash(size_t file) {
  for (const facts::FileRecord& record : file_facts_[file].facts.files) {
    Know(record);
    for (const size_t unit : units_of_file_[file]) {
      const auto slot = std::ranges::lower_bound(slots_, unit);
      if (slot == slots_.end() || *slot != unit) continue;
      const auto at = input_.extraction.units.begin() + (slot - slots_.begin());
      for (facts::FileRecord& of_unit : at->files) {
        if (of_unit.source == record.source) of_unit.sha256 = record.sha256;
      }
    }
  }
}

void LiveInput::Know(const facts::FileRecord& record) {
  const load::FileForm form =
      record.source.value < forms_.size() ? forms_[record.source.value] : load::FileForm::kYaml;
  input_.files.insert_or_assign(record.source,
                                LocatableFile{.form = form, .sha256 = record.sha256});
}

void LiveInput::CountAgain() {
  input_.extraction.stats = {};
  input_.extraction.failed.clear();
  for (size_t file = 0; file < file_facts_.size(); ++file) {
    input_.extraction.stats += file_facts_[file].stats;
    if (file_facts_[file].read_error.has_value()) {
      input_.extraction.failed.push_back({.file = file, .error = *file_facts_[file].read_error});
    }
  }
}

}  // namespace irsalint::engine
