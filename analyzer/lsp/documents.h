#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/lsp/json.h"
#include "analyzer/lsp/position.h"

namespace irsalint::lsp {

// A document that the client has open: what counts instead of the file.
struct OpenDocument {
  std::string uri;   // as the client calls it
  std::string path;  // absolute
  int64_t version = 0;
  std::string text;
};

// A change of a document: of a range, or of all of it.
struct TextChange {
  std::optional<Range> range;
  std::string text;
};

// The open documents that are files, by their paths.
class Documents {
 public:
  // Each gives the path of the document; nothing for one that is no file, or not open.
  std::optional<std::string> Open(std::string_view uri, int64_t version, std::string text);
  std::optional<std::string> Change(std::string_view uri, int64_t version,
                                    const std::vector<TextChange>& changes,
                                    PositionEncoding encoding);
  std::optional<std::string> Close(std::string_view uri);

  // Null for a document that is not open.
  [[nodiscard]] const OpenDocument* Find(std::string_view path) const;
  [[nodiscard]] const std::map<std::string, OpenDocument, std::less<>>& all() const {
    return by_path_;
  }

  // As the client calls the file, if it has it open; else as it may be called.
  [[nodiscard]] std::string UriOf(std::string_view path) const;

 private:
  std::map<std::string, OpenDocument, std::less<>> by_path_;
};

}  // namespace irsalint::lsp
