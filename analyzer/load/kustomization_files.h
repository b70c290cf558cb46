#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "analyzer/base/file_system.h"
#include "analyzer/load/kustomization.h"
#include "analyzer/source/source_id.h"

namespace irsalint::load {

// What came of reading a kustomization.
struct KustomizationFile {
  std::string sha256;                            // "" where it could not be read
  std::shared_ptr<const Kustomization> content;  // never null; of a broken one only why it is open
  bool is_broken = false;
  std::optional<std::string> read_error;

  // Whether both say the same at the same places, whatever else their bytes are.
  bool SaysTheSameAs(const KustomizationFile& other) const;
};

// The kustomizations of an input, each read when it is asked for first and then kept.
class KustomizationFiles {
 public:
  // `fs` must outlive it.
  explicit KustomizationFiles(const base::FileSystem& fs) : fs_(&fs) {}

  const KustomizationFile& Get(source::SourceId source, const std::string& path);

  // Reads one again; whether it now says something else.
  bool ReadAgain(source::SourceId source, const std::string& path);

  // Keeps those alone that `paths` name.
  void KeepOnly(const std::set<std::string_view>& paths);

 private:
  const base::FileSystem* fs_;
  std::map<std::string, KustomizationFile> files_;
};

}  // namespace irsalint::load
