#include "analyzer/graph/role_of_place.h"

#include <gtest/gtest.h>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

std::string GetRole(std::string_view name) {
  return fmt::format(R"({{"Role": {{"RoleName": "{0}", "Arn": "{1}",
      "AssumeRolePolicyDocument": {2}}}}})",
                     name, RoleArn(name), Policy({Allow("x")}));
}

TEST(RoleOfPlaceTest, KnowsThePlacesOfATrustPolicy) {
  const Linked linked({{"a/reader.json", GetRole("reader")}, {"a/writer.json", GetRole("writer")}});
  const RoleOfPlace roles(*linked);
  for (const TrustPolicy& policy : linked->trust_policies()) {
    const iam::PolicyDocument& document = policy.object->document;
    const std::string arn((*linked)[*policy.role].arn.literal());
    EXPECT_EQ(roles.ArnAt(document.place), arn);
    EXPECT_EQ(roles.ArnAt(document.statements[0].place), arn);
    EXPECT_EQ(roles.ArnAt(document.statements[0].principals[0].value.place), arn);
    syntax::Place outside = document.place;
    outside.route.pop_back();
    EXPECT_EQ(roles.ArnAt(outside), "");
  }
}

TEST(RoleOfPlaceTest, APolicyOfNoRoleHasNone) {
  const Linked linked({{"a/trust.json", Policy({Allow("x")})}});
  const RoleOfPlace roles(*linked);
  EXPECT_EQ(roles.ArnAt(linked->trust_policies()[0].object->document.place), "");
  EXPECT_EQ(roles.ArnAt({}), "");
}

}  // namespace
}  // namespace irsalint::graph
