// The model of the webhook against patches written by hand from docs/reference/semantics.md.

#include "tests/conformance/webhook_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace irsalint::test {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::ElementsAreArray;

constexpr std::string_view kRole = "arn:aws:iam::111122223333:role/uploader";

WebhookCase WithRole(std::string_view pod) {
  WebhookCase webhook_case;
  webhook_case.pod = json::parse(pod);
  webhook_case.account_annotations["eks.amazonaws.com/role-arn"] = kRole;
  return webhook_case;
}

WebhookCase WithAssociation(std::string_view pod) {
  WebhookCase webhook_case;
  webhook_case.pod = json::parse(pod);
  webhook_case.has_association = true;
  return webhook_case;
}

void ExpectPatch(const WebhookCase& webhook_case, std::string_view expected) {
  EXPECT_EQ(PatchByModel(webhook_case).dump(1), json::parse(expected).dump(1));
}

// §4.1, rule 3: the order; §4.2: a Pod without volumes, and no label in this mode.
TEST(WebhookModelTest, WebIdentity) {
  WebhookCase webhook_case = WithRole(R"({"spec": {"containers": [
      {"name": "app", "image": "app:1", "env": [{"name": "LOG_LEVEL", "value": "debug"}]}]}})");
  webhook_case.aws_default_region = "eu-central-1";
  webhook_case.sts_regional_endpoint = true;
  ExpectPatch(webhook_case, R"([
      {"op": "add", "path": "/spec/volumes", "value": [
        {"name": "aws-iam-token", "projected": {"sources": [{"serviceAccountToken": {
          "audience": "sts.amazonaws.com", "expirationSeconds": 86400, "path": "token"}}]}}]},
      {"op": "add", "path": "/spec/containers", "value": [
        {"name": "app", "image": "app:1", "env": [
          {"name": "LOG_LEVEL", "value": "debug"},
          {"name": "AWS_STS_REGIONAL_ENDPOINTS", "value": "regional"},
          {"name": "AWS_DEFAULT_REGION", "value": "eu-central-1"},
          {"name": "AWS_REGION", "value": "eu-central-1"},
          {"name": "AWS_ROLE_ARN", "value": "arn:aws:iam::111122223333:role/uploader"},
          {"name": "AWS_WEB_IDENTITY_TOKEN_FILE",
           "value": "/var/run/secrets/eks.amazonaws.com/serviceaccount/token"}],
         "resources": {}, "volumeMounts": [
          {"name": "aws-iam-token", "readOnly": true,
           "mountPath": "/var/run/secrets/eks.amazonaws.com/serviceaccount"}]}]}])");
}

// §3.2, step 1: the association wins, and the annotations of a role count for nothing. An
// expiration of 86400 is drawn at random, though it was asked for.
TEST(WebhookModelTest, PodIdentityBeforeARole) {
  WebhookCase webhook_case = WithAssociation(R"({
      "metadata": {"labels": {"app": "uploader"},
                   "annotations": {"eks.amazonaws.com/token-expiration": "86400"}},
      "spec": {"containers": [{"name": "app"}],
               "volumes": [{"name": "aws-iam-token", "emptyDir": {}}]}})");
  webhook_case.account_annotations = {{"eks.amazonaws.com/role-arn", std::string(kRole)},
                                      {"eks.amazonaws.com/audience", "vault"},
                                      {"eks.amazonaws.com/sts-regional-endpoints", "T"}};
  ExpectPatch(webhook_case, R"([
      {"op": "add", "path": "/metadata/labels/eks.amazonaws.com~1pod-identity", "value": "enabled"},
      {"op": "add", "path": "/spec/volumes/0", "value":
        {"name": "eks-pod-identity-token", "projected": {"sources": [{"serviceAccountToken": {
          "audience": "pods.eks.amazonaws.com", "expirationSeconds": 79200,
          "path": "eks-pod-identity-token"}}]}}},
      {"op": "add", "path": "/spec/containers", "value": [
        {"name": "app", "env": [
          {"name": "AWS_STS_REGIONAL_ENDPOINTS", "value": "regional"},
          {"name": "AWS_CONTAINER_CREDENTIALS_FULL_URI",
           "value": "http://169.254.170.23/v1/credentials"},
          {"name": "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
           "value": "/var/run/secrets/pods.eks.amazonaws.com/serviceaccount/eks-pod-identity-token"}],
         "resources": {}, "volumeMounts": [
          {"name": "eks-pod-identity-token", "readOnly": true,
           "mountPath": "/var/run/secrets/pods.eks.amazonaws.com/serviceaccount"}]}]}])");
}

