#include "analyzer/base/partition.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

namespace irsalint::base {
namespace {

std::string NameOf(std::string_view region) {
  const Partition* partition = PartitionOfRegion(region);
  return partition == nullptr ? "none" : std::string(partition->name);
}

TEST(PartitionTest, RegionsOfEachPartition) {
  for (const auto& [region, name] :
       {std::pair<std::string_view, std::string_view>{"us-east-1", "aws"},
        {"mx-central-1", "aws"},
        {"cn-northwest-1", "aws-cn"},
        {"us-gov-west-1", "aws-us-gov"},
        {"us-iso-east-1", "aws-iso"},
        {"us-isob-east-1", "aws-iso-b"},
        {"eu-isoe-west-1", "aws-iso-e"},
        {"us-isof-south-1", "aws-iso-f"},
        {"eusc-de-east-1", "aws-eusc"}}) {
    EXPECT_EQ(NameOf(region), name) << region;
  }
}

TEST(PartitionTest, OtherTextIsNoRegion) {
  for (const std::string_view text : {"", "us", "us-east", "us-east-1a", "US-EAST-1", "xx-east-1",
                                      "us-east-1 ", "eusc-fr-east-1", "prod", "us-east-1\n"}) {
    EXPECT_EQ(NameOf(text), "none") << text;
    EXPECT_FALSE(IsRegion(text)) << text;
  }
}

TEST(PartitionTest, FindByName) {
  ASSERT_NE(FindPartition("aws-cn"), nullptr);
  EXPECT_EQ(FindPartition("aws-cn")->dns_suffix, "amazonaws.com.cn");
  EXPECT_EQ(FindPartition("aws")->dual_stack_suffix, "api.aws");
  EXPECT_EQ(FindPartition("AWS"), nullptr);
  EXPECT_EQ(Partitions().front().name, "aws");
  EXPECT_EQ(Partitions().size(), 8U);
}

}  // namespace
}  // namespace irsalint::base
