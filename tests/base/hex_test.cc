#include "analyzer/base/hex.h"

#include <gtest/gtest.h>

#include <string_view>

namespace irsalint::base {
namespace {

TEST(Hex, TwoLowerCaseDigitsToAByte) {
  EXPECT_EQ(Hex(""), "");
  EXPECT_EQ(Hex(std::string_view("\x00\x09\x0a\x7f\x80\xff", 6)), "00090a7f80ff");
}

}  // namespace
}  // namespace irsalint::base
