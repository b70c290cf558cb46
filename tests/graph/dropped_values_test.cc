#include "analyzer/graph/dropped_values.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

// Whether the last condition of a policy with these conditions replaces another value.
bool Replaces(std::string_view conditions) {
  const std::string policy = Policy({fmt::format(
      R"({{"Effect": "Allow", "Principal": {{"Federated": "{}"}},
          "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {{"StringEquals": {}}}}})",
      Provider(kIssuer), conditions)});
  const Linked linked({{"a/trust.json", policy}});
  const iam::PolicyDocument& document = linked->trust_policies().at(0).object->document;
  return ReplacesAnotherValue(*linked, PolicyId{0},
                              document.statements.at(0).conditions.back().key.place);
}

TEST(DroppedValuesTest, AValueReplacesThatOfTheSameKey) {
  EXPECT_TRUE(Replaces(R"({"a:sub": "x", "a:sub": "y"})"));
  EXPECT_TRUE(Replaces(R"({"a:sub": "x", "b:sub": "y", "a:sub": "z"})"));
  EXPECT_FALSE(Replaces(R"({"a:sub": "x", "a:sub": "x"})"));
  EXPECT_FALSE(Replaces(R"({"a:sub": "x", "a:sub": "y", "b:sub": "z"})"));
  EXPECT_FALSE(Replaces(R"({"a:sub": "x"})"));
}

}  // namespace
}  // namespace irsalint::graph
