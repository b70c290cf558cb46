#include "analyzer/cli/output.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace irsalint::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(ParseOutputs, TextByDefault) {
  const auto outputs = ParseOutputs({});
  ASSERT_TRUE(outputs.has_value());
  EXPECT_THAT(*outputs, ElementsAre(Output{.format = Format::kText, .file = ""}));
}

TEST(ParseOutputs, FormatsAndFiles) {
  const auto outputs = ParseOutputs({"json", "sarif=a=b.sarif"});
  ASSERT_TRUE(outputs.has_value());
  EXPECT_THAT(*outputs, ElementsAre(Output{.format = Format::kJson, .file = ""},
                                    Output{.format = Format::kSarif, .file = "a=b.sarif"}));
}

TEST(ParseOutputs, RefusesWhatCannotBeMeant) {
  EXPECT_EQ(ParseOutputs({"xml"}).error().message,
            "unknown format \"xml\"; there are text, json, sarif, github, markdown, junit, gitlab, "
            "rdjson and azure");
  EXPECT_EQ(ParseOutputs({"json="}).error().message, "--format json= names no file");
  EXPECT_EQ(ParseOutputs({"json=x", "sarif=x"}).error().message, "two formats go to x");
  EXPECT_THAT(ParseOutputs({"json", "text"}).error().message, HasSubstr("standard output"));
}

}  // namespace
}  // namespace irsalint::cli