// §3.7: every flag of this mode; §4.2, 1: a Pod without labels.
TEST(WebhookModelTest, PodIdentityByFlags) {
  WebhookCase webhook_case = WithAssociation(R"({"spec": {"containers": [{"name": "app"}]}})");
  webhook_case.token_expiration = 7200;
  webhook_case.container_credentials = {.audience = "pods.example.com",
                                        .mount_path = "/var/run/../pods/",
                                        .volume_name = "pod-token",
                                        .token_path = "nested/token",
                                        .full_uri = "http://[fd00:ec2::23]/v1/credentials"};
  ExpectPatch(webhook_case, R"([
      {"op": "add", "path": "/metadata/labels",
       "value": {"eks.amazonaws.com/pod-identity": "enabled"}},
      {"op": "add", "path": "/spec/volumes", "value": [
        {"name": "pod-token", "projected": {"sources": [{"serviceAccountToken": {
          "audience": "pods.example.com", "expirationSeconds": 7200, "path": "nested/token"}}]}}]},
      {"op": "add", "path": "/spec/containers", "value": [
        {"name": "app", "env": [
          {"name": "AWS_CONTAINER_CREDENTIALS_FULL_URI",
           "value": "http://[fd00:ec2::23]/v1/credentials"},
          {"name": "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
           "value": "/var/pods/nested/token"}],
         "resources": {}, "volumeMounts": [
          {"name": "pod-token", "readOnly": true, "mountPath": "/var/run/../pods/"}]}]}])");
}

// §4.2, 1.
TEST(WebhookModelTest, Labels) {
  const auto first = [](std::string_view metadata) {
    WebhookCase webhook_case = WithAssociation(R"({"spec": {"containers": [{"name": "app"}]}})");
    webhook_case.pod["metadata"] = json::parse(metadata);
    return PatchByModel(webhook_case).at(0).dump();
  };
  constexpr std::string_view kNew = R"({"op":"add","path":"/metadata/labels",)"
                                    R"("value":{"eks.amazonaws.com/pod-identity":"enabled"}})";
  constexpr std::string_view kAdded =
      R"({"op":"add","path":"/metadata/labels/eks.amazonaws.com~1pod-identity",)"
      R"("value":"enabled"})";
  EXPECT_EQ(first(R"({})"), kNew);
  EXPECT_EQ(first(R"({"labels": null})"), kNew);
  EXPECT_EQ(first(R"({"labels": {}})"), kAdded);
  EXPECT_EQ(first(R"({"labels": {"eks.amazonaws.com/pod-identity": "disabled"}})"), kAdded);
}

// §3.2, step 4.
TEST(WebhookModelTest, NothingWithoutARole) {
  constexpr std::string_view kPod = R"({
      "metadata": {"annotations": {"eks.amazonaws.com/role-arn":
                                     "arn:aws:iam::111122223333:role/uploader"}},
      "spec": {"containers": [{"name": "app"}]}})";
  WebhookCase webhook_case = WithRole(kPod);
  webhook_case.account_annotations.clear();
  webhook_case.compose_role_arn = {
      .is_on = true, .account = "111122223333", .region = "eu-central-1"};
  ExpectPatch(webhook_case, "[]");

  webhook_case.compose_role_arn.is_on = false;
  webhook_case.account_annotations["eks.amazonaws.com/role-arn"] = "";
  ExpectPatch(webhook_case, "[]");
}

