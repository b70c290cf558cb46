#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "analyzer/explain/decision.h"
#include "analyzer/explain/rules.h"
#include "analyzer/explain/who.h"
#include "analyzer/syntax/parse.h"

namespace irsalint::explain {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr std::string_view kReferences[] = {"docs/reference/iam.md §2.1"};
constexpr std::string_view kOtherTools[] = {"checkov CKV_AWS_60"};
constexpr rule::RuleMeta kFirst = {.id = "sub-mismatch",
                                   .group = "trust",
                                   .summary = "The subject differs",
                                   .severity = rule::Severity::kError,
                                   .references = kReferences,
                                   .also_reported_by = kOtherTools,
                                   .doc = "\n## What it proves\n\nX.\n\n"};
constexpr rule::RuleMeta kSecond = {
    .id = "a", .group = "link", .summary = "Y", .persona = rule::Persona::kPedantic};
constexpr const rule::RuleMeta* kBoth[] = {&kFirst, &kSecond};

TEST(RuleDocument, HoldsAllThatIsKnown) {
  EXPECT_EQ(RuleDocument(kFirst), R"(# sub-mismatch

The subject differs.

Group: trust · severity: error · confidence: high · persona: regular

## What it proves

X.

## Also reported by

- checkov CKV_AWS_60

## References

- docs/reference/iam.md §2.1
)");
}

TEST(RulePage, LinksWhatIsInTheRepository) {
  EXPECT_THAT(RulePage(kFirst),
              HasSubstr("\n- [docs/reference/iam.md](../reference/iam.md) §2.1\n"));
  static constexpr std::string_view kOutside[] = {"https://docs.aws.amazon.com/x", "CIS EKS 5.1.5"};
  constexpr rule::RuleMeta kMeta = {
      .id = "a", .group = "link", .summary = "Y", .references = kOutside};
  EXPECT_THAT(RulePage(kMeta), HasSubstr("\n- <https://docs.aws.amazon.com/x>\n- CIS EKS 5.1.5\n"));
}

TEST(HowToAccept, NamesTheRuleInACommentAndAnAnnotation) {
  EXPECT_EQ(HowToAccept(kFirst), R"(
## How to accept it

A comment in YAML, on the line that is reported or above it, with the reason:

    # irsalint: ignore[sub-mismatch] REASON

or an annotation of the Kubernetes object:

    irsalint.dev/ignore: "sub-mismatch: REASON"

docs/suppressions.md says more; `irsalint baseline create` accepts all that is there.
)");
}

TEST(RulesIndex, ListsTheRulesByGroup) {
  EXPECT_THAT(
      RulesIndex(kBoth),
      HasSubstr("\n## trust\n\n"
                "| rule | severity | persona | what it means |\n|---|---|---|---|\n"
                "| [sub-mismatch](sub-mismatch.md) | error | regular | The subject differs |\n"
                "\n## link\n\n"
                "| rule | severity | persona | what it means |\n|---|---|---|---|\n"
                "| [a](a.md) | warning | pedantic | Y |\n"));
}

TEST(RulesText, AlignsItsColumns) {
  EXPECT_EQ(RulesText(kBoth),
            "sub-mismatch  error    regular   The subject differs\n"
            "a             warning  pedantic  Y\n");
}

TEST(RulesJson, HasTheDocumentedKeys) {
  EXPECT_EQ(RulesJson({kBoth, 1}), R"([
  {
    "id": "sub-mismatch",
    "severity": "error",
    "persona": "regular",
    "summary": "The subject differs"
  }
]
)");
}

// A policy and the document that it was read from.
struct ReadPolicy {
  explicit ReadPolicy(std::string json) : text(std::move(json)) {
    document = syntax::ParseJson(text, {.source = source::SourceId{0},
                                        .begin = 0,
                                        .end = static_cast<uint32_t>(text.size())})
                   .document;
    policy = iam::ReadStoredPolicy(*document->root(), iam::PolicyKind::kTrust);
  }
  ReadPolicy(const ReadPolicy&) = delete;
  ReadPolicy& operator=(const ReadPolicy&) = delete;

  std::string text;
  std::unique_ptr<syntax::Document> document;
  iam::PolicyDocument policy;
};

std::string PolicyFor(const std::string& statement_head, const std::string& condition) {
  return R"({"Version": "2012-10-17", "Statement": [{)" + statement_head +
         R"("Principal": {"Federated": "arn:aws:iam::418273645091:oidc-provider/id.example.com"},
 "Action": "sts:AssumeRoleWithWebIdentity", "Condition": )" +
         condition + "}]}";
}

TEST(Decision, TextAndJsonNameTheDecidingClause) {
  const ReadPolicy read(PolicyFor(R"("Sid": "A\u001bB", "Effect": "Allow", )",
                                  R"({"StringEquals": {"id.example.com:sub": "x"}})"));
  iam::Decision decision;
  decision.outcome = iam::Outcome::kDeny;
  decision.admits = base::Truth::kNo;
  decision.statements = {{.effect = iam::Effect::kAllow,
                          .applies = base::Truth::kNo,
                          .clauses = {{.kind = iam::Clause::Kind::kAction,
                                       .holds = base::Truth::kYes,
                                       .nearest = {},
                                       .reason = "covered"},
                                      {.kind = iam::Clause::Kind::kCondition,
                                       .condition = 0,
                                       .holds = base::Truth::kNo,
                                       .nearest = {},
                                       .reason = "it is \"y\""}}}};
  EXPECT_EQ(DecisionText(read.policy, decision), R"(deny: no Allow statement applies

statement 1 "A\u{1b}B", Allow: does not apply
  yes   action: covered
  no    condition StringEquals id.example.com:sub: it is "y"
)");
  EXPECT_EQ(DecisionJson(read.policy, decision), R"({
  "decision": "deny",
  "statements": [
    {
      "sid": "A\u001bB",
      "effect": "Allow",
      "applies": "no",
      "clauses": [
        {
          "element": "action",
          "holds": "yes",
          "reason": "covered"
        },
        {
          "element": "condition",
          "operator": "StringEquals",
          "key": "id.example.com:sub",
          "holds": "no",
          "reason": "it is \"y\""
        }
      ]
    }
  ]
}
)");
}

