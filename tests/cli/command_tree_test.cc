#include "analyzer/cli/command_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <CLI/App.hpp>
#include <string>
#include <vector>

namespace irsalint::cli {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class CommandTreeTest : public ::testing::Test {
 protected:
  CommandTreeTest() : app_("Answers.", "tool") { app_.footer("Exit status: 0."); }

  // The one option of the command `go`, whose value the help shows in this shape.
  OptionInfo Option(const std::string& shape) {
    CLI::App* command = app_.add_subcommand("go", "Go");
    command->set_help_flag();
    command->add_option("-o,--option", value_, "What it does")->option_text(shape);
    const CommandInfo program = DescribeCommands(app_, rules_);
    return program.commands.front().options.front();
  }

  CLI::App app_;
  std::string value_;
  std::vector<std::string> rules_ = {"first", "second"};
};

TEST_F(CommandTreeTest, ReadsWordsFromTheShape) {
  const OptionInfo option = Option("{text,json}");
  EXPECT_THAT(option.names, ElementsAre("-o", "--option"));
  EXPECT_EQ(option.description, "What it does");
  EXPECT_EQ(option.shape, "{text,json}");
  EXPECT_EQ(option.value, ValueKind::kWords);
  EXPECT_THAT(option.words, ElementsAre("text", "json"));
  EXPECT_FALSE(option.is_optional);
}

TEST_F(CommandTreeTest, AValueInBracketsMayBeLeftOut) {
  const OptionInfo option = Option("[=patch]");
  EXPECT_EQ(option.value, ValueKind::kWords);
  EXPECT_THAT(option.words, ElementsAre("patch"));
  EXPECT_TRUE(option.is_optional);
}

TEST_F(CommandTreeTest, AFileMayHaveWordsBesideIt) {
  const OptionInfo option = Option("FILE|none");
  EXPECT_EQ(option.value, ValueKind::kFile);
  EXPECT_THAT(option.words, ElementsAre("none"));
}

TEST_F(CommandTreeTest, AFileMayHaveADefaultBesideIt) {
  const OptionInfo option = Option("FILE [baseline.json]");
  EXPECT_EQ(option.value, ValueKind::kFile);
  EXPECT_THAT(option.words, IsEmpty());
}

TEST_F(CommandTreeTest, KnowsTheRules) {
  const OptionInfo option = Option("RULE,...");
  EXPECT_EQ(option.value, ValueKind::kList);
  EXPECT_THAT(option.words, ElementsAre("first", "second"));
}

TEST_F(CommandTreeTest, KnowsTheFormats) {
  const OptionInfo option = Option("F[=FILE]");
  EXPECT_EQ(option.value, ValueKind::kWords);
  EXPECT_THAT(option.words, AllOf(Contains("text"), Contains("sarif")));
  EXPECT_FALSE(option.is_optional);
}

TEST_F(CommandTreeTest, OfOtherShapesNothingIsKnown) {
  const OptionInfo option = Option("SECONDS");
  EXPECT_EQ(option.value, ValueKind::kAny);
  EXPECT_THAT(option.words, IsEmpty());
}

TEST_F(CommandTreeTest, FlagsHaveNoValue) {
  bool flag = false;
  app_.set_help_flag();
  app_.add_flag("--all", flag, "All of them");
  const CommandInfo program = DescribeCommands(app_, rules_);
  ASSERT_EQ(program.options.size(), 1U);
  EXPECT_EQ(program.options.front().value, ValueKind::kNone);
  EXPECT_EQ(program.options.front().shape, "");
}

TEST_F(CommandTreeTest, TellsArgumentsApart) {
  std::vector<std::string> paths;
  app_.add_option("FILE", value_, "The file")->required();
  app_.add_option("PATH", paths, "More");
  const CommandInfo program = DescribeCommands(app_, rules_);
  ASSERT_EQ(program.arguments.size(), 2U);
  EXPECT_EQ(program.arguments[0].shape, "FILE");
  EXPECT_EQ(program.arguments[0].value, ValueKind::kFile);
  EXPECT_FALSE(program.arguments[0].is_optional);
  EXPECT_FALSE(program.arguments[0].is_repeated);
  EXPECT_EQ(program.arguments[1].value, ValueKind::kFile);
  EXPECT_TRUE(program.arguments[1].is_optional);
  EXPECT_TRUE(program.arguments[1].is_repeated);
}

TEST_F(CommandTreeTest, GroupsOfOptionsBelongToTheirCommand) {
  app_.set_help_flag();
  app_.add_option_group("Flags of it")->add_option("--name", value_, "The name");
  const CommandInfo program = DescribeCommands(app_, rules_);
  EXPECT_THAT(program.commands, IsEmpty());
  ASSERT_EQ(program.options.size(), 1U);
  EXPECT_EQ(program.options.front().group, "Flags of it");
}

TEST_F(CommandTreeTest, OnlyAFooterOfItsOwnIsACommands) {
  CLI::App* above = app_.add_subcommand("above", "Above");
  above->add_subcommand("own", "Own")->footer("Example: tool above own");
  above->add_subcommand("none", "None");
  const CommandInfo program = DescribeCommands(app_, rules_);
  EXPECT_EQ(program.footer, "Exit status: 0.");
  ASSERT_EQ(program.commands.size(), 1U);
  EXPECT_EQ(program.commands[0].footer, "");
  ASSERT_EQ(program.commands[0].commands.size(), 2U);
  EXPECT_EQ(program.commands[0].commands[0].name, "own");
  EXPECT_EQ(program.commands[0].commands[0].footer, "Example: tool above own");
  EXPECT_EQ(program.commands[0].commands[1].footer, "");
}

}  // namespace
}  // namespace irsalint::cli
