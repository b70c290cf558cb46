// Bad input of every family, beside a set with one wrong subject: each gives its clear message or
// none, and the wrong subject is found all the same. Time and memory are measured by
// scripts/hostile.

#include <fcntl.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/in_memory_file_system.h"
#include "analyzer/base/real_file_system.h"
#include "analyzer/engine/run.h"
#include "analyzer/iam/operator.h"
#include "analyzer/render/json.h"
#include "analyzer/render/sarif.h"
#include "analyzer/render/text.h"
#include "analyzer/rule/input_rules.h"
#include "rules/all_rules.h"
#include "tests/harness/fixture.h"
#include "tests/harness/run.h"
#include "tests/harness/sample.h"
#include "tests/load/temp_dir.h"

namespace irsalint::test {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

constexpr std::string_view kIssuer =
    "oidc.eks.eu-west-1.amazonaws.com/id/0F1E2D3C4B5A69788796A5B4C3D2E1F0";
constexpr std::string_view kSetFinding = "zz_set/role.json:7:";

std::string Account(std::string_view name, std::string_view role) {
  return fmt::format(
      "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: {}\n  namespace: web\n"
      "  annotations:\n    eks.amazonaws.com/role-arn: arn:aws:iam::418273645091:role/{}\n"
      "    eks.amazonaws.com/sts-regional-endpoints: \"true\"\n",
      name, role);
}

std::string PolicyWith(std::string_view condition) {
  return fmt::format(R"({{"Version": "2012-10-17", "Statement": [{{
 "Effect": "Allow",
 "Principal": {{"Federated": "arn:aws:iam::418273645091:oidc-provider/{}"}},
 "Action": "sts:AssumeRoleWithWebIdentity",
 "Condition": {}}}]}})",
                     kIssuer, condition);
}

std::string RoleWith(std::string_view name, std::string_view policy) {
  return fmt::format(R"({{"Role": {{"RoleName": "{0}", "Path": "/",
 "Arn": "arn:aws:iam::418273645091:role/{0}",
 "AssumeRolePolicyDocument": {1}}}}})",
                     name, policy);
}

// The audience is given, so that the subject alone is in question.
std::string SubjectCondition(std::string_view op, std::string_view subject) {
  return fmt::format(R"({{"{0}": {{"{1}:sub": "{2}"}},
 "ForAnyValue:StringEqualsIgnoreCase": {{"{1}:aud": "sts.amazonaws.com"}}}})",
                     op, kIssuer, subject);
}

// A set that is wrong in one place.
Tree BrokenSet() {
  return {{"zz_set/account.yaml", Account("reader", "web-reader")},
          {"zz_set/role.json",
           RoleWith("web-reader", PolicyWith(SubjectCondition(
                                      "StringEquals", "system:serviceaccount:web:raeder")))}};
}

std::string Repeat(std::string_view unit, size_t count) {
  std::string text;
  for (size_t i = 0; i < count; ++i) text += unit;
  return text;
}

std::string Numbered(std::string_view pattern, size_t count) {
  std::string text;
  for (size_t i = 0; i < count; ++i) text += fmt::format(fmt::runtime(pattern), i);
  return text;
}

bool TellsWhatWasNotRead(const rule::LocatedFinding& finding) {
  return finding.rule == rule::kParseErrorRule || finding.rule == rule::kUnrenderedTemplateRule;
}

// What was not read: `path:line:column: message`, as far as there is a place.
std::vector<std::string> MessagesOf(const rule::Report& report) {
  std::vector<std::string> messages;
  for (const rule::LocatedFinding& finding : report.findings) {
    if (!TellsWhatWasNotRead(finding)) continue;
    messages.push_back(fmt::format("{}:{}:{}: {}", finding.primary.path, finding.primary.line,
                                   finding.primary.column, finding.message));
  }
  for (const rule::Notification& notification : report.notifications) {
    std::string place = notification.path;
    if (notification.line > 0) {
      place += fmt::format(":{}:{}", notification.line, notification.column);
    }
    messages.push_back(place.empty() ? notification.message
                                     : fmt::format("{}: {}", place, notification.message));
  }
  return messages;
}

