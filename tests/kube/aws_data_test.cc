#include "analyzer/kube/aws_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "analyzer/base/base64.h"
#include "analyzer/kube/read_object.h"
#include "tests/kube/parsed_yaml.h"

namespace irsalint::kube {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kKeyId[] = "AKIAQ3EGRZ7MPLXVBN4T";
constexpr char kSecret[] = "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";
constexpr char kRole[] = "arn:aws:iam::111122223333:role/app";

TEST(HoldsAwsMarkTest, KnowsTheMarksOfTheDesign) {
  for (const char* mark :
       {"AWS_REGION", "aws_access_key_id", "x role_arn y", "pod-identity-webhook", "mapRoles",
        kKeyId, "QUtJQVEzRUdSWjc=", "QVNJQVEzRUdSWjc=", "W2RlZmF1bHRdCg=="}) {
    EXPECT_TRUE(HoldsAwsMark(mark)) << mark;
  }
  EXPECT_FALSE(HoldsAwsMark("aws_region"));
  EXPECT_FALSE(HoldsAwsMark(""));
}

TEST(ReadAwsDataTest, GivesNothingWithoutAMark) {
  EXPECT_FALSE(
      ReadAwsData(*ParsedYaml("{kind: ConfigMap, data: {REGION: x}}"), "unit").has_value());
  EXPECT_FALSE(
      ReadAwsData(*ParsedYaml("{kind: Secret, data: {password: eA==}}"), "unit").has_value());
  EXPECT_FALSE(ReadAwsData(*ParsedYaml("{kind: Pod, data: {AWS_X: y}}"), "unit").has_value());
}

TEST(ReadAwsDataTest, KeepsPlainValuesOfAConfigMap) {
  const auto data = ReadAwsData(*ParsedYaml(std::string("kind: ConfigMap\n"
                                                        "metadata: {name: c}\n"
                                                        "data:\n"
                                                        "  AWS_REGION: eu-west-1\n"
                                                        "  AWS_ROLE_ARN: ") +
                                            kRole +
                                            "\n"
                                            "  AWS_ACCESS_KEY_ID: " +
                                            kKeyId +
                                            "\n"
                                            "  AWS_SECRET_ACCESS_KEY: " +
                                            kSecret +
                                            "\n"
                                            "  credentials: |\n"
                                            "    [default]\n"
                                            "    aws_secret_access_key = " +
                                            kSecret +
                                            "\n"
                                            "  number: 7\n"
                                            "binaryData:\n"
                                            "  blob: eA==\n"),
                                "unit");
  ASSERT_TRUE(data.has_value());
  using Shape = AwsDataEntry::Shape;
  ASSERT_EQ(data->entries.size(), 7u);
  EXPECT_EQ(data->entries[0].key, "AWS_REGION");
  EXPECT_EQ(data->entries[0].shape, Shape::kOther);
  EXPECT_EQ(Show(data->entries[0].value), "\"eu-west-1\" at data.AWS_REGION");
  EXPECT_EQ(Where(data->entries[0].place), "key data.AWS_REGION");
  EXPECT_EQ(data->entries[1].shape, Shape::kRoleArn);
  EXPECT_EQ(Show(data->entries[1].value), std::string("\"") + kRole + "\" at data.AWS_ROLE_ARN");
  EXPECT_EQ(data->entries[2].shape, Shape::kAccessKeyId);
  EXPECT_EQ(data->entries[2].value->literal(), kKeyId);
  EXPECT_EQ(data->entries[3].shape, Shape::kSecretAccessKey);
  EXPECT_EQ(Show(data->entries[3].value), "unresolved at key data.AWS_SECRET_ACCESS_KEY");
  EXPECT_EQ(data->entries[4].shape, Shape::kOther);  // a secret alone
  EXPECT_EQ(Show(data->entries[4].value), "unresolved at key data.credentials");
  EXPECT_EQ(Show(data->entries[5].value), "unresolved at data.number");
  EXPECT_EQ(Show(data->entries[6].value), "unresolved at key binaryData.blob");
}

TEST(ReadAwsDataTest, KeepsOnlyTheShapesOfASecret) {
  const auto data = ReadAwsData(*ParsedYaml("kind: Secret\n"
                                            "metadata: {name: s}\n"
                                            "type: Opaque\n"
                                            "data:\n"
                                            "  AWS_ACCESS_KEY_ID: " +
                                            base::Base64Encode(std::string(kKeyId) + "\n") +
                                            "\n"
                                            "  AWS_SECRET_ACCESS_KEY: " +
                                            base::Base64Encode(kSecret) +
                                            "\n"
                                            "  role: " +
                                            base::Base64Encode(kRole) +
                                            "\n"
                                            "  broken: '!!'\n"
                                            "stringData:\n"
                                            "  password: hunter2\n"
                                            "  secret: " +
                                            kSecret + "\n"),
                                "unit");
  ASSERT_TRUE(data.has_value());
  EXPECT_EQ(Show(data->type), "\"Opaque\" at type");
  using Shape = AwsDataEntry::Shape;
  std::vector<Shape> shapes;
  for (const AwsDataEntry& entry : data->entries) shapes.push_back(entry.shape);
  EXPECT_THAT(shapes, ElementsAre(Shape::kAccessKeyId, Shape::kSecretAccessKey, Shape::kRoleArn,
                                  Shape::kOther, Shape::kOther, Shape::kSecretAccessKey));
  for (const AwsDataEntry& entry : data->entries) {
    if (entry.key == "role") {
      EXPECT_EQ(Show(entry.value), std::string("\"") + kRole + "\" at data.role");
    } else {
      EXPECT_TRUE(entry.value.IsUnresolved()) << entry.key;
    }
  }
}

TEST(ReadAwsDataTest, FindsACredentialsFileInBase64) {
  const std::string file = "[default]\naws_access_key_id = " + std::string(kKeyId) +
                           "\naws_secret_access_key = " + kSecret + "\n";
  std::string encoded = base::Base64Encode(file);
  encoded.insert(64, "\n    ");
  const auto data =
      ReadAwsData(*ParsedYaml("kind: Secret\ndata:\n  cloud: |\n    " + encoded + "\n"), "unit");
  ASSERT_TRUE(data.has_value());
  ASSERT_EQ(data->entries.size(), 1u);
  EXPECT_EQ(data->entries[0].shape, AwsDataEntry::Shape::kCredentials);
  EXPECT_EQ(Show(data->entries[0].value), "unresolved at key data.cloud");
}

TEST(ReadAwsDataTest, ReadsTokenSecretsWithoutAMark) {
  const auto data =
      ReadAwsData(*ParsedYaml("kind: Secret\n"
                              "metadata:\n"
                              "  name: s\n"
                              "  annotations: {kubernetes.io/service-account.name: app}\n"
                              "type: kubernetes.io/service-account-token\n"),
                  "unit");
  ASSERT_TRUE(data.has_value());
  EXPECT_EQ(data->type->literal(), "kubernetes.io/service-account-token");
  EXPECT_EQ(data->meta.FindAnnotation("kubernetes.io/service-account.name")->value->literal(),
            "app");
  EXPECT_THAT(data->entries, IsEmpty());
}

TEST(ReadAwsDataTest, ReadsTheWebhooksConfigByItsName) {
  const auto data = ReadAwsData(*ParsedYaml("kind: ConfigMap\n"
                                            "metadata: {name: pod-identity-webhook}\n"
                                            "data: {config: '{\"a/b\": {}}'}\n"),
                                "unit");
  ASSERT_TRUE(data.has_value());
  ASSERT_EQ(data->entries.size(), 1u);
  EXPECT_EQ(Show(data->entries[0].value), "\"{\"a/b\": {}}\" at data.config");
}

TEST(ReadAwsAuthRolesTest, ReadsTheEmbeddedListWithPlaces) {
  const ParsedYaml yaml(
      "apiVersion: v1\n"
      "kind: ConfigMap\n"
      "metadata: {name: aws-auth, namespace: kube-system}\n"
      "data:\n"
      "  mapRoles: |\n"
      "    - rolearn: arn:aws:iam::111122223333:role/node\n"
      "      username: system:node:{{EC2PrivateDNSName}}\n"
      "      groups: [system:bootstrappers, system:nodes]\n"
      "    - groups: [x]\n");
  const auto auth = ReadAwsAuthRoles(*yaml, "unit");
  ASSERT_TRUE(auth.has_value());
  EXPECT_FALSE(auth->problem.has_value());
  EXPECT_EQ(Where(auth->place), "data.mapRoles");
  ASSERT_EQ(auth->roles.size(), 2u);
  EXPECT_EQ(Show(auth->roles[0].role_arn),
            "\"arn:aws:iam::111122223333:role/node\" at data.mapRoles|[0].rolearn");
  EXPECT_EQ(auth->roles[0].username->Written(), "system:node:{{EC2PrivateDNSName}}");
  EXPECT_THAT(auth->roles[0].groups, ElementsAre("system:bootstrappers", "system:nodes"));
  EXPECT_EQ(Where(auth->roles[0].place), "data.mapRoles|[0]");
  EXPECT_EQ(Show(auth->roles[1].role_arn), "absent at data.mapRoles|[1]");
}

std::optional<AwsAuth> AwsAuthWith(const std::string& metadata, const std::string& data) {
  return ReadAwsAuthRoles(
      *ParsedYaml("kind: ConfigMap\nmetadata: " + metadata + "\ndata: " + data + "\n"), "unit");
}

TEST(ReadAwsAuthRolesTest, GivesNothingForOtherConfigMaps) {
  EXPECT_FALSE(AwsAuthWith("{name: other, namespace: kube-system}", "{mapRoles: ''}"));
  EXPECT_FALSE(AwsAuthWith("{name: aws-auth, namespace: dev}", "{mapRoles: ''}"));
  EXPECT_FALSE(AwsAuthWith("{name: aws-auth, namespace: kube-system}", "{mapUsers: ''}"));
  EXPECT_TRUE(AwsAuthWith("{name: aws-auth}", "{mapRoles: ''}"));
}

TEST(ReadAwsAuthRolesTest, SaysWhyAListCannotBeRead) {
  const std::string metadata = "{name: aws-auth, namespace: kube-system}";
  const auto list = AwsAuthWith(metadata, "{mapRoles: [a]}");
  ASSERT_TRUE(list.has_value());
  EXPECT_EQ(list->problem, "mapRoles is not a string");
  EXPECT_EQ(Where(list->place), "data.mapRoles");

  const auto map = AwsAuthWith(metadata, "{mapRoles: 'a: b'}");
  ASSERT_TRUE(map.has_value());
  EXPECT_EQ(map->problem, "mapRoles is not a list");

  const auto broken = AwsAuthWith(metadata, "{mapRoles: '- [a'}");
  ASSERT_TRUE(broken.has_value());
  EXPECT_TRUE(broken->problem.has_value());
  EXPECT_TRUE(broken->place.range.has_value());
  EXPECT_THAT(broken->roles, IsEmpty());
}

}  // namespace
}  // namespace irsalint::kube
