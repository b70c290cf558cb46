#include "analyzer/cli/policy_file.h"

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "analyzer/load/extract.h"
#include "analyzer/load/limits.h"
#include "analyzer/source/line_index.h"
#include "analyzer/source/source_id.h"
#include "analyzer/syntax/document.h"
#include "analyzer/syntax/parse.h"
#include "analyzer/syntax/stream.h"

namespace irsalint::cli {
namespace {

constexpr source::SourceId kOnlySource{0};

base::Result<std::string> ReadBytes(const std::string& path, const World& world) {
  if (path == "-") return world.read_stdin(load::kMaxFileBytes);
  return world.files.Read(path, load::kMaxFileBytes);
}

base::Error ErrorAt(const std::string& path, std::string_view bytes, std::string message,
                    uint32_t offset) {
  const source::LineIndex lines(bytes);
  return {.code = base::ErrorCode::kInvalid,
          .message = std::move(message),
          .path = path,
          .line = static_cast<int>(lines.At(offset).line)};
}

// The first document of a file, as JSON if it starts like JSON, else as YAML.
base::Result<std::unique_ptr<syntax::Document>> ParseFirst(const std::string& path,
                                                           std::string_view bytes) {
  if (const auto problem = syntax::CheckEncoding(bytes); problem.has_value()) {
    return ErrorAt(path, bytes, problem->message, problem->offset);
  }
  const bool is_json = load::SyntaxOf(load::FileForm::kByContent, bytes) == syntax::Syntax::kJson;
  const auto size = static_cast<uint32_t>(bytes.size());
  syntax::DocumentId slice = {.source = kOnlySource, .begin = 0, .end = size};
  if (!is_json) {
    const syntax::Stream stream = syntax::SplitStream(bytes, load::kMaxDocuments);
    if (stream.slices.empty()) return ErrorAt(path, bytes, "holds no document", 0);
    slice.begin = stream.slices.front().begin;
    slice.end = stream.slices.front().end;
  }
  syntax::Parsed parsed =
      is_json ? syntax::ParseJson(bytes, slice) : syntax::ParseYaml(bytes, slice);
  if (parsed.error.has_value()) {
    return ErrorAt(path, bytes, parsed.error->message, parsed.error->offset);
  }
  if (parsed.document == nullptr || parsed.document->root() == nullptr) {
    return ErrorAt(path, bytes, "holds no document", 0);
  }
  return std::move(parsed.document);
}

}  // namespace

base::Result<iam::PolicyDocument> ReadPolicyFile(const std::string& path, const World& world) {
  const base::Result<std::string> bytes = ReadBytes(path, world);
  if (!bytes.has_value()) return bytes.error();
  const base::Result<std::unique_ptr<syntax::Document>> document = ParseFirst(path, *bytes);
  if (!document.has_value()) return document.error();
  const syntax::Node& root = *(*document)->root();
  const bool is_bare = syntax::Find(&root, "Statement") != nullptr;
  if (!is_bare) {
    load::FileFacts extracted = load::ExtractFile(
        {.source = kOnlySource, .path = path, .bytes = *bytes, .form = load::FileForm::kByContent});
    std::vector<facts::TrustPolicy>& policies = extracted.facts.trust_policies;
    if (policies.size() == 1) return std::move(policies.front().document);
    if (policies.size() > 1) {
      return base::Error{
          .code = base::ErrorCode::kUsage,
          .message = fmt::format("holds {} trust policies; give a file with one", policies.size()),
          .path = path};
    }
  }
  iam::PolicyDocument policy = iam::ReadStoredPolicy(root, iam::PolicyKind::kTrust);
  if (policy.size > load::kMaxTrustPolicyCharacters) {
    return base::Error{
        .code = base::ErrorCode::kLimit,
        .message = fmt::format("has {} characters and was not judged: IAM stores at most 8192",
                               policy.size),
        .path = path};
  }
  return policy;
}

base::Result<iam::Request> ReadRequestFile(const std::string& path, const World& world) {
  const base::Result<std::string> bytes = ReadBytes(path, world);
  if (!bytes.has_value()) return bytes.error();
  const base::Result<std::unique_ptr<syntax::Document>> document = ParseFirst(path, *bytes);
  if (!document.has_value()) return document.error();
  base::Result<iam::Request> request = iam::ReadRequest(*(*document)->root());
  if (request.has_value()) return request;
  base::Error error = request.error();
  if (error.path.empty()) error.path = path;
  return error;
}

}  // namespace irsalint::cli