bool FindsTheWrongSubject(const rule::Report& report) {
  return std::ranges::any_of(PrimaryLines(report), [](const std::string& line) {
    return line.starts_with(kSetFinding) && line.find("error: sub-mismatch") != line.npos;
  });
}

engine::RunResult RunOn(const base::FileSystem& files, std::vector<std::string> paths) {
  engine::RunOptions options;
  options.paths = std::move(paths);
  engine::RunResult result = engine::Run(files, rules::AllRules(), options);
  EXPECT_THAT(result.report.faults, IsEmpty());
  return result;
}

engine::RunResult RunMemory(const Tree& tree) {
  base::InMemoryFileSystem files;
  for (const auto& [path, text] : tree) files.AddFile(path, text);
  return RunOn(files, {"."});
}

constexpr std::string_view kPod = "kind: Pod\nmetadata: {name: a}\nspec: ";
constexpr std::string_view kJsonPod = R"({"kind": "Pod", "metadata": {"name": "a"}, "spec": )";
constexpr std::string_view kDeep = "the document nests lists and maps more than 256 levels deep";
constexpr std::string_view kMany =
    "the document holds more than 1000000 values once aliases are expanded";

// ------------------------------------------------------------------------------------- one file

struct BadFile {
  std::string name;
  std::string path;
  std::function<std::string()> text;
  std::string message;  // "" for none; else after the path
};

void PrintTo(const BadFile& file, std::ostream* out) { *out << file.name; }

std::string Bomb(std::string_view first, std::string_view open, std::string_view item,
                 std::string_view close) {
  std::string text = fmt::format("kind: Pod\nspec:\n  a0: &a0 {}\n", first);
  for (int level = 1; level < 12; ++level) {
    text += fmt::format("  a{0}: &a{0} {1}", level, open);
    for (int i = 0; i < 9; ++i) {
      text += fmt::format(fmt::runtime(item), i, level - 1);
      text += ", ";
    }
    text += fmt::format("{}\n", close);
  }
  return text;
}

// ASCII text in UTF-16, the low byte first.
std::string Utf16(std::string_view text) {
  std::string bytes;
  for (const char c : text) bytes += {c, '\0'};
  return bytes;
}

