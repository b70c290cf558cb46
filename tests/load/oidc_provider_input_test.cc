#include "analyzer/load/oidc_provider_input.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "analyzer/base/in_memory_file_system.h"
#include "analyzer/load/extract.h"
#include "analyzer/load/sniff.h"
#include "tests/load/load_units.h"

namespace irsalint::load {
namespace {

using facts::Facts;
using facts::InputFormat;
using facts::OidcProvider;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view kUpbound = R"(apiVersion: iam.aws.upbound.io/v1beta1
kind: OpenIDConnectProvider
metadata: {name: blue}
spec:
  forProvider:
    url: https://oidc.example.net/blue
    clientIdList: [sts.amazonaws.com]
    thumbprintList: ["9e99a48a9960b14926bb7f3b02e22da2b0ab7280"]
)";
constexpr std::string_view kAck = R"(apiVersion: iam.services.k8s.aws/v1alpha1
kind: OpenIDConnectProvider
metadata: {name: blue}
spec:
  url: https://oidc.example.net/blue
  clientIDs: [sts.amazonaws.com]
  thumbprints: ["9e99a48a9960b14926bb7f3b02e22da2b0ab7280"]
status:
  ackResourceMetadata:
    arn: arn:aws:iam::493827165038:oidc-provider/oidc.example.net/blue
)";
constexpr std::string_view kCli = R"({
  "Url": "https://oidc.example.net/blue",
  "ClientIDList": ["sts.amazonaws.com"],
  "ThumbprintList": ["9e99a48a9960b14926bb7f3b02e22da2b0ab7280"]
})";

Facts Read(std::string_view path, std::string_view text) {
  const FileForm form = path.ends_with(".yaml") ? FileForm::kYaml : FileForm::kJson;
  return ExtractFile({.source = source::SourceId{0}, .path = path, .bytes = text, .form = form})
      .facts;
}

std::vector<std::string> Texts(const std::vector<iam::Value>& values) {
  std::vector<std::string> texts;
  for (const iam::Value& value : values) texts.push_back(value.text.Written());
  return texts;
}

void ExpectBlue(const Facts& facts, InputFormat format) {
  ASSERT_EQ(facts.oidc_providers.size(), 1U);
  const OidcProvider& provider = facts.oidc_providers[0];
  EXPECT_EQ(provider.url->Written(), "https://oidc.example.net/blue");
  EXPECT_EQ(provider.issuer->Written(), "oidc.example.net/blue");
  EXPECT_THAT(Texts(provider.client_ids), ElementsAre("sts.amazonaws.com"));
  syntax::Place list = provider.client_ids.front().place;
  list.route.pop_back();
  EXPECT_EQ(provider.client_ids_place, list);
  EXPECT_THAT(Texts(provider.thumbprints), ElementsAre("9e99a48a9960b14926bb7f3b02e22da2b0ab7280"));
  EXPECT_EQ(provider.format, format);
}

std::string Replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string result(text);
  const size_t at = result.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return result.replace(at, from.size(), to);
}

TEST(OidcProviderInputTest, ResourcesOfCrossplane) {
  ExpectBlue(Read("x.yaml", kUpbound), InputFormat::kKubernetes);
  const std::string namespaced = Replaced(kUpbound, "iam.aws.upbound.io", "iam.aws.m.upbound.io");
  ExpectBlue(Read("x.yaml", namespaced), InputFormat::kKubernetes);
  const std::string classic = Replaced(Replaced(kUpbound, "iam.aws.upbound", "iam.aws.crossplane"),
                                       "clientIdList", "clientIDList");
  ExpectBlue(Read("x.yaml", classic), InputFormat::kKubernetes);
}

TEST(OidcProviderInputTest, ResourcesOfAckWithTheirArn) {
  const Facts facts = Read("x.yaml", kAck);
  ExpectBlue(facts, InputFormat::kKubernetes);
  EXPECT_EQ(facts.oidc_providers[0].arn->Written(),
            "arn:aws:iam::493827165038:oidc-provider/oidc.example.net/blue");
  EXPECT_TRUE(Read("x.yaml", kUpbound).oidc_providers[0].arn.IsAbsent());
}

