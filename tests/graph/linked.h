#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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
  explicit Linked(const Files& files, const LinkOptions& options = {});
  ~Linked();

  const IdentityGraph& operator*() const { return *graph_; }
  const IdentityGraph* operator->() const { return graph_.get(); }

  // The path of a unit, for what tests compare.
  std::string_view PathOf(UnitId unit) const;
  // The claim of the account NAMESPACE/NAME in a unit; fails hard if there is not exactly one.
  const Claim& ClaimOf(std::string_view unit, std::string_view name) const;
  // `PATH basis level admits` of each edge of a claim, in order.
  std::vector<std::string> EdgesOf(const Claim& claim) const;

 private:
  load::Loaded loaded_;
  std::unique_ptr<IdentityGraph> graph_;
};

std::string RoleArn(std::string_view name, std::string_view account = "493827165038");

std::string Metadata(std::string_view namespace_name, std::string_view name);

// A ServiceAccount; `annotations` are lines `key: value` below `eks.amazonaws.com/`.
std::string ServiceAccount(std::string_view namespace_name, std::string_view name,
                           const std::vector<std::string>& annotations = {});

std::string AccountWithRole(std::string_view namespace_name, std::string_view name,
                            std::string_view role);

std::string Pod(std::string_view namespace_name, std::string_view name, std::string_view account);

std::string Provider(std::string_view issuer, std::string_view account = "493827165038");

// An Allow statement for one subject; "" leaves the subject out.
std::string Allow(std::string_view subject, std::string_view issuer = kIssuer);

std::string Policy(const std::vector<std::string>& statements);

// The answer of get-role.
std::string GetRole(std::string_view name, std::string_view policy);

// The answer of describe-cluster.
std::string DescribeCluster(std::string_view name, std::string_view issuer);

std::string Subject(std::string_view namespace_name, std::string_view name);

}  // namespace irsalint::graph
