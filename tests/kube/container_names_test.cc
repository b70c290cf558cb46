#include "analyzer/kube/container_names.h"

#include <gtest/gtest.h>

#include "analyzer/kube/container_credentials_config.h"
#include "analyzer/kube/read_object.h"
#include "tests/kube/parsed_yaml.h"

namespace irsalint::kube {
namespace {

PodSpec Spec(const std::string& containers) {
  const ParsedYaml yaml("kind: Pod\nspec: {containers: [" + containers + "]}\n");
  return ReadWorkload(*yaml, "")->spec;
}

TEST(ContainerNamesTest, FindsByTheExactName) {
  const PodSpec spec = Spec("{name: app}, {name: App}");
  ASSERT_NE(FindContainer(spec, "App"), nullptr);
  EXPECT_EQ(FindContainer(spec, "App"), &spec.containers[1]);
  EXPECT_EQ(FindContainer(spec, " app"), nullptr);
}

TEST(ContainerNamesTest, FindsTheOneThatIsMeant) {
  const PodSpec spec = Spec("{name: istio-proxy}, {name: api}, {name: apx}");
  EXPECT_EQ(MeantContainer(spec, "istio_proxy"), "istio-proxy");
  EXPECT_EQ(MeantContainer(spec, " API "), "api");
  EXPECT_EQ(MeantContainer(spec, "apy"), std::nullopt);  // short names are near to everything
  EXPECT_EQ(MeantContainer(spec, "logger"), std::nullopt);
  EXPECT_EQ(MeantContainer(Spec("{name: worker-a}, {name: worker-b}"), "worker-c"), std::nullopt);
}

TEST(ContainerCredentialsConfigTest, ReadsIdentities) {
  const ParsedYaml yaml(R"({"identities": [{"namespace": "a", "serviceAccount": "b"}, {}]})");
  const auto identities = ReadContainerCredentialsConfig(*yaml);
  ASSERT_TRUE(identities.has_value());
  ASSERT_EQ(identities->size(), 2u);
  EXPECT_EQ((*identities)[0],
            (ContainerCredentialsIdentity{.namespace_name = "a", .service_account = "b"}));
  EXPECT_TRUE(ReadContainerCredentialsConfig(*ParsedYaml(R"({"identities": null})"))->empty());
  EXPECT_FALSE(ReadContainerCredentialsConfig(*ParsedYaml(R"({"identities": {}})")).has_value());
  EXPECT_FALSE(ReadContainerCredentialsConfig(*ParsedYaml(R"({"identities": [1]})")).has_value());
  EXPECT_FALSE(ReadContainerCredentialsConfig(*ParsedYaml("{}")).has_value());
}

}  // namespace
}  // namespace irsalint::kube
