#include "analyzer/base/sts_region.h"

#include <gtest/gtest.h>

namespace irsalint::base {
namespace {

TEST(IsLegacyStsRegionTest, KnowsTheSixteen) {
  for (const char* region :
       {"ap-northeast-1", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "aws-global",
        "ca-central-1", "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3",
        "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2"}) {
    EXPECT_TRUE(IsLegacyStsRegion(region)) << region;
  }
  for (const char* region : {"", "us-east", "us-east-3", "ap-northeast-2", "eu-south-1",
                             "cn-north-1", "us-gov-west-1", "EU-WEST-1"}) {
    EXPECT_FALSE(IsLegacyStsRegion(region)) << region;
  }
}

}  // namespace
}  // namespace irsalint::base
