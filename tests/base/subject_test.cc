#include "analyzer/base/subject.h"

#include <gtest/gtest.h>

namespace irsalint::base {
namespace {

TEST(ParseSubject, CutsAtTheFirstColonAfterThePrefix) {
  const auto parts = ParseSubject("system:serviceaccount:media:up*:x");
  ASSERT_TRUE(parts.has_value());
  EXPECT_EQ(parts->namespace_name, "media");
  EXPECT_EQ(parts->name, "up*:x");
}

TEST(ParseSubject, RefusesOtherForms) {
  EXPECT_FALSE(ParseSubject("system:serviceaccount:media").has_value());
  EXPECT_FALSE(ParseSubject("system:serviceaccounts:media:uploader").has_value());
  EXPECT_FALSE(ParseSubject("").has_value());
}

}  // namespace
}  // namespace irsalint::base
