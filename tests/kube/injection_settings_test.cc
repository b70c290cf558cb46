#include "analyzer/kube/injection_settings.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "analyzer/kube/injection.h"
#include "analyzer/kube/read_object.h"
#include "tests/kube/parsed_yaml.h"

namespace irsalint::kube {
namespace {

constexpr char kRole[] = "arn:aws:iam::111122223333:role/s3-reader";

ServiceAccount Account(const std::string& annotations) {
  const ParsedYaml yaml("kind: ServiceAccount\nmetadata: {name: a, annotations: {" + annotations +
                        "}}\n");
  return *ReadServiceAccount(*yaml, "");
}

std::string Role(const std::string& more = "") {
  return std::string("eks.amazonaws.com/role-arn: '") + kRole + "'" + (more.empty() ? "" : ", ") +
         more;
}

std::vector<ConfigMapIdentity> ConfigMap(const std::string& json) {
  const ParsedYaml yaml(
      "kind: ConfigMap\nmetadata: {name: pod-identity-webhook}\ndata: {config: '" + json + "'}\n");
  return *IdentitiesOfConfigMap(*ReadAwsData(*yaml, ""));
}

InjectionSettings Of(const ServiceAccount& account, const WebhookFlags& flags = {}) {
  return SettingsOf({.has_association = false, .account = &account, .config_map = nullptr}, {},
                    flags);
}

// docs/reference/semantics.md §16.3, TestNonRegionalSTS: annotation {true, false, "", absent} with
// the flag on and off.
TEST(InjectionSettingsTest, TheAnnotationForStsWinsOverTheFlag) {
  using base::Truth;
  struct Row {
    std::string annotation;
    Truth flag;
    Truth expected;
  };
  const std::string key = "eks.amazonaws.com/sts-regional-endpoints: ";
  const std::vector<Row> rows = {
      {key + "'true'", Truth::kYes, Truth::kYes},
      {key + "'true'", Truth::kNo, Truth::kYes},
      {key + "'false'", Truth::kYes, Truth::kNo},
      {key + "'false'", Truth::kNo, Truth::kNo},
      {key + "''", Truth::kYes, Truth::kYes},
      {key + "''", Truth::kNo, Truth::kNo},
      {"", Truth::kYes, Truth::kYes},
      {"", Truth::kNo, Truth::kNo},
      {"", Truth::kMaybe, Truth::kMaybe},
      {key + "'${X}'", Truth::kNo, Truth::kMaybe},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.annotation);
    const WebhookFlags flags = {.sts_regional_endpoint = row.flag};
    EXPECT_EQ(Of(Account(Role(row.annotation)), flags).regional_sts.value, row.expected);
  }
}

TEST(InjectionSettingsTest, WithoutRoleThePodIsLeftAlone) {
  EXPECT_EQ(Of(Account("")).mode, CredentialMode::kNone);
  EXPECT_EQ(Of(Account("eks.amazonaws.com/role-arn: ''")).mode, CredentialMode::kNone);
  EXPECT_EQ(Of(Account("eks.amazonaws.com/role-arn: 1")).mode, CredentialMode::kNone);
  EXPECT_EQ(Of(Account(Role())).mode, CredentialMode::kWebIdentity);
}

// TestSaCache: the default audience, and one of its own.
TEST(InjectionSettingsTest, TheAudience) {
  EXPECT_EQ(Of(Account(Role())).audience.value.literal(), "sts.amazonaws.com");
  EXPECT_EQ(Of(Account(Role())).audience.origin, SettingOrigin::kFlag);
  const InjectionSettings own = Of(Account(Role("eks.amazonaws.com/audience: x")));
  EXPECT_EQ(own.audience.value.literal(), "x");
  EXPECT_EQ(own.audience.origin, SettingOrigin::kServiceAccount);
  EXPECT_EQ(syntax::ToString(own.audience.place.route),
            "metadata.annotations.\"eks.amazonaws.com/audience\"");
}

// TestRoleArnComposition.
TEST(InjectionSettingsTest, ABareNameIsComposed) {
  const WebhookFlags flags = {
      .role_arn_prefix =
          RoleArnPrefix(PartitionForWebhook("us-west-2"), syntax::Text::Literal("111122223333"))};
  EXPECT_EQ(Of(Account("eks.amazonaws.com/role-arn: s3-reader"), flags).role_arn.value.literal(),
            kRole);
  EXPECT_EQ(Of(Account(Role()), flags).role_arn.value.literal(), kRole);
  EXPECT_EQ(Of(Account("eks.amazonaws.com/role-arn: ''"), flags).role_arn.value.literal(),
            "arn:aws:iam::111122223333:role/");
  EXPECT_EQ(Of(Account(""), flags).mode, CredentialMode::kNone);
}

TEST(InjectionSettingsTest, ThePartitionIsToldByTheBeginningOfTheRegion) {
  EXPECT_EQ(PartitionForWebhook("cn-north-1"), "aws-cn");
  EXPECT_EQ(PartitionForWebhook("us-gov-west-1"), "aws-us-gov");
  EXPECT_EQ(PartitionForWebhook("us-iso-east-1"), "aws-iso");
  EXPECT_EQ(PartitionForWebhook("us-isob-east-1"), "aws-iso-b");
  EXPECT_EQ(PartitionForWebhook("eusc-de-east-1"), "aws-eusc");
  EXPECT_EQ(PartitionForWebhook("eu-isoe-west-1"), "aws");
  EXPECT_EQ(PartitionForWebhook(""), "aws");
}

// TestPopulateCacheFromCM, TestCachePrecedence.
TEST(InjectionSettingsTest, TheConfigMapCountsWhereTheAccountHasNoRole) {
  const auto entries =
      ConfigMap(R"({"n/a": {"RoleARN": "r", "UseRegionalSTS": true, "TokenExpiration": 300}})");
  const ServiceAccount bare = Account("eks.amazonaws.com/audience: x");
  const InjectionSettings of_map =
      SettingsOf({.has_association = false, .account = &bare, .config_map = &entries[0]}, {}, {});
  EXPECT_EQ(of_map.mode, CredentialMode::kWebIdentity);
  EXPECT_EQ(of_map.role_arn.value.literal(), "r");
  EXPECT_TRUE(of_map.audience.value.IsEmpty());
  EXPECT_EQ(of_map.expiration.value, (Expiration{.least = 300, .most = 300}));
  EXPECT_EQ(of_map.regional_sts.value, base::Truth::kYes);

  const ServiceAccount annotated = Account(Role());
  const InjectionSettings of_account = SettingsOf(
      {.has_association = false, .account = &annotated, .config_map = &entries[0]}, {}, {});
  EXPECT_EQ(of_account.role_arn.value.literal(), kRole);
  EXPECT_EQ(of_account.expiration.value, (Expiration{.least = 86400, .most = 86400}));
  EXPECT_EQ(of_account.regional_sts.value, base::Truth::kNo);
}

// TestGetCommonConfigurations: EKS Pod Identity takes the account's settings, then the ConfigMap's
// exact entry, then nobody's.
TEST(InjectionSettingsTest, PodIdentityTakesSettingsOfAnAccountWithoutRole) {
  const auto entries = ConfigMap(
      R"({"n/a": {"UseRegionalSTS": true, "TokenExpiration": 700}, "*/a": {"UseRegionalSTS": true}})");
  const WebhookFlags flags = {.sts_regional_endpoint = base::Truth::kYes, .token_expiration = 900};
  const ServiceAccount account = Account("eks.amazonaws.com/token-expiration: '800'");
  const auto settings = [&](const ServiceAccount* own, const ConfigMapIdentity* entry) {
    return SettingsOf({.has_association = true, .account = own, .config_map = entry}, {}, flags);
  };
  EXPECT_EQ(settings(&account, &entries[0]).expiration.value->least, 800);
  EXPECT_EQ(settings(&account, &entries[0]).regional_sts.value, base::Truth::kYes);
  EXPECT_EQ(settings(nullptr, &entries[0]).expiration.value->least, 700);
  const InjectionSettings nobody = settings(nullptr, &entries[1]);
  EXPECT_EQ(nobody.mode, CredentialMode::kContainerCredentials);
  EXPECT_EQ(nobody.regional_sts.value, base::Truth::kNo);
  EXPECT_EQ(nobody.expiration.value, (Expiration{.least = 79200, .most = 86400}));
}

TEST(InjectionSettingsTest, ALifetimeThatHoldsAHoleIsUnknown) {
  const InjectionSettings settings =
      Of(Account(Role("eks.amazonaws.com/token-expiration: '${SECONDS}'")));
  EXPECT_EQ(settings.expiration.value, std::nullopt);
  EXPECT_EQ(settings.expiration.origin, SettingOrigin::kServiceAccount);
}

}  // namespace
}  // namespace irsalint::kube
