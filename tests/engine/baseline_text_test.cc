#include "analyzer/engine/baseline_text.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace irsalint::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kFirst = "0123456789abcdef0123456789abcdef";
constexpr std::string_view kSecond = "fedcba9876543210fedcba9876543210";

Baseline Example() {
  return Baseline({{.path = "iam/role.json",
                    .rule = "sub-mismatch",
                    .fingerprint = std::string(kFirst),
                    .resource = "arn:aws:iam::418273645091:role/web-reader"},
                   {.path = "iam/role.json",
                    .rule = "sub-mismatch",
                    .fingerprint = std::string(kFirst) + "-2",
                    .resource = ""},
                   {.path = "apps/é\n\"a\".yaml",
                    .rule = "role-shared",
                    .fingerprint = std::string(kSecond),
                    .resource = "ServiceAccount/web/reader",
                    .persona = rule::Persona::kPedantic}});
}

// `{...}` with these fields.
std::string Line(std::string_view fields) { return fmt::format("    {{{}}},\n", fields); }

std::string Text(std::string_view lines) {
  return fmt::format("{{\n  \"version\": 1,\n  \"findings\": [\n{}    null\n  ]\n}}\n", lines);
}

base::Error ErrorOf(std::string_view text) {
  const base::Result<Baseline> parsed = ParseBaseline(text);
  EXPECT_FALSE(parsed.has_value()) << text;
  return parsed.has_value() ? base::Error{} : parsed.error();
}

base::Error Wrong(std::string message, int line) {
  return {.code = base::ErrorCode::kConfig, .message = std::move(message), .line = line};
}

TEST(BaselineText, HasOneEntryALine) {
  EXPECT_EQ(ToText(Example()), R"({
  "version": 1,
  "findings": [
    {"path": "apps/\u00e9\n\"a\".yaml", "rule": "role-shared", "fingerprint": "fedcba9876543210fedcba9876543210", "resource": "ServiceAccount/web/reader", "persona": "pedantic"},
    {"path": "iam/role.json", "rule": "sub-mismatch", "fingerprint": "0123456789abcdef0123456789abcdef", "resource": "arn:aws:iam::418273645091:role/web-reader"},
    {"path": "iam/role.json", "rule": "sub-mismatch", "fingerprint": "0123456789abcdef0123456789abcdef-2"},
    null
  ]
}
)");
  EXPECT_EQ(ToText({}), "{\n  \"version\": 1,\n  \"findings\": [\n    null\n  ]\n}\n");
}

TEST(BaselineText, ReadsBackWhatItWrites) {
  for (const Baseline& baseline : {Example(), Baseline()}) {
    const base::Result<Baseline> parsed = ParseBaseline(ToText(baseline));
    ASSERT_TRUE(parsed.has_value()) << parsed.error().message;
    EXPECT_EQ(*parsed, baseline);
  }
}

TEST(BaselineText, TakesWhatMergesLeave) {
  const std::string first =
      fmt::format(R"({{"path": "a", "rule": "r", "fingerprint": "{}"}})", kFirst);
  const std::string second =
      fmt::format(R"({{"fingerprint": "{}", "rule": "r", "new key": [1], "path": "b"}})", kSecond);
  for (const std::string& list :
       {first + ", " + second, second + ", " + first + ", " + first + ", null",
        "null, " + first + ", null, " + second}) {
    const base::Result<Baseline> parsed =
        ParseBaseline("{\"findings\": [" + list + "], \"version\": 1}");
    ASSERT_TRUE(parsed.has_value()) << parsed.error().message;
    EXPECT_THAT(
        parsed->entries(),
        ElementsAre(
            BaselineEntry{
                .path = "a", .rule = "r", .fingerprint = std::string(kFirst), .resource = ""},
            BaselineEntry{
                .path = "b", .rule = "r", .fingerprint = std::string(kSecond), .resource = ""}))
        << list;
  }
}

TEST(BaselineText, ReadsAnEmptyList) {
  const base::Result<Baseline> parsed = ParseBaseline(R"({"version": 1, "findings": []})");
  ASSERT_TRUE(parsed.has_value());
  EXPECT_THAT(parsed->entries(), IsEmpty());
}

TEST(BaselineText, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(ErrorOf(""), Wrong("the JSON text ends before its value is complete", 1));
  EXPECT_EQ(ErrorOf("[]"),
            Wrong("a baseline is a map with the keys \"version\" and \"findings\"", 1));
  EXPECT_EQ(ErrorOf("\n{\"findings\": []}"), Wrong("the baseline has no key \"version\"", 2));
  EXPECT_EQ(ErrorOf("{\"version\": 1}"), Wrong("the baseline has no key \"findings\"", 1));
  EXPECT_EQ(ErrorOf("{\"version\": 1,\n \"findings\": {}}"),
            Wrong("\"findings\" is not a list", 2));
  EXPECT_EQ(ErrorOf(Text("    7,\n")), Wrong("an entry of \"findings\" is not a map", 4));
  EXPECT_EQ(ErrorOf(Text("    null,\n" + Line(R"("path": "a", "rule": "r")"))),
            Wrong("this entry has no \"fingerprint\"", 5));
  EXPECT_EQ(ErrorOf(Text(Line(R"("path": 7, "rule": "r", "fingerprint": "f")"))),
            Wrong("\"path\" is not a string", 4));
  EXPECT_EQ(ErrorOf(Text(Line(R"("path": "a", "rule": "r", "fingerprint": "f\u001b")"))),
            Wrong("\"f\\u{1b}\" is not a fingerprint", 4));
  EXPECT_EQ(ErrorOf(Text(Line(fmt::format(
                R"("path": "a", "rule": "r", "fingerprint": "{}", "persona": "x")", kFirst)))),
            Wrong("there is no persona \"x\"", 4));
  EXPECT_EQ(ErrorOf("{\"version\": 1,\n \"findings\": [null,\n]}"),
            Wrong("a comma without a value behind it", 2));
}

TEST(BaselineText, ChecksTheFormOfFingerprints) {
  for (const std::string& bad :
       {std::string(kFirst.substr(1)), std::string(kFirst) + "0", std::string(kFirst) + "-",
        std::string(kFirst) + "-x", "G" + std::string(kFirst.substr(1))}) {
    EXPECT_EQ(
        ErrorOf(Text(Line(fmt::format(R"("path": "a", "rule": "r", "fingerprint": "{}")", bad)))),
        Wrong(fmt::format("\"{}\" is not a fingerprint", bad), 4));
  }
}

TEST(BaselineText, RefusesAnotherVersion) {
  for (const char* version : {"2", "0", "\"1\"", "null", "1.0"}) {
    EXPECT_EQ(ErrorOf(fmt::format("{{\"version\": {}, \"findings\": []}}", version)),
              Wrong("this version of a baseline is not known; this irsalint reads version 1", 1))
        << version;
  }
}

TEST(BaselineText, NamesAConflictOfAMerge) {
  for (const char* mark : {"<<<<<<< ours\n", "=======\n", ">>>>>>> theirs\n", "||||||| base\n"}) {
    EXPECT_EQ(ErrorOf(Text(mark)), Wrong("this is a merge conflict; keep the entries of both sides "
                                         "and delete its marks",
                                         4));
  }
}

TEST(BaselineText, RefusesWhatIsTooLarge) {
  EXPECT_EQ(
      ErrorOf(std::string(kMaxBaselineBytes + 1, ' ')),
      (base::Error{.code = base::ErrorCode::kLimit, .message = "a baseline has at most 16 MiB"}));
}

}  // namespace
}  // namespace irsalint::engine