// §4.1, rule 2: a container with one name of each group is left alone, its mount included; an empty
// value counts, and `valueFrom`. The Pod gets its volume all the same.
TEST(WebhookModelTest, EarlyExit) {
  ExpectPatch(WithRole(R"({"spec": {"volumes": [], "containers": [
      {"name": "app", "env": [{"name": "AWS_REGION", "value": ""},
                              {"name": "AWS_ROLE_ARN", "valueFrom": {"fieldRef":
                                {"fieldPath": "metadata.annotations['role']"}}},
                              {"name": "AWS_STS_REGIONAL_ENDPOINTS"}]}]}})"),
              R"([
      {"op": "add", "path": "/spec/volumes/0", "value":
        {"name": "aws-iam-token", "projected": {"sources": [{"serviceAccountToken": {
          "audience": "sts.amazonaws.com", "expirationSeconds": 86400, "path": "token"}}]}}},
      {"op": "add", "path": "/spec/containers", "value": [
        {"name": "app", "resources": {}, "env": [
          {"name": "AWS_REGION"},
          {"name": "AWS_ROLE_ARN", "valueFrom": {"fieldRef":
            {"fieldPath": "metadata.annotations['role']"}}},
          {"name": "AWS_STS_REGIONAL_ENDPOINTS"}]}]}])");
}

// §4.1, rule 2: where a group has no name, there is a mount, though there may be nothing to append.
TEST(WebhookModelTest, NoEarlyExitWithoutEachGroup) {
  const WebhookCase webhook_case = WithRole(R"({"spec": {"containers": [
      {"name": "all", "env": [{"name": "AWS_ROLE_ARN"}, {"name": "AWS_REGION"},
                              {"name": "AWS_STS_REGIONAL_ENDPOINTS"}]},
      {"name": "no-region", "env": [{"name": "AWS_ROLE_ARN"},
                                    {"name": "AWS_STS_REGIONAL_ENDPOINTS"}]},
      {"name": "no-sts", "env": [{"name": "AWS_ROLE_ARN"}, {"name": "AWS_REGION"}]},
      {"name": "other-mode", "env": [{"name": "AWS_CONTAINER_CREDENTIALS_FULL_URI"},
                                     {"name": "AWS_REGION"},
                                     {"name": "AWS_STS_REGIONAL_ENDPOINTS"}]}]}})");
  std::vector<std::string> mounted;
  const json patch = PatchByModel(webhook_case);
  for (const json& container : patch.at(1).at("value")) {
    if (container.contains("volumeMounts")) mounted.push_back(container.at("name"));
  }
  EXPECT_THAT(mounted, ElementsAre("no-region", "no-sts", "other-mode"));
}

