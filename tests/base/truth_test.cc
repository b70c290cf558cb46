#include "analyzer/base/truth.h"

#include <gtest/gtest.h>

#include <array>

namespace irsalint::base {
namespace {

constexpr Truth kN = Truth::kNo;
constexpr Truth kM = Truth::kMaybe;
constexpr Truth kY = Truth::kYes;
constexpr std::array<Truth, 3> kAll = {kN, kM, kY};

TEST(TruthTest, KleeneTables) {
  constexpr std::array<std::array<Truth, 3>, 3> kAnd = {{{kN, kN, kN}, {kN, kM, kM}, {kN, kM, kY}}};
  constexpr std::array<std::array<Truth, 3>, 3> kOr = {{{kN, kM, kY}, {kM, kM, kY}, {kY, kY, kY}}};
  for (size_t i = 0; i < kAll.size(); ++i) {
    for (size_t j = 0; j < kAll.size(); ++j) {
      EXPECT_EQ(And(kAll[i], kAll[j]), kAnd[i][j]) << i << j;
      EXPECT_EQ(Or(kAll[i], kAll[j]), kOr[i][j]) << i << j;
    }
  }
  static_assert(Not(kN) == kY && Not(kM) == kM && Not(kY) == kN);
}

TEST(TruthTest, DeMorgan) {
  for (const Truth a : kAll) {
    for (const Truth b : kAll) EXPECT_EQ(Not(And(a, b)), Or(Not(a), Not(b)));
  }
}

TEST(TruthTest, FromBoolAndNames) {
  static_assert(FromBool(true) == kY && FromBool(false) == kN);
  EXPECT_EQ(ToString(kN), "no");
  EXPECT_EQ(ToString(kM), "maybe");
  EXPECT_EQ(ToString(kY), "yes");
}

}  // namespace
}  // namespace irsalint::base
