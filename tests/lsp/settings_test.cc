#include "analyzer/lsp/settings.h"

#include <gtest/gtest.h>

namespace irsalint::lsp {
namespace {

TEST(SettingsWith, TakesWhatIsRight) {
  const Settings settings = SettingsWith({}, {{"persona", "pedantic"},
                                              {"codeLens", true},
                                              {"inlayHints", true},
                                              {"debounceMilliseconds", 20}});
  EXPECT_EQ(settings, (Settings{.persona = rule::Persona::kPedantic,
                                .code_lens = true,
                                .inlay_hints = true,
                                .debounce_milliseconds = 20}));
  EXPECT_EQ(SettingsWith({}, {{"irsalint", {{"codeLens", true}}}}).code_lens, true);
}

TEST(SettingsWith, LeavesAsideWhatIsNot) {
  const Settings before = {.persona = rule::Persona::kAuditor, .debounce_milliseconds = 5};
  EXPECT_EQ(SettingsWith(before, nullptr), before);
  EXPECT_EQ(SettingsWith(before, Json::array({1})), before);
  EXPECT_EQ(SettingsWith(before, {{"irsalint", nullptr}}), before);
  EXPECT_EQ(SettingsWith(before, {{"persona", "nobody"},
                                  {"codeLens", "yes"},
                                  {"inlayHints", 1},
                                  {"debounceMilliseconds", -1}}),
            before);
  EXPECT_EQ(SettingsWith({}, {{"debounceMilliseconds", 1e12}}).debounce_milliseconds, 200u);
  EXPECT_EQ(SettingsWith({}, {{"debounceMilliseconds", 999'999}}).debounce_milliseconds, 10'000u);
}

}  // namespace
}  // namespace irsalint::lsp