// §4.1, rule 3: one name of a pair keeps both away, but not those of the other mode, nor those that
// come by `envFrom`.
TEST(WebhookModelTest, PairsAreAllOrNothing) {
  WebhookCase webhook_case = WithRole(R"({"spec": {
      "volumes": [{"name": "aws-iam-token", "secret": {"secretName": "token"}}],
      "containers": [
        {"name": "app", "env": [{"name": "AWS_WEB_IDENTITY_TOKEN_FILE", "value": "/token"},
                                {"name": "AWS_DEFAULT_REGION", "value": "eu-west-1"}]},
        {"name": "sidecar", "envFrom": [{"prefix": "AWS_", "secretRef": {"name": "aws"}}],
         "env": [{"name": "AWS_CONTAINER_CREDENTIALS_FULL_URI", "value": "http://localhost"}]}]}})");
  webhook_case.aws_default_region = "eu-central-1";
  ExpectPatch(webhook_case, R"([
      {"op": "add", "path": "/spec/containers", "value": [
        {"name": "app", "resources": {}, "env": [
          {"name": "AWS_WEB_IDENTITY_TOKEN_FILE", "value": "/token"},
          {"name": "AWS_DEFAULT_REGION", "value": "eu-west-1"}],
         "volumeMounts": [
          {"name": "aws-iam-token", "readOnly": true,
           "mountPath": "/var/run/secrets/eks.amazonaws.com/serviceaccount"}]},
        {"name": "sidecar", "resources": {},
         "envFrom": [{"prefix": "AWS_", "secretRef": {"name": "aws"}}], "env": [
          {"name": "AWS_CONTAINER_CREDENTIALS_FULL_URI", "value": "http://localhost"},
          {"name": "AWS_DEFAULT_REGION", "value": "eu-central-1"},
          {"name": "AWS_REGION", "value": "eu-central-1"},
          {"name": "AWS_ROLE_ARN", "value": "arn:aws:iam::111122223333:role/uploader"},
          {"name": "AWS_WEB_IDENTITY_TOKEN_FILE",
           "value": "/var/run/secrets/eks.amazonaws.com/serviceaccount/token"}],
         "volumeMounts": [
          {"name": "aws-iam-token", "readOnly": true,
           "mountPath": "/var/run/secrets/eks.amazonaws.com/serviceaccount"}]}]}])");
}

// §4.1, rule 4: mounts are compared by name, volumes too; init containers and native sidecars are
// treated as others, ephemeral ones are not.
TEST(WebhookModelTest, MountsAndInitContainers) {
  WebhookCase webhook_case = WithRole(R"({"spec": {
      "volumes": [{"name": "config", "emptyDir": {}}],
      "ephemeralContainers": [{"name": "debug"}],
      "initContainers": [
        {"name": "setup", "env": [{"name": "AWS_ROLE_ARN", "value": "r"}]},
        {"name": "mesh", "restartPolicy": "Always",
         "env": [{"name": "AWS_ROLE_ARN", "value": "r"}],
         "volumeMounts": [{"name": "aws-iam-token", "mountPath": "/elsewhere"}]}],
      "containers": [
        {"name": "app", "env": [{"name": "AWS_ROLE_ARN", "value": "r"}],
         "volumeMounts": [{"name": "config", "mountPath": "/var/run/token"}]}]}})");
  webhook_case.token_mount_path = "/var/run/token";
  ExpectPatch(webhook_case, R"([
      {"op": "add", "path": "/spec/volumes/0", "value":
        {"name": "aws-iam-token", "projected": {"sources": [{"serviceAccountToken": {
          "audience": "sts.amazonaws.com", "expirationSeconds": 86400, "path": "token"}}]}}},
      {"op": "add", "path": "/spec/containers", "value": [
        {"name": "app", "resources": {}, "env": [{"name": "AWS_ROLE_ARN", "value": "r"}],
         "volumeMounts": [{"name": "config", "mountPath": "/var/run/token"},
                          {"name": "aws-iam-token", "readOnly": true,
                           "mountPath": "/var/run/token"}]}]},
      {"op": "add", "path": "/spec/initContainers", "value": [
        {"name": "setup", "resources": {}, "env": [{"name": "AWS_ROLE_ARN", "value": "r"}],
         "volumeMounts": [{"name": "aws-iam-token", "readOnly": true,
                           "mountPath": "/var/run/token"}]},
        {"name": "mesh", "resources": {}, "restartPolicy": "Always",
         "env": [{"name": "AWS_ROLE_ARN", "value": "r"}],
         "volumeMounts": [{"name": "aws-iam-token", "mountPath": "/elsewhere"}]}]}])");
}

