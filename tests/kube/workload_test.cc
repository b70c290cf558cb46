#include "analyzer/kube/workload.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "analyzer/kube/read_object.h"
#include "tests/kube/parsed_yaml.h"

namespace irsalint::kube {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct HolderCase {
  std::string kind;
  std::string before;  // the lines above the template
  std::string indent;  // of the template's own lines
  std::string path;    // of the template, with its dot
};

std::string Document(const HolderCase& holder) {
  std::string yaml = "apiVersion: v1\nkind: " + holder.kind +
                     "\nmetadata:\n  name: w\n  annotations: {own: o}\n" + holder.before;
  for (const std::string line : {"metadata:", "  annotations: {template: t}", "spec:",
                                 "  serviceAccountName: app", "  containers: [{name: c}]"}) {
    yaml += holder.indent + line + "\n";
  }
  return yaml;
}

TEST(ReadWorkloadTest, FindsTheTemplateOfEveryKind) {
  const std::vector<HolderCase> holders = {
      {"Deployment", "spec:\n  template:\n", "    ", "spec.template."},
      {"StatefulSet", "spec:\n  template:\n", "    ", "spec.template."},
      {"DaemonSet", "spec:\n  template:\n", "    ", "spec.template."},
      {"ReplicaSet", "spec:\n  template:\n", "    ", "spec.template."},
      {"ReplicationController", "spec:\n  template:\n", "    ", "spec.template."},
      {"Job", "spec:\n  template:\n", "    ", "spec.template."},
      {"CronJob", "spec:\n  jobTemplate:\n    spec:\n      template:\n", "        ",
       "spec.jobTemplate.spec.template."},
      {"PodTemplate", "template:\n", "  ", "template."},
      {"Rollout", "spec:\n  template:\n", "    ", "spec.template."},
      {"SparkLike", "spec:\n  template:\n", "    ", "spec.template."},
  };
  for (const HolderCase& holder : holders) {
    SCOPED_TRACE(holder.kind);
    const auto workload = ReadWorkload(*ParsedYaml(Document(holder)), "unit");
    ASSERT_TRUE(workload.has_value());
    EXPECT_EQ(workload->meta.kind, holder.kind);
    EXPECT_EQ(Show(workload->meta.name), "\"w\" at metadata.name");
    ASSERT_EQ(workload->meta.annotations.size(), 1u);
    EXPECT_EQ(workload->meta.annotations[0].key, "own");
    ASSERT_EQ(workload->template_annotations.size(), 1u);
    EXPECT_EQ(Show(workload->template_annotations[0].value),
              "\"t\" at " + holder.path + "metadata.annotations.template");
    EXPECT_EQ(Where(workload->template_annotations_place), holder.path + "metadata.annotations");
    EXPECT_EQ(Show(workload->spec.service_account_name),
              "\"app\" at " + holder.path + "spec.serviceAccountName");
    EXPECT_EQ(Show(workload->spec.automount), "absent at key " + holder.path + "spec");
    EXPECT_EQ(Where(workload->spec.place), holder.path + "spec");
    ASSERT_EQ(workload->spec.containers.size(), 1u);
    EXPECT_EQ(Show(workload->spec.containers[0].name),
              "\"c\" at " + holder.path + "spec.containers[0].name");
  }
}

TEST(ReadWorkloadTest, APodIsItsOwnTemplate) {
  const auto pod = ReadWorkload(
      *ParsedYaml("kind: Pod\nmetadata: {name: p, annotations: {a: b}}\nspec: {}\n"), "unit");
  ASSERT_TRUE(pod.has_value());
  ASSERT_EQ(pod->template_annotations.size(), 1u);
  EXPECT_EQ(pod->template_annotations, pod->meta.annotations);
  EXPECT_EQ(pod->template_annotations_place, pod->meta.annotations_place);
  EXPECT_THAT(pod->spec.containers, IsEmpty());
  EXPECT_EQ(Show(pod->spec.service_account_name), "absent at key spec");
}

TEST(ReadWorkloadTest, GivesNothingWithoutAPodSpec) {
  for (const std::string yaml :
       {"kind: Deployment", "{kind: Deployment, spec: null}", "{kind: Deployment, spec: []}",
        "{kind: Deployment, spec: {template: text}}", "{kind: Pod, spec: 7}",
        "{kind: CronJob, spec: {template: {spec: {}}}}", "{kind: Service, spec: {}}", "[]"}) {
    EXPECT_FALSE(ReadWorkload(*ParsedYaml(yaml), "unit").has_value()) << yaml;
  }
}

TEST(ReadWorkloadTest, GivesNothingForADefinitionWithATemplate) {
  EXPECT_FALSE(ReadWorkload(*ParsedYaml("{apiVersion: apiextensions.k8s.io/v1, kind: "
                                        "CustomResourceDefinition, spec: {template: {spec: "
                                        "{containers: [{name: c}]}}}}"),
                            "unit")
                   .has_value());
}

PodSpec SpecOf(const std::string& spec) {
  const auto pod = ReadWorkload(*ParsedYaml("kind: Pod\nspec:\n" + spec), "unit");
  if (!pod) {
    ADD_FAILURE() << "no pod spec in " << spec;
    return {};
  }
  return pod->spec;
}

TEST(ReadPodSpecTest, ReadsWhatBearsOnIdentity) {
  const PodSpec spec = SpecOf(
      "  serviceAccountName: new\n"
      "  serviceAccount: old\n"
      "  automountServiceAccountToken: true\n"
      "  hostNetwork: on\n"
      "  nodeSelector:\n"
      "    kubernetes.io/os: windows\n");
  EXPECT_EQ(Show(spec.service_account_name), "\"new\" at spec.serviceAccountName");
  EXPECT_EQ(Show(spec.deprecated_service_account), "\"old\" at spec.serviceAccount");
  EXPECT_EQ(Show(spec.automount), "true at spec.automountServiceAccountToken");
  EXPECT_EQ(Show(spec.host_network), "true at spec.hostNetwork");
  ASSERT_EQ(spec.node_selector.size(), 1u);
  EXPECT_EQ(spec.node_selector[0].key, "kubernetes.io/os");
  EXPECT_EQ(Show(spec.node_selector[0].value),
            "\"windows\" at spec.nodeSelector.\"kubernetes.io/os\"");
}

TEST(ReadPodSpecTest, PutsInitContainersFirst) {
  const PodSpec spec = SpecOf(
      "  containers: [{name: a, image: 'x/y:1'}, text, {name: b}]\n"
      "  initContainers: [{name: i}]\n");
  ASSERT_EQ(spec.containers.size(), 3u);
  EXPECT_EQ(Show(spec.containers[0].name), "\"i\" at spec.initContainers[0].name");
  EXPECT_EQ(spec.containers[0].kind, Container::Kind::kInit);
  EXPECT_EQ(Show(spec.containers[1].image), "\"x/y:1\" at spec.containers[0].image");
  EXPECT_EQ(spec.containers[1].kind, Container::Kind::kRegular);
  EXPECT_EQ(Show(spec.containers[2].name), "\"b\" at spec.containers[2].name");
  EXPECT_EQ(Show(spec.containers[2].image), "absent at spec.containers[2]");
  EXPECT_EQ(Where(spec.containers[2].place), "spec.containers[2]");
}

TEST(ReadPodSpecTest, KeepsEveryEntryOfEnv) {
  const PodSpec spec = SpecOf(
      "  containers:\n"
      "  - name: c\n"
      "    env:\n"
      "    - {name: AWS_REGION, value: eu-west-1}\n"
      "    - {name: REFERENCE, value: $(AWS_REGION)-x}\n"
      "    - {name: FROM, valueFrom: {secretKeyRef: {name: s, key: k}}}\n"
      "    - {name: EMPTY}\n"
      "    - {name: NUMBER, value: 8080}\n"
      "    - {name: AWS_REGION, value: again}\n");
  const std::vector<EnvVar>& env = spec.containers[0].env;
  ASSERT_EQ(env.size(), 6u);
  EXPECT_EQ(env[0].name, "AWS_REGION");
  EXPECT_EQ(Show(env[0].value), "\"eu-west-1\" at spec.containers[0].env[0].value");
  EXPECT_EQ(Where(env[0].place), "spec.containers[0].env[0]");
  EXPECT_EQ(env[1].value->literal(), "$(AWS_REGION)-x");
  EXPECT_EQ(Show(env[2].value), "unresolved at spec.containers[0].env[2].valueFrom");
  EXPECT_EQ(Show(env[3].value), "absent at spec.containers[0].env[3]");
  EXPECT_EQ(Show(env[4].value), "unresolved at spec.containers[0].env[4].value");
  EXPECT_EQ(env[5].name, "AWS_REGION");
}

TEST(ReadPodSpecTest, NeverKeepsASecretKey) {
  const PodSpec spec = SpecOf(
      "  containers:\n"
      "  - name: c\n"
      "    args: [--secret=wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY01, --verbose]\n"
      "    env:\n"
      "    - {name: AWS_SECRET_ACCESS_KEY, value: wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY}\n"
      "    - {name: OTHER, value: wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY}\n"
      "    - {name: AWS_SECRET_ACCESS_KEY, value: changeme}\n"
      "    - {name: COMMIT, value: 3bf80a348116483b2162190e43232e4d243f76c4}\n");
  const Container& container = spec.containers[0];
  EXPECT_EQ(Show(container.env[0].value), "unresolved at key spec.containers[0].env[0].value");
  EXPECT_EQ(Show(container.env[1].value), "unresolved at key spec.containers[0].env[1].value");
  EXPECT_EQ(container.env[2].value->literal(), "changeme");
  EXPECT_EQ(container.env[3].value->literal(), "3bf80a348116483b2162190e43232e4d243f76c4");
  EXPECT_THAT(container.command, ElementsAre("--verbose"));
}

TEST(ReadPodSpecTest, ReadsEnvFromMountsAndCommand) {
  const PodSpec spec = SpecOf(
      "  containers:\n"
      "  - command: [sh, -c]\n"
      "    args: [run, 7]\n"
      "    envFrom:\n"
      "    - {prefix: P_, configMapRef: {name: cm}}\n"
      "    - {secretRef: {name: s, optional: true}}\n"
      "    volumeMounts:\n"
      "    - {name: token, mountPath: /var/run/x}\n");
  const Container& container = spec.containers[0];
  EXPECT_THAT(container.command, ElementsAre("sh", "-c", "run"));
  ASSERT_EQ(container.env_from.size(), 2u);
  EXPECT_EQ(container.env_from[0].kind, EnvSource::Kind::kConfigMap);
  EXPECT_EQ(container.env_from[0].prefix, "P_");
  EXPECT_EQ(Show(container.env_from[0].name),
            "\"cm\" at spec.containers[0].envFrom[0].configMapRef.name");
  EXPECT_FALSE(container.env_from[0].optional);
  EXPECT_EQ(container.env_from[1].kind, EnvSource::Kind::kSecret);
  EXPECT_TRUE(container.env_from[1].optional);
  ASSERT_EQ(container.volume_mounts.size(), 1u);
  EXPECT_EQ(container.volume_mounts[0].volume, "token");
  EXPECT_EQ(container.volume_mounts[0].path, "/var/run/x");
  EXPECT_EQ(Where(container.volume_mounts[0].place), "spec.containers[0].volumeMounts[0]");
}

TEST(ReadPodSpecTest, ReadsTheTokensOfProjectedVolumes) {
  const PodSpec spec = SpecOf(
      "  volumes:\n"
      "  - name: empty\n"
      "    emptyDir: {}\n"
      "  - name: aws\n"
      "    projected:\n"
      "      sources:\n"
      "      - configMap: {name: x}\n"
      "      - serviceAccountToken:\n"
      "          audience: sts.amazonaws.com\n"
      "          expirationSeconds: 86400\n"
      "          path: token\n"
      "      - serviceAccountToken: {expirationSeconds: '600'}\n");
  ASSERT_EQ(spec.volumes.size(), 2u);
  EXPECT_EQ(spec.volumes[0].name, "empty");
  EXPECT_THAT(spec.volumes[0].tokens, IsEmpty());
  EXPECT_EQ(Where(spec.volumes[1].place), "spec.volumes[1]");
  ASSERT_EQ(spec.volumes[1].tokens.size(), 2u);
  const std::string at = "spec.volumes[1].projected.sources[1].serviceAccountToken";
  const TokenProjection& token = spec.volumes[1].tokens[0];
  EXPECT_EQ(Show(token.audience), "\"sts.amazonaws.com\" at " + at + ".audience");
  EXPECT_EQ(Show(token.expiration_seconds), "86400 at " + at + ".expirationSeconds");
  EXPECT_EQ(token.path, "token");
  EXPECT_EQ(Where(token.place), at);
  const std::string other = "spec.volumes[1].projected.sources[2].serviceAccountToken";
  EXPECT_EQ(Show(spec.volumes[1].tokens[1].audience), "absent at key " + other);
  EXPECT_EQ(Show(spec.volumes[1].tokens[1].expiration_seconds),
            "unresolved at " + other + ".expirationSeconds");
}

TEST(ReadPodSpecTest, SurvivesEveryWrongShape) {
  for (const std::string wrong : {"text", "7", "true", "{a: b}", "[a]", "[[a]]", "[{}]", "null"}) {
    SCOPED_TRACE(wrong);
    const PodSpec spec =
        SpecOf("  serviceAccountName: " + wrong + "\n  containers: " + wrong +
               "\n  initContainers: [{env: " + wrong + ", envFrom: " + wrong +
               ", volumeMounts: " + wrong + ", command: " + wrong +
               "}]\n  volumes: [{projected: " + wrong + "}, {projected: {sources: " + wrong +
               "}}]\n  nodeSelector: " + wrong + "\n  hostNetwork: " + wrong + "\n");
    EXPECT_GE(spec.containers.size(), 1u);
    EXPECT_EQ(spec.volumes.size(), 2u);
  }
}

TEST(ReadPodSpecTest, PlacesOfMergedValuesAreWhereTheyAreWritten) {
  const auto workload = ReadWorkload(*ParsedYaml("x: &base {serviceAccountName: app}\n"
                                                 "kind: Pod\n"
                                                 "spec:\n"
                                                 "  <<: *base\n"
                                                 "  containers: []\n"),
                                     "unit");
  ASSERT_TRUE(workload.has_value());
  EXPECT_EQ(Show(workload->spec.service_account_name), "\"app\" at x.serviceAccountName");
}

struct EffectiveCase {
  std::string spec;
  std::string name;
  EffectiveServiceAccount::Origin origin;
  std::string place;
};

TEST(EffectiveServiceAccountTest, FollowsTheOrderOfTheApi) {
  using Origin = EffectiveServiceAccount::Origin;
  const std::vector<EffectiveCase> cases = {
      {"{serviceAccountName: a}", "a", Origin::kServiceAccountName, "spec.serviceAccountName"},
      {"{serviceAccountName: a, serviceAccount: b}", "a", Origin::kServiceAccountName,
       "spec.serviceAccountName"},
      {"{serviceAccount: b}", "b", Origin::kDeprecatedServiceAccount, "spec.serviceAccount"},
      {"{serviceAccountName: '', serviceAccount: b}", "b", Origin::kDeprecatedServiceAccount,
       "spec.serviceAccount"},
      {"{serviceAccountName: null, serviceAccount: b}", "b", Origin::kDeprecatedServiceAccount,
       "spec.serviceAccount"},
      {"{containers: []}", "default", Origin::kOmitted, "key spec"},
      {"{serviceAccountName: ''}", "default", Origin::kOmitted, "spec.serviceAccountName"},
      {"{serviceAccountName: null}", "default", Origin::kOmitted, "key spec.serviceAccountName"},
      {"{serviceAccountName: default}", "default", Origin::kServiceAccountName,
       "spec.serviceAccountName"},
  };
  for (const EffectiveCase& test : cases) {
    SCOPED_TRACE(test.spec);
    const auto pod = ReadWorkload(*ParsedYaml("{kind: Pod, spec: " + test.spec + "}"), "unit");
    ASSERT_TRUE(pod.has_value());
    const EffectiveServiceAccount account = EffectiveServiceAccountOf(pod->spec);
    EXPECT_EQ(account.name.literal(), test.name);
    EXPECT_EQ(account.origin, test.origin);
    EXPECT_EQ(Where(*account.place), test.place);
  }
}

TEST(EffectiveServiceAccountTest, ANameThatIsNoStringMayBeAnything) {
  const PodSpec number = SpecOf("  serviceAccountName: 7\n  serviceAccount: other\n");
  const EffectiveServiceAccount account = EffectiveServiceAccountOf(number);
  EXPECT_EQ(account.origin, EffectiveServiceAccount::Origin::kServiceAccountName);
  EXPECT_EQ(syntax::Equal(account.name, syntax::Text::Literal("seven")), base::Truth::kMaybe);

  const EffectiveServiceAccount elsewhere =
      EffectiveServiceAccountOf(SpecOf("  serviceAccount: 7\n"));
  EXPECT_EQ(syntax::Equal(account.name, elsewhere.name), base::Truth::kMaybe);
}

TEST(ReadWorkloadTest, ReadsWhoRunsAContainerAndWhichSystemItIsFor) {
  const auto workload = ReadWorkload(*ParsedYaml(R"(kind: Pod
metadata:
  name: w
  labels: {app: w, eks.amazonaws.com/skip-pod-identity-webhook: "1"}
spec:
  os: {name: windows}
  securityContext: {runAsUser: 1000, fsGroup: 2000}
  containers:
    - name: c
      securityContext: {runAsUser: 0}
      volumeMounts: [{name: v, mountPath: /v, subPath: token}]
  volumes:
    - projected: {defaultMode: 256, sources: []}
      name: v
)"),
                                     "unit");
  ASSERT_TRUE(workload.has_value());
  ASSERT_EQ(workload->eks_labels.size(), 1u);
  EXPECT_EQ(workload->eks_labels[0].key, "eks.amazonaws.com/skip-pod-identity-webhook");
  EXPECT_EQ(Show(workload->spec.os), "\"windows\" at spec.os.name");
  EXPECT_EQ(*workload->spec.run_as_user, 1000);
  EXPECT_EQ(*workload->spec.fs_group, 2000);
  const Container& container = workload->spec.containers[0];
  EXPECT_EQ(*container.run_as_user, 0);
  EXPECT_EQ(container.volume_mounts[0].sub_path, "token");
  EXPECT_EQ(workload->spec.volumes[0].type, "projected");
  EXPECT_EQ(*workload->spec.volumes[0].default_mode, 256);
}

TEST(ReadWorkloadTest, ReadsWhatAVariableRefersTo) {
  const auto workload = ReadWorkload(*ParsedYaml(R"(kind: Pod
metadata: {name: w}
spec:
  containers:
    - name: c
      env:
        - {name: A, valueFrom: {secretKeyRef: {name: s, key: k, optional: true}}}
        - {name: B, valueFrom: {configMapKeyRef: {name: m, key: l}}}
        - {name: C, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
        - {name: D, value: d}
)"),
                                     "unit");
  ASSERT_TRUE(workload.has_value());
  const std::vector<EnvVar>& env = workload->spec.containers[0].env;
  ASSERT_EQ(env.size(), 4u);
  ASSERT_TRUE(env[0].reference.has_value());
  EXPECT_EQ(env[0].reference->kind, EnvReference::Kind::kSecret);
  EXPECT_EQ(env[0].reference->name->Written(), "s");
  EXPECT_EQ(env[0].reference->key, "k");
  EXPECT_TRUE(env[0].reference->optional);
  ASSERT_TRUE(env[1].reference.has_value());
  EXPECT_EQ(env[1].reference->kind, EnvReference::Kind::kConfigMap);
  EXPECT_EQ(env[1].reference->key, "l");
  EXPECT_FALSE(env[1].reference->optional);
  EXPECT_FALSE(env[2].reference.has_value());
  EXPECT_FALSE(env[3].reference.has_value());
}

}  // namespace
}  // namespace irsalint::kube
