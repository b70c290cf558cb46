#include "analyzer/graph/link_permissions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/graph/identity_graph.h"

namespace irsalint::graph {
namespace {

using facts::KnownText;
using testing::ElementsAre;
using testing::IsEmpty;

KnownText Known(std::string_view text) {
  return KnownText::Of(syntax::Text::Literal(text), syntax::Place{});
}

facts::Role RoleOf(std::string_view account, std::string_view name) {
  facts::Role role;
  role.arn = Known("arn:aws:iam::" + std::string(account) + ":role/" + std::string(name));
  role.name = Known(name);
  return role;
}

// The managed policies of each role in the graph, in its order.
std::vector<std::vector<std::string>> PoliciesOf(const std::vector<facts::Facts>& units) {
  std::vector<const facts::Facts*> pointers;
  for (const facts::Facts& unit : units) pointers.push_back(&unit);
  const IdentityGraph graph = Link(pointers, {});
  std::vector<std::vector<std::string>> policies;
  for (const Role& role : graph.roles()) {
    policies.emplace_back();
    for (const facts::PermissionAttachment* attachment : role.permissions) {
      policies.back().emplace_back(attachment->managed_policy_arn->literal());
    }
  }
  return policies;
}

facts::PermissionAttachment Attachment(std::string_view policy) {
  facts::PermissionAttachment attachment;
  attachment.managed_policy_arn = Known(policy);
  return attachment;
}

TEST(LinkPermissions, ByArnAcrossUnits) {
  facts::Facts a{.unit = "iam/a"};
  a.roles = {RoleOf("402913857266", "node"), RoleOf("518843920175", "node")};
  facts::Facts b{.unit = "iam/b"};
  b.permissions = {Attachment("p1")};
  b.permissions[0].role_arn = Known("arn:aws:iam::518843920175:role/node");
  EXPECT_THAT(PoliciesOf({a, b}), ElementsAre(IsEmpty(), ElementsAre("p1")));
}

TEST(LinkPermissions, ByNameToTheNearestRole) {
  facts::Facts dev{.unit = "dev"};
  dev.roles = {RoleOf("402913857266", "node")};
  dev.permissions = {Attachment("p-dev")};
  dev.permissions[0].role_name = Known("node");
  facts::Facts prod{.unit = "prod"};
  prod.roles = {RoleOf("518843920175", "node")};
  prod.permissions = {Attachment("p-prod")};
  prod.permissions[0].role_name = Known("node");
  EXPECT_THAT(PoliciesOf({dev, prod}), ElementsAre(ElementsAre("p-dev"), ElementsAre("p-prod")));
}

TEST(LinkPermissions, ByFileOrFolderNameWhereNoRoleIsNamed) {
  facts::Facts unit{.unit = "iam"};
  unit.roles = {RoleOf("402913857266", "node"), RoleOf("402913857266", "web")};
  unit.permissions = {Attachment("p1"), Attachment("p2"), Attachment("p3")};
  unit.permissions[0].path = "iam/node/attached.json";
  unit.permissions[1].path = "iam/web.json";
  unit.permissions[2].path = "iam/webserver.json";
  EXPECT_THAT(PoliciesOf({unit}), ElementsAre(ElementsAre("p1"), ElementsAre("p2")));
}

TEST(LinkPermissions, NothingForANameThatTwoNearestRolesHave) {
  facts::Facts unit{.unit = "iam"};
  unit.roles = {RoleOf("402913857266", "node"), RoleOf("518843920175", "node")};
  unit.permissions = {Attachment("p1")};
  unit.permissions[0].role_name = Known("node");
  EXPECT_THAT(PoliciesOf({unit}), ElementsAre(IsEmpty(), IsEmpty()));
}

}  // namespace
}  // namespace irsalint::graph
