#include "analyzer/kube/secret_shape.h"

#include <gtest/gtest.h>

#include <string>

#include "analyzer/kube/read_object.h"
#include "tests/kube/parsed_yaml.h"

namespace irsalint::kube {
namespace {

constexpr char kKeyId[] = "AKIAQ3EGRZ7MPLXVBN4T";
constexpr char kTemporaryId[] = "ASIAQ3EGRZ7MPLXVBN4T";
constexpr char kSecret[] = "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";
constexpr char kExampleId[] = "AKIAIOSFODNN7EXAMPLE";
constexpr char kExampleSecret[] = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

std::string SessionToken() {
  std::string token = "IQoJb3JpZ2luX2VjE";
  while (token.size() < 200) token += "Zx7/aQ+2";
  return token + "==";
}

struct Case {
  std::string value;
  ValueShape shape;
};

TEST(ShapeOfTest, TellsKeysByTheirForm) {
  const Case cases[] = {
      {kKeyId, ValueShape::kAccessKeyId},
      {std::string(" ") + kKeyId + "\n", ValueShape::kAccessKeyId},
      {kTemporaryId, ValueShape::kTemporaryKeyId},
      {kExampleId, ValueShape::kExampleKeyId},
      {"ASIAIOSFODNN7EXAMPLE", ValueShape::kExampleKeyId},
      {kSecret, ValueShape::kSecretAccessKey},
      {kExampleSecret, ValueShape::kExampleSecretKey},
      {SessionToken(), ValueShape::kSessionToken},
      {"arn:aws:iam::493827165038:role/app", ValueShape::kRoleArn},
  };
  for (const Case& c : cases) EXPECT_EQ(ShapeOf(c.value), c.shape) << c.value;
}

TEST(ShapeOfTest, PlaceholdersAndOtherFormsAreOther) {
  for (const std::string value : {
           "",
           "AKIA",
           "AKIAQ3EGRZ7MPLXVBN4",    // 19 characters
           "AKIAQ3EGRZ7MPLXVBN4TQ",  // 21 characters
           "akiaq3egrz7mplxvbn4t",
           "AIDAQ3EGRZ7MPLXVBN4T",  // a user
           "AKIAXXXXXXXXXXXXXXXX",
           "AKIA1234567890ABCDEF",
           "AKIAYOURKEYIDGOESHER",
           "<AWS_ACCESS_KEY_ID>",
           "q8ZtLw3RkVn5HsYbJmPc1XfGd7UaEo2TiQ9NvB",    // 38 characters
           "0bee89b07a248e27c83fc3d5951213c1a4f7e209",  // a commit
           "FORTYUPPERCASECHARACTERSAREAPLACEHOLDER0",
           "YourSecretAccessKeyGoesHere0123456789abc",
           "TheNameOfAVeryLongThingOfFortyCharacters",
       }) {
    EXPECT_EQ(ShapeOf(value), ValueShape::kOther) << value;
  }
}

TEST(ShapeOfTest, FindsAPairInATextOfAnyForm) {
  const std::string id = kKeyId;
  const std::string secret = kSecret;
  for (const std::string& text : {
           "[default]\naws_access_key_id = " + id + "\naws_secret_access_key = " + secret + "\n",
           "[default]\naws_access_key_id=" + id + "\naws_secret_access_key=" + secret,
           R"({"accessKeyId": ")" + id + R"(", "secretAccessKey": ")" + secret + R"("})",
           "s3.key=" + id + "\ns3.secret=" + secret + "\nmanagement.endpoints.web=*\n",
           "s3://" + id + ":" + secret + "@eu-west-1/bucket",
           "endpoint: s3.eu-central-1.amazonaws.com\nkey: " + id + "\nsecret: " + secret,
       }) {
    EXPECT_EQ(ShapeOf(text), ValueShape::kCredentials) << text;
    EXPECT_TRUE(HoldsSecret(text)) << text;
  }
}

TEST(ShapeOfTest, ATextNeedsBothHalvesAndNoOtherEndpoint) {
  const std::string pair = std::string(kKeyId) + "\n" + kSecret + "\n";
  EXPECT_EQ(ShapeOf(pair), ValueShape::kCredentials);
  EXPECT_EQ(ShapeOf(std::string(60, ' ') + "x" + kKeyId + "\n" + kSecret), ValueShape::kOther);
  EXPECT_EQ(ShapeOf("key: " + std::string(kKeyId) + "\nsecret: ${AWS_SECRET_ACCESS_KEY} and so on"),
            ValueShape::kOther);
  EXPECT_EQ(ShapeOf(pair + "endpoint = http://store:9000"), ValueShape::kOther);
  EXPECT_EQ(ShapeOf(pair + "s3Url: http://minio"), ValueShape::kOther);
}

TEST(ShapeOfTest, TemporaryKeysNeedASessionToken) {
  const std::string pair = std::string(kTemporaryId) + "\n" + kSecret + "\n";
  EXPECT_EQ(ShapeOf(pair), ValueShape::kOther);
  EXPECT_EQ(ShapeOf(pair + SessionToken()), ValueShape::kTemporaryCredentials);
}

TEST(ShapeOfTest, ThePublishedPairIsAnExample) {
  EXPECT_EQ(ShapeOf("id = " + std::string(kExampleId) + "\nkey = " + kExampleSecret),
            ValueShape::kExampleCredentials);
  EXPECT_EQ(ShapeOf("id = " + std::string(kExampleId) + "\nkey = " + kSecret), ValueShape::kOther);
}

TEST(FindKeyIdTest, GivesTheIdInTheText) {
  const std::string text = "--key=" + std::string(kKeyId) + " --x";
  EXPECT_EQ(FindKeyId(text), kKeyId);
  EXPECT_EQ(FindKeyId(text).data() - text.data(), 6);
  EXPECT_TRUE(FindKeyId("--key=1").empty());
}

TEST(IsSecretEnvValueTest, WithholdsMoreThanItReports) {
  EXPECT_TRUE(IsSecretEnvValue("ANY", kSecret));
  EXPECT_TRUE(IsSecretEnvValue("ANY", SessionToken()));
  EXPECT_TRUE(IsSecretEnvValue("URL", "s3://" + std::string(kKeyId) + ":" + kSecret + "@x"));
  const std::string lower = "0bee89b07a248e27c83fc3d5951213c1a4f7e209";
  EXPECT_TRUE(IsSecretEnvValue("AWS_SECRET_ACCESS_KEY", lower));
  EXPECT_FALSE(IsSecretEnvValue("COMMIT", lower));
}

Container ContainerOf(const std::string& yaml) {
  const auto workload =
      ReadWorkload(*ParsedYaml("kind: Pod\nspec:\n  containers:\n  - " + yaml), "unit");
  return workload->spec.containers.at(0);
}

TEST(ContainerTest, TellsTheShapesOfItsEnvironment) {
  const Container container = ContainerOf("env: [{name: A, value: " + std::string(kKeyId) +
                                          "}, {name: B, value: " + kSecret +
                                          "}, {name: C, valueFrom: {}}, {name: D, value: x}]\n");
  ASSERT_EQ(container.env.size(), 4u);
  EXPECT_EQ(container.env[0].shape, ValueShape::kAccessKeyId);
  EXPECT_EQ(container.env[1].shape, ValueShape::kSecretAccessKey);
  EXPECT_TRUE(container.env[1].value.IsUnresolved());
  EXPECT_EQ(container.env[2].shape, ValueShape::kOther);
  EXPECT_EQ(container.env[3].shape, ValueShape::kOther);
}

TEST(ContainerTest, FindsAPairOverTheWordsOfItsCommand) {
  const Container container =
      ContainerOf("args: [sync, '--id=" + std::string(kKeyId) + "', --secret, " + kSecret + "]\n");
  EXPECT_EQ(container.command_shape, ValueShape::kCredentials);
  EXPECT_EQ(Where(container.command_place), "spec.containers[0].args[1]@5-25");
  EXPECT_EQ(container.command,
            (std::vector<std::string>{"sync", "--id=" + std::string(kKeyId), "--secret"}));
}

TEST(ContainerTest, KeepsTheWordsOfAnOrdinaryCommand) {
  const Container container = ContainerOf("command: [sh, -c]\n    args: [run]\n");
  EXPECT_EQ(container.command_shape, ValueShape::kOther);
  EXPECT_EQ(container.command, (std::vector<std::string>{"sh", "-c", "run"}));
}

}  // namespace
}  // namespace irsalint::kube
