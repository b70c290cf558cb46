#include "analyzer/syntax/placeholder.h"

#include <gtest/gtest.h>

#include <string_view>

#include "analyzer/syntax/holes.h"

namespace irsalint::syntax {
namespace {

bool ByHand(std::string_view text) { return IsFilledInByHand(ReadText(text, Field::kArn, "unit")); }

TEST(PlaceholderTest, OnlyPeopleReplaceAngleBracketsAndMasks) {
  EXPECT_TRUE(ByHand("arn:aws:iam::<ACCOUNT_ID>:role/<NAME>"));
  EXPECT_TRUE(ByHand("arn:aws:iam::xxxxxxxxxxxx:role/app"));
  EXPECT_FALSE(ByHand("arn:aws:iam::${ACCOUNT_ID}:role/<NAME>"));
  EXPECT_FALSE(ByHand("{{ .Values.roleArn }}"));
  EXPECT_FALSE(ByHand("arn:aws:iam::%s:role/app"));
  EXPECT_FALSE(ByHand("arn:aws:iam::493827165038:role/app"));
}

}  // namespace
}  // namespace irsalint::syntax
