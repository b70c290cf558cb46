#include "analyzer/rule/resource.h"

#include <gtest/gtest.h>

namespace irsalint::rule {
namespace {

TEST(ResourceOf, IsTheArnOfARole) {
  EXPECT_EQ(ResourceOf({.kind = "Role", .namespace_name = "", .name = "arn:aws:iam::1:role/a"}),
            "arn:aws:iam::1:role/a");
}

TEST(ResourceOf, IsKindNamespaceAndNameAsFarAsTheyAreKnown) {
  EXPECT_EQ(ResourceOf({.kind = "ServiceAccount", .namespace_name = "web", .name = "reader"}),
            "ServiceAccount/web/reader");
  EXPECT_EQ(ResourceOf({.kind = "Role", .namespace_name = "web", .name = "reader"}),
            "Role/web/reader");
  EXPECT_EQ(ResourceOf({.kind = "ServiceAccount", .namespace_name = "", .name = "reader"}),
            "ServiceAccount/reader");
  EXPECT_EQ(ResourceOf({.kind = "TrustPolicy", .namespace_name = "", .name = ""}), "TrustPolicy");
  EXPECT_EQ(ResourceOf({}), "");
}

}  // namespace
}  // namespace irsalint::rule
