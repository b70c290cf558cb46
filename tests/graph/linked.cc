#include "tests/graph/linked.h"

#include <stdexcept>

#include <fmt/format.h>

#include "analyzer/base/in_memory_file_system.h"

namespace irsalint::graph {

Linked::Linked(const Files& files, const LinkOptions& options) {
  base::InMemoryFileSystem fs;
  for (const auto& [path, text] : files) fs.AddFile(path, text);
  loaded_ = load::Load(fs, {"."});
  std::erase_if(loaded_.units, load::IsEmpty);
  std::vector<const facts::Facts*> units;
  for (const facts::Facts& unit : loaded_.units) units.push_back(&unit);
  graph_ = std::make_unique<IdentityGraph>(Link(units, options));
}

Linked::~Linked() = default;

std::string_view Linked::PathOf(UnitId unit) const { return (*graph_)[unit].facts->unit; }

const Claim& Linked::ClaimOf(std::string_view unit, std::string_view name) const {
  const Claim* found = nullptr;
  for (const Claim& claim : graph_->claims()) {
    if (PathOf(claim.unit) != unit || claim.account_name.Written() != name) continue;
    if (found != nullptr) throw std::runtime_error("two claims");
    found = &claim;
  }
  if (found == nullptr) throw std::runtime_error("no claim");
  return *found;
}

std::vector<std::string> Linked::EdgesOf(const Claim& claim) const {
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

std::string RoleArn(std::string_view name, std::string_view account) {
  return fmt::format("arn:aws:iam::{}:role/{}", account, name);
}

std::string Metadata(std::string_view namespace_name, std::string_view name) {
  return namespace_name.empty()
             ? fmt::format("  name: {}\n", name)
             : fmt::format("  name: {}\n  namespace: {}\n", name, namespace_name);
}

std::string ServiceAccount(std::string_view namespace_name, std::string_view name,
                           const std::vector<std::string>& annotations) {
  std::string text = "---\nkind: ServiceAccount\nmetadata:\n" + Metadata(namespace_name, name);
  if (!annotations.empty()) text += "  annotations:\n";
  for (const std::string& line : annotations) text += "    eks.amazonaws.com/" + line + "\n";
  return text;
}

std::string AccountWithRole(std::string_view namespace_name, std::string_view name,
                            std::string_view role) {
  return ServiceAccount(namespace_name, name, {"role-arn: " + RoleArn(role)});
}

std::string Pod(std::string_view namespace_name, std::string_view name, std::string_view account) {
  return "---\nkind: Pod\nmetadata:\n" + Metadata(namespace_name, name) +
         fmt::format("spec:\n  serviceAccountName: {}\n  containers:\n    - name: app\n", account);
}

std::string Provider(std::string_view issuer, std::string_view account) {
  return fmt::format("arn:aws:iam::{}:oidc-provider/{}", account, issuer);
}

std::string Allow(std::string_view subject, std::string_view issuer) {
  const std::string sub =
      subject.empty() ? "" : fmt::format(R"(, "{}:sub": "{}")", issuer, subject);
  return fmt::format(
      R"({{"Effect": "Allow", "Principal": {{"Federated": "{}"}},
          "Action": "sts:AssumeRoleWithWebIdentity",
          "Condition": {{"StringEquals": {{"{}:aud": "sts.amazonaws.com"{}}}}}}})",
      Provider(issuer), issuer, sub);
}

std::string Policy(const std::vector<std::string>& statements) {
  return fmt::format(R"({{"Version": "2012-10-17", "Statement": [{}]}})",
                     fmt::join(statements, ", "));
}

std::string GetRole(std::string_view name, std::string_view policy) {
  return fmt::format(
      R"({{"Role": {{"RoleName": "{}", "Arn": "{}", "AssumeRolePolicyDocument": {}}}}})", name,
      RoleArn(name), policy);
}

std::string DescribeCluster(std::string_view name, std::string_view issuer) {
  return fmt::format(
      R"({{"cluster": {{"name": "{0}", "arn": "arn:aws:eks:eu-central-1:493827165038:cluster/{0}",
          "identity": {{"oidc": {{"issuer": "https://{1}"}}}}}}}})",
      name, issuer);
}

std::string Subject(std::string_view namespace_name, std::string_view name) {
  return fmt::format("system:serviceaccount:{}:{}", namespace_name, name);
}

}  // namespace irsalint::graph
