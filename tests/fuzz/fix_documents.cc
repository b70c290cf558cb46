// Fixes of any files: what is made leaves every document readable and is not made twice. The first
// bytes of the input choose which fixes are asked for and what lies beside the file; the rest is
// the file.

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "analyzer/base/date.h"
#include "analyzer/base/in_memory_file_system.h"
#include "analyzer/engine/fix.h"
#include "rules/all_rules.h"

namespace irsalint::engine {
namespace {

constexpr size_t kChoiceBytes = 64;

// A set with something to fix on either side, so that a file that fits it changes what is found.
constexpr std::string_view kAccount = R"(apiVersion: v1
kind: ServiceAccount
metadata:
  name: uploader
  namespace: media
  annotations: {eks.amazonaws.com/role-arn: "arn:aws:iam::493827165038:role/uploader"}
---
apiVersion: v1
kind: Pod
metadata: {name: uploader, namespace: media}
spec:
  serviceAccountName: uploader  # runs as this one
  containers: [{name: app, image: app}]
)";
constexpr std::string_view kRole = R"({"Role": {"RoleName": "uploader",
  "Arn": "arn:aws:iam::493827165038:role/uploader",
  "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {"StringEquals": {
      "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub": "system:serviceaccount:media:upload"}}}]}}}
)";

[[noreturn]] void Fail(std::string_view reason, const FixResult& result) {
  fmt::print(stderr, "{}\n", reason);
  for (const FixRecord& record : result.made) {
    fmt::print(stderr, "made: {}: {}\n", record.finding.rule, record.title);
  }
  for (const FixedFile& file : result.files) {
    fmt::print(stderr, "=== {} before\n{}\n=== after\n{}\n===\n", file.path, file.before,
               file.after);
  }
  std::abort();
}

size_t CountUnreadable(const RunResult& run) {
  const auto is_error = [](const rule::LocatedFinding& finding) {
    return finding.rule == "parse-error";
  };
  return static_cast<size_t>(std::ranges::count_if(run.report.findings, is_error));
}

FixResult FixAll(const base::FileSystem& files, const FixTerms& terms) {
  RunOptions options;
  options.paths = {"."};
  options.persona = rule::Persona::kAuditor;
  options.today = base::Date{.year = 2026, .month = 6, .day = 15};
  return Fix(files, rules::AllRules(), options, terms);
}

}  // namespace

void FixDocuments(std::string_view input) {
  const std::string_view choices = input.substr(0, std::min(kChoiceBytes, input.size()));
  const std::string_view file = input.substr(choices.size());
  const auto choice = [choices](size_t at, int bound) {
    return at < choices.size() ? static_cast<unsigned char>(choices[at]) % bound : 0;
  };
  FixTerms terms;
  if (choice(0, 4) != 0) terms.scope = FixScope::kUnsafe;
  if (choice(1, 3) == 1) terms.side = rule::FixSide::kPolicy;
  if (choice(1, 3) == 2) terms.side = rule::FixSide::kManifest;

  base::InMemoryFileSystem files;
  const bool is_json = file.starts_with('{') || file.starts_with('[');
  files.AddFile(is_json ? "input.json" : "input.yaml", std::string(file));
  if (choice(2, 2) == 0) files.AddFile("account.yaml", std::string(kAccount));
  if (choice(3, 2) == 0) files.AddFile("role.json", std::string(kRole));

  const FixResult result = FixAll(files, terms);
  if (result.made.empty() != result.files.empty()) Fail("made and changed do not agree", result);
  if (CountUnreadable(result.Last()) > CountUnreadable(result.before)) {
    Fail("a document cannot be read any more", result);
  }
  for (const FixedFile& changed : result.files) {
    if (changed.before == changed.after) Fail("nothing changed", result);
    files.AddFile(changed.path, changed.after);
  }
  if (result.files.empty()) return;
  if (!FixAll(files, terms).made.empty()) Fail("fixing twice changes something", result);
}

}  // namespace irsalint::engine

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  irsalint::engine::FixDocuments({reinterpret_cast<const char*>(data), size});
  return 0;
}
