#include "tests/conformance/webhook_cases.h"

#include <cstddef>
#include <iterator>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace irsalint::test {
namespace {

using nlohmann::json;

// The distributions of the standard library differ between its implementations; the engine does
// not. Draws stand in statements of their own, since the order of arguments is not fixed either.
class Draws {
 public:
  explicit Draws(uint64_t seed) : engine_(seed) {}

  size_t Below(size_t count) { return static_cast<size_t>(engine_() % count); }
  bool OneIn(size_t count) { return Below(count) == 0; }

  template <size_t kCount>
  std::string Of(const std::string_view (&texts)[kCount]) {
    return std::string(texts[Below(kCount)]);
  }

  // Of JSON texts.
  template <size_t kCount>
  json ValueOf(const std::string_view (&texts)[kCount]) {
    return json::parse(texts[Below(kCount)]);
  }

  json Shuffled(json list) {
    for (size_t left = list.size(); left > 1; --left) {
      const size_t chosen = Below(left);
      std::swap(list[left - 1], list[chosen]);
    }
    return list;
  }

 private:
  std::mt19937_64 engine_;
};

constexpr std::string_view kDefaultPrefix = "eks.amazonaws.com";
constexpr std::string_view kOtherPrefix = "sts.example.com";

constexpr std::string_view kAwsNames[] = {"AWS_ROLE_ARN",
                                          "AWS_WEB_IDENTITY_TOKEN_FILE",
                                          "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                                          "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
                                          "AWS_DEFAULT_REGION",
                                          "AWS_REGION",
                                          "AWS_STS_REGIONAL_ENDPOINTS"};

// How a variable of the container gets its value.
constexpr std::string_view kForms[] = {
    R"({"value": "preset"})",
    R"({"value": ""})",
    R"({})",
    R"({"valueFrom": {"fieldRef": {"fieldPath": "metadata.annotations['team/aws']"}}})",
    R"({"valueFrom": {"secretKeyRef": {"name": "aws", "key": "setting"}}})",
    R"({"value": "", "valueFrom": {"configMapKeyRef": {"name": "aws", "key": "setting"}}})"};

// Names that the webhook does not look for.
constexpr std::string_view kOtherNames[] = {
    "LOG_LEVEL",         "aws_region",
    "AWS_ROLE_ARN_",     "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_ACCESS_KEY_ID", "AWS_REGION_NAME"};

constexpr std::string_view kContainerFields[] = {
    R"({})",
    R"({"command": ["/bin/server"], "args": ["--verbose", ""]})",
    R"({"command": [], "args": null})",
    R"({"envFrom": [{"configMapRef": {"name": "settings"}}]})",
    R"({"envFrom": [{"prefix": "AWS_", "secretRef": {"name": "aws", "optional": true}}]})",
    R"({"envFrom": []})",
    R"({"args": ["serve"], "envFrom": null})"};

constexpr std::string_view kRestartPolicies[] = {R"({})", R"({})", R"({"restartPolicy": "Always"})",
                                                 R"({"restartPolicy": "Always"})"};

constexpr std::string_view kReadOnly[] = {R"({})", R"({"readOnly": true})",
                                          R"({"readOnly": false})"};

constexpr std::string_view kVolumeSources[] = {
    R"({"hostPath": {"path": "/var/run/token"}})", R"({"secret": {"secretName": "aws"}})",
    R"({"emptyDir": {}})",
    R"({"projected": {"sources": [{"serviceAccountToken": {"audience": "vault", "path": "t"}}]}})",
    R"({})"};

constexpr std::string_view kLabels[] = {
    R"({})",
    R"({"labels": null})",
    R"({"labels": {}})",
    R"({"labels": {"app": "uploader"}})",
    R"({"labels": {"app": "uploader", "eks.amazonaws.com/pod-identity": "disabled"}})",
    R"({"labels": {"eks.amazonaws.com/pod-identity": "enabled"}})"};

constexpr std::string_view kNodes[] = {
    R"({})",
    R"({})",
    R"({"nodeSelector": null})",
    R"({"nodeSelector": {}})",
    R"({"nodeSelector": {"kubernetes.io/os": "linux"}})",
    R"({"nodeSelector": {"kubernetes.io/os": "windows"}})",
    R"({"nodeSelector": {"beta.kubernetes.io/os": "windows"}})",
    R"({"nodeSelector": {"beta.kubernetes.io/os": "windows", "kubernetes.io/os": "linux"}})",
    R"({"nodeSelector": {"beta.kubernetes.io/os": "windows", "kubernetes.io/os": "windows"}})",
    R"({"nodeSelector": {"kubernetes.io/os": "Windows"}})",
    R"({"os": {"name": "windows"}, "nodeSelector": {"kubernetes.io/arch": "amd64"}})",
    R"({"os": {"name": "windows"}, "tolerations": [{"key": "os", "value": "windows"}]})"};

constexpr std::string_view kRoles[] = {
    // whole
    "arn:aws:iam::111122223333:role/uploader", "arn:aws:iam::444455556666:role/team/app",
    "arn:aws-cn:iam::111122223333:role/uploader", " arn:aws:iam::111122223333:role/uploader\n",
    "arn:",
    // without `arn:`
    "uploader", "uploader", "team/app", "ARN:aws:iam::111122223333:role/uploader", " ", "", ""};

constexpr std::string_view kAudiences[] = {"", "sts.amazonaws.com", "vault "};

constexpr std::string_view kBooleans[] = {
    // spellings
    "1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False",
    // none
    "tRUE", "truE\n", "true ", " true", "", "yes", "on", "regional", "01", "-1"};

constexpr std::string_view kExpirations[] = {
    // numbers
    "3600", "3600", "86400", "86400", "604800", "4294967297", "600", "601", "599", "1", "0", "-0",
    "-1", "+600", "+43200", "0003600", "9223372036854775807", "-9223372036854775808",
    // of more than 64 bits
    "9223372036854775808", "-9223372036854775809",
    // none
    "", "+", "-", "+-600", "0x10", " 600", "600 ", "86_400", "6e2", "24h"};

// The containers are app, sidecar and proxy, setup and mesh.
constexpr std::string_view kSkips[] = {
    // plain
    "app", "sidecar", "setup", "mesh", "mesh,other,app", ",app,,setup,", "App",
    "app,sidecar,proxy,setup,mesh", "app,sidecar,proxy,setup,mesh", "app;sidecar",
    // blanks
    "app, sidecar", " app,sidecar", "app ,setup", "app\t,setup", " ",
    // quotes
    R"("app")", R"("app",sidecar)", R"("app,sidecar",setup)", R"("app""",sidecar)", R"("",app)",
    R"(app,side"car)", R"(app,"sidecar)", R"(app,")", R"( "app",setup)", R"("app" ,setup)",
    R"("app"x,setup)",
    // lines
    "", "\n", "\r\n\r\n", "app\r", "app\r,setup", "app\r\nsidecar", "app,setup\r\n",
    "\n\r\n\napp,mesh\nsidecar", "\n \napp", "# app,sidecar\nsetup",
    // quotes and lines
    "\"app\"\r\n\"sidecar\"", "\"app\nsidecar\",setup", "\"app\r\n\",setup", "app\n\"sidecar"};

constexpr std::string_view kRegions[] = {"", "eu-central-1", "cn-north-1"};

constexpr std::string_view kComposeRegions[] = {
    "eu-central-1",   "us-east-1",      "cn-north-1",      "us-gov-west-1",  "us-iso-east-1",
    "us-isob-east-1", "eusc-de-east-1", "us-isof-south-1", "eu-isoe-west-1", "cncn-1"};

constexpr std::string_view kWebMountPaths[] = {"/var/run/secrets/eks.amazonaws.com/serviceaccount",
                                               "/var/run/secrets/eks.amazonaws.com/serviceaccount",
                                               "/var/run/aws/",
                                               "/var/run/secrets/../aws",
                                               "/var//run/./aws/..//",
                                               "/..",
                                               "/../../tokens"};

constexpr std::string_view kPodIdentityMountPaths[] = {
    "/var/run/secrets/pods.eks.amazonaws.com/serviceaccount",
    "/var/run/secrets/pods.eks.amazonaws.com/serviceaccount", "/var/run/pods/",
    "/var/run/../pods/../identity", "/./pods"};

constexpr std::string_view kTokenPaths[] = {"eks-pod-identity-token", "eks-pod-identity-token",
                                            "nested/token", "./token", "nested//../token"};

constexpr int64_t kExpirationFlags[] = {86400, 86400, 86400, 3600, 43200};

// The members of `fragment`, added to those of `object`.
void Add(json& object, const json& fragment) { object.update(fragment); }

// A member that is this list; an empty list may also be null or not there.
json ListMember(Draws& draws, std::string_view name, json list) {
  json member = json::object();
  const size_t form = list.empty() ? draws.Below(3) : 0;
  if (form == 0) member[std::string(name)] = std::move(list);
  if (form == 1) member[std::string(name)] = nullptr;
  return member;
}

json Variable(Draws& draws, std::string_view name) {
  json variable = {{"name", name}};
  Add(variable, draws.ValueOf(kForms));
  return variable;
}

// Any set of the names that count, among others, in any order.
json Env(Draws& draws) {
  json env = json::array();
  const size_t present = draws.OneIn(4) ? 0 : draws.Below(size_t{1} << std::size(kAwsNames));
  for (size_t i = 0; i < std::size(kAwsNames); ++i) {
    if (((present >> i) & 1U) != 0) env.push_back(Variable(draws, kAwsNames[i]));
  }
  for (size_t others = draws.Below(3); others > 0; --others) {
    const std::string name = draws.Of(kOtherNames);
    env.push_back(Variable(draws, name));
  }
  return draws.Shuffled(std::move(env));
}

// Mounts with and without the reserved names and paths, in all combinations.
json VolumeMounts(Draws& draws, const WebhookCase& webhook_case) {
  const std::string& web_path = webhook_case.token_mount_path;
  const ContainerCredentials& flags = webhook_case.container_credentials;
  const std::string_view names[] = {"config", "aws-iam-token", "aws-iam-token", flags.volume_name,
                                    "eks-pod-identity-token"};
  const std::string with_slash = web_path + "/";
  const std::string_view paths[] = {"/etc/config", web_path, flags.mount_path, "/var/run/token",
                                    with_slash};
  json mounts = json::array();
  for (size_t left = draws.Below(3); left > 0; --left) {
    json mount = json::object();
    mount["name"] = draws.Of(names);
    mount["mountPath"] = draws.Of(paths);
    Add(mount, draws.ValueOf(kReadOnly));
    mounts.push_back(std::move(mount));
  }
  return mounts;
}

json Container(Draws& draws, const WebhookCase& webhook_case, std::string_view name) {
  json container = {{"name", name}, {"image", "registry.example.com/" + std::string(name) + ":1"}};
  Add(container, draws.ValueOf(kContainerFields));
  json env = Env(draws);
  Add(container, ListMember(draws, "env", std::move(env)));
  json mounts = VolumeMounts(draws, webhook_case);
  Add(container, ListMember(draws, "volumeMounts", std::move(mounts)));
  return container;
}

// Each of these names or not, so that all may be there or none.
json Volumes(Draws& draws, const WebhookCase& webhook_case) {
  const std::set<std::string> names = {"config", "aws-iam-token",
                                       webhook_case.container_credentials.volume_name};
  json volumes = json::array();
  for (const std::string& name : names) {
    if (!draws.OneIn(4)) continue;
    json volume = {{"name", name}};
    Add(volume, draws.ValueOf(kVolumeSources));
    volumes.push_back(std::move(volume));
  }
  return draws.Shuffled(std::move(volumes));
}

json Spec(Draws& draws, const WebhookCase& webhook_case) {
  constexpr std::string_view kNames[] = {"app", "sidecar", "proxy"};
  constexpr std::string_view kInitNames[] = {"setup", "mesh"};

  json spec = {{"serviceAccountName", "uploader"}};
  json containers = json::array();
  const size_t count = 1 + draws.Below(std::size(kNames));
  for (size_t i = 0; i < count; ++i) {
    containers.push_back(Container(draws, webhook_case, kNames[i]));
  }
  spec["containers"] = std::move(containers);

  json init_containers = json::array();
  const size_t init_count = draws.Below(std::size(kInitNames) + 1);
  for (size_t i = 0; i < init_count; ++i) {
    json container = Container(draws, webhook_case, kInitNames[i]);
    Add(container, draws.ValueOf(kRestartPolicies));
    init_containers.push_back(std::move(container));
  }
  Add(spec, ListMember(draws, "initContainers", std::move(init_containers)));
  if (draws.OneIn(8))
    spec["ephemeralContainers"].push_back(Container(draws, webhook_case, "debug"));

  json volumes = Volumes(draws, webhook_case);
  Add(spec, ListMember(draws, "volumes", std::move(volumes)));
  Add(spec, draws.ValueOf(kNodes));
  return spec;
}

std::string_view PrefixNotIn(const WebhookCase& webhook_case) {
  return webhook_case.annotation_prefix == kDefaultPrefix ? kOtherPrefix : kDefaultPrefix;
}

// Annotations that count, and some that do not: for the Pod, of another prefix, of another case.
std::map<std::string, std::string> AccountAnnotations(Draws& draws,
                                                      const WebhookCase& webhook_case) {
  const std::string prefix = webhook_case.annotation_prefix + "/";
  const std::string other = std::string(PrefixNotIn(webhook_case)) + "/";
  std::map<std::string, std::string> annotations;
  if (!draws.OneIn(6)) annotations[prefix + "role-arn"] = draws.Of(kRoles);
  if (draws.OneIn(3)) annotations[prefix + "audience"] = draws.Of(kAudiences);
  if (!draws.OneIn(3)) annotations[prefix + "sts-regional-endpoints"] = draws.Of(kBooleans);
  if (draws.OneIn(2)) annotations[prefix + "token-expiration"] = draws.Of(kExpirations);
  if (draws.OneIn(4)) annotations[prefix + "skip-containers"] = "app,setup";
  if (draws.OneIn(4)) {
    annotations[other + "role-arn"] = "arn:aws:iam::111122223333:role/wrong";
    annotations[other + "audience"] = "wrong";
    annotations[other + "token-expiration"] = "1111";
    annotations[prefix + "Role-Arn"] = "arn:aws:iam::111122223333:role/wrong";
  }
  return annotations;
}

// The same, and those that count on an account alone.
json PodAnnotations(Draws& draws, const WebhookCase& webhook_case) {
  const std::string prefix = webhook_case.annotation_prefix + "/";
  const std::string other = std::string(PrefixNotIn(webhook_case)) + "/";
  json annotations = json::object();
  if (draws.OneIn(2)) annotations[prefix + "skip-containers"] = draws.Of(kSkips);
  if (draws.OneIn(2)) annotations[prefix + "token-expiration"] = draws.Of(kExpirations);
  if (draws.OneIn(4)) {
    annotations[prefix + "role-arn"] = "arn:aws:iam::111122223333:role/wrong";
    annotations[prefix + "audience"] = "wrong";
    annotations[prefix + "sts-regional-endpoints"] = "true";
    annotations[other + "skip-containers"] = "app,setup";
    annotations[other + "token-expiration"] = "1111";
  }
  return annotations;
}

json Metadata(Draws& draws, const WebhookCase& webhook_case) {
  json metadata = {{"name", "uploader"}, {"namespace", "media"}};
  json annotations = PodAnnotations(draws, webhook_case);
  if (!annotations.empty() || draws.OneIn(2)) metadata["annotations"] = std::move(annotations);
  Add(metadata, draws.ValueOf(kLabels));
  return metadata;
}

void DrawFlags(Draws& draws, WebhookCase& webhook_case) {
  if (draws.OneIn(4)) webhook_case.annotation_prefix = kOtherPrefix;
  webhook_case.aws_default_region = draws.Of(kRegions);
  if (draws.OneIn(4)) webhook_case.token_audience = "audience.example.com";
  webhook_case.token_mount_path = draws.Of(kWebMountPaths);
  webhook_case.token_expiration = kExpirationFlags[draws.Below(std::size(kExpirationFlags))];
  webhook_case.sts_regional_endpoint = draws.OneIn(2);
  webhook_case.compose_role_arn.is_on = draws.OneIn(2);
  webhook_case.compose_role_arn.account = "777788889999";
  webhook_case.compose_role_arn.region = draws.Of(kComposeRegions);

  ContainerCredentials& credentials = webhook_case.container_credentials;
  if (draws.OneIn(4)) credentials.audience = "pods.example.com";
  credentials.mount_path = draws.Of(kPodIdentityMountPaths);
  if (draws.OneIn(3)) credentials.volume_name = "pod-token";
  credentials.token_path = draws.Of(kTokenPaths);
  if (draws.OneIn(4)) credentials.full_uri = "http://[fd00:ec2::23]/v1/credentials";
}

}  // namespace

WebhookCase RandomWebhookCase(uint64_t seed) {
  Draws draws(seed);
  WebhookCase webhook_case;
  DrawFlags(draws, webhook_case);
  webhook_case.has_association = draws.OneIn(3);
  webhook_case.account_annotations = AccountAnnotations(draws, webhook_case);
  webhook_case.pod = {{"apiVersion", "v1"}, {"kind", "Pod"}};
  webhook_case.pod["metadata"] = Metadata(draws, webhook_case);
  webhook_case.pod["spec"] = Spec(draws, webhook_case);
  return webhook_case;
}

json CaseAsJson(const WebhookCase& webhook_case) {
  const ComposeRoleArn& compose = webhook_case.compose_role_arn;
  const ContainerCredentials& credentials = webhook_case.container_credentials;
  return {{"pod", webhook_case.pod},
          {"account_annotations", json(webhook_case.account_annotations)},
          {"has_association", webhook_case.has_association},
          {"annotation_prefix", webhook_case.annotation_prefix},
          {"aws_default_region", webhook_case.aws_default_region},
          {"token_audience", webhook_case.token_audience},
          {"token_mount_path", webhook_case.token_mount_path},
          {"token_expiration", webhook_case.token_expiration},
          {"sts_regional_endpoint", webhook_case.sts_regional_endpoint},
          {"compose_role_arn", json::object({{"is_on", compose.is_on},
                                             {"account", compose.account},
                                             {"region", compose.region}})},
          {"container_credentials", json::object({{"audience", credentials.audience},
                                                  {"mount_path", credentials.mount_path},
                                                  {"volume_name", credentials.volume_name},
                                                  {"token_path", credentials.token_path},
                                                  {"full_uri", credentials.full_uri}})}};
}

}  // namespace irsalint::test
