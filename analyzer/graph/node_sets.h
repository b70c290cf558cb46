#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "analyzer/graph/identity_graph.h"
#include "analyzer/graph/imds_answer.h"
#include "analyzer/graph/node_roles.h"

namespace irsalint::graph {

// Nodes that are set up alike: those of a node group, of a node class of Karpenter, or of a launch
// template.
struct NodeSet {
  std::string name;  // for people: `node group "workers"`
  const facts::NodeRole* nodes =
      nullptr;  // what starts them; null where a launch template alone does
  const facts::LaunchTemplate* launch_template = nullptr;  // the version in use, where it is known
  const facts::MetadataOptions* options = nullptr;         // null where they are not known
  // What a pod on the pod network gets, if nothing else keeps it away.
  ImdsAnswer pods;
  base::Truth disabled = base::Truth::kNo;  // the service is switched off for the node, too
};

// Finds out how nodes are set up. Options that nobody sets are unknown: their default is that of
// whoever makes the nodes, and of the day on which they are made.
class NodeSets {
 public:
  explicit NodeSets(const IdentityGraph& graph);

  // All nodes with a role, as far as the input tells: node groups with their launch templates, by
  // id or name and version; node classes of Karpenter; launch templates whose instance profile has
  // the role. Empty where nothing is known but that there are nodes.
  std::vector<NodeSet> Of(const NodeRole& role) const;

 private:
  struct Version {
    UnitId unit;
    const facts::LaunchTemplate* object = nullptr;
  };
  using Versions = std::vector<const facts::LaunchTemplate*>;

  void AddTemplates(const IdentityGraph& graph);
  void LinkProfiles(const IdentityGraph& graph);
  // All versions of the launch template that evidence of `unit` names.
  Versions VersionsOf(UnitId unit, const facts::LaunchTemplateName& name) const;
  NodeSet SetOfGroup(const facts::NodeRole& group) const;
  void AddTemplatesOf(const NodeRole& role, std::vector<NodeSet>& sets) const;

  std::map<std::string, std::vector<Version>> by_id_;
  std::map<std::string, std::vector<Version>> by_name_;
  // Launch templates by the ARN of the role that their instance profile has, one after the other,
  // and of each the versions with that profile.
  std::map<std::string, std::vector<Versions>> by_role_;
  std::unordered_map<const facts::NodeRole*, UnitId> unit_of_;
  std::optional<Scopes> scopes_;  // where there are launch templates
};

}  // namespace irsalint::graph