TEST(OidcProviderInputTest, ItemsOfAList) {
  const Facts facts = Read("x.yaml", R"(apiVersion: v1
kind: List
items:
  - apiVersion: iam.services.k8s.aws/v1alpha1
    kind: OpenIDConnectProvider
    spec: {url: "https://oidc.example.net/blue", clientIDs: []}
)");
  ASSERT_EQ(facts.oidc_providers.size(), 1U);
}

TEST(OidcProviderInputTest, TheSameKindOfAnotherGroupIsAnotherKind) {
  const std::string other = Replaced(kUpbound, "iam.aws.upbound.io", "idp.example.com");
  EXPECT_THAT(Read("x.yaml", other).oidc_providers, IsEmpty());
  EXPECT_THAT(Read("x.yaml", Replaced(kUpbound, "forProvider", "forConsumer")).oidc_providers,
              IsEmpty());
}

TEST(OidcProviderInputTest, ValuesThatCannotBeReadAreHoles) {
  const std::string composed =
      Replaced(kUpbound, "[sts.amazonaws.com]", "${schema.spec.audiences}");
  const OidcProvider provider = Read("x.yaml", composed).oidc_providers.at(0);
  ASSERT_EQ(provider.client_ids.size(), 1U);
  EXPECT_FALSE(provider.client_ids[0].text.IsLiteral());
  const std::string number = Replaced(kUpbound, "[sts.amazonaws.com]", "[sts.amazonaws.com, 7]");
  EXPECT_FALSE(Read("x.yaml", number).oidc_providers.at(0).client_ids.at(1).text.IsLiteral());
}

TEST(OidcProviderInputTest, InputOfTheCli) {
  ExpectBlue(Read("x.json", kCli), InputFormat::kAwsCliInput);
  const std::string no_ids = Replaced(kCli, "\"ClientIDList\": [\"sts.amazonaws.com\"],", "");
  EXPECT_THAT(Read("x.json", no_ids).oidc_providers.at(0).client_ids, IsEmpty());
  EXPECT_FALSE(Read("x.json", no_ids).oidc_providers.at(0).client_ids_place.IsValid());
}

// get-open-id-connect-provider shows the URL without its scheme.
TEST(OidcProviderInputTest, AnAnswerIsNoInput) {
  const Facts facts = Read("x.json", Replaced(kCli, "https://", ""));
  ASSERT_EQ(facts.oidc_providers.size(), 1U);
  EXPECT_EQ(facts.oidc_providers[0].format, InputFormat::kAwsCli);
  EXPECT_TRUE(facts.oidc_providers[0].url.IsAbsent());
}

TEST(OidcProviderInputTest, SniffingKeepsThem) {
  EXPECT_TRUE(YamlMayMatter(kUpbound));
  EXPECT_TRUE(JsonMayMatter(kCli));
  EXPECT_TRUE(JsonMayMatter(R"({"Url": "https://x.example", "ThumbprintList": []})"));
  EXPECT_TRUE(YamlMayMatter("kind: List\nitems:\n  - kind: OpenIDConnectProvider\n"));
  EXPECT_FALSE(JsonMayMatter(R"({"Url": "https://x.example"})"));
}

// A kustomization applies the resource; what is no resource belongs to the folder.
TEST(OidcProviderInputTest, AKustomizationTakesTheResourceAlone) {
  base::InMemoryFileSystem files;
  files.AddFile("kustomization.yaml", "resources: [provider.yaml]\n");
  files.AddFile("provider.yaml", std::string(kAck));
  files.AddFile("input.json", std::string(kCli));
  const Loaded loaded = Load(files, {"."});
  size_t resources = 0;
  size_t inputs = 0;
  for (const Facts& unit : loaded.units) {
    for (const OidcProvider& provider : unit.oidc_providers) {
      (provider.format == InputFormat::kKubernetes ? resources : inputs) += 1;
    }
  }
  EXPECT_EQ(resources, 1U);
  EXPECT_EQ(inputs, 1U);
}

}  // namespace
}  // namespace irsalint::load
