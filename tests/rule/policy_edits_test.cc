#include "analyzer/rule/policy_edits.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/iam/policy_text.h"

namespace irsalint::rule {
namespace {

using iam::BaseOperator;
using iam::kIssuer;
using iam::PolicyDocument;
using iam::Statement;
using syntax::NewValue;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kOther =
    "oidc.eks.eu-central-1.amazonaws.com/id/0A1B2C3D4E5F60718293A4B5C6D7E8F9";

// A value as JSON has it.
std::string Show(const NewValue& value) {
  std::string text;
  switch (value.kind) {
    case syntax::NodeKind::kList:
      for (const NewValue& item : value.items) text += (text.empty() ? "" : ", ") + Show(item);
      return "[" + text + "]";
    case syntax::NodeKind::kMap:
      for (const syntax::NewPair& pair : value.pairs) {
        text += (text.empty() ? "" : ", ") + pair.key + ": " + Show(pair.value);
      }
      return "{" + text + "}";
    default:
      return value.text;
  }
}

void Replace(std::string_view part, std::string_view by, std::string& text) {
  for (size_t at = text.find(part); at != text.npos; at = text.find(part, at + by.size())) {
    text.replace(at, part.size(), by);
  }
}

// `insert Condition.StringEquals sub: x`, with routes below the first statement of a policy.
std::string Show(const syntax::Edit& edit) {
  std::string route = syntax::ToString(syntax::PlaceOf(edit).route);
  Replace("Statement[0]", "", route);
  Replace(kIssuer, "I", route);
  if (route.starts_with('.')) route.erase(0, 1);
  if (const auto* set = std::get_if<syntax::SetValue>(&edit)) {
    return fmt::format("set {} {}", route, Show(set->value));
  }
  if (const auto* pair = std::get_if<syntax::InsertPair>(&edit)) {
    return fmt::format("insert {} {}: {}{}", route, pair->key, Show(pair->value),
                       pair->after.empty() ? "" : " after " + pair->after);
  }
  if (const auto* item = std::get_if<syntax::InsertItem>(&edit)) {
    return fmt::format("append {} {}", route, Show(item->value));
  }
  if (const auto* key = std::get_if<syntax::RenameKey>(&edit)) {
    return fmt::format("rename {} {}", route, key->key);
  }
  return fmt::format("remove {}", route);
}

std::vector<std::string> Show(const std::optional<Edits>& edits) {
  if (!edits.has_value()) return {"nothing"};
  std::vector<std::string> shown;
  for (const syntax::Edit& edit : *edits) shown.push_back(Show(edit));
  return shown;
}

// The only statement of a policy with this Condition.
Statement StatementIf(std::string_view condition) {
  return iam::TrustPolicyOf(R"({"Statement": [)" + iam::AllowIf(condition) + "]}").statements.at(0);
}

std::vector<std::string> Added(const Statement& statement) {
  const std::string texts[] = {"x"};
  return Show(AddCondition(statement, BaseOperator::kStringEquals, "i:sub", texts));
}

TEST(PolicyEditsTest, AConditionStandsWhereItsOperatorIs) {
  EXPECT_THAT(Added(StatementIf(R"({"StringEquals": {"i:aud": "a"}})")),
              ElementsAre("insert Condition.StringEquals i:sub: x"));
  EXPECT_THAT(Added(StatementIf(R"({"stringequals": {"i:aud": "a"}})")),
              ElementsAre("insert Condition.stringequals i:sub: x"));
  EXPECT_THAT(Added(StatementIf(R"({"StringLike": {"i:aud": "a"}})")),
              ElementsAre("insert Condition StringEquals: {i:sub: x}"));
  EXPECT_THAT(Added(StatementIf(R"({"StringEqualsIfExists": {"i:aud": "a"}})")),
              ElementsAre("insert Condition StringEquals: {i:sub: x}"));
  EXPECT_THAT(Added(StatementIf("{}")), ElementsAre("insert Condition StringEquals: {i:sub: x}"));
}

TEST(PolicyEditsTest, AStatementWithoutConditionGetsOne) {
  const PolicyDocument policy = iam::TrustPolicyOf(
      R"({"Statement": [{"Effect": "Allow", "Action": "a", "Principal": {"Federated": "p"}}]})");
  EXPECT_THAT(Added(policy.statements.at(0)),
              ElementsAre("insert  Condition: {StringEquals: {i:sub: x}}"));
}

TEST(PolicyEditsTest, AKeyStandsOnce) {
  EXPECT_THAT(Added(StatementIf(R"({"StringEquals": {"I:SUB": "a"}})")), ElementsAre("nothing"));
  EXPECT_THAT(Added(StatementIf(R"({"StringLike": {"i:sub": "a"}})")),
              ElementsAre("insert Condition StringEquals: {i:sub: x}"));
}

TEST(PolicyEditsTest, SeveralTextsAreAList) {
  const std::string texts[] = {"x", "y"};
  const Statement one = StatementIf(R"({"StringEquals": {"k": "a"}})");
  EXPECT_THAT(Show(ReplaceValue(one.conditions[0], 0, {texts, 1})),
              ElementsAre("set Condition.StringEquals.k x"));
  EXPECT_THAT(Show(ReplaceValue(one.conditions[0], 0, texts)),
              ElementsAre("set Condition.StringEquals.k [x, y]"));
  EXPECT_THAT(Show(AddValues(one.conditions[0], texts)),
              ElementsAre("set Condition.StringEquals.k [a, x, y]"));
  const Statement list = StatementIf(R"({"StringEquals": {"k": ["a", "b"]}})");
  EXPECT_THAT(
      Show(ReplaceValue(list.conditions[0], 1, texts)),
      ElementsAre("set Condition.StringEquals.k[1] x", "append Condition.StringEquals.k y"));
  EXPECT_THAT(Show(AddValues(list.conditions[0], {texts, 1})),
              ElementsAre("append Condition.StringEquals.k x"));
}

std::vector<std::string> Moved(std::string_view condition, std::vector<RenamedCondition> moved,
                               std::string_view operator_name = "StringLike") {
  return Show(MoveConditions(StatementIf(condition), moved, operator_name));
}

TEST(PolicyEditsTest, AnOperatorThatIsLeftEmptyIsRenamed) {
  EXPECT_THAT(Moved(R"({"StringEquals": {"k": "a"}})", {{0, "k"}}),
              ElementsAre("rename Condition.StringEquals StringLike"));
  EXPECT_THAT(Moved(R"({"StringEquals": {"k": "a"}})", {{0, "new"}}),
              ElementsAre("rename Condition.StringEquals StringLike",
                          "rename Condition.StringEquals.k new"));
  EXPECT_THAT(Moved(R"({"StringEquals": {"k": "a", "l": "b"}})", {{0, "k"}, {1, "l"}}),
              ElementsAre("rename Condition.StringEquals StringLike"));
}

TEST(PolicyEditsTest, AConditionMovesAlone) {
  EXPECT_THAT(Moved(R"({"StringEquals": {"k": ["a", "b"], "l": "c"}})", {{0, "k"}}),
              ElementsAre("remove Condition.StringEquals.k",
                          "insert Condition StringLike: {k: [a, b]} after StringEquals"));
  EXPECT_THAT(
      Moved(R"({"StringEquals": {"k": "a", "l": "c"}, "StringLike": {"m": "d"}})", {{0, "k"}}),
      ElementsAre("remove Condition.StringEquals.k", "insert Condition.StringLike k: a"));
}

TEST(PolicyEditsTest, AnOperatorThatIsThereAlreadyTakesAll) {
  EXPECT_THAT(Moved(R"({"StringEquals": {"k": "a"}, "StringLike": {"m": "d"}})", {{0, "k"}}),
              ElementsAre("remove Condition.StringEquals", "insert Condition.StringLike k: a"));
  EXPECT_THAT(Moved(R"({"StringEquals": {"k": "a"}, "StringLike": {"K": "d"}})", {{0, "k"}}),
              ElementsAre("nothing"))
      << "two conditions on one key are an AND, two values an OR";
}

TEST(PolicyEditsTest, ARemovedConditionLeavesNoEmptyOperator) {
  EXPECT_THAT(Show(RemoveCondition(StatementIf(R"({"StringEquals": {"k": "a"}})"), 0)),
              ElementsAre("remove Condition.StringEquals"));
  EXPECT_THAT(Show(RemoveCondition(StatementIf(R"({"StringEquals": {"k": "a", "l": "b"}})"), 1)),
              ElementsAre("remove Condition.StringEquals.l"));
}

TEST(PolicyEditsTest, KeysAreRenamedWhereTheyAreFree) {
  const Statement statement =
      StatementIf(R"({"StringEquals": {"x:aud": "a", "x:sub": "b", "y:SUB": "c"}})");
  const size_t first[] = {0};
  EXPECT_THAT(Show(RenameKeys(statement, KeysOfIssuer(statement, first, "y"))),
              ElementsAre("rename Condition.StringEquals.\"x:aud\" y:aud"));
  const size_t both[] = {0, 1};
  EXPECT_THAT(Show(RenameKeys(statement, KeysOfIssuer(statement, both, "y"))),
              ElementsAre("nothing"));
}

TEST(PolicyEditsTest, AnIssuerIsReplacedThroughout) {
  const PolicyDocument policy = iam::TrustPolicyOf(
      R"({"Statement": [)" +
      iam::AllowIf(R"({"StringEquals": {"ISSUER:aud": "a", "aws:SourceIp": "b"}})") + "]}");
  EXPECT_THAT(
      Show(ReplaceIssuer(policy, kIssuer, kOther)),
      ElementsAre(
          "set Principal.Federated arn:aws:iam::468013579246:oidc-provider/" + std::string(kOther),
          "rename Condition.StringEquals.\"I:aud\" " + std::string(kOther) + ":aud"));
  EXPECT_THAT(Show(ReplaceIssuer(policy, kOther, kIssuer)), ElementsAre("nothing"))
      << "it is trusted already";
  EXPECT_THAT(Show(ReplaceIssuer(policy, kIssuer,
                                 "oidc.eks.cn-north-1.amazonaws.com.cn/id/"
                                 "0A1B2C3D4E5F60718293A4B5C6D7E8F9")),
              ElementsAre("nothing"))
      << "providers of China live in accounts of China";
}

TEST(PolicyEditsTest, WithoutEditsThereIsNoFix) {
  EXPECT_FALSE(PolicyFix("title", Applicability::kSafe, std::nullopt).has_value());
  EXPECT_FALSE(PolicyFix("title", Applicability::kSafe, Edits{}).has_value());
  const syntax::Place place;
  const Edits edits = {syntax::Remove{.place = place}};
  EXPECT_EQ(PolicyFix("title", Applicability::kUnsafe, edits),
            (Fix{.title = "title",
                 .applicability = Applicability::kUnsafe,
                 .side = FixSide::kPolicy,
                 .edits = edits}));
}

// A statement of a policy with these Actions (JSON) and this key for them.
Statement StatementFor(std::string_view actions, std::string_view key = "Action") {
  return iam::TrustPolicyOf(
             fmt::format(R"({{"Statement": [{{"Effect": "Allow", "Principal": {{"Service": "s"}},
                              "{}": {}}}]}})",
                         key, actions))
      .statements.at(0);
}

