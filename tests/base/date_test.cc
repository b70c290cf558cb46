#include "analyzer/base/date.h"

#include <gtest/gtest.h>

namespace irsalint::base {
namespace {

TEST(DateTest, ReadsDaysThatExist) {
  EXPECT_EQ(ParseDate("2027-01-31"), (Date{.year = 2027, .month = 1, .day = 31}));
  EXPECT_EQ(ParseDate("2028-02-29"), (Date{.year = 2028, .month = 2, .day = 29}));
  EXPECT_EQ(ParseDate("2000-02-29"), (Date{.year = 2000, .month = 2, .day = 29}));
}

TEST(DateTest, RefusesOtherFormsAndDaysThatDoNotExist) {
  for (const char* text : {"", "2027-1-31", "2027/01/31", "31-01-2027", "2027-01-31 ", "2027-00-10",
                           "2027-13-10", "2027-01-00", "2027-01-32", "2027-02-29", "2100-02-29",
                           "2027-04-31", "20a7-01-31", "2027-01-+1"}) {
    EXPECT_EQ(ParseDate(text), std::nullopt) << text;
  }
}

TEST(DateTest, OrdersByTheCalendar) {
  EXPECT_LT(*ParseDate("2026-12-31"), *ParseDate("2027-01-01"));
  EXPECT_LT(*ParseDate("2027-01-31"), *ParseDate("2027-02-01"));
  EXPECT_LT(*ParseDate("2027-02-01"), *ParseDate("2027-02-02"));
}

}  // namespace
}  // namespace irsalint::base
