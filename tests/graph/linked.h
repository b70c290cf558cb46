#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "analyzer/base/in_memory_file_system.h"
#include "analyzer/graph/identity_graph.h"
#include "tests/load/load_units.h"

// The graph of files in memory, and short texts to put into them.
namespace irsalint::graph {

inline constexpr std::string_view kIssuer =
    "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F";
inline constexpr std::string_view kOtherIssuer =
    "oidc.eks.us-east-2.amazonaws.com/id/0F1E2D3C4B5A69788796A5B4C3D2E1F0";

using Files = std::vector<std::pair<std::string, std::string>>;

class Linked {
 public:
  explicit Linked(const Files& files, const LinkOptions& options = {}) {
    base::InMemoryFileSystem fs;
    for (const auto& [path, text] : files) fs.AddFile(path, text);
    loaded_ = load::Load(fs, {"."});
    std::erase_if(loaded_.units, load::IsEmpty);
    std::vector<const facts::Facts*> units;
    for (const facts::Facts& unit : loaded_.units) units.push_back(&unit);
    graph_ = std::make_unique<IdentityGraph>(Link(units, options));
  }

  const IdentityGraph& operator*() const { return *graph_; }
  const IdentityGraph* operator->() const { return graph_.get(); }

  // The path of a unit, for what tests compare.
  std::string_view PathOf(UnitId unit) const { return (*graph_)[unit].facts->unit; }
  // The claim of the account NAMESPACE/NAME in a unit; fails hard if there is not exactly one.
  const Claim& ClaimOf(std::string_view unit, std::string_view name) const {
    const Claim* found = nullptr;
    for (const Claim& claim : graph_->claims()) {
      if (PathOf(claim.unit) != unit || claim.account_name.Written() != name) continue;
      if (found != nullptr) throw std::runtime_error("two claims");
      found = &claim;
    }
    if (found == nullptr) throw std::runtime_error("no claim");
    return *found;
  }
  // `PATH basis level admits` of each edge of a claim, in order.
  std::vector<std::string> EdgesOf(const Claim& claim) const {
    constexpr const char* kBasis[] = {"document", "file-name", "only-one", "admission"};
    constexpr const char* kLevel[] = {"same-unit", "related", "same-cluster", "folder", "whole"};
    constexpr const char* kTruth[] = {"no", "maybe", "yes"};
    std::vector<std::string> edges;
    for (const TrustEdge& edge : claim.edges) {
      edges.push_back(fmt::format(
          "{} {} {} {}{}", (*graph_)[edge.policy].object->path,
          kBasis[static_cast<size_t>(edge.basis)], kLevel[static_cast<size_t>(edge.level)],
          kTruth[static_cast<size_t>(edge.admits)], edge.witnessed ? " witnessed" : ""));
    }
    return edges;
  }

 private:
  load::Loaded loaded_;
  std::unique_ptr<IdentityGraph> graph_;
};

inline std::string RoleArn(std::string_view name, std::string_view account = "493827165038") {
  return fmt::format("arn:aws:iam::{}:role/{}", account, name);
}

inline std::string Metadata(std::string_view namespace_name, std::string_view name) {
  return namespace_name.empty()
             ? fmt::format("  name: {}\n", name)
             : fmt::format("  name: {}\n  namespace: {}\n", name, namespace_name);
}

// A ServiceAccount; `annotations` are lines `key: value` below `eks.amazonaws.com/`.
inline std::string ServiceAccount(std::string_view namespace_name, std::string_view name,
                                  const std::vector<std::string>& annotations = {}) {
  std::string text = "---\nkind: ServiceAccount\nmetadata:\n" + Metadata(namespace_name, name);
  if (!annotations.empty()) text += "  annotations:\n";
  for (const std::string& line : annotations) text += "    eks.amazonaws.com/" + line + "\n";
  return text;
}

inline std::string AccountWithRole(std::string_view namespace_name, std::string_view name,
                                   std::string_view role) {
  return ServiceAccount(namespace_name, name, {"role-arn: " + RoleArn(role)});
}

inline std::string Pod(std::string_view namespace_name, std::string_view name,
                       std::string_view account) {
  return "---\nkind: Pod\nmetadata:\n" + Metadata(namespace_name, name) +
         fmt::format("spec:\n  serviceAccountName: {}\n  containers:\n    - name: app\n", account);
}

inline std::string Provider(std::string_view issuer, std::string_view account = "493827165038") {
  return fmt::format("arn:aws:iam::{}:oidc-provider/{}", account, issuer);
}

// An Allow statement for one subject; "" leaves the subject out.
inline std::string Allow(std::string_view subject, std::string_view issuer = kIssuer) {
  const std::string sub =
      subject.empty() ? "" : fmt::format(R"(, "{}:sub": "{}")", issuer, subject);
  return fmt::format(
      R"({{"Effect": "Allow", "Principal": {{"Federated": "{}"}},
          "Action": "sts:AssumeRoleWithWebIdentity",
          "Condition": {{"StringEquals": {{"{}:aud": "sts.amazonaws.com"{}}}}}}})",
      Provider(issuer), issuer, sub);
}

inline std::string Policy(const std::vector<std::string>& statements) {
  return fmt::format(R"({{"Version": "2012-10-17", "Statement": [{}]}})",
                     fmt::join(statements, ", "));
}

// The answer of get-role.
inline std::string GetRole(std::string_view name, std::string_view policy) {
  return fmt::format(
      R"({{"Role": {{"RoleName": "{}", "Arn": "{}", "AssumeRolePolicyDocument": {}}}}})", name,
      RoleArn(name), policy);
}

// The answer of describe-cluster.
inline std::string DescribeCluster(std::string_view name, std::string_view issuer) {
  return fmt::format(
      R"({{"cluster": {{"name": "{0}", "arn": "arn:aws:eks:eu-central-1:493827165038:cluster/{0}",
          "identity": {{"oidc": {{"issuer": "https://{1}"}}}}}}}})",
      name, issuer);
}

inline std::string Subject(std::string_view namespace_name, std::string_view name) {
  return fmt::format("system:serviceaccount:{}:{}", namespace_name, name);
}

}  // namespace irsalint::graph