// §4.1, last paragraph: the mount keeps its path as the flag has it.
TEST(WebhookModelTest, Windows) {
  WebhookCase webhook_case = WithRole(R"({"spec": {
      "nodeSelector": {"kubernetes.io/os": "linux", "beta.kubernetes.io/os": "windows"},
      "volumes": [{"name": "aws-iam-token"}], "containers": [{"name": "app"}]}})");
  webhook_case.token_mount_path = "/var/run//aws/";
  ExpectPatch(webhook_case, R"([
      {"op": "add", "path": "/spec/containers", "value": [
        {"name": "app", "resources": {}, "env": [
          {"name": "AWS_ROLE_ARN", "value": "arn:aws:iam::111122223333:role/uploader"},
          {"name": "AWS_WEB_IDENTITY_TOKEN_FILE", "value": "C:\\var\\run\\aws\\token"}],
         "volumeMounts": [{"name": "aws-iam-token", "readOnly": true,
                           "mountPath": "/var/run//aws/"}]}]}])");
}

// §3.3: all keys have the prefix of the flag, and each its object. An empty audience is one.
TEST(WebhookModelTest, AnnotationsOfTheirPrefixAndObject) {
  WebhookCase webhook_case = WithRole(R"({
      "metadata": {"annotations": {"sts.example.com/skip-containers": "sidecar",
                                   "sts.example.com/sts-regional-endpoints": "true",
                                   "sts.example.com/audience": "vault",
                                   "eks.amazonaws.com/token-expiration": "1111"}},
      "spec": {"containers": [{"name": "app"}, {"name": "sidecar"}]}})");
  webhook_case.annotation_prefix = "sts.example.com";
  webhook_case.account_annotations = {{"sts.example.com/role-arn", " uploader\n"},
                                      {"sts.example.com/audience", ""},
                                      {"sts.example.com/token-expiration", "10"},
                                      {"sts.example.com/skip-containers", "app"},
                                      {"eks.amazonaws.com/role-arn", std::string(kRole)}};
  ExpectPatch(webhook_case, R"([
      {"op": "add", "path": "/spec/volumes", "value": [
        {"name": "aws-iam-token", "projected": {"sources": [{"serviceAccountToken": {
          "expirationSeconds": 600, "path": "token"}}]}}]},
      {"op": "add", "path": "/spec/containers", "value": [
        {"name": "app", "resources": {}, "env": [
          {"name": "AWS_ROLE_ARN", "value": " uploader\n"},
          {"name": "AWS_WEB_IDENTITY_TOKEN_FILE",
           "value": "/var/run/secrets/eks.amazonaws.com/serviceaccount/token"}],
         "volumeMounts": [{"name": "aws-iam-token", "readOnly": true,
                           "mountPath": "/var/run/secrets/eks.amazonaws.com/serviceaccount"}]},
        {"name": "sidecar", "resources": {}}]}])");
}

// §4.2, last paragraph.
TEST(WebhookModelTest, EmptyThingsVanish) {
  ExpectPatch(WithRole(R"({
      "metadata": {"annotations": {"eks.amazonaws.com/skip-containers": "app"}},
      "spec": {"volumes": [{"name": "aws-iam-token"}], "initContainers": [], "containers": [
        {"name": "app", "image": "", "command": [], "args": [""], "env": null, "envFrom": [],
         "volumeMounts": [{"name": "config", "mountPath": "", "readOnly": false}]}]}})"),
              R"([{"op": "add", "path": "/spec/containers", "value": [
        {"name": "app", "args": [""], "resources": {},
         "volumeMounts": [{"name": "config", "mountPath": ""}]}]}])");
}

// The value of a variable of the first container, for tables of single values.
std::optional<std::string> ValueIn(const WebhookCase& webhook_case, std::string_view variable) {
  for (const json& operation : PatchByModel(webhook_case)) {
    if (operation.at("path") != "/spec/containers") continue;
    const json env = operation.at("value").at(0).value("env", json::array());
    for (const json& item : env) {
      if (item.at("name") == variable) return item.at("value").get<std::string>();
    }
  }
  return std::nullopt;
}

