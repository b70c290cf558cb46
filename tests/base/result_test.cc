#include "analyzer/base/result.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

namespace irsalint::base {
namespace {

Result<int> Half(int value) {
  if (value % 2 != 0) return Error{.code = ErrorCode::kInvalid, .message = "odd", .path = "f"};
  return value / 2;
}

Result<void> Check(int value) {
  const Result<int> half = Half(value);
  if (!half) return half.error();
  return {};
}

TEST(ResultTest, HoldsAValue) {
  const Result<int> half = Half(8);
  ASSERT_TRUE(half);
  EXPECT_TRUE(half.has_value());
  EXPECT_EQ(*half, 4);
  EXPECT_EQ(half.value_or(-1), 4);
}

TEST(ResultTest, HoldsAnError) {
  const Result<int> half = Half(3);
  ASSERT_FALSE(half);
  EXPECT_EQ(half.error(),
            (Error{.code = ErrorCode::kInvalid, .message = "odd", .path = "f", .line = 0}));
  EXPECT_EQ(half.value_or(-1), -1);
}

TEST(ResultTest, MovesWhatCannotBeCopied) {
  Result<std::unique_ptr<int>> made = std::make_unique<int>(7);
  ASSERT_TRUE(made);
  const std::unique_ptr<int> taken = *std::move(made);
  EXPECT_EQ(*taken, 7);
}

TEST(ResultTest, ConvertsAndReachesMembers) {
  const Result<std::string> text = "abc";
  ASSERT_TRUE(text);
  EXPECT_EQ(text->size(), 3U);
}

TEST(ResultTest, VoidIsSuccessOrError) {
  EXPECT_TRUE(Check(2));
  ASSERT_FALSE(Check(1));
  EXPECT_EQ(Check(1).error().message, "odd");
}

TEST(ResultTest, CodesHaveNames) {
  EXPECT_EQ(ToString(ErrorCode::kUsage), "usage");
  EXPECT_EQ(ToString(ErrorCode::kConfig), "config");
  EXPECT_EQ(ToString(ErrorCode::kUnreadable), "unreadable");
  EXPECT_EQ(ToString(ErrorCode::kLimit), "limit");
  EXPECT_EQ(ToString(ErrorCode::kInvalid), "invalid");
  EXPECT_EQ(ToString(ErrorCode::kInternal), "internal");
}

}  // namespace
}  // namespace irsalint::base
