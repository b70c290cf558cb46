#include "analyzer/cli/node_at.h"

#include "analyzer/base/sha256.h"
#include "analyzer/load/limits.h"
#include "analyzer/syntax/follow.h"
#include "analyzer/syntax/parse.h"

namespace irsalint::cli {
namespace {

base::Error ChangedFile(std::string path) {
  return {.code = base::ErrorCode::kUnreadable,
          .message = "changed while it was read",
          .path = std::move(path)};
}

}  // namespace

base::Result<std::string> WithNodeAt(const syntax::Place& place, const engine::LinkedInput& input,
                                     const World& world,
                                     const std::function<std::string(const syntax::Node&)>& use) {
  const source::SourceId source = place.document.source;
  const engine::LocateInput files = input.ForLocating(world.files);
  const std::string path(files.sources.Path(source));
  base::Result<std::string> bytes = path == "-"
                                        ? base::Result<std::string>(std::string(files.stdin_text))
                                        : world.files.Read(path, load::kMaxFileBytes);
  if (!bytes.has_value()) return bytes.error();
  const auto known = input.files.find(source);
  if (known == input.files.end() || base::Sha256Hex(*bytes) != known->second.sha256) {
    return ChangedFile(path);
  }
  const bool is_json = load::SyntaxOf(known->second.form, *bytes) == syntax::Syntax::kJson;
  const syntax::Parsed parsed = is_json ? syntax::ParseJson(*bytes, place.document)
                                        : syntax::ParseYaml(*bytes, place.document);
  if (parsed.document == nullptr) return ChangedFile(path);
  const syntax::Node* node = syntax::Follow(parsed.document->root(), place.route);
  if (node == nullptr) return ChangedFile(path);
  return use(*node);
}

}  // namespace irsalint::cli
