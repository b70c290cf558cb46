#include <gtest/gtest.h>

#include "analyzer/cli/console.h"

namespace irsalint::cli {
namespace {

using render::Color;

TEST(DecideColor, ATerminalIsColouredUnlessDumb) {
  EXPECT_EQ(DecideColor(ColorMode::kAuto, {.term = "xterm"}, true), Color::kAlways);
  EXPECT_EQ(DecideColor(ColorMode::kAuto, {.term = "dumb"}, true), Color::kNever);
  EXPECT_EQ(DecideColor(ColorMode::kAuto, {.clicolor = "0", .term = "xterm"}, true), Color::kNever);
  EXPECT_EQ(DecideColor(ColorMode::kAuto, {.term = "xterm"}, false), Color::kNever);
}

TEST(DecideColor, VariablesForceBothWays) {
  EXPECT_EQ(DecideColor(ColorMode::kAuto, {.no_color = "1"}, true), Color::kNever);
  EXPECT_EQ(DecideColor(ColorMode::kAuto, {.no_color = "1", .force_color = "1"}, true),
            Color::kNever);
  EXPECT_EQ(DecideColor(ColorMode::kAuto, {.force_color = "1"}, false), Color::kAlways);
  EXPECT_EQ(DecideColor(ColorMode::kAuto, {.clicolor_force = "0"}, false), Color::kNever);
}

TEST(DecideColor, TheFlagWins) {
  EXPECT_EQ(DecideColor(ColorMode::kAlways, {.no_color = "1"}, false), Color::kAlways);
  EXPECT_EQ(DecideColor(ColorMode::kNever, {.force_color = "1"}, true), Color::kNever);
}

}  // namespace
}  // namespace irsalint::cli
