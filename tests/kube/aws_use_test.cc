#include "analyzer/kube/aws_use.h"

#include <gtest/gtest.h>

#include <string>

#include <fmt/format.h>

#include "analyzer/kube/read_object.h"
#include "tests/kube/parsed_yaml.h"

namespace irsalint::kube {
namespace {

// `WHAT at PLACE` of a container's evidence, "" for none.
std::string UseOf(const std::string& container) {
  const ParsedYaml yaml("kind: Pod\nspec: {containers: [{name: c, " + container + "}]}\n");
  const auto use = AwsUseOf(ReadWorkload(*yaml, "unit")->spec.containers.front());
  if (!use.has_value()) return {};
  const bool is_image = use->source == AwsUse::Source::kImage;
  return fmt::format("{} {} at {}", is_image ? "image" : "variable", use->what, Where(use->place));
}

std::string UseWithEnv(const std::string& entries) { return UseOf("env: [" + entries + "]"); }

TEST(AwsUseTest, VariablesOfTheSdks) {
  EXPECT_EQ(UseWithEnv("{name: LOG, value: x}, {name: AWS_REGION, value: eu-west-1}"),
            "variable AWS_REGION at spec.containers[0].env[1]");
  EXPECT_EQ(UseWithEnv("{name: AWS_DEFAULT_REGION, value: cn-north-1}"),
            "variable AWS_DEFAULT_REGION at spec.containers[0].env[0]");
  EXPECT_EQ(UseWithEnv("{name: AWS_PROFILE, value: shop}"),
            "variable AWS_PROFILE at spec.containers[0].env[0]");
  EXPECT_EQ(UseWithEnv("{name: AWS_CONFIG_FILE, value: /etc/aws/config}"),
            "variable AWS_CONFIG_FILE at spec.containers[0].env[0]");
}

TEST(AwsUseTest, AValueThatIsNotKnownCounts) {
  EXPECT_NE(UseWithEnv("{name: AWS_REGION, value: '${REGION}'}"), "");
  EXPECT_NE(UseWithEnv("{name: AWS_REGION, valueFrom: {configMapKeyRef: {name: a, key: b}}}"), "");
}

TEST(AwsUseTest, OtherVariablesAndValuesDoNot) {
  EXPECT_EQ(UseWithEnv("{name: AWS_REGION, value: ''}"), "");
  EXPECT_EQ(UseWithEnv("{name: AWS_REGION}"), "");
  EXPECT_EQ(UseWithEnv("{name: AWS_REGION, value: auto}"), "");
  EXPECT_EQ(UseWithEnv("{name: AWS_ACCOUNT_ID, value: '493827165038'}"), "");
  EXPECT_EQ(UseWithEnv("{name: AWS_STS_REGIONAL_ENDPOINTS, value: regional}"), "");
  EXPECT_EQ(UseWithEnv("{name: aws_region, value: eu-west-1}"), "");
}

TEST(AwsUseTest, ImageOfTheAwsCli) {
  EXPECT_EQ(UseOf("image: 'amazon/aws-cli:2.17.0'"),
            "image amazon/aws-cli:2.17.0 at spec.containers[0].image");
  for (const char* image : {"docker.io/amazon/aws-cli", "mirror.example.org:5000/amazon/aws-cli:2",
                            "public.ecr.aws/aws-cli/aws-cli@sha256:0bee"}) {
    EXPECT_NE(UseOf(fmt::format("image: '{}'", image)), "") << image;
  }
  for (const char* image : {"aws-cli", "notamazon/aws-cli", "amazon/aws-cli-tools", "amazon/aws",
                            "${REGISTRY}/amazon/aws-cli"}) {
    EXPECT_EQ(UseOf(fmt::format("image: '{}'", image)), "") << image;
  }
}

TEST(AwsUseTest, NothingBesideKeys) {
  const std::string region = "{name: AWS_REGION, value: eu-west-1}";
  const std::string from_secret = "valueFrom: {secretKeyRef: {name: s, key: k}}";
  for (const char* name : {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SECRET_KEY",
                           "S3_ACCESS_KEY", "accessKey", "AWS_SHARED_CREDENTIALS_FILE"}) {
    EXPECT_EQ(UseWithEnv(fmt::format("{}, {{name: {}, {}}}", region, name, from_secret)), "")
        << name;
  }
  EXPECT_EQ(UseWithEnv(region + ", {name: ID, value: AKIAQ4TZ7WN3PLXV2RHB}"), "");
  EXPECT_NE(UseWithEnv(region + ", {name: DB_PASSWORD, " + from_secret + "}"), "");
}

TEST(AwsUseTest, NothingWhereKeysMayComeIn) {
  const std::string env = "env: [{name: AWS_REGION, value: eu-west-1}], ";
  EXPECT_EQ(UseOf(env + "envFrom: [{secretRef: {name: s}}]"), "");
  EXPECT_NE(UseOf(env + "envFrom: [{configMapRef: {name: s}}]"), "");
  EXPECT_EQ(UseOf(env + "volumeMounts: [{name: v, mountPath: /app/.aws}]"), "");
  EXPECT_EQ(UseOf(env + "volumeMounts: [{name: v, mountPath: /app/.aws/credentials}]"), "");
  EXPECT_NE(UseOf(env + "volumeMounts: [{name: v, mountPath: /var/lib/aws}]"), "");
}

TEST(AwsUseTest, NothingBesideAnEndpointOfItsOwn) {
  const std::string region = "{name: AWS_REGION, value: eu-west-1}";
  EXPECT_EQ(UseWithEnv(region + ", {name: AWS_ENDPOINT_URL, value: 'http://localstack:4566'}"), "");
  EXPECT_EQ(UseWithEnv(region + ", {name: AWS_ENDPOINT_URL_S3, value: ''}"), "");
  EXPECT_EQ(UseWithEnv(region + ", {name: S3_ENDPOINT, value: 'http://minio:9000'}"), "");
  EXPECT_EQ(UseOf("image: amazon/aws-cli, args: [s3, ls, '--endpoint-url', 'http://store:9000']"),
            "");
  EXPECT_EQ(UseOf("image: amazon/aws-cli, args: ['aws --endpoint-url http://minio:9000 s3 ls']"),
            "");
}

TEST(AwsUseTest, NothingForRequestsWithoutASignature) {
  EXPECT_EQ(UseOf("image: amazon/aws-cli, args: [s3, cp, '--no-sign-request', a, b]"), "");
}

}  // namespace
}  // namespace irsalint::kube
