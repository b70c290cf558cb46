#include "analyzer/graph/node_sets.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "analyzer/base/arn.h"
#include "analyzer/graph/metadata_answer.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using facts::KnownText;
using facts::LaunchTemplate;
using facts::LaunchTemplateName;
using Source = facts::NodeRole::Evidence;

constexpr std::string_view kDescribeTemplate = "aws ec2 describe-launch-template-versions";

std::string_view LiteralOf(const KnownText& known) {
  return known.HasValue() ? known->literal() : std::string_view();
}

std::string_view LastPartOf(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string_view AccountOf(std::string_view arn) {
  const auto parts = base::ParseArn(arn);
  return parts.has_value() ? parts->account : std::string_view();
}

// As people know it: by its name, else by its id.
std::string ShowTemplate(const LaunchTemplateName& name) {
  const KnownText& shown = name.name.HasValue() ? name.name : name.id;
  return fmt::format("launch template \"{}\"", shown->Written());
}

std::string ShowGroup(const facts::NodeRole& group) {
  return group.name.HasValue() ? fmt::format("node group \"{}\"", group.name->Written())
                               : "a node group without a name";
}

ImdsAnswer Unknown(std::string text, const syntax::Place& place, std::string missing) {
  return {.reachable = Truth::kMaybe,
          .because = {{.text = std::move(text), .place = place}},
          .missing = std::move(missing)};
}

int64_t NumberOf(const LaunchTemplate& version) {
  const std::string_view text = LiteralOf(version.name.version);
  int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// Of all versions of a template the one that is asked for; null if it is not among them. Without a
// version EKS takes the template's default.
const LaunchTemplate* VersionInUse(const std::vector<const LaunchTemplate*>& versions,
                                   const KnownText& wanted) {
  if (LiteralOf(wanted) == "$Latest") {
    const auto latest = std::ranges::max_element(
        versions, {}, [](const LaunchTemplate* version) { return NumberOf(*version); });
    return latest == versions.end() ? nullptr : *latest;
  }
  const bool wants_default = wanted.IsAbsent() || LiteralOf(wanted) == "$Default";
  const auto found = std::ranges::find_if(versions, [&](const LaunchTemplate* version) {
    if (wants_default) return version->is_default.ValueOr(false);
    return !LiteralOf(wanted).empty() && LiteralOf(wanted) == LiteralOf(version->name.version);
  });
  return found == versions.end() ? nullptr : *found;
}

// The answer of nodes that have this version of a launch template.
void SetTemplate(const LaunchTemplate& version, NodeSet& set) {
  set.launch_template = &version;
  const std::string owner = ShowTemplate(version.name);
  if (!version.metadata_options.has_value()) {
    set.pods = Unknown(fmt::format("{} sets no MetadataOptions", owner), version.place,
                       fmt::format("MetadataOptions of {}", owner));
    return;
  }
  set.options = &*version.metadata_options;
  set.pods = AnswerTo(*set.options, owner);
  set.disabled = IsDisabled(*set.options);
}

// The nodes of a launch template of which nobody knows the version in use: the answer of all
// versions, where they agree.
NodeSet SetOfTemplate(const std::vector<const LaunchTemplate*>& versions) {
  const LaunchTemplate* version = VersionInUse(versions, KnownText());
  if (version == nullptr) version = versions.front();
  NodeSet set;
  set.name = ShowTemplate(version->name);
  SetTemplate(*version, set);
  for (const LaunchTemplate* other : versions) {
    NodeSet other_set;
    SetTemplate(*other, other_set);
    if (other_set.disabled != set.disabled) set.disabled = Truth::kMaybe;
    if (other_set.pods.reachable == set.pods.reachable) continue;
    set.pods = Unknown(fmt::format("the versions of {} differ", set.name), version->place,
                       fmt::format("the version of {} that the nodes use", set.name));
  }
  return set;
}

NodeSet SetOfKarpenter(const facts::NodeRole& nodes) {
  NodeSet set{.name = "nodes of Karpenter", .nodes = &nodes};
  constexpr std::string_view kOwner = "the node class of Karpenter";
  if (!nodes.metadata_options.has_value()) {
    set.pods = Unknown(fmt::format("{} sets no metadataOptions", kOwner), nodes.place,
                       fmt::format("metadataOptions of {}", kOwner));
    return set;
  }
  set.options = &*nodes.metadata_options;
  set.pods = AnswerTo(*set.options, kOwner);
  set.disabled = IsDisabled(*set.options);
  return set;
}

NodeSet SetOfEksctl(const facts::NodeRole& group) {
  NodeSet set{.name = ShowGroup(group), .nodes = &group};
  set.pods = Unknown(fmt::format("nothing says how {} is set up", set.name), group.place,
                     fmt::format("aws eks describe-nodegroup, and {}", kDescribeTemplate));
  return set;
}

// A node group that eksctl makes is the one that EKS describes under the same name.
bool IsSameGroup(const facts::NodeRole& a, const facts::NodeRole& b) {
  return !LiteralOf(a.name).empty() && LiteralOf(a.name) == LiteralOf(b.name) &&
         (a.cluster.IsAbsent() || b.cluster.IsAbsent() ||
          Equal(*a.cluster, *b.cluster) != Truth::kNo);
}

bool IsDescribed(const facts::NodeRole& group, const NodeRole& role) {
  return std::ranges::any_of(role.evidence, [&group](const facts::NodeRole* other) {
    return other->evidence == Source::kNodeGroup && IsSameGroup(group, *other);
  });
}

bool NamesNoTemplate(const NodeSet& set) {
  return set.nodes != nullptr && set.nodes->evidence == Source::kNodeGroup &&
         !set.nodes->launch_template.has_value();
}

}  // namespace

NodeSets::NodeSets(const IdentityGraph& graph) {
  for (uint32_t u = 0; u < graph.units().size(); ++u) {
    for (const facts::NodeRole& nodes : graph.units()[u].facts->node_roles) {
      unit_of_.emplace(&nodes, UnitId{u});
    }
  }
  AddTemplates(graph);
  if (by_id_.empty() && by_name_.empty()) return;
  std::vector<const facts::Facts*> facts;
  for (const Unit& unit : graph.units()) facts.push_back(unit.facts);
  scopes_.emplace(facts, graph.options().clusters);
  LinkProfiles(graph);
}

void NodeSets::AddTemplates(const IdentityGraph& graph) {
  for (uint32_t u = 0; u < graph.units().size(); ++u) {
    for (const LaunchTemplate& version : graph.units()[u].facts->launch_templates) {
      const std::string_view id = LiteralOf(version.name.id);
      const std::string_view name = LiteralOf(version.name.name);
      const Version entry{.unit = UnitId{u}, .object = &version};
      if (!id.empty()) by_id_[std::string(id)].push_back(entry);
      if (!name.empty()) by_name_[std::string(name)].push_back(entry);
    }
  }
}

void NodeSets::LinkProfiles(const IdentityGraph& graph) {
  std::unordered_map<std::string, std::vector<std::string_view>> roles_of_profile;
  for (const Unit& unit : graph.units()) {
    for (const facts::NodeRole& profile : unit.facts->node_roles) {
      if (profile.evidence != Source::kInstanceProfile) continue;
      const std::string_view arn = LiteralOf(profile.role_arn);
      if (arn.empty() || LiteralOf(profile.name).empty()) continue;
      roles_of_profile[std::string(LiteralOf(profile.name))].push_back(arn);
    }
  }
  // The one role of a profile; "" where the input knows none, or profiles of several accounts.
  const auto role_of = [&roles_of_profile](std::string_view profile) {
    const auto named = roles_of_profile.find(std::string(LastPartOf(profile)));
    if (named == roles_of_profile.end()) return std::string_view();
    const std::string_view account = AccountOf(profile);
    std::string_view found;
    for (const std::string_view role : named->second) {
      if (!account.empty() && account != AccountOf(role)) continue;
      if (!found.empty() && found != role) return std::string_view();
      found = role;
    }
    return found;
  };
  for (const auto& [id, versions] : by_id_) {
    std::map<std::string_view, std::vector<const LaunchTemplate*>> by_role;
    for (const Version& version : versions) {
      const std::string_view role = role_of(LiteralOf(version.object->instance_profile));
      if (!role.empty()) by_role[role].push_back(version.object);
    }
    for (auto& [role, own] : by_role) by_role_[std::string(role)].push_back(std::move(own));
  }
}

std::vector<const LaunchTemplate*> NodeSets::VersionsOf(UnitId unit,
                                                        const LaunchTemplateName& name) const {
  std::vector<const LaunchTemplate*> versions;
  if (const auto found = by_id_.find(std::string(LiteralOf(name.id))); found != by_id_.end()) {
    for (const Version& version : found->second) versions.push_back(version.object);
    return versions;
  }
  // An id is that of one template; a name is that of one template of each account and region.
  const auto found = by_name_.find(std::string(LiteralOf(name.name)));
  if (name.id.HasValue() || found == by_name_.end()) return {};
  std::vector<size_t> units;
  for (const Version& version : found->second) units.push_back(version.unit.value);
  const Scopes::Winners winners = scopes_->Resolve(unit.value, units);
  if (winners.level == Level::kWholeInput) return {};
  for (const size_t winner : winners.candidates) {
    const LaunchTemplate* version = found->second[winner].object;
    if (!versions.empty() && LiteralOf(versions.front()->name.id) != LiteralOf(version->name.id)) {
      return {};
    }
    versions.push_back(version);
  }
  return versions;
}

NodeSet NodeSets::SetOfGroup(const facts::NodeRole& group) const {
  NodeSet set{.name = ShowGroup(group), .nodes = &group};
  if (!group.launch_template.has_value()) {
    set.pods =
        Unknown(fmt::format("{} names no launch template", set.name), group.place,
                fmt::format("{} and aws iam get-instance-profile of the one that EKS made for {}",
                            kDescribeTemplate, set.name));
    return set;
  }
  const LaunchTemplateName& name = *group.launch_template;
  const KnownText& written = name.id.HasValue() ? name.id : name.name;
  const std::string ask =
      name.id.HasValue()
          ? fmt::format("{} --launch-template-id {}", kDescribeTemplate, name.id->Written())
          : fmt::format("{} --launch-template-name {}", kDescribeTemplate, name.name->Written());
  const std::vector<const LaunchTemplate*> versions = VersionsOf(unit_of_.at(&group), name);
  if (versions.empty()) {
    set.pods = Unknown(fmt::format("{} of {} is not in the input", ShowTemplate(name), set.name),
                       written.place(), ask);
    return set;
  }
  const LaunchTemplate* version = VersionInUse(versions, name.version);
  if (version == nullptr) {
    const std::string wanted = name.version.HasValue() ? name.version->Written() : "$Default";
    set.pods =
        Unknown(fmt::format("version {} of {} is not in the input", wanted, ShowTemplate(name)),
                written.place(), ask);
    return set;
  }
  SetTemplate(*version, set);
  return set;
}

std::vector<NodeSet> NodeSets::Of(const NodeRole& role) const {
  std::vector<NodeSet> sets;
  for (const facts::NodeRole* evidence : role.evidence) {
    switch (evidence->evidence) {
      case Source::kNodeGroup:
        sets.push_back(SetOfGroup(*evidence));
        break;
      case Source::kEksctl:
        if (!IsDescribed(*evidence, role)) sets.push_back(SetOfEksctl(*evidence));
        break;
      case Source::kKarpenter:
        sets.push_back(SetOfKarpenter(*evidence));
        break;
      case Source::kAwsAuth:
      case Source::kAccessEntry:
      case Source::kInstanceProfile:
        break;  // that there are nodes, not how they are set up
    }
  }
  AddTemplatesOf(role, sets);
  return sets;
}

void NodeSets::AddTemplatesOf(const NodeRole& role, std::vector<NodeSet>& sets) const {
  const auto found = by_role_.find(std::string(role.arn.literal()));
  if (found == by_role_.end()) return;
  std::vector<NodeSet> of_templates;
  for (const std::vector<const LaunchTemplate*>& versions : found->second) {
    const std::string_view id = LiteralOf(versions.front()->name.id);
    const bool is_of_group = std::ranges::any_of(sets, [id](const NodeSet& set) {
      return set.launch_template != nullptr && LiteralOf(set.launch_template->name.id) == id;
    });
    if (!is_of_group) of_templates.push_back(SetOfTemplate(versions));
  }
  // EKS makes a template for a node group without one. Where all of these can be among those that
  // are known, these groups have no other nodes.
  const auto unnamed = static_cast<size_t>(std::ranges::count_if(sets, NamesNoTemplate));
  if (unnamed <= of_templates.size()) std::erase_if(sets, NamesNoTemplate);
  for (NodeSet& set : of_templates) sets.push_back(std::move(set));
}

}  // namespace irsalint::graph