TEST(PolicyEditsTest, AddsAnAction) {
  EXPECT_THAT(Show(AddAction(StatementFor(R"("sts:AssumeRole")"), "sts:TagSession")),
              ElementsAre("set Action [sts:AssumeRole, sts:TagSession]"));
  EXPECT_THAT(Show(AddAction(StatementFor(R"(["sts:AssumeRole"])"), "sts:TagSession")),
              ElementsAre("append Action sts:TagSession"));
  EXPECT_THAT(Show(AddAction(StatementFor(R"("sts:x")", "NotAction"), "sts:TagSession")),
              ElementsAre("nothing"));
  EXPECT_THAT(Show(AddAction(StatementFor("[]"), "sts:TagSession")), ElementsAre("nothing"));
}

TEST(PolicyEditsTest, AddsAStatementToAList) {
  const auto add = [](std::string policy) {
    return Show(
        AddStatement(iam::TrustPolicyOf(std::move(policy)),
                     NewValue::Map({{.key = "Effect", .value = NewValue::String("Allow")}})));
  };
  const std::string statement = R"({"Effect": "Allow", "Principal": "*", "Action": "a"})";
  EXPECT_THAT(add(R"({"Statement": [)" + statement + "]}"),
              ElementsAre("append Statement {Effect: Allow}"));
  EXPECT_THAT(add(R"({"Statement": )" + statement + "}"), ElementsAre("nothing"));
  EXPECT_THAT(add("{}"), ElementsAre("nothing"));
}

TEST(PolicyEditsTest, AddsSeveralConditionsWhereThereAreNone) {
  const std::vector<syntax::NewPair> keys = {{.key = "k", .value = NewValue::String("a")},
                                             {.key = "l", .value = NewValue::String("b")}};
  EXPECT_THAT(Show(AddConditions(StatementFor(R"("a")"), BaseOperator::kStringEquals, keys)),
              ElementsAre("insert  Condition: {StringEquals: {k: a, l: b}}"));
  EXPECT_THAT(Show(AddConditions(StatementIf(R"({"Bool": {"k": "true"}})"),
                                 BaseOperator::kStringEquals, keys)),
              ElementsAre("nothing"));
  EXPECT_THAT(Show(AddConditions(StatementFor(R"("a")"), BaseOperator::kStringEquals, {})),
              ElementsAre("nothing"));
}

}  // namespace
}  // namespace irsalint::rule