// §3.4.
TEST(WebhookModelTest, ComposedRoles) {
  struct Row {
    std::string_view region;
    std::string_view written;
    std::string_view composed;
  };
  constexpr Row kRows[] = {
      {"eu-central-1", "uploader", "arn:aws:iam::777788889999:role/uploader"},
      {"cn-north-1", "team/app", "arn:aws-cn:iam::777788889999:role/team/app"},
      {"us-gov-west-1", "a", "arn:aws-us-gov:iam::777788889999:role/a"},
      {"us-iso-east-1", "a", "arn:aws-iso:iam::777788889999:role/a"},
      {"us-isob-east-1", "a", "arn:aws-iso-b:iam::777788889999:role/a"},
      {"us-isof-south-1", "a", "arn:aws:iam::777788889999:role/a"},
      {"eusc-de-east-1", "a", "arn:aws-eusc:iam::777788889999:role/a"},
      {"", " ", "arn:aws:iam::777788889999:role/ "},
      {"", "", "arn:aws:iam::777788889999:role/"},
      {"cn-north-1", "arn:aws:iam::111122223333:role/a", "arn:aws:iam::111122223333:role/a"},
      {"cn-north-1", "see arn:", "see arn:"},
      {"cn-north-1", "ARN:a", "arn:aws-cn:iam::777788889999:role/ARN:a"},
  };
  for (const Row& row : kRows) {
    WebhookCase webhook_case = WithRole(R"({"spec": {"containers": [{"name": "app"}]}})");
    webhook_case.account_annotations["eks.amazonaws.com/role-arn"] = row.written;
    webhook_case.compose_role_arn = {
        .is_on = true, .account = "777788889999", .region = std::string(row.region)};
    EXPECT_EQ(ValueIn(webhook_case, "AWS_ROLE_ARN"), row.composed) << row.written;
  }
}

// §3.3 sts-regional-endpoints.
TEST(WebhookModelTest, RegionalEndpoints) {
  const auto is_regional = [](const std::string& text, bool flag) {
    WebhookCase webhook_case = WithRole(R"({"spec": {"containers": [{"name": "app"}]}})");
    webhook_case.account_annotations["eks.amazonaws.com/sts-regional-endpoints"] = text;
    webhook_case.sts_regional_endpoint = flag;
    return ValueIn(webhook_case, "AWS_STS_REGIONAL_ENDPOINTS") == "regional";
  };
  for (const char* text : {"1", "t", "T", "TRUE", "true", "True"}) {
    EXPECT_TRUE(is_regional(text, false)) << text;
  }
  for (const char* text : {"0", "f", "F", "FALSE", "false", "False"}) {
    EXPECT_FALSE(is_regional(text, true)) << text;
  }
  for (const char* text : {"", "yes", "regional", "tRUE", "true ", "01"}) {
    EXPECT_TRUE(is_regional(text, true)) << text;
    EXPECT_FALSE(is_regional(text, false)) << text;
  }
}

// §4.1, last paragraph: the cleaned join.
TEST(WebhookModelTest, TokenFiles) {
  constexpr std::string_view kRows[][2] = {
      {"/var/run/aws", "/var/run/aws/token"},
      {"/var/run/aws///", "/var/run/aws/token"},
      {"/var/./run/../aws", "/var/aws/token"},
      {"/..", "/token"},
      {"/../../tokens", "/tokens/token"},
      {"//var//run", "/var/run/token"},
      {"/...", "/.../token"},
  };
  for (const auto& [mount_path, file] : kRows) {
    WebhookCase webhook_case = WithRole(R"({"spec": {"containers": [{"name": "app"}]}})");
    webhook_case.token_mount_path = mount_path;
    EXPECT_EQ(ValueIn(webhook_case, "AWS_WEB_IDENTITY_TOKEN_FILE"), file) << mount_path;
  }
}

