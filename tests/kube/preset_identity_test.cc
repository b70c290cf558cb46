#include "analyzer/kube/preset_identity.h"

#include <gtest/gtest.h>

#include <string>

#include "analyzer/kube/read_object.h"
#include "tests/kube/parsed_yaml.h"

namespace irsalint::kube {
namespace {

bool Presets(const std::string& variable) {
  const ParsedYaml yaml("kind: Pod\nspec: {containers: [{name: c, env: [{name: LOG, value: x}, " +
                        variable + "]}]}\n");
  return PresetsIdentity(ReadWorkload(*yaml, "unit")->spec.containers.front());
}

TEST(PresetIdentityTest, VariablesThatNameAnIdentity) {
  for (const std::string name :
       {"AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "AWS_ACCESS_KEY_ID"}) {
    EXPECT_TRUE(Presets("{name: " + name + ", value: x}")) << name;
  }
  EXPECT_FALSE(Presets("{name: AWS_REGION, value: eu-west-1}"));
  EXPECT_FALSE(Presets("{name: ROLE_ARN, value: x}"));
}

}  // namespace
}  // namespace irsalint::kube
