#include "analyzer/lsp/documents.h"

#include <utility>

#include "analyzer/lsp/uri.h"

namespace irsalint::lsp {

std::optional<std::string> Documents::Open(std::string_view uri, int64_t version,
                                           std::string text) {
  std::optional<std::string> path = PathOfUri(uri);
  if (!path.has_value()) return std::nullopt;
  OpenDocument document = {
      .uri = std::string(uri), .path = *path, .version = version, .text = std::move(text)};
  by_path_.insert_or_assign(*path, std::move(document));
  return path;
}

std::optional<std::string> Documents::Change(std::string_view uri, int64_t version,
                                             const std::vector<TextChange>& changes,
                                             PositionEncoding encoding) {
  std::optional<std::string> path = PathOfUri(uri);
  if (!path.has_value()) return std::nullopt;
  const auto found = by_path_.find(*path);
  if (found == by_path_.end()) return std::nullopt;
  OpenDocument& document = found->second;
  for (const TextChange& change : changes) {
    if (!change.range.has_value()) {
      document.text = change.text;
      continue;
    }
    const Positions positions(document.text, encoding);
    const size_t begin = positions.OffsetOf(change.range->start);
    const size_t end = positions.OffsetOf(change.range->end);
    if (begin <= end) document.text.replace(begin, end - begin, change.text);
  }
  document.version = version;
  return path;
}

std::optional<std::string> Documents::Close(std::string_view uri) {
  std::optional<std::string> path = PathOfUri(uri);
  if (!path.has_value() || by_path_.erase(*path) == 0) return std::nullopt;
  return path;
}

const OpenDocument* Documents::Find(std::string_view path) const {
  const auto found = by_path_.find(path);
  return found == by_path_.end() ? nullptr : &found->second;
}

std::string Documents::UriOf(std::string_view path) const {
  const OpenDocument* const document = Find(path);
  return document != nullptr ? document->uri : UriOfPath(path);
}

}  // namespace irsalint::lsp
