#include "analyzer/graph/replaced_annotation.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/graph/association_text.h"

namespace irsalint::graph {
namespace {

// What becomes of the annotation of one/app, which names the role `r`.
std::string Tell(const Files& more, std::string_view namespace_name = "one") {
  constexpr const char* kKinds[] = {"other-role", "same-role", "unknown-role", "other-cluster"};
  Files files = {{"app/x.yaml", AccountWithRole(namespace_name, "app", "r")}};
  files.insert(files.end(), more.begin(), more.end());
  const Linked linked(files);
  const auto replaced = ReplacedAnnotationOf(*linked, ClaimId{0});
  if (!replaced.has_value()) return "";
  return fmt::format("{}{} by {}", kKinds[static_cast<size_t>(replaced->kind)],
                     replaced->is_inferred ? " inferred" : "", replaced->association.value);
}

const std::string kCluster = DescribeCluster("media", kIssuer);

TEST(ReplacedAnnotationTest, ByTheRoleOfTheAssociation) {
  EXPECT_EQ(
      Tell({{"app/a.json", DescribeAssociation("one", "app", "s")}, {"app/c.json", kCluster}}),
      "other-role by 0");
  EXPECT_EQ(
      Tell({{"app/a.json", DescribeAssociation("one", "app", "r")}, {"app/c.json", kCluster}}),
      "same-role by 0");
  EXPECT_EQ(
      Tell({{"app/a.json", DescribeAssociation("two", "app", "s")}, {"app/c.json", kCluster}}), "");
  EXPECT_EQ(Tell({{"app/a.json", DescribeAssociation("one", "app", "s")}}, ""), "");
}

TEST(ReplacedAnnotationTest, PodsGetTheTargetRole) {
  EXPECT_EQ(Tell({{"app/a.json",
                   DescribeAssociation("one", "app", "r",
                                       fmt::format(R"(, "targetRoleArn": "{}")", RoleArn("s")))},
                  {"app/c.json", kCluster}}),
            "other-role by 0");
}

TEST(ReplacedAnnotationTest, ADescriptionSaysMoreThanAList) {
  const std::string list = R"({"associations": [{"clusterName": "media", "namespace": "one",
                               "serviceAccount": "app"}]})";
  EXPECT_EQ(Tell({{"app/a.json", list}, {"app/c.json", kCluster}}), "unknown-role by 0");
  EXPECT_EQ(Tell({{"app/a.json", list},
                  {"app/b.json", DescribeAssociation("one", "app", "r")},
                  {"app/c.json", kCluster}}),
            "same-role by 1");
}

TEST(ReplacedAnnotationTest, OnItsOnlyCluster) {
  const std::string association = DescribeAssociation("one", "app", "s");
  EXPECT_EQ(Tell({{"aws/a.json", association}}), "other-role inferred by 0");
  EXPECT_EQ(
      Tell({{"aws/a.json", association}, {"aws/c.json", DescribeCluster("video", kOtherIssuer)}}),
      "");
  EXPECT_EQ(
      Tell({{"aws/a.json", association}, {"app/c.json", DescribeCluster("video", kOtherIssuer)}}),
      "other-cluster by 0");
}

}  // namespace
}  // namespace irsalint::graph