TEST(Decision, EachOutcomeHasItsReason) {
  const iam::PolicyDocument policy;
  const auto first_line = [&policy](const iam::Decision& decision) {
    return DecisionText(policy, decision);
  };
  EXPECT_EQ(first_line({.outcome = iam::Outcome::kAllow, .statements = {}, .reason = {}}),
            "allow: an Allow statement applies and no Deny statement does\n");
  EXPECT_EQ(first_line({.outcome = iam::Outcome::kUnknown, .statements = {}, .reason = {}}),
            "unknown: it depends on something that is not known\n");
  EXPECT_EQ(first_line({.outcome = iam::Outcome::kReject, .statements = {}, .reason = "no Action"}),
            "reject: IAM refuses to store this document: no Action\n");
  iam::Decision denied = {.outcome = iam::Outcome::kDeny, .statements = {}, .reason = {}};
  denied.statements.push_back(
      {.effect = iam::Effect::kDeny, .applies = base::Truth::kYes, .clauses = {}});
  EXPECT_THAT(first_line(denied), HasSubstr("deny: a Deny statement applies\n"));
}

TEST(Who, TheWidestProviderGivesTheClass) {
  const ReadPolicy read(R"({"Version": "2012-10-17", "Statement": [
 {"Effect": "Allow", "Principal": {"Federated": ["arn:aws:iam::418273645091:oidc-provider/a.example",
   "arn:aws:iam::418273645091:oidc-provider/b.example"]},
  "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": {"StringEqualsIfExists": {"a.example:sub": "system:serviceaccount:web:app"}}}]})");
  const auto admitted = WhoIsAdmitted(read.policy);
  ASSERT_THAT(admitted, SizeIs(2));
  EXPECT_EQ(admitted[0].provider, "arn:aws:iam::418273645091:oidc-provider/a.example");
  EXPECT_EQ(admitted[0].subjects.subject_class, iam::SubjectClass::kExact);
  EXPECT_EQ(admitted[1].subjects.subject_class, iam::SubjectClass::kAnyAccountInCluster);
  EXPECT_THAT(WhoJson(admitted), HasSubstr("{\n  \"class\": \"any-sa-in-cluster\",\n"));
  EXPECT_THAT(WhoText(admitted),
              HasSubstr("exact: exactly one service account\n"
                        "  through: arn:aws:iam::418273645091:oidc-provider/a.example\n"
                        "  for example: system:serviceaccount:web:app\n"));
}

TEST(Who, OtherProvidersAndDenyStatementsAdmitNobody) {
  const ReadPolicy saml(R"({"Version": "2012-10-17", "Statement": [
 {"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::418273645091:saml-provider/x"},
  "Action": "sts:AssumeRoleWithSAML"}]})");
  EXPECT_THAT(WhoIsAdmitted(saml.policy), SizeIs(0));
  const ReadPolicy deny(PolicyFor(R"("Effect": "Deny", )", "{}"));
  EXPECT_THAT(WhoIsAdmitted(deny.policy), SizeIs(0));
  EXPECT_EQ(WhoText({}), "never-matches: no OIDC provider is trusted\n");
}

constexpr std::string_view kEverybody[] = {R"({"AWS": "*"})", R"("*")"};

std::string PolicyForEverybody(std::string_view principal, std::string_view condition) {
  return R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": )" +
         std::string(principal) + R"(, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": )" +
         std::string(condition) + "}]}";
}

TEST(Who, APrincipalForEverybodyAdmitsEveryCluster) {
  for (const std::string_view principal : kEverybody) {
    const ReadPolicy read(PolicyForEverybody(principal, "{}"));
    const auto admitted = WhoIsAdmitted(read.policy);
    ASSERT_THAT(admitted, SizeIs(1)) << principal;
    EXPECT_EQ(admitted[0].provider, "*");
    EXPECT_EQ(admitted[0].subjects.subject_class, iam::SubjectClass::kAnyCluster) << principal;
    EXPECT_THAT(WhoJson(admitted), HasSubstr("{\n  \"class\": \"any-cluster\",\n"));
  }
}

TEST(Who, ASubjectNarrowsEvenWhatEverybodyMay) {
  const ReadPolicy read(PolicyForEverybody(
      kEverybody[0], R"({"StringEquals": {"id.example.com:sub": "system:serviceaccount:web:a"}})"));
  const auto admitted = WhoIsAdmitted(read.policy);
  ASSERT_THAT(admitted, SizeIs(1));
  EXPECT_EQ(admitted[0].subjects.subject_class, iam::SubjectClass::kExact);
}

}  // namespace
}  // namespace irsalint::explain
