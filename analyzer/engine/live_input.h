#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analyzer/base/file_system.h"
#include "analyzer/base/overlay_file_system.h"
#include "analyzer/engine/linked_input.h"
#include "analyzer/engine/run.h"
#include "analyzer/facts/facts.h"
#include "analyzer/load/extract.h"
#include "analyzer/load/file_form.h"

namespace irsalint::engine {

// What came of reading files again.
enum class InputChange : uint8_t {
  kNone,   // they say what they said, at the same bytes of their documents
  kFacts,  // what is linked is another
};

// The input of a session that lasts: read and linked once, then kept up to date file by file.
//
// A file that can no longer be parsed still says what it said last, as facts of another file: its
// remembered twin. Its unit is open, and the parse error stands in the file itself.
class LiveInput {
 public:
  // `files` must outlive it. Of `options` all that is about rules is left aside.
  LiveInput(const base::FileSystem& files, RunOptions options);

  // Reads everything.
  void Read(std::stop_token stop = {});

  // Reads again what may have changed; paths are relative to the working directory where they lie
  // below it. Everything is read again where more than the contents of known files may have
  // changed: what is read, or what is applied together.
  InputChange Refresh(std::span<const std::string> paths, std::stop_token stop = {});

  [[nodiscard]] const LinkedInput& linked() const { return input_; }

  // The files of the places in linked(): those of the session and the remembered twins.
  [[nodiscard]] const base::FileSystem& files() const { return files_; }

  // The path of the file of which `path` is the remembered twin; `path` itself for all others.
  [[nodiscard]] static std::string_view Original(std::string_view path);

 private:
  void IndexPlan();
  void SetForm(source::SourceId source, load::FileForm form);
  bool DecidesWhatIsRead(const std::string& path) const;
  InputChange RefreshFiles(const std::set<size_t>& changed);
  load::FileFacts ReadAgain(size_t file);
  load::FileFacts WithTwin(size_t file, load::FileFacts broken);
  std::string TwinOf(size_t file) const;
  void AssembleAgain(const std::set<size_t>& units);
  void RecordHash(size_t file);
  void Know(const facts::FileRecord& record);
  void CountAgain();

  base::OverlayFileSystem files_;  // those of the session, and the remembered twins
  RunOptions options_;
  LinkedInput input_;
  // The following go with the plan: by the index of a file, of a unit and of a source.
  std::vector<load::FileFacts> file_facts_;
  std::vector<std::vector<size_t>> units_of_file_;
  std::vector<load::FileForm> forms_;
  std::unordered_map<std::string, size_t> file_by_path_;
  std::vector<size_t> slots_;  // the unit of each unit of the extraction, ascending
  // What files that were read again held when they could be parsed last, by their paths.
  std::map<std::string, std::string> texts_;
};

}  // namespace irsalint::engine
