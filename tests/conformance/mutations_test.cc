// One correct role of an EKS cluster, and what a single wrong field in its trust policy gives:
// exactly one finding at the changed place, or silence with the sentence that makes it harmless.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/strings.h"
#include "tests/harness/fixture.h"
#include "tests/harness/paths.h"
#include "tests/harness/run.h"

namespace irsalint::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kIssuer =
    "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F";
constexpr std::string_view kOther =
    "oidc.eks.eu-central-1.amazonaws.com/id/0F1E2D3C4B5A69788796A5B4C3D2E1F0";

// In the texts below, ISSUER stands for the cluster's issuer and OTHER for that of another cluster.
std::string Expand(std::string_view text) {
  std::string expanded(text);
  for (const auto& [word, issuer] : {std::pair{"ISSUER", kIssuer}, std::pair{"OTHER", kOther}}) {
    for (size_t at = expanded.find(word); at != std::string::npos; at = expanded.find(word, at)) {
      expanded.replace(at, std::string_view(word).size(), issuer);
      at += issuer.size();
    }
  }
  return expanded;
}

struct Mutation {
  std::string_view name;
  std::string_view from;
  std::string_view to;
  std::string_view finding;  // `severity: rule`
  std::string_view at;       // the bytes that the finding underlines, within the changed place
};

struct Harmless {
  std::string_view name;
  std::string_view from;
  std::string_view to;
  std::string_view because;  // of docs/reference
};

constexpr std::string_view kSub = R"("system:serviceaccount:media:uploader")";
constexpr std::string_view kAud = R"("sts.amazonaws.com")";
constexpr std::string_view kSubKey = R"("ISSUER:sub")";
constexpr std::string_view kAudKey = R"("ISSUER:aud")";
constexpr std::string_view kFederated = R"("arn:aws:iam::493827165038:oidc-provider/ISSUER")";
constexpr std::string_view kAction = R"("sts:AssumeRoleWithWebIdentity")";
constexpr std::string_view kOperator = R"("StringEquals")";
constexpr std::string_view kCondition = R"("Condition": {)";
constexpr std::string_view kStatements = R"("Statement": [)";

constexpr std::string_view kSubMismatch = "error: sub-mismatch";
constexpr std::string_view kAudMismatch = "error: aud-mismatch";
constexpr std::string_view kDenied = "error: trust-denies-subject";
constexpr std::string_view kOtherPartition = "error: role-partition-mismatch";