// §3.3 token-expiration, of a Pod; the account says 7200.
TEST(WebhookModelTest, Expirations) {
  struct Row {
    std::string_view text;
    int64_t seconds;
  };
  constexpr Row kRows[] = {
      {"3600", 3600},
      {"+43200", 43200},
      {"0003600", 3600},
      {"604800", 604800},
      {"600", 600},
      {"599", 600},
      {"0", 600},
      {"-0", 600},
      {"-1", 600},
      {"9223372036854775807", std::numeric_limits<int64_t>::max()},
      {"-9223372036854775808", 600},
      {"9223372036854775808", 7200},
      {"-9223372036854775809", 7200},
      {"", 7200},
      {"+", 7200},
      {"+-3600", 7200},
      {" 3600", 7200},
      {"3600 ", 7200},
      {"0x1000", 7200},
      {"86_400", 7200},
      {"6e2", 7200},
      {"24h", 7200},
  };
  for (const Row& row : kRows) {
    WebhookCase webhook_case = WithRole(R"({"spec": {"containers": [{"name": "app"}]}})");
    webhook_case.account_annotations["eks.amazonaws.com/token-expiration"] = "7200";
    webhook_case.pod["metadata"]["annotations"]["eks.amazonaws.com/token-expiration"] = row.text;
    const json volume = PatchByModel(webhook_case).at(0).at("value").at(0);
    EXPECT_EQ(volume.at("/projected/sources/0/serviceAccountToken/expirationSeconds"_json_pointer),
              row.seconds)
        << row.text;
  }
}

// §3.5, of a Pod with the containers app, sidecar and setup.
TEST(WebhookModelTest, SkippedContainers) {
  struct Row {
    std::string text;
    std::vector<std::string> skipped;
  };
  const std::vector<Row> rows = {
      {"", {}},
      {"app", {"app"}},
      {"App", {}},
      {"setup,other,app", {"app", "setup"}},
      {",app,,setup,", {"app", "setup"}},
      {"app, sidecar", {"app"}},
      {" app,sidecar ,setup", {"setup"}},
      {"app;sidecar", {}},
      {"\"app\",sidecar", {"app", "sidecar"}},
      {"\"app,sidecar\",setup", {"setup"}},
      {"\"app\"\"\",setup", {"setup"}},
      {"\"\",app", {"app"}},
      {"app,side\"car", {}},
      {"app,\"sidecar", {}},
      {"app,\"", {}},
      {" \"app\",setup", {}},
      {"\"app\" ,setup", {}},
      {"app\r\nsidecar", {"app"}},
      {"app,setup\r\n", {"app", "setup"}},
      {"app\r", {"app"}},
      {"app\r,setup", {"setup"}},
      {"app\r\r\n", {}},
      {"\r", {}},
      {"\n", {}},
      {"\n\r\n\napp,setup\nsidecar", {"app", "setup"}},
      {"\n \napp", {}},
      {"\"app\"\r\n\"sidecar\"", {"app"}},
      {"\"app\nsidecar\",setup", {"setup"}},
      {"\"app\nsidecar,setup", {}},
      {"app\n\"sidecar", {"app"}},
      {"# app,sidecar\nsetup", {"sidecar"}},
  };
  for (const Row& row : rows) {
    WebhookCase webhook_case = WithRole(
        R"({"spec": {"volumes": [{"name": "aws-iam-token"}],
                     "containers": [{"name": "app"}, {"name": "sidecar"}, {"name": "setup"}]}})");
    webhook_case.pod["metadata"]["annotations"]["eks.amazonaws.com/skip-containers"] = row.text;
    std::vector<std::string> skipped;
    const json patch = PatchByModel(webhook_case);
    for (const json& container : patch.at(0).at("value")) {
      if (!container.contains("env")) skipped.push_back(container.at("name"));
    }
    EXPECT_THAT(skipped, ElementsAreArray(row.skipped)) << json(row.text);
  }
}

}  // namespace
}  // namespace irsalint::test
