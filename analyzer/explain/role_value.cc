#include "analyzer/explain/role_value.h"

#include <nlohmann/json.hpp>

#include "analyzer/explain/json_text.h"
#include "analyzer/explain/role_policy.h"

namespace irsalint::explain {

using Json = nlohmann::ordered_json;

Json RoleJson(const graph::IdentityGraph& graph, const graph::NamedRole& role,
              const PlaceLines& lines) {
  Json json = Json::object();
  if (!role.arn.IsEmpty()) json["arn"] = role.arn.Written();
  if (!role.name.empty()) json["name"] = role.name;
  AddPlace(lines, graph::PlaceOfName(graph, role), json);
  return json;
}

Json PolicyJson(const graph::IdentityGraph& graph, const graph::NamedRole::Policy& policy,
                const PlaceLines& lines) {
  Json json = Json::object();
  AddPlace(lines, graph[policy.policy].object->document.place, json);
  json["basis"] = ToString(policy.basis);
  return json;
}

}  // namespace irsalint::explain