const std::vector<BadFile>& BadFiles() {
  using std::string;
  constexpr size_t kDeepLevels = 20'000;
  static const std::vector<BadFile> files = {
      {"Empty", "a.yaml", [] { return string(); }, ""},
      {"EmptyJson", "a.json", [] { return string(); }, ""},
      {"Blanks", "a.yaml", [] { return string(" \n\t\n"); }, ""},
      {"MarkOnly", "a.yaml", [] { return string("\xEF\xBB\xBF"); }, ""},
      {"Binary", "a.yaml",
       [] {
         return string(
             "\x7F"
             "ELF\0\1\2",
             7);
       },
       ""},
      {"BinaryPod", "a.yaml", [] { return string("\0\1\nkind: Pod\n", 13); },
       ":1:1: the file holds a NUL byte; it is not text"},
      {"Comma", "a.yaml", [] { return string(","); }, ""},
      {"CommaInPod", "a.yaml", [] { return string("kind: Pod\n,"); },
       ":2:1: this fits neither the keys of the map above nor its indentation"},
      {"LoneQuote", "a.yaml", [] { return string("\""); }, ""},
      {"LoneDoubleQuoteInPod", "a.yaml", [] { return string(kPod) + "\""; },
       ":3:7: the quoted string is never closed"},
      {"LoneSingleQuoteInPod", "a.yaml", [] { return string(kPod) + "'"; },
       ":3:7: the quoted string is never closed"},
      {"LoneQuoteInJson", "a.json", [] { return string(kJsonPod) + "\""; },
       ":1:52: the string is never closed"},
      {"InvalidUtf8", "a.yaml", [] { return string("kind: Pod\nmetadata: {name: \xE9}\n"); },
       ":2:18: the file is not valid UTF-8 (byte 0xE9)"},
      {"InvalidUtf8InJson", "a.json", [] { return string(kJsonPod) + "\"\xFF\xFE\"}"; },
       ":1:53: the file is not valid UTF-8 (byte 0xFF)"},
      {"NulByte", "a.yaml", [] { return string("kind: Pod\nspec: \0\n", 18); },
       ":2:7: the file holds a NUL byte; it is not text"},
      {"Utf16", "a.yaml", [] { return "\xFF\xFE" + Utf16("kind: Pod\n"); },
       ":1:1: the file is UTF-16; save it as UTF-8"},
      {"Utf16OfNothing", "a.yaml", [] { return "\xFF\xFE" + Utf16("kind: Namespace\n"); }, ""},
      {"Utf16WithoutMark", "a.yaml", [] { return Utf16("kind: Pod\n"); },
       ":1:1: the file is UTF-16; save it as UTF-8"},
      {"Tab", "a.yaml", [] { return string("kind: Pod\nspec:\n\ta: b\n"); },
       ":3:1: a tab cannot indent a line of YAML"},
      {"SelfAnchor", "a.yaml", [] { return string("kind: Pod\nspec: &a\n  b: *a\n"); },
       ":3:6: the alias refers to a value that holds it"},
      {"SelfMerge", "a.yaml", [] { return string("kind: Pod\nspec: &a\n  <<: *a\n"); },
       ":3:7: the alias refers to a value that holds it"},
      {"UnknownAlias", "a.yaml", [] { return string(kPod) + "*nobody\n"; },
       ":3:7: the alias names an anchor that is not defined above it"},
      {"YamlListsOpen", "a.yaml", [] { return string(kPod) + Repeat("[", kDeepLevels); },
       fmt::format(":3:263: {}", kDeep)},
      {"YamlListsClosed", "a.yaml",
       [] { return string(kPod) + Repeat("[", kDeepLevels) + Repeat("]", kDeepLevels); },
       fmt::format(":3:263: {}", kDeep)},
      {"YamlMapsOpen", "a.yaml", [] { return string(kPod) + Repeat("{a: ", kDeepLevels); },
       fmt::format(":3:1031: {}", kDeep)},
      {"YamlMapsWithoutKeys", "a.yaml", [] { return string(kPod) + Repeat("{ ", kDeepLevels); },
       fmt::format(":3:519: {}", kDeep)},
      {"JsonListsOpen", "a.json", [] { return string(kJsonPod) + Repeat("[", kDeepLevels); },
       fmt::format(":1:307: {}", kDeep)},
      {"JsonListsClosed", "a.json",
       [] { return string(kJsonPod) + Repeat("[", kDeepLevels) + Repeat("]", kDeepLevels) + "}"; },
       fmt::format(":1:307: {}", kDeep)},
      {"JsonMapsOpen", "a.json", [] { return string(kJsonPod) + Repeat("{\"a\":", kDeepLevels); },
       fmt::format(":1:1327: {}", kDeep)},
      {"BlockMaps", "a.yaml",
       [] {
         string text = "kind: Pod\nspec:\n";
         for (size_t i = 1; i < 1'000; ++i) text += string(i, ' ') + "a:\n";
         return text;
       },
       fmt::format(":258:257: {}", kDeep)},
      {"BlockLists", "a.yaml",
       [] { return "kind: Pod\nspec:\n  " + Repeat("- ", kDeepLevels) + "x\n"; },
       fmt::format(":3:513: {}", kDeep)},
      {"ListsOfNoKind", "a.yaml", [] { return Repeat("[", kDeepLevels); }, ""},
      {"ClosingBrackets", "a.yaml", [] { return string(kPod) + Repeat("]", kDeepLevels); },
       ":3:7: a closing bracket without the one that opens it"},
      {"BombOfLists", "a.yaml",
       [] { return Bomb("[x, x, x, x, x, x, x, x, x]", "[", "*a{1}", "]"); },
       fmt::format(":9:12: {}", kMany)},
      {"BombOfMaps", "a.yaml", [] { return Bomb("{x: 1}", "{", "k{0}: *a{1}", "}"); },
       fmt::format(":9:34: {}", kMany)},
      {"BombOfMerges", "a.yaml",
       [] {
         string text = "kind: Pod\nspec:\n  a0: &a0 {x: 1, y: 2}\n";
         for (int i = 1; i < 40; ++i) {
           text += fmt::format("  a{0}: &a{0} {{<<: [*a{1}, *a{1}], k{0}: 1}}\n", i, i - 1);
         }
         return text;
       },
       fmt::format(":19:25: {}", kMany)},
      {"MergeChain", "a.yaml",
       [] {
         string text = "kind: Pod\nspec:\n  a0: &a0 {x: 1}\n";
         for (int i = 1; i < 1'000; ++i) {
           text += fmt::format("  a{0}: &a{0} {{<<: *a{1}, k{0}: 1}}\n", i, i - 1);
         }
         return text;
       },
       fmt::format(":257:20: {}", kDeep)},
      {"LongLine", "a.yaml",
       [] { return "kind: Pod\nmetadata: {name: " + Repeat("a", 500'000) + "}\n"; }, ""},
      {"LongLineInJson", "a.json",
       [] { return R"({"kind": "Pod", "metadata": {"name": ")" + Repeat("a", 500'000) + "\"}}"; },
       ""},
      {"LongKey", "a.yaml",
       [] { return "kind: Pod\nmetadata: {" + Repeat("a", 500'000) + ": 1}\n"; },
       ":2:12: the map opened by `{` is not closed"},
      {"TooLarge", "a.yaml", [] { return "kind: Pod\nx: " + Repeat("a", 17'000'000); },
       ": is larger than the limit of 16777216 bytes"},
      {"ManyDocuments", "a.yaml", [] { return Repeat("---\nkind: Pod\n", 20'000); },
       ":20001:1: this file has more than 10000 documents; the rest was not read"},
      {"ManyValues", "a.json",
       [] { return string(kJsonPod) + "[1" + Repeat(",1", 1'100'000) + "]}"; },
       fmt::format(":1:2000035: {}", kMany)},
      {"EqualKeys", "a.yaml", [] { return "kind: Pod\nspec:\n" + Repeat("  a: 1\n", 20'000); }, ""},
      {"DifferentKeys", "a.yaml",
       [] { return "kind: Pod\nspec:\n" + Numbered("  key{}: 1\n", 20'000); }, ""},
      {"Template", "a.yaml", [] { return string(kPod) + Repeat("{{", kDeepLevels); },
       ":1:1: 1 file is a template that was not rendered"},
      {"AwsAuthBomb", "a.yaml",
       [] {
         return "kind: ConfigMap\nmetadata: {name: aws-auth, namespace: kube-system}\n"
                "data:\n  mapRoles: '" +
                Repeat("[", kDeepLevels) + "'\n";
       },
       fmt::format(":4:270: {}", kDeep)},
      {"PolicyText", "a.json", [] { return RoleWith("b", "\"" + Repeat("[", kDeepLevels) + "\""); },
       fmt::format(":3:30: the policy in this text cannot be read: {}", kDeep)},
      {"PercentBomb", "a.json",
       [] { return RoleWith("b", "\"%7B%22a%22:" + Repeat("%5B", kDeepLevels) + "\""); },
       fmt::format(":3:30: the policy in this text cannot be read: {}", kDeep)},
      {"PercentOfPercent", "a.json",
       [] { return RoleWith("b", "\"" + Repeat("%25", 100'000) + "\""); },
       ":3:30: the policy in this text cannot be read: not valid JSON: invalid literal"},
  };
  return files;
}

class BadFileTest : public ::testing::TestWithParam<BadFile> {};

TEST_P(BadFileTest, HasItsMessageAndTheRestIsChecked) {
  const BadFile& bad = GetParam();
  Tree tree = BrokenSet();
  tree[bad.path] = bad.text();
  const engine::RunResult result = RunMemory(tree);
  if (bad.message.empty()) {
    EXPECT_THAT(MessagesOf(result.report), IsEmpty());
    EXPECT_EQ(result.health, engine::InputHealth::kComplete);
  } else {
    const bool has_place = bad.message.starts_with(':');
    EXPECT_THAT(MessagesOf(result.report),
                ElementsAre(StartsWith((has_place ? bad.path : std::string()) + bad.message)));
  }
  EXPECT_TRUE(FindsTheWrongSubject(result.report));
}

INSTANTIATE_TEST_SUITE_P(Hostile, BadFileTest, ::testing::ValuesIn(BadFiles()),
                         [](const auto& instance) { return instance.param.name; });

// ------------------------------------------------------------------------------------- policies

TEST(HostilePolicyTest, OneThatIsTooLongIsToldAndNotJudged) {
  const std::vector<std::string> policies = {
      // Statements, subjects, issuers and keys without end.
      PolicyWith(fmt::format(R"({{"StringLike": {{"{}:sub": [{}"x"]}}}})", kIssuer,
                             Numbered(R"("system:serviceaccount:a*b*{}", )", 1'000))),
      PolicyWith("{\"StringEquals\": {" + Numbered(R"("issuer{}.example:sub": "a", )", 1'000) +
                 R"("x": "y"}})"),
      PolicyWith(SubjectCondition("StringLike", Repeat("*a", 10'000))),
      PolicyWith(SubjectCondition("StringLike", Repeat("${aws:x}${y}$", 2'000))),
  };
  for (const std::string& policy : policies) {
    for (const bool named : {true, false}) {
      Tree tree = BrokenSet();
      tree["b/account.yaml"] = Account("other", "other");
      tree["b/role.json"] = named ? RoleWith("other", policy) : policy;
      const engine::RunResult result = RunMemory(tree);
      EXPECT_THAT(
          MessagesOf(result.report),
          ElementsAre(AllOf(StartsWith("b/role.json:"), HasSubstr(": this trust policy has "),
                            HasSubstr("characters and was not judged: IAM stores at most 8192"))));
      EXPECT_EQ(result.report.findings.size(), 2U);
      EXPECT_TRUE(FindsTheWrongSubject(result.report));
    }
  }
}

TEST(HostilePolicyTest, TheLongestThatIsJudged) {
  // 16,384 characters without white space, to the byte.
  const std::string short_policy = PolicyWith(SubjectCondition("StringLike", "*"));
  const size_t length =
      static_cast<size_t>(std::ranges::count_if(short_policy, [](char c) { return c > ' '; }));
  const auto findings = [&](size_t characters) {
    Tree tree = BrokenSet();
    tree["b/account.yaml"] = Account("other", "other");
    tree["b/role.json"] = RoleWith(
        "other", PolicyWith(SubjectCondition("StringLike", Repeat("*", 1 + characters - length))));
    const rule::Report report = RunMemory(tree).report;
    EXPECT_TRUE(FindsTheWrongSubject(report));
    return std::pair(report.findings.size(), MessagesOf(report).size());
  };
  // Also that it is too large for IAM.
  EXPECT_EQ(findings(16'384), std::pair(size_t{3}, size_t{0}));
  EXPECT_EQ(findings(16'385), std::pair(size_t{2}, size_t{1}));
}

// `*a` and thirty `?` must not be determinised, whatever operator it stands under.
TEST(HostilePolicyTest, AnExplodingPatternUnderEveryOperator) {
  const std::string pattern = "*a" + std::string(30, '?');
  size_t number = 0;
  for (const std::string_view op : {"StringEquals",
                                    "StringNotEquals",
                                    "StringEqualsIgnoreCase",
                                    "StringNotEqualsIgnoreCase",
                                    "StringLike",
                                    "StringNotLike",
                                    "NumericEquals",
                                    "NumericNotEquals",
                                    "NumericLessThan",
                                    "NumericLessThanEquals",
                                    "NumericGreaterThan",
                                    "NumericGreaterThanEquals",
                                    "DateEquals",
                                    "DateNotEquals",
                                    "DateLessThan",
                                    "DateLessThanEquals",
                                    "DateGreaterThan",
                                    "DateGreaterThanEquals",
                                    "Bool",
                                    "BinaryEquals",
                                    "IpAddress",
                                    "NotIpAddress",
                                    "ArnEquals",
                                    "ArnLike",
                                    "ArnNotEquals",
                                    "ArnNotLike",
                                    "Null"}) {
    for (const std::string_view form : {"{}", "{}IfExists", "ForAllValues:{}", "ForAnyValue:{}"}) {
      if (!IsSampled(number++)) continue;
      Tree tree = BrokenSet();
      tree["b/account.yaml"] = Account("other", "other");
      tree["b/role.json"] =
          RoleWith("other", PolicyWith(SubjectCondition(fmt::format(fmt::runtime(form), op),
                                                        "system:serviceaccount:" + pattern)));
      EXPECT_TRUE(FindsTheWrongSubject(RunMemory(tree).report)) << form << op;
    }
  }
}

TEST(HostilePolicyTest, ARoleWithMoreVariantsThanAreLookedAtProvesNothingBroken) {
  const auto broken = [](size_t variants) {
    Tree tree = {{"aa/account.yaml", Account("reader", "web-reader")}};
    for (size_t i = 0; i < variants; ++i) {
      tree[fmt::format("b{}/role.json", i)] = RoleWith(
          "web-reader",
          PolicyWith(SubjectCondition("StringEquals", "system:serviceaccount:web:raeder")));
    }
    return RunMemory(tree).report.findings.size();
  };
  EXPECT_EQ(broken(32), 1U);
  EXPECT_EQ(broken(33), 0U);
}

// ---------------------------------------------------------------------------- files and folders

TEST(HostileTreeTest, WhatCannotBeReadIsToldAndTheRestIsChecked) {
  base::InMemoryFileSystem files;
  for (const auto& [path, text] : BrokenSet()) files.AddFile(path, text);
  files.AddUnreadable("a.yaml");
  files.AddSymlink("b.yaml", "nowhere");
  files.AddSymlink("d/up", "..");
  files.AddSpecial("e.yaml");
  const engine::RunResult result = RunOn(files, {"."});
  EXPECT_THAT(MessagesOf(result.report),
              ElementsAre(StartsWith("a.yaml: cannot read: "),
                          StartsWith("b.yaml: this symbolic link leads nowhere: "),
                          "d/up: this symbolic link leads to a directory that contains it; it is "
                          "not followed",
                          "e.yaml: this is a FIFO, socket or device; it is not read"));
  EXPECT_EQ(result.health, engine::InputHealth::kMetProblem);
  EXPECT_TRUE(FindsTheWrongSubject(result.report));
}

TEST(HostileTreeTest, NothingOfTheKindIsReadByNameEither) {
  base::InMemoryFileSystem files;
  files.AddSpecial("a.yaml");
  files.AddSymlink("b.yaml", "nowhere");
  files.AddUnreadable("c.yaml");
  for (const std::string path : {"a.yaml", "b.yaml", "c.yaml", "d.yaml"}) {
    const engine::RunResult result = RunOn(files, {path});
    EXPECT_EQ(result.health, engine::InputHealth::kNamedProblem) << path;
    EXPECT_THAT(MessagesOf(result.report), ElementsAre(StartsWith(path + ": "))) << path;
  }
}

TEST(HostileTreeTest, AnIgnoreFileOverItsLimitIsToldOnceAndNotApplied) {
  Tree tree = BrokenSet();
  tree[".git/config"] = "";
  tree[".gitignore"] = "zz_set/\n" + Repeat("nothing\n", 140'000);
  const engine::RunResult result = RunMemory(tree);
  EXPECT_THAT(MessagesOf(result.report),
              ElementsAre(".gitignore: is larger than the limit of 1048576 bytes; its patterns "
                          "were not applied"));
  EXPECT_TRUE(FindsTheWrongSubject(result.report));
}

TEST(HostileTreeTest, BadPatternsOfAnIgnoreFile) {
  Tree tree = BrokenSet();
  tree[".git/config"] = "";
  tree[".gitignore"] = Repeat(Repeat("*a", 20) + "b\n", 500) + Repeat("**/a", 50) + "/b\n[\n\\\n";
  tree["d/" + std::string(60, 'a') + ".yaml"] = "kind: Service\n";
  const engine::RunResult result = RunMemory(tree);
  EXPECT_THAT(MessagesOf(result.report), IsEmpty());
  EXPECT_TRUE(FindsTheWrongSubject(result.report));
}

TEST(HostileTreeTest, KustomizationsInACircleAndInAChain) {
  Tree tree = BrokenSet();
  tree["self/kustomization.yaml"] = "resources: [., ../self]\n";
  for (int i = 0; i < 3; ++i) {
    tree[fmt::format("k{}/kustomization.yaml", i)] =
        fmt::format("resources: [../k{}]\n", (i + 1) % 3);
  }
  constexpr int kLength = 300;
  for (int i = 0; i < kLength; ++i) {
    tree[fmt::format("c{}/kustomization.yaml", i)] = fmt::format("resources: [../c{}]\n", i + 1);
  }
  tree[fmt::format("c{}/kustomization.yaml", kLength)] = "resources: [a.yaml]\n";
  tree[fmt::format("c{}/a.yaml", kLength)] = Account("deep", "deep");
  const engine::RunResult result = RunMemory(tree);
  EXPECT_THAT(
      MessagesOf(result.report),
      ElementsAre(AllOf(StartsWith("k"), HasSubstr("/kustomization.yaml: this kustomization "
                                                   "includes itself in a circle")),
                  "self/kustomization.yaml: this kustomization includes itself in a circle"));
  EXPECT_TRUE(FindsTheWrongSubject(result.report));
}

TEST(HostileTreeTest, KustomizationsThatDouble) {
  Tree tree = BrokenSet();
  constexpr int kLevels = 24;
  for (int i = 0; i < kLevels; ++i) {
    const std::string next = i + 1 < kLevels ? fmt::format("../l{0}, ../r{0}", i + 1) : "../a.yaml";
    for (const char side : {'l', 'r'}) {
      tree[fmt::format("{}{}/kustomization.yaml", side, i)] =
          fmt::format("resources: [{}]\n", next);
    }
  }
  tree["a.yaml"] = Account("deep", "deep");
  const engine::RunResult result = RunMemory(tree);
  EXPECT_THAT(MessagesOf(result.report), IsEmpty());
  EXPECT_TRUE(FindsTheWrongSubject(result.report));
}

// ----------------------------------------------------------------------------- the real system

// A folder that is the working directory while the test runs.
class HostileFolderTest : public ::testing::Test {
 protected:
  HostileFolderTest() : before_(std::filesystem::current_path()) {
    for (const auto& [path, text] : BrokenSet()) folder_.Write(path, text);
    std::filesystem::current_path(folder_.path());
  }
  ~HostileFolderTest() override { std::filesystem::current_path(before_); }

  load::TempDir folder_;
  base::RealFileSystem files_;

 private:
  std::filesystem::path before_;
};

TEST_F(HostileFolderTest, AFifoDoesNotBlock) {
  ASSERT_EQ(::mkfifo("a.yaml", 0600), 0);
  EXPECT_THAT(MessagesOf(RunOn(files_, {"."}).report),
              ElementsAre("a.yaml: this is a FIFO, socket or device; it is not read"));
  EXPECT_THAT(MessagesOf(RunOn(files_, {"a.yaml"}).report),
              ElementsAre("a.yaml: this is a FIFO, socket or device; only files and directories "
                          "are read"));
  EXPECT_TRUE(FindsTheWrongSubject(RunOn(files_, {"."}).report));
}

TEST_F(HostileFolderTest, LinksThatLeadNowhereOutOrRound) {
  std::filesystem::create_symlink("a.yaml", "a.yaml");
  std::filesystem::create_symlink("/etc/passwd", "b.yaml");
  std::filesystem::create_directories("d/e");
  std::filesystem::create_symlink("../..", "d/e/up");
  const engine::RunResult result = RunOn(files_, {"."});
  EXPECT_THAT(MessagesOf(result.report),
              ElementsAre(StartsWith("a.yaml: this symbolic link leads nowhere: "),
                          "b.yaml: this symbolic link leads out of the directory that is read; it "
                          "is not followed",
                          "d/e/up: this symbolic link leads to a directory that contains it; it is "
                          "not followed"));
  EXPECT_TRUE(FindsTheWrongSubject(result.report));
}

TEST_F(HostileFolderTest, DeepDirectories) {
  // As deep as one path may be long; TempDir makes and removes them by their whole path.
  std::string path;
  for (int i = 0; i < 900; ++i) path += "d/";
  folder_.Write(path + "a.yaml", std::string(kPod) + "\"");
  const engine::RunResult result = RunOn(files_, {"."});
  EXPECT_THAT(MessagesOf(result.report),
              ElementsAre(path + "a.yaml:3:7: the quoted string is never closed"));
  EXPECT_TRUE(FindsTheWrongSubject(result.report));
}

// What a terminal or a CI service would obey: control characters, and lines that begin with `::`.
std::vector<std::string> UnsafeParts(std::string_view output) {
  std::vector<std::string> unsafe;
  size_t begin = 0;
  while (begin < output.size()) {
    const size_t end = std::min(output.find('\n', begin), output.size());
    const std::string_view line = output.substr(begin, end - begin);
    begin = end + 1;
    const bool control = std::ranges::any_of(line, [](char c) {
      return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F;
    });
    const bool turns = line.find("\xE2\x80\xAE") != line.npos;  // U+202E
    const bool c1 = line.find("\xC2\x9B") != line.npos;         // U+009B
    if (control || turns || c1 || line.starts_with("::")) unsafe.emplace_back(line);
  }
  return unsafe;
}

TEST_F(HostileFolderTest, OddFileNamesReachNoTerminal) {
  const std::vector<std::string> names = {"new\nline",
                                          "esc\x1b[31mred",
                                          "inv\xff\xfe"
                                          "alid",
                                          "-x",
                                          "::error::hi",
                                          "\n::error::hi",
                                          "##[error]hi",
                                          "bidi\xE2\x80\xAE",
                                          "c1\xC2\x9B"
                                          "31m",
                                          "cr\r"};
  for (const std::string& name : names) folder_.Write(name + ".yaml", std::string(kPod) + "\"");
  const engine::RunResult result = RunOn(files_, {"."});
  EXPECT_EQ(MessagesOf(result.report).size(), names.size());
  EXPECT_TRUE(FindsTheWrongSubject(result.report));
  const std::string messages = render::RenderText(
      result.report, {.color = render::Color::kNever, .extent = render::Extent::kFull});
  EXPECT_THAT(messages, HasSubstr(" --> new\\u{a}line.yaml:3:7\n"));
  EXPECT_THAT(messages, HasSubstr(" --> esc\\u{1b}[31mred.yaml:3:7\n"));
  EXPECT_THAT(UnsafeParts(messages), IsEmpty());
  EXPECT_THAT(UnsafeParts(render::RenderJson(result.report)), IsEmpty());
}

TEST(HostileTextTest, OddNamesInManifestsReachNoTerminal) {
  Tree tree = BrokenSet();
  int i = 0;
  for (const std::string name : {"::error::hi", "a\\n::error::hi", "\\u001b[31mred", "\\u202Ea"}) {
    const std::string folder = fmt::format("b{}/", i++);
    tree[folder + "account.yaml"] = Account('"' + name + '"', "odd");
    tree[folder + "role.json"] = RoleWith(
        "odd",
        PolicyWith(SubjectCondition("StringEquals", "system:serviceaccount:web:" + name + "x")));
  }
  const rule::Report report = RunMemory(tree).report;
  EXPECT_GE(report.findings.size(), 2U);
  EXPECT_TRUE(FindsTheWrongSubject(report));
  EXPECT_THAT(UnsafeParts(render::RenderText(report, {.color = render::Color::kNever})), IsEmpty());
  EXPECT_THAT(UnsafeParts(render::RenderJson(report)), IsEmpty());
}

}  // namespace
}  // namespace irsalint::test
