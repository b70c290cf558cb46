#include "analyzer/kube/legacy_annotation.h"

#include <gtest/gtest.h>

#include <string>

#include "analyzer/kube/read_object.h"
#include "tests/kube/parsed_yaml.h"

namespace irsalint::kube {
namespace {

std::string KeyOf(const std::string& annotations) {
  const ParsedYaml yaml("kind: Deployment\nspec: {template: {metadata: {annotations: {" +
                        annotations + "}}, spec: {containers: [{name: c}]}}}\n");
  const auto workload = ReadWorkload(*yaml, "unit");
  const Annotation* found = LegacyAnnotationOf(*workload);
  return found == nullptr ? std::string() : found->key;
}

TEST(LegacyAnnotationTest, TheRoleComesFirst) {
  EXPECT_EQ(KeyOf("iam.amazonaws.com/external-id: x, iam.amazonaws.com/role: y"),
            "iam.amazonaws.com/role");
  EXPECT_EQ(KeyOf("iam.amazonaws.com/session-name: x"), "iam.amazonaws.com/session-name");
  EXPECT_EQ(KeyOf("iam.amazonaws.com/permitted: x, eks.amazonaws.com/role-arn: y"), "");
}

}  // namespace
}  // namespace irsalint::kube
