#include "analyzer/cli/policy_file.h"

#include <fmt/format.h>

#include <utility>

#include "analyzer/cli/document_file.h"
#include "analyzer/load/extract.h"
#include "analyzer/load/limits.h"

namespace irsalint::cli {

base::Result<iam::PolicyDocument> ReadPolicyFile(const std::string& path, const World& world) {
  const base::Result<DocumentFile> file = ReadDocuments(path, world, 1);
  if (!file.has_value()) return file.error();
  const syntax::Node& root = *file->documents.front()->root();
  const bool is_bare = syntax::Find(&root, "Statement") != nullptr;
  if (!is_bare) {
    load::FileFacts extracted = load::ExtractFile({.source = kOnlySource,
                                                   .path = path,
                                                   .bytes = *file->bytes,
                                                   .form = load::FileForm::kByContent});
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
  const base::Result<DocumentFile> file = ReadDocuments(path, world, 1);
  if (!file.has_value()) return file.error();
  base::Result<iam::Request> request = iam::ReadRequest(*file->documents.front()->root());
  if (request.has_value()) return request;
  base::Error error = request.error();
  if (error.path.empty()) error.path = path;
  return error;
}

}  // namespace irsalint::cli