constexpr Mutation kMutations[] = {
    // The subject.
    {"SubNamespace", kSub, R"("system:serviceaccount:medai:uploader")", kSubMismatch, "="},
    {"SubName", kSub, R"("system:serviceaccount:media:upload")", kSubMismatch, "="},
    {"SubNameWithHyphen", kSub, R"("system:serviceaccount:media:up-loader")", kSubMismatch, "="},
    {"SubSwapped", kSub, R"("system:serviceaccount:uploader:media")", kSubMismatch, "="},
    {"SubPrefixPlural", kSub, R"("system:serviceaccounts:media:uploader")", kSubMismatch, "="},
    {"SubPrefixShort", kSub, R"("system:sa:media:uploader")", kSubMismatch, "="},
    {"SubPrefixMissing", kSub, R"("media:uploader")", kSubMismatch, "="},
    {"SubPrefixCamelCase", kSub, R"("system:serviceAccount:media:uploader")", kSubMismatch, "="},
    {"SubNamespaceUpperCase", kSub, R"("system:serviceaccount:Media:uploader")", kSubMismatch, "="},
    {"SubNameUpperCase", kSub, R"("system:serviceaccount:media:Uploader")", kSubMismatch, "="},
    {"SubBlankBefore", kSub, R"(" system:serviceaccount:media:uploader")", kSubMismatch, "="},
    {"SubBlankAfter", kSub, R"("system:serviceaccount:media:uploader ")", kSubMismatch, "="},
    {"SubBlankInside", kSub, R"("system:serviceaccount:media: uploader")", kSubMismatch, "="},
    {"SubNewlineAfter", kSub, R"("system:serviceaccount:media:uploader\n")", kSubMismatch, "="},
    {"SubSlash", kSub, R"("system:serviceaccount:media/uploader")", kSubMismatch, "="},
    {"SubWithoutNamespace", kSub, R"("system:serviceaccount:uploader")", kSubMismatch, "="},
    {"SubOnePartTooMany", kSub, R"("system:serviceaccount:media:app:uploader")", kSubMismatch, "="},
    {"SubEmpty", kSub, R"("")", kSubMismatch, "="},
    {"SubAnyNameUnderStringEquals", kSub, R"("system:serviceaccount:media:*")", kDenied, "="},
    {"SubAnyNamespaceUnderStringEquals", kSub, R"("system:serviceaccount:*:uploader")", kDenied,
     "="},
    {"SubQuestionMarkUnderStringEquals", kSub, R"("system:serviceaccount:media:uploade?")", kDenied,
     "="},
    {"SubEscapedStar", kSub, R"("system:serviceaccount:media:uploade${*}")", kSubMismatch, "="},
    {"SubListOfOthers", kSub,
     R"(["system:serviceaccount:media:thumbnailer", "system:serviceaccount:media:loader"])",
     kSubMismatch, R"("system:serviceaccount:media:loader")"},
    {"SubTwice", R"("ISSUER:sub": "system:serviceaccount:media:uploader")",
     R"("ISSUER:sub": "system:serviceaccount:media:uploader",
        "ISSUER:sub": "system:serviceaccount:media:upload")",
     "error: duplicate-key", R"("ISSUER:sub")"},

    // The audience.
    {"AudAmazon", kAud, R"("sts.amazon.com")", kAudMismatch, "="},
    {"AudChina", kAud, R"("sts.amazonaws.com.cn")", kAudMismatch, "="},
    {"AudUpperCase", kAud, R"("STS.amazonaws.com")", kAudMismatch, "="},
    {"AudBlankAfter", kAud, R"("sts.amazonaws.com ")", kAudMismatch, "="},
    {"AudScheme", kAud, R"("https://sts.amazonaws.com")", kAudMismatch, "="},
    {"AudPodIdentity", kAud, R"("pods.eks.amazonaws.com")", kAudMismatch, "="},
    {"AudRegional", kAud, R"("sts.eu-central-1.amazonaws.com")", kAudMismatch, "="},
    {"AudStarUnderStringEquals", kAud, R"("sts.*.com")", kDenied, "="},
    {"AudEmpty", kAud, R"("")", kAudMismatch, "="},

    // The keys.
    {"SubKeyScheme", kSubKey, R"("https://ISSUER:sub")", kDenied, "="},
    {"SubKeyArn", kSubKey, R"("arn:aws:iam::493827165038:oidc-provider/ISSUER:sub")", kDenied, "="},
    {"SubKeyOtherIssuer", kSubKey, R"("OTHER:sub")", kDenied, "="},
    {"SubKeyOtherClaim", kSubKey, R"("ISSUER:subject")", kDenied, "="},
    {"SubKeyNamespaceClaim", kSubKey, R"("ISSUER:namespace")", kDenied, "="},
    {"SubKeyWithoutIssuer", kSubKey, R"("sub")", kDenied, "="},
    {"SubKeyTrailingSlash", kSubKey, R"("ISSUER/:sub")", kDenied, "="},
    {"SubKeyWithoutId", kSubKey, R"("oidc.eks.eu-central-1.amazonaws.com:sub")", kDenied, "="},
    {"SubKeyBlank", kSubKey, R"("ISSUER: sub")", kDenied, "="},
    {"AudKeyScheme", kAudKey, R"("https://ISSUER:aud")", kDenied, "="},
    {"AudKeyOtherIssuer", kAudKey, R"("OTHER:aud")", kDenied, "="},
    {"AudKeyOtherClaim", kAudKey, R"("ISSUER:audience")", kDenied, "="},

    // The principal.
    {"FederatedAccount", kFederated, R"("arn:aws:iam::493827165083:oidc-provider/ISSUER")",
     "error: role-provider-account-mismatch", "493827165083"},
    {"FederatedRegion", kFederated,
     R"("arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F")",
     "error: issuer-region-mismatch", "eu-west-1"},
    {"FederatedIdLowerCase", kFederated,
     R"("arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7d3f9a1c5b2e8046af93d1e0c6b7825f")",
     kDenied, "="},
    {"FederatedOtherIssuer", kFederated, R"("arn:aws:iam::493827165038:oidc-provider/OTHER")",
     kDenied, "="},
    {"FederatedTrailingSlash", kFederated, R"("arn:aws:iam::493827165038:oidc-provider/ISSUER/")",
     kDenied, "="},
    {"FederatedScheme", kFederated, R"("arn:aws:iam::493827165038:oidc-provider/https://ISSUER")",
     kDenied, "="},
    {"FederatedBareIssuer", kFederated, R"("ISSUER")", kDenied, "="},
    {"FederatedUrl", kFederated, R"("https://ISSUER")", kDenied, "="},
    {"FederatedPartition", kFederated, R"("arn:aws-cn:iam::493827165038:oidc-provider/ISSUER")",
     kOtherPartition, "aws-cn"},
    {"FederatedBlankAfter", kFederated, R"("arn:aws:iam::493827165038:oidc-provider/ISSUER ")",
     kDenied, "="},
    {"FederatedWildcard", kFederated,
     R"("arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/*")",
     kDenied, "="},
    {"FederatedSaml", kFederated, R"("arn:aws:iam::493827165038:saml-provider/ISSUER")", kDenied,
     "="},
    {"ServiceForFederated", R"("Federated": "arn:aws:iam::493827165038:oidc-provider/ISSUER")",
     R"("Service": "ec2.amazonaws.com")", kDenied, R"("ec2.amazonaws.com")"},
    {"AwsForFederated", R"("Federated": "arn:aws:iam::493827165038:oidc-provider/ISSUER")",
     R"("AWS": "arn:aws:iam::493827165038:root")", kDenied, R"("arn:aws:iam::493827165038:root")"},

    // The action and the effect.
    {"ActionAssumeRole", kAction, R"("sts:AssumeRole")", kDenied, "="},
    {"ActionSaml", kAction, R"("sts:AssumeRoleWithSAML")", kDenied, "="},
    {"ActionTypo", kAction, R"("sts:AssumeRoleWithWebIdenity")", kDenied, "="},
    {"ActionTagSession", kAction, R"("sts:TagSession")", kDenied, "="},
    {"ActionBlankAfter", kAction, R"("sts:AssumeRoleWithWebIdentity ")", kDenied, "="},
    {"ActionOtherService", kAction, R"("s3:ListAllMyBuckets")", kDenied, "="},
    {"NotAction", R"("Action": "sts:AssumeRoleWithWebIdentity")",
     R"("NotAction": "sts:AssumeRoleWithWebIdentity")", kDenied,
     R"("sts:AssumeRoleWithWebIdentity")"},
    {"EffectDeny", R"("Allow")", R"("Deny")", kDenied, "="},
    {"EffectLowerCase", R"("Allow")", R"("allow")", kDenied, "="},

    // The operator and further conditions.
    {"OperatorTypo", kOperator, R"("StringEqual")", kDenied, "="},
    {"OperatorArn", kOperator, R"("ArnEquals")", kDenied, "="},
    {"OperatorNumeric", kOperator, R"("NumericEquals")", kDenied, "="},
    {"OperatorNegated", kOperator, R"("StringNotEquals")", kAudMismatch, "="},
    {"SubNullTrue", kCondition, R"("Condition": {"Null": {"ISSUER:sub": "true"},)", kSubMismatch,
     R"("true")"},
    {"SubExcluded", kCondition,
     R"("Condition": {"StringNotEquals": {"ISSUER:sub": "system:serviceaccount:media:uploader"},)",
     kSubMismatch, R"("StringNotEquals")"},
    {"SubOfAnotherNamespaceToo", kCondition,
     R"("Condition": {"StringLike": {"ISSUER:sub": "system:serviceaccount:video:*"},)",
     kSubMismatch, R"("system:serviceaccount:video:*")"},
    {"AudOfAnotherServiceToo", kCondition,
     R"("Condition": {"StringLike": {"ISSUER:aud": "vault*"},)", kAudMismatch, R"("vault*")"},
    {"TwoIssuersAnded", kCondition,
     R"("Condition": {"StringLike": {"OTHER:sub": "system:serviceaccount:media:uploader"},)",
     kDenied, R"("OTHER:sub")"},
    {"ExternalId", kCondition, R"("Condition": {"StringLike": {"sts:ExternalId": "media"},)",
     kDenied, R"("media")"},
    {"RoleAuthorizedByIdp", kCondition,
     R"("Condition": {"Bool": {"sts:RoleAuthorizedByIdp": "true"},)", kDenied, R"("true")"},
    {"DenyAdded", kStatements,
     R"("Statement": [{"Effect": "Deny",
        "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/ISSUER"},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringLike": {"ISSUER:sub": "system:serviceaccount:media:*"}}},)",
     kDenied, R"("Deny")"},

    // What IAM refuses to store.
    {"Version", R"("2012-10-17")", R"("2012-10-18")", kDenied, "="},
    {"Resource", kAction, R"("sts:AssumeRoleWithWebIdentity", "Resource": "*")", kDenied,
     R"("Resource")"},
    {"NotPrincipal", R"("Principal")", R"("NotPrincipal")", kDenied,
     R"("NotPrincipal": {
            "Federated": "arn:aws:iam::493827165038:oidc-provider/ISSUER"
          })"},
    {"Sid", R"("Effect": "Allow")", R"("Sid": "media uploader", "Effect": "Allow")", kDenied,
     R"("media uploader")"},

    // Too open. What is missing is reported where it would be written.
    {"SubRemoved", R"("Condition": {
            "StringEquals": {
              "ISSUER:aud": "sts.amazonaws.com",
              "ISSUER:sub": "system:serviceaccount:media:uploader"
            })",
     R"("Condition": {
            "StringEquals": {
              "ISSUER:aud": "sts.amazonaws.com"
            })",
     "error: sub-missing", R"("Condition")"},
    {"ConditionEmptied", R"("Condition": {
            "StringEquals": {
              "ISSUER:aud": "sts.amazonaws.com",
              "ISSUER:sub": "system:serviceaccount:media:uploader"
            })",
     R"("Condition": {)", "error: sub-missing", R"("Condition")"},

    // What holds today, and what the next slip opens.
    {"AudRemoved", R"("Condition": {
            "StringEquals": {
              "ISSUER:aud": "sts.amazonaws.com",)",
     R"("Condition": {
            "StringEquals": {)",
     "note: aud-missing", R"("Condition")"},
    {"OperatorIfExists", kOperator, R"("StringEqualsIfExists")", "warning: vacuous-condition", "="},
    {"OperatorForAllValues", kOperator, R"("ForAllValues:StringEquals")",
     "warning: vacuous-condition", "="},
    {"OtherIssuersSubIfExists", kCondition,
     R"("Condition": {"StringLikeIfExists": {"OTHER:sub": "system:serviceaccount:video:*"},)",
     "warning: vacuous-condition", R"("OTHER:sub")"},
};

constexpr Harmless kHarmless[] = {
    {"SubInListOfTwo", kSub,
     R"(["system:serviceaccount:media:loader", "system:serviceaccount:media:uploader"])",
     "iam.md §2.1: values of one key: OR for positive operators"},
    {"SubInListOfOne", kSub, R"(["system:serviceaccount:media:uploader"])",
     "iam.md §1.1 G6: arrays may be replaced by a single scalar"},
    {"SubKeyOtherCase", kSubKey,
     R"("OIDC.EKS.eu-central-1.amazonaws.com/id/7d3f9a1c5b2e8046af93d1e0c6b7825f:SUB")",
     "iam.md §2.4: key names are case-insensitive"},
    {"OperatorLike", kOperator, R"("StringLike")",
     "iam.md §6: pattern without * or ? under StringLike = StringEquals"},
    {"OperatorIgnoreCase", kOperator, R"("StringEqualsIgnoreCase")",
     "iam.md §2.2: code-point equality / case-folded"},
    {"OperatorForAnyValue", kOperator, R"("ForAnyValue:StringEquals")",
     "semantics.md §9.2: some value matches; both keys are single-valued (iam.md §2.5)"},
    {"OperatorLowerCase", kOperator, R"("stringequals")",
     "iam.md §11.3: whether IAM takes operator names in another case is not confirmed"},
    {"SubNullFalse", kCondition, R"("Condition": {"Null": {"ISSUER:sub": "false"},)",
     "iam.md §2.3: Null:false holds for a present key"},
    {"OtherIssuersSubNegated", kCondition,
     R"("Condition": {"StringNotLike": {"OTHER:sub": "system:serviceaccount:media:*"},)",
     "iam.md §2.3: a negated operator on an absent key is true"},
    {"SourceIp", kCondition, R"("Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"},)",
     "semantics.md §9.2: request-dependent → offline result depends"},
    {"RoleSessionName", kCondition,
     R"("Condition": {"StringLike": {"sts:RoleSessionName": "media-*"},)",
     "iam.md §2.7: chosen by the caller"},
    {"ActionOtherCase", kAction, R"("STS:assumerolewithwebidentity")",
     "iam.md §1.4: prefix and name are case-insensitive"},
    {"ActionList", kAction, R"(["sts:AssumeRole", "sts:AssumeRoleWithWebIdentity"])",
     "iam.md §1.1 G6: a list where the grammar has a list"},
    {"ActionPattern", kAction, R"("sts:AssumeRole*")",
     "iam.md §1.4: unconfirmed → evaluate them as patterns"},
    {"ActionAllOfSts", kAction, R"("sts:*")",
     "iam.md §1.4: unconfirmed → evaluate them as patterns"},
    {"FederatedList", kFederated,
     R"(["arn:aws:iam::493827165038:oidc-provider/ISSUER", "arn:aws:iam::493827165038:oidc-provider/OTHER"])",
     "iam.md §1.3: several values per key are ORed"},
    {"VersionOld", R"("2012-10-17")", R"("2008-10-17")",
     "iam.md §1.1 G2: 2008-10-17 is a version; only policy variables need 2012-10-17"},
    {"VersionAbsent", R"("Version": "2012-10-17",)", "",
     "iam.md §1.1 G2: optional; absent = behaves as 2008"},
    {"SidEmpty", R"("Effect": "Allow")", R"("Sid": "", "Effect": "Allow")",
     "iam.md §1.2 S3: empty Sid may repeat"},
    {"Id", kStatements, R"("Id": "irsa", "Statement": [)", "iam.md §1.1 G3: optional string"},
    {"DenyForOthers", kStatements,
     R"("Statement": [{"Effect": "Deny",
        "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/ISSUER"},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringNotEquals": {"ISSUER:sub": "system:serviceaccount:media:uploader"}}},)",
     "iam.md §2.1: NOR over values: the Deny does not match this subject"},
    {"AllowForTheService", kStatements,
     R"("Statement": [{"Effect": "Allow", "Principal": {"Service": "pods.eks.amazonaws.com"},
        "Action": ["sts:AssumeRole", "sts:TagSession"]},)",
     "iam.md §2.1: any matching Allow allows"},
};

// The base with StringLike, so that a pattern in the subject means something.
struct Broad {
  std::string_view name;
  std::string_view subject;
  std::string_view finding;  // "" for none
};

constexpr Broad kBroad[] = {
    {"Exact", "system:serviceaccount:media:uploader", ""},
    {"WholeCluster", "system:serviceaccount:*", "error: sub-too-broad"},
    {"Everything", "*", "error: sub-too-broad"},
    {"AnyNamespace", "system:serviceaccount:*:uploader", "error: sub-too-broad"},
    {"OverTheColon", "system:serviceaccount:me*", "error: sub-too-broad"},
    {"OverTheColonFromAName", "system:serviceaccount:media*", "error: sub-too-broad"},
    {"NamespaceFamily", "system:serviceaccount:me*:*", "error: sub-too-broad"},
    {"FamilyWithOneAccount", "system:serviceaccount:med*:uploader", "error: sub-too-broad"},
    {"Namespace", "system:serviceaccount:media:*", "warning: sub-too-broad"},
    {"NamePrefix", "system:serviceaccount:media:up*", ""},
    {"OtherNamePrefix", "system:serviceaccount:media:down*", "error: sub-mismatch"},
};

constexpr std::string_view kDocument = "role.json";

template <typename Row>
std::string NameOf(const ::testing::TestParamInfo<Row>& row) {
  return std::string(row.param.name);
}

// Half-open bytes.
struct Changed {
  size_t begin = 0;
  size_t end = 0;
};

// A correct set of files, one of which holds the policy.
struct Setting {
  std::string policy_file = std::string(kDocument);
  Tree tree = ReadTree(Testdata("inputs/mutations"));

  Changed Mutate(std::string_view from, std::string_view to) {
    std::string& policy = tree.at(policy_file);
    const std::string old_text = Expand(from);
    const std::string new_text = Expand(to);
    const size_t begin = policy.find(old_text);
    policy = ReplaceOnce(policy, old_text, new_text);
    return {.begin = begin, .end = begin + new_text.size()};
  }
};

// The policy alone, without the role's name.
Setting BarePolicy(const std::string& name) {
  Setting setting;
  const std::string document = setting.tree.at(std::string(kDocument));
  setting.tree.erase(std::string(kDocument));
  constexpr std::string_view kKey = "\"AssumeRolePolicyDocument\": ";
  const size_t begin = document.find(kKey) + kKey.size();
  const size_t end = document.find(",\n    \"MaxSessionDuration\"");
  setting.policy_file = name;
  setting.tree[name] = document.substr(begin, end - begin);
  return setting;
}

std::string SeverityAndRule(const rule::LocatedFinding& finding) {
  return fmt::format("{}: {}", rule::ToString(finding.severity), finding.rule);
}

// The mutation gives the one finding, and underlines what was changed.
void ExpectOneFinding(const Mutation& mutation, Setting setting, std::string_view expected,
                      rule::Confidence confidence) {
  const Changed changed = setting.Mutate(mutation.from, mutation.to);
  const rule::Report report = RunTree(setting.tree);
  ASSERT_EQ(report.findings.size(), 1u) << ::testing::PrintToString(PrimaryLines(report));
  const rule::LocatedFinding& finding = report.findings.front();
  SCOPED_TRACE(PrimaryLines(report).front());
  EXPECT_EQ(SeverityAndRule(finding), expected);
  EXPECT_EQ(finding.confidence, confidence);
  EXPECT_EQ(finding.primary.path, setting.policy_file);
  EXPECT_EQ(TextAt(setting.tree, finding.primary),
            Expand(mutation.at == "=" ? mutation.to : mutation.at));
  EXPECT_GE(finding.primary.span.begin, changed.begin);
  EXPECT_LT(finding.primary.span.begin, changed.end);
}

// Whosever policy it is.
bool IsProvedByPolicyAlone(const Mutation& mutation) {
  return mutation.finding == kOtherPartition || mutation.finding.ends_with("-missing") ||
         mutation.finding.ends_with("duplicate-key") ||
         mutation.finding.ends_with("vacuous-condition");
}

TEST(MutationsTest, TheCorrectSetIsSilent) {
  EXPECT_THAT(FindingsOf(Setting().tree), IsEmpty());
  EXPECT_THAT(FindingsOf(BarePolicy("trust.json").tree), IsEmpty());
  EXPECT_THAT(FindingsOf(BarePolicy("media-uploader.json").tree), IsEmpty());
}

TEST(MutationsTest, NamesAreUnique) {
  std::set<std::string_view> names;
  for (const Mutation& mutation : kMutations) EXPECT_TRUE(names.insert(mutation.name).second);
  for (const Harmless& harmless : kHarmless) EXPECT_TRUE(names.insert(harmless.name).second);
}

class MutationTest : public ::testing::TestWithParam<Mutation> {};
INSTANTIATE_TEST_SUITE_P(Field, MutationTest, ::testing::ValuesIn(kMutations), NameOf<Mutation>);

TEST_P(MutationTest, GivesOneFindingAtTheChangedPlace) {
  ExpectOneFinding(GetParam(), {}, GetParam().finding, rule::Confidence::kHigh);
}

// Nothing but the nearness of the file says whose policy it is.
TEST_P(MutationTest, GivesAWeakerFindingInABarePolicyThatAWitnessLinks) {
  const std::string_view expected =
      GetParam().finding == kSubMismatch ? "warning: sub-mismatch" : GetParam().finding;
  ExpectOneFinding(
      GetParam(), BarePolicy("uploader-trust.json"), expected,
      IsProvedByPolicyAlone(GetParam()) ? rule::Confidence::kHigh : rule::Confidence::kMedium);
}

TEST_P(MutationTest, GivesAWeakerFindingInABarePolicyThatIsCalledAsTheRole) {
  const std::string_view expected =
      GetParam().finding == kSubMismatch ? "warning: sub-mismatch" : GetParam().finding;
  ExpectOneFinding(
      GetParam(), BarePolicy("media-uploader.json"), expected,
      IsProvedByPolicyAlone(GetParam()) ? rule::Confidence::kHigh : rule::Confidence::kMedium);
}

class HarmlessMutationTest : public ::testing::TestWithParam<Harmless> {};
INSTANTIATE_TEST_SUITE_P(Field, HarmlessMutationTest, ::testing::ValuesIn(kHarmless),
                         NameOf<Harmless>);

TEST_P(HarmlessMutationTest, IsSilent) {
  for (Setting setting : {Setting(), BarePolicy("uploader-trust.json"),
                          BarePolicy("media-uploader.json"), BarePolicy("trust.json")}) {
    setting.Mutate(GetParam().from, GetParam().to);
    EXPECT_THAT(FindingsOf(setting.tree), IsEmpty())
        << setting.policy_file << ": " << GetParam().because;
  }
}

class BroadSubjectTest : public ::testing::TestWithParam<Broad> {};
INSTANTIATE_TEST_SUITE_P(Value, BroadSubjectTest, ::testing::ValuesIn(kBroad), NameOf<Broad>);

TEST_P(BroadSubjectTest, GivesOneFindingAtTheValue) {
  for (const std::string& file : {std::string(), std::string("uploader-trust.json")}) {
    Setting setting = file.empty() ? Setting() : BarePolicy(file);
    setting.Mutate(kOperator, R"("StringLike")");
    const std::string value = fmt::format("\"{}\"", GetParam().subject);
    setting.Mutate(kSub, value);
    const rule::Report report = RunTree(setting.tree);
    if (GetParam().finding.empty()) {
      EXPECT_THAT(PrimaryLines(report), IsEmpty());
      continue;
    }
    ASSERT_EQ(report.findings.size(), 1u) << ::testing::PrintToString(PrimaryLines(report));
    EXPECT_EQ(report.findings[0].rule, base::SplitOnce(GetParam().finding, ' ')->after);
    if (file.empty()) {
      EXPECT_EQ(SeverityAndRule(report.findings[0]), GetParam().finding);
    }
    EXPECT_EQ(TextAt(setting.tree, report.findings[0].primary), value);
  }
}

// Both keys speak for one issuer, so the principal is the odd one.
TEST(MutationsTest, AnotherPrincipalIsFoundWithoutTheCluster) {
  for (const std::string_view other :
       {R"("arn:aws:iam::493827165038:oidc-provider/OTHER")",
        R"("arn:aws:iam::493827165038:oidc-provider/ISSUER/")", R"("ISSUER")"}) {
    Setting setting;
    setting.tree.erase("cluster.json");
    setting.tree.erase("provider.json");
    setting.Mutate(kFederated, other);
    const rule::Report report = RunTree(setting.tree);
    ASSERT_EQ(report.findings.size(), 1u) << ::testing::PrintToString(PrimaryLines(report));
    EXPECT_EQ(SeverityAndRule(report.findings[0]), kDenied);
    EXPECT_EQ(TextAt(setting.tree, report.findings[0].primary), Expand(other));
  }
}

// A subject that nothing ties to the account does not make the only policy of a folder its role's.
TEST(MutationsTest, WithoutAWitnessABarePolicyProvesNothing) {
  Setting setting = BarePolicy("trust.json");
  setting.Mutate(kSub, R"("system:serviceaccount:billing:invoices")");
  EXPECT_THAT(FindingsOf(setting.tree), IsEmpty());
}

TEST(MutationsTest, ANearMissIsAWitness) {
  Setting setting = BarePolicy("trust.json");
  setting.Mutate(kSub, R"("system:serviceaccount:media:uplaoder")");
  EXPECT_THAT(
      FindingsOf(setting.tree),
      ElementsAre("trust.json:13:94-132: warning: sub-mismatch: the trust policy admits subject "
                  "\"system:serviceaccount:media:uplaoder\", but the token carries "
                  "\"system:serviceaccount:media:uploader\": the name differs"));
}

// The issuer is bound from the policy: a wrong subject is proved without knowing the cluster.
TEST(MutationsTest, NeedsNoClusterAndNoProvider) {
  Setting setting;
  setting.tree.erase("cluster.json");
  setting.tree.erase("provider.json");
  EXPECT_THAT(FindingsOf(setting.tree), IsEmpty());
  setting.Mutate(kSub, R"("system:serviceaccount:media:upload")");
  EXPECT_THAT(
      FindingsOf(setting.tree),
      ElementsAre("role.json:20:94-130: error: sub-mismatch: the trust policy admits subject "
                  "\"system:serviceaccount:media:upload\", but the token carries "
                  "\"system:serviceaccount:media:uploader\": the name differs"));
}

}  // namespace
}  // namespace irsalint::test
