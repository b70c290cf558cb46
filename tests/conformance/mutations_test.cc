// One correct role of an EKS cluster, and what a single wrong field in its trust policy gives:
// exactly one finding at the changed place, or silence with the sentence that makes it harmless.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
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
constexpr std::string_view kProviderAccount = "error: role-provider-account-mismatch";
constexpr std::string_view kPartition = "error: role-partition-mismatch";
constexpr std::string_view kMayBeInvalid = "warning: trust-policy-invalid";
constexpr std::string_view kInvalid = "error: trust-policy-invalid";
constexpr std::string_view kActionForm = "error: action-principal-mismatch";
constexpr std::string_view kKeyForm = "error: condition-key-malformed";
constexpr std::string_view kIssuerForm = "error: issuer-malformed";
constexpr std::string_view kKeyIssuer = "error: condition-issuer-mismatch";
constexpr std::string_view kWildcard = "error: wildcard-without-like";
constexpr std::string_view kSubjectForm = "error: subject-malformed";
constexpr std::string_view kConflict = "error: conditions-unsatisfiable";

constexpr Mutation kMutations[] = {
    // The subject.
    {"SubNamespace", kSub, R"("system:serviceaccount:medai:uploader")", kSubMismatch, "="},
    {"SubName", kSub, R"("system:serviceaccount:media:upload")", kSubMismatch, "="},
    {"SubNameWithHyphen", kSub, R"("system:serviceaccount:media:up-loader")", kSubMismatch, "="},
    {"SubSwapped", kSub, R"("system:serviceaccount:uploader:media")", kSubMismatch, "="},
    {"SubPrefixPlural", kSub, R"("system:serviceaccounts:media:uploader")", kSubjectForm,
     R"(system:serviceaccounts)"},
    {"SubPrefixShort", kSub, R"("system:sa:media:uploader")", kSubjectForm, R"(system:sa:)"},
    {"SubPrefixMissing", kSub, R"("media:uploader")", kSubjectForm, R"(media:uploader)"},
    {"SubPrefixCamelCase", kSub, R"("system:serviceAccount:media:uploader")", kSubjectForm,
     R"(system:serviceAccount:)"},
    {"SubNamespaceUpperCase", kSub, R"("system:serviceaccount:Media:uploader")", kSubjectForm,
     R"(M)"},
    {"SubNameUpperCase", kSub, R"("system:serviceaccount:media:Uploader")", kSubjectForm, R"(U)"},
    {"SubBlankBefore", kSub, R"(" system:serviceaccount:media:uploader")", kSubjectForm, R"( )"},
    {"SubBlankAfter", kSub, R"("system:serviceaccount:media:uploader ")", kSubjectForm, R"( )"},
    {"SubBlankInside", kSub, R"("system:serviceaccount:media: uploader")", kSubjectForm, R"( )"},
    {"SubNewlineAfter", kSub, R"("system:serviceaccount:media:uploader\n")", kSubjectForm, R"(\n)"},
    {"SubSlash", kSub, R"("system:serviceaccount:media/uploader")", kSubjectForm, R"(/)"},
    {"SubWithoutNamespace", kSub, R"("system:serviceaccount:uploader")", kSubjectForm,
     R"(uploader)"},
    {"SubOnePartTooMany", kSub, R"("system:serviceaccount:media:app:uploader")", kSubjectForm,
     R"(:uploader)"},
    {"SubEmpty", kSub, R"("")", kSubjectForm, "="},
    {"SubAnyNameUnderStringEquals", kSub, R"("system:serviceaccount:media:*")", kWildcard, "="},
    {"SubAnyNamespaceUnderStringEquals", kSub, R"("system:serviceaccount:*:uploader")", kWildcard,
     "="},
    {"SubQuestionMarkUnderStringEquals", kSub, R"("system:serviceaccount:media:uploade?")",
     kWildcard, "="},
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
    {"AudStarUnderStringEquals", kAud, R"("sts.*.com")", kWildcard, "="},
    {"AudEmpty", kAud, R"("")", kAudMismatch, "="},

    // The keys.
    {"SubKeyScheme", kSubKey, R"("https://ISSUER:sub")", kKeyForm, R"(https://)"},
    {"SubKeyArn", kSubKey, R"("arn:aws:iam::493827165038:oidc-provider/ISSUER:sub")", kKeyForm,
     R"(arn:aws:iam::493827165038:oidc-provider/)"},
    {"SubKeyOtherIssuer", kSubKey, R"("OTHER:sub")", kKeyIssuer, R"(OTHER)"},
    {"SubKeyOtherClaim", kSubKey, R"("ISSUER:subject")", kKeyForm, R"(subject)"},
    {"SubKeyNamespaceClaim", kSubKey, R"("ISSUER:namespace")", kKeyForm, R"(namespace)"},
    {"SubKeyWithoutIssuer", kSubKey, R"("sub")", kKeyForm, R"(sub)"},
    {"SubKeyTrailingSlash", kSubKey, R"("ISSUER/:sub")", kKeyForm, R"(/)"},
    {"SubKeyWithoutId", kSubKey, R"("oidc.eks.eu-central-1.amazonaws.com:sub")", kIssuerForm,
     R"(oidc.eks.eu-central-1.amazonaws.com)"},
    {"SubKeyWildcard", kSubKey, R"("oidc.eks.eu-central-1.amazonaws.com/id/*:sub")", kIssuerForm,
     R"(*)"},
    {"SubKeyRegionBeforeEks", kSubKey,
     R"("oidc.eu-central-1.eks.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub")",
     kIssuerForm, R"(oidc.eu-central-1.eks.amazonaws.com)"},
    {"SubKeyOtherRegion", kSubKey,
     R"("oidc.eks.eu-west-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub")", kKeyIssuer,
     R"(oidc.eks.eu-west-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F)"},
    {"SubKeyWithoutClaim", kSubKey, R"("ISSUER")", kKeyForm, R"(ISSUER)"},
    {"SubKeyBlank", kSubKey, R"("ISSUER: sub")", kKeyForm, R"( )"},
    {"AudKeyScheme", kAudKey, R"("https://ISSUER:aud")", kKeyForm, R"(https://)"},
    {"AudKeyOtherIssuer", kAudKey, R"("OTHER:aud")", kKeyIssuer, R"(OTHER)"},
    {"AudKeyOtherClaim", kAudKey, R"("ISSUER:audience")", kKeyForm, R"(audience)"},

    // The principal.
    {"FederatedAccount", kFederated, R"("arn:aws:iam::493827165083:oidc-provider/ISSUER")",
     kProviderAccount, R"(493827165083)"},
    {"FederatedRegion", kFederated,
     R"("arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F")",
     kKeyIssuer, "="},
    {"FederatedIdLowerCase", kFederated,
     R"("arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7d3f9a1c5b2e8046af93d1e0c6b7825f")",
     kDenied, "="},
    {"FederatedOtherIssuer", kFederated, R"("arn:aws:iam::493827165038:oidc-provider/OTHER")",
     kKeyIssuer, "="},
    {"FederatedTrailingSlash", kFederated, R"("arn:aws:iam::493827165038:oidc-provider/ISSUER/")",
     kIssuerForm, R"(/)"},
    {"FederatedScheme", kFederated, R"("arn:aws:iam::493827165038:oidc-provider/https://ISSUER")",
     kIssuerForm, R"(https://)"},
    {"FederatedBareIssuer", kFederated, R"("ISSUER")", kInvalid, "="},
    {"FederatedUrl", kFederated, R"("https://ISSUER")", kInvalid, "="},
    {"FederatedPartition", kFederated, R"("arn:aws-cn:iam::493827165038:oidc-provider/ISSUER")",
     kPartition, R"(aws-cn)"},
    {"FederatedBlankAfter", kFederated, R"("arn:aws:iam::493827165038:oidc-provider/ISSUER ")",
     kIssuerForm, R"( )"},
    {"FederatedWildcard", kFederated,
     R"("arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/*")",
     kIssuerForm, R"(*)"},
    {"FederatedTwoArns", kFederated,
     R"("arn:aws:iam::493827165038:oidc-provider/arn:aws:iam::493827165038:oidc-provider/ISSUER")",
     kIssuerForm, R"(arn:aws:iam::493827165038:oidc-provider/)"},
    {"FederatedRegionBeforeEks", kFederated,
     R"("arn:aws:iam::493827165038:oidc-provider/oidc.eu-central-1.eks.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F")",
     kIssuerForm, R"(oidc.eu-central-1.eks.amazonaws.com)"},
    {"FederatedRegionCode", kFederated,
     R"("arn:aws:iam::493827165038:oidc-provider/oidc.eks.region-code.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F")",
     kIssuerForm, R"(region-code)"},
    {"FederatedWithoutRegion", kFederated,
     R"("arn:aws:iam::493827165038:oidc-provider/oidc.eks.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F")",
     kIssuerForm, R"(oidc.eks.amazonaws.com)"},
    {"FederatedSuffixTypo", kFederated,
     R"("arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazon.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F")",
     kIssuerForm, R"(amazon.com)"},
    {"FederatedWithoutIdPath", kFederated,
     R"("arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/7D3F9A1C5B2E8046AF93D1E0C6B7825F")",
     kIssuerForm, R"(/7D3F9A1C5B2E8046AF93D1E0C6B7825F)"},
    {"FederatedEmptyId", kFederated,
     R"("arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/")",
     kIssuerForm, R"(/id/)"},
    {"FederatedLongPath", kFederated, R"("arn:aws:iam::493827165038:oidc-provider/ISSUER/keys")",
     kIssuerForm, R"(/keys)"},
    {"FederatedSaml", kFederated, R"("arn:aws:iam::493827165038:saml-provider/ISSUER")", kDenied,
     "="},
    {"ServiceForFederated", R"("Federated": "arn:aws:iam::493827165038:oidc-provider/ISSUER")",
     R"("Service": "ec2.amazonaws.com")", kActionForm, R"("ec2.amazonaws.com")"},
    {"AwsForFederated", R"("Federated": "arn:aws:iam::493827165038:oidc-provider/ISSUER")",
     R"("AWS": "arn:aws:iam::493827165038:root")", kActionForm,
     R"("arn:aws:iam::493827165038:root")"},

    // The action and the effect.
    {"ActionAssumeRole", kAction, R"("sts:AssumeRole")", kActionForm, "="},
    {"ActionSaml", kAction, R"("sts:AssumeRoleWithSAML")", kActionForm, "="},
    {"ActionTypo", kAction, R"("sts:AssumeRoleWithWebIdenity")", kInvalid, "="},
    {"ActionTagSession", kAction, R"("sts:TagSession")", kActionForm, "="},
    {"ActionBlankAfter", kAction, R"("sts:AssumeRoleWithWebIdentity ")", kInvalid, "="},
    {"ActionOtherService", kAction, R"("s3:ListAllMyBuckets")", kInvalid, "="},
    {"ActionPattern", kAction, R"("sts:AssumeRole*")", kMayBeInvalid, "="},
    {"ActionAllOfSts", kAction, R"("sts:*")", kMayBeInvalid, "="},
    {"ActionsWithoutWebIdentity", R"("Action": "sts:AssumeRoleWithWebIdentity")",
     R"("Action": ["sts:AssumeRole", "sts:TagSession"])", kActionForm,
     R"("Action": ["sts:AssumeRole", "sts:TagSession"])"},
    {"NotAction", R"("Action": "sts:AssumeRoleWithWebIdentity")",
     R"("NotAction": "sts:AssumeRoleWithWebIdentity")", kActionForm,
     R"("sts:AssumeRoleWithWebIdentity")"},
    {"EffectDeny", R"("Allow")", R"("Deny")", kDenied, "="},
    {"EffectLowerCase", R"("Allow")", R"("allow")", kInvalid, "="},

    // The operator and further conditions.
    {"OperatorTypo", kOperator, R"("StringEqual")", kInvalid, "="},
    {"OperatorArn", kOperator, R"("ArnEquals")", kDenied, "="},
    {"OperatorNumeric", kOperator, R"("NumericEquals")", kDenied, "="},
    {"OperatorNegated", kOperator, R"("StringNotEquals")", kAudMismatch, "="},
    {"SubNullTrue", kCondition, R"("Condition": {"Null": {"ISSUER:sub": "true"},)", kConflict,
     R"("true")"},
    {"SubExcluded", kCondition,
     R"("Condition": {"StringNotEquals": {"ISSUER:sub": "system:serviceaccount:media:uploader"},)",
     kConflict, R"("StringNotEquals")"},
    {"SubOfAnotherNamespaceToo", kSub,
     R"("system:serviceaccount:media:uploader"},
        "StringLike": {"ISSUER:sub": "system:serviceaccount:video:*")",
     kConflict, R"("system:serviceaccount:video:*")"},
    {"SubPatternExcludesTheName", kSub,
     R"("system:serviceaccount:media:uploader"},
        "StringNotLike": {"ISSUER:sub": "system:serviceaccount:*:up*")",
     kConflict, R"("StringNotLike")"},
    {"AudOfAnotherServiceToo", kSub,
     R"("system:serviceaccount:media:uploader"}, "StringLike": {"ISSUER:aud": "vault*")", kConflict,
     R"("vault*")"},
    {"TwoIssuersAnded", kCondition,
     R"("Condition": {"StringLike": {"OTHER:sub": "system:serviceaccount:media:uploader"},)",
     kKeyIssuer, R"(OTHER)"},
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
    {"Version", R"("2012-10-17")", R"("2012-10-18")", kInvalid, "="},
    {"Resource", kAction, R"("sts:AssumeRoleWithWebIdentity", "Resource": "*")", kInvalid,
     R"("Resource")"},
    {"NotPrincipal", R"("Principal")", R"("NotPrincipal")", kInvalid,
     R"("NotPrincipal": {
            "Federated": "arn:aws:iam::493827165038:oidc-provider/ISSUER"
          })"},
    {"Sid", R"("Effect": "Allow")", R"("Sid": "media uploader", "Effect": "Allow")", kInvalid,
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

// Whether a finding rests on the link between role and policy. What stands in the policy itself is
// wrong whoever claims its role.
bool RestsOnTheLink(std::string_view finding) {
  return finding == kSubMismatch || finding == kAudMismatch || finding == kDenied ||
         finding == kProviderAccount;
}

void ExpectOneFindingInABarePolicy(const Mutation& mutation, const std::string& file) {
  const std::string_view expected =
      mutation.finding == kSubMismatch ? "warning: sub-mismatch" : mutation.finding;
  ExpectOneFinding(
      mutation, BarePolicy(file), expected,
      RestsOnTheLink(mutation.finding) ? rule::Confidence::kMedium : rule::Confidence::kHigh);
}

// Nothing but the nearness of the file says whose policy it is.
TEST_P(MutationTest, GivesAWeakerFindingInABarePolicyThatAWitnessLinks) {
  ExpectOneFindingInABarePolicy(GetParam(), "uploader-trust.json");
}

TEST_P(MutationTest, GivesAWeakerFindingInABarePolicyThatIsCalledAsTheRole) {
  ExpectOneFindingInABarePolicy(GetParam(), "media-uploader.json");
}

// A fault of the policy itself needs no account, and gives the same finding at the same place with
// the chain taken away.
TEST_P(MutationTest, AFaultOfThePolicyNeedsNoAccount) {
  if (RestsOnTheLink(GetParam().finding)) return;
  Setting setting = BarePolicy("trust.json");
  std::erase_if(setting.tree, [](const auto& file) { return file.first != "trust.json"; });
  setting.Mutate(GetParam().from, GetParam().to);
  const rule::Report report = RunTree(setting.tree);
  ASSERT_EQ(report.findings.size(), 1u) << ::testing::PrintToString(PrimaryLines(report));
  EXPECT_EQ(SeverityAndRule(report.findings.front()), GetParam().finding);
  EXPECT_EQ(TextAt(setting.tree, report.findings.front().primary),
            Expand(GetParam().at == "=" ? GetParam().to : GetParam().at));
}

// What the findings say about the one account that is refused.
struct Chains {
  size_t claim = 0;  // findings that lead from the account to what refuses it
  size_t provider =
      0;  // findings about the provider, which name every account that claims the role
};

Chains ChainsIn(const rule::Report& report) {
  Chains chains;
  for (const rule::LocatedFinding& finding : report.findings) {
    const bool refused = std::ranges::any_of(finding.related, [](const rule::LocatedPlace& place) {
      return place.message.starts_with("tokens of this account carry the subject");
    });
    const std::string found = SeverityAndRule(finding);
    chains.claim += refused ? 1 : 0;
    chains.provider += found == kProviderAccount || found == kPartition ? 1 : 0;
  }
  return chains;
}

bool Refuses(const Mutation& mutation) {
  return mutation.finding != kMayBeInvalid && !mutation.finding.ends_with("-missing") &&
         !mutation.finding.ends_with("vacuous-condition") &&
         !mutation.finding.ends_with("duplicate-key");
}

// Every refused account is led to one fault, never to none and never to two, whatever else is
// wrong.
TEST_P(MutationTest, LeadsTheAccountToOneFaultOfTwo) {
  if (!Refuses(GetParam())) return;
  constexpr size_t kRows = std::size(kMutations);
  const auto row = static_cast<size_t>(
      &*std::ranges::find(kMutations, GetParam().name, &Mutation::name) - kMutations);
  for (const size_t step : {size_t{0}, size_t{1}, size_t{17}, size_t{41}, size_t{59}}) {
    const Mutation& other = kMutations[(row + step) % kRows];
    // What opens a policy may undo the refusal.
    if (!Refuses(other)) continue;
    Setting setting;
    setting.Mutate(GetParam().from, GetParam().to);
    if (step > 0) {
      const std::string from = Expand(other.from);
      const std::string& policy = setting.tree.at(setting.policy_file);
      const size_t at = policy.find(from);
      if (at == std::string::npos || policy.find(from, at + 1) != std::string::npos) continue;
      setting.Mutate(other.from, other.to);
    }
    const rule::Report report = RunTree(setting.tree);
    SCOPED_TRACE(
        fmt::format("and {}: {}", other.name, ::testing::PrintToString(PrimaryLines(report))));
    const Chains chains = ChainsIn(report);
    EXPECT_LE(chains.claim, 1u);
    EXPECT_GE(chains.claim + chains.provider, 1u);
  }
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
  struct Row {
    std::string_view other;
    std::string_view finding;
    std::string_view at;
  };
  constexpr std::string_view kElse = R"("arn:aws:iam::493827165038:oidc-provider/OTHER")";
  constexpr std::string_view kBare = R"("ISSUER")";
  for (const auto& [other, finding, at] :
       {Row{kElse, kKeyIssuer, kElse},
        Row{R"("arn:aws:iam::493827165038:oidc-provider/ISSUER/")", kIssuerForm, "/"},
        Row{kBare, kInvalid, kBare}}) {
    Setting setting;
    setting.tree.erase("cluster.json");
    setting.tree.erase("provider.json");
    setting.Mutate(kFederated, other);
    const rule::Report report = RunTree(setting.tree);
    ASSERT_EQ(report.findings.size(), 1u) << ::testing::PrintToString(PrimaryLines(report));
    EXPECT_EQ(SeverityAndRule(report.findings[0]), finding);
    EXPECT_EQ(TextAt(setting.tree, report.findings[0].primary), Expand(at));
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
