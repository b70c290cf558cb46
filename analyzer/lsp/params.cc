#include "analyzer/lsp/params.h"

namespace irsalint::lsp {
namespace {

std::string UriIn(const Json& json) { return json.at("textDocument").at("uri"); }

std::vector<std::string> UrisOf(const Json& folders) {
  std::vector<std::string> uris;
  for (const Json& folder : folders) uris.push_back(folder.at("uri"));
  return uris;
}

}  // namespace

void from_json(const Json&, NoParams&) {}

void from_json(const Json& json, AnyParams& params) { params.json = json; }

void from_json(const Json& json, DocumentParams& params) { params.uri = UriIn(json); }

void from_json(const Json& json, PositionParams& params) {
  params.uri = UriIn(json);
  params.position = json.at("position").get<Position>();
}

void from_json(const Json& json, RangeParams& params) {
  params.uri = UriIn(json);
  params.range = json.at("range").get<Range>();
}

void from_json(const Json& json, OpenParams& params) {
  params.uri = UriIn(json);
  const Json& document = json.at("textDocument");
  params.version = document.at("version");
  params.text = document.at("text");
}

void from_json(const Json& json, ChangeParams& params) {
  params.uri = UriIn(json);
  params.version = json.at("textDocument").at("version");
  for (const Json& change : json.at("contentChanges")) {
    TextChange& read = params.changes.emplace_back();
    if (change.contains("range")) read.range = change["range"].get<Range>();
    read.text = change.at("text");
  }
}

void from_json(const Json& json, WatchedFilesParams& params) {
  params.uris = UrisOf(json.at("changes"));
}

void from_json(const Json& json, FoldersChangeParams& params) {
  params.added = UrisOf(json.at("event").at("added"));
  params.removed = UrisOf(json.at("event").at("removed"));
}

void from_json(const Json& json, CodeActionParams& params) {
  params.uri = UriIn(json);
  params.range = json.at("range").get<Range>();
  const Json context = json.value("context", Json::object());
  if (context.contains("only") && context["only"].is_array()) {
    params.only = context["only"].get<std::vector<std::string>>();
  }
}

void from_json(const Json& json, ReferenceParams& params) {
  params.uri = UriIn(json);
  params.position = json.at("position").get<Position>();
  params.includes_declaration =
      json.value("context", Json::object()).value("includeDeclaration", false);
}

void from_json(const Json& json, DiagnosticParams& params) {
  params.uri = UriIn(json);
  if (json.contains("previousResultId") && json["previousResultId"].is_string()) {
    params.previous = json["previousResultId"];
  }
}

void from_json(const Json& json, WorkspaceDiagnosticParams& params) {
  for (const Json& previous : json.value("previousResultIds", Json::array())) {
    params.previous[previous.at("uri")] = previous.at("value");
  }
}

}  // namespace irsalint::lsp
