#include "analyzer/load/kustomization_files.h"

#include <utility>

#include "analyzer/base/sha256.h"
#include "analyzer/load/limits.h"
#include "analyzer/load/parse_place.h"

namespace irsalint::load {
namespace {

// A kustomization of which nothing is known but why.
KustomizationFile Broken(facts::OpenReason reason) {
  Kustomization content;
  content.open_reasons.push_back(std::move(reason));
  return {.sha256 = {},
          .content = std::make_shared<const Kustomization>(std::move(content)),
          .is_broken = true,
          .read_error = {}};
}

KustomizationFile Read(const base::FileSystem& fs, source::SourceId source,
                       const std::string& path) {
  using facts::OpenReason;
  const base::Result<std::string> bytes = fs.Read(path, kMaxFileBytes);
  if (!bytes) {
    KustomizationFile file =
        Broken({.kind = OpenReason::Kind::kUnreadable,
                .message = "this kustomization was not read: " + bytes.error().message,
                .place = PlaceOfSlice({source, 0, 0})});
    file.read_error = bytes.error().message;
    return file;
  }
  ParsedKustomization parsed = ReadKustomization(source, *bytes);
  KustomizationFile file;
  if (parsed.kustomization.has_value()) {
    file.content = std::make_shared<const Kustomization>(*std::move(parsed.kustomization));
  } else {
    file = Broken({.kind = OpenReason::Kind::kParseError,
                   .message = parsed.error->message,
                   .place = PlaceOfByte(source, *bytes, parsed.error->offset)});
  }
  file.sha256 = base::Sha256Hex(*bytes);
  return file;
}

}  // namespace

bool KustomizationFile::SaysTheSameAs(const KustomizationFile& other) const {
  return *content == *other.content && is_broken == other.is_broken &&
         read_error == other.read_error;
}

const KustomizationFile& KustomizationFiles::Get(source::SourceId source, const std::string& path) {
  const auto known = files_.find(path);
  if (known != files_.end()) return known->second;
  return files_.emplace(path, Read(*fs_, source, path)).first->second;
}

bool KustomizationFiles::ReadAgain(source::SourceId source, const std::string& path) {
  KustomizationFile now = Read(*fs_, source, path);
  const auto known = files_.find(path);
  const bool is_other = known == files_.end() || !now.SaysTheSameAs(known->second);
  if (!is_other) now.content = known->second.content;  // plans share it
  files_.insert_or_assign(path, std::move(now));
  return is_other;
}

void KustomizationFiles::KeepOnly(const std::set<std::string_view>& paths) {
  std::erase_if(files_, [&paths](const auto& file) { return !paths.contains(file.first); });
}

}  // namespace irsalint::load
