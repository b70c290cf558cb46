#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/lsp/documents.h"
#include "analyzer/lsp/json.h"
#include "analyzer/lsp/position.h"

// What requests and notifications carry, as far as it is used (LSP 3.17). Each `from_json` throws
// what nlohmann throws where a part is missing or of another type.
namespace irsalint::lsp {

struct NoParams {};

struct AnyParams {
  Json json;
};

struct DocumentParams {
  std::string uri;
};

struct PositionParams {
  std::string uri;
  Position position;
};

struct RangeParams {
  std::string uri;
  Range range;
};

struct OpenParams {
  std::string uri;
  int64_t version = 0;
  std::string text;
};

struct ChangeParams {
  std::string uri;
  int64_t version = 0;
  std::vector<TextChange> changes;
};

struct WatchedFilesParams {
  std::vector<std::string> uris;
};

struct FoldersChangeParams {
  std::vector<std::string> added;
  std::vector<std::string> removed;
};

struct CodeActionParams {
  std::string uri;
  Range range;
  std::optional<std::vector<std::string>> only;  // kinds
};

struct ReferenceParams {
  std::string uri;
  Position position;
  bool includes_declaration = false;
};

struct DiagnosticParams {
  std::string uri;
  std::string previous;  // id of the last answer, "" for none
};

struct WorkspaceDiagnosticParams {
  std::map<std::string, std::string> previous;  // ids of the last answers, by URI
};

void from_json(const Json& json, NoParams& params);
void from_json(const Json& json, AnyParams& params);
void from_json(const Json& json, DocumentParams& params);
void from_json(const Json& json, PositionParams& params);
void from_json(const Json& json, RangeParams& params);
void from_json(const Json& json, OpenParams& params);
void from_json(const Json& json, ChangeParams& params);
void from_json(const Json& json, WatchedFilesParams& params);
void from_json(const Json& json, FoldersChangeParams& params);
void from_json(const Json& json, CodeActionParams& params);
void from_json(const Json& json, ReferenceParams& params);
void from_json(const Json& json, DiagnosticParams& params);
void from_json(const Json& json, WorkspaceDiagnosticParams& params);

}  // namespace irsalint::lsp
