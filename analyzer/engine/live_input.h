#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/file_system.h"
#include "analyzer/base/overlay_file_system.h"
#include "analyzer/base/real_path_cache.h"
#include "analyzer/engine/linked_input.h"
#include "analyzer/engine/plan_match.h"
#include "analyzer/engine/run.h"
#include "analyzer/facts/facts.h"
#include "analyzer/load/extract.h"
#include "analyzer/load/file_form.h"
#include "analyzer/load/kustomization_files.h"
#include "analyzer/load/units.h"

namespace irsalint::engine {

// What came of reading files again.
enum class InputChange : uint8_t {
  kNone,   // they say what they said, at the same bytes of their documents
  kFacts,  // what is linked is another
};

// The input of a session that lasts: read and linked once, then kept up to date file by file.
//
// An edited file that can no longer be parsed still says what it said last, as facts of another
// file: its remembered twin. Its unit is open, and the parse error stands in the file itself.
class LiveInput {
 public:
  // `files` must outlive it. Of `options` all that is about rules is left aside.
  LiveInput(const base::FileSystem& files, RunOptions options);

  // Reads everything.
  void Read(std::stop_token stop = {});

  // The files that somebody is writing: of these it is remembered what they said last, when they
  // are read again. None at first.
  void SetEdited(std::set<std::string> paths);

  // Reads again what may have changed; paths are relative to the working directory where they lie
  // below it. Where files may have come or gone they are looked for again, and where a
  // kustomization says something else, what is applied together is found again; what the other
  // files say is kept.
  InputChange Refresh(std::span<const std::string> paths, std::stop_token stop = {});

  [[nodiscard]] const LinkedInput& linked() const { return input_; }

  // The files of the places in linked(): those of the session and the remembered twins.
  [[nodiscard]] const base::FileSystem& files() const { return files_; }

  // The path of the file of which `path` is the remembered twin; `path` itself for all others.
  [[nodiscard]] static std::string_view Original(std::string_view path);

 private:
  void WalkAgain(source::SourceTable& sources, const std::stop_token& stop);
  void TakePlan();
  void SetForms();
  void SetForm(source::SourceId source, load::FileForm form);
  bool MayComeOrGo(const std::string& path);
  bool RefreshKustomizations(std::span<const std::string> paths);
  load::PlannedKustomization* KustomizationAt(const std::string& path);
  std::set<size_t> KnownAmong(std::span<const std::string> paths) const;
  std::set<size_t> UnitsOf(size_t file) const;
  InputChange RefreshFiles(const std::set<size_t>& changed);
  std::set<size_t> ReadChanged(const std::set<size_t>& changed);
  void KeepFiles(const PlanMatch& match, std::vector<load::FileFacts> earlier,
                 const std::stop_token& stop);
  void PlanAgain(std::span<const std::string> changed, const std::stop_token& stop);
  load::FileFacts ReadAgain(size_t file);
  load::FileFacts WithTwin(size_t file, load::FileFacts broken);
  void AddTwins();
  std::string TwinOf(size_t file) const;
  void AssembleAgain(const std::set<size_t>& units);
  void RecordHash(const facts::FileRecord& record);
  void Know(const facts::FileRecord& record);
  void KnowAll();

  base::OverlayFileSystem files_;  // those of the session, and the remembered twins
  std::unique_ptr<const base::RealPathCache> walked_paths_;  // the same, as of the last walk
  RunOptions options_;
  bool is_whole_ = false;  // nothing was stopped before its end
  load::WalkedInput walked_;
  load::PlannedFiles walked_files_;  // of it
  load::KustomizationFiles kustomizations_;
  LinkedInput input_;
  // The following go with the plan: by the index of a file, of a unit and of a source.
  std::vector<load::FileFacts> file_facts_;
  std::vector<load::FileForm> forms_;
  std::vector<size_t> slots_;  // the unit of each unit of the extraction, ascending
  std::set<std::string> edited_;
  // What these held when they could be parsed last, by their paths.
  std::map<std::string, std::string> texts_;
};

}  // namespace irsalint::engine
