#include "analyzer/kube/read_object.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/kube/parsed_yaml.h"

namespace irsalint::kube {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

ObjectKind KindIn(const std::string& yaml) { return Classify(*ParsedYaml(yaml)); }

TEST(ClassifyTest, KnowsEveryKindOfKubernetesThatMakesPods) {
  for (const std::string kind : {"Pod", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet",
                                 "ReplicationController", "Job", "CronJob", "PodTemplate"}) {
    EXPECT_EQ(KindIn("apiVersion: v1\nkind: " + kind + "\n"), ObjectKind::kWorkload) << kind;
  }
}

TEST(ClassifyTest, KnowsTheOtherKindsOfTheChain) {
  EXPECT_EQ(KindIn("{apiVersion: v1, kind: ServiceAccount}"), ObjectKind::kServiceAccount);
  EXPECT_EQ(KindIn("{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding}"),
            ObjectKind::kRbacBinding);
  EXPECT_EQ(KindIn("{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding}"),
            ObjectKind::kRbacBinding);
  EXPECT_EQ(KindIn("{apiVersion: v1, kind: Secret}"), ObjectKind::kSecret);
  EXPECT_EQ(KindIn("{apiVersion: v1, kind: ConfigMap}"), ObjectKind::kConfigMap);
  EXPECT_EQ(KindIn("{apiVersion: v1, kind: Service}"), ObjectKind::kOther);
}

TEST(ClassifyTest, ReadsAKindOfKubernetesWhateverItsVersion) {
  EXPECT_EQ(KindIn("{apiVersion: extensions/v1beta1, kind: Deployment}"), ObjectKind::kWorkload);
  EXPECT_EQ(KindIn("{apiVersion: nonsense, kind: Deployment}"), ObjectKind::kWorkload);
  EXPECT_EQ(KindIn("{kind: ServiceAccount}"), ObjectKind::kServiceAccount);
  EXPECT_EQ(KindIn("{apiVersion: authorization.openshift.io/v1, kind: RoleBinding}"),
            ObjectKind::kRbacBinding);
}

TEST(ClassifyTest, TellsKindsOfForeignGroupsApart) {
  EXPECT_EQ(KindIn("{apiVersion: cloudplatform.gcp.crossplane.io/v1beta1, kind: ServiceAccount}"),
            ObjectKind::kOther);
  EXPECT_EQ(KindIn("{apiVersion: batch.volcano.sh/v1alpha1, kind: Job, spec: {tasks: []}}"),
            ObjectKind::kOther);
}

TEST(ClassifyTest, TakesCustomResourcesWithAPodTemplate) {
  const std::string with_template = ", spec: {template: {spec: {containers: []}}}}";
  EXPECT_EQ(KindIn("{apiVersion: argoproj.io/v1alpha1, kind: Rollout" + with_template),
            ObjectKind::kWorkload);
  EXPECT_EQ(KindIn("{apiVersion: serving.knative.dev/v1, kind: Service" + with_template),
            ObjectKind::kWorkload);
  EXPECT_EQ(KindIn("{apiVersion: apps.openshift.io/v1, kind: DeploymentConfig" + with_template),
            ObjectKind::kWorkload);
  EXPECT_EQ(KindIn("{apiVersion: example.com/v1, kind: X, spec: {template: {spec: {containers: "
                   "{}}}}}"),
            ObjectKind::kOther);
}

TEST(ClassifyTest, NeverTakesACustomResourceDefinition) {
  EXPECT_EQ(KindIn("{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, spec: "
                   "{template: {spec: {containers: []}}}}"),
            ObjectKind::kOther);
}

TEST(ClassifyTest, SeesThatSomethingIsNoObject) {
  EXPECT_EQ(KindIn("just text"), ObjectKind::kNotAnObject);
  EXPECT_EQ(KindIn("[a, b]"), ObjectKind::kNotAnObject);
  EXPECT_EQ(KindIn("{metadata: {name: a}}"), ObjectKind::kNotAnObject);
  EXPECT_EQ(KindIn("{kind: 7}"), ObjectKind::kNotAnObject);
  EXPECT_EQ(KindIn("{kind: [Pod]}"), ObjectKind::kNotAnObject);
}

TEST(ListTest, ClassifiesListsOfAnyKind) {
  EXPECT_EQ(KindIn("{apiVersion: v1, kind: List}"), ObjectKind::kList);
  EXPECT_EQ(KindIn("{apiVersion: v1, kind: ServiceAccountList, items: []}"), ObjectKind::kList);
  EXPECT_EQ(KindIn("{apiVersion: example.com/v1, kind: AllowList}"), ObjectKind::kOther);
}

TEST(ListTest, GivesItsItemsWithTheirPlaces) {
  const ParsedYaml yaml(
      "apiVersion: v1\n"
      "kind: List\n"
      "items:\n"
      "- {apiVersion: v1, kind: ServiceAccount, metadata: {name: a, namespace: n}}\n"
      "- not a map\n"
      "- {apiVersion: v1, kind: Pod, metadata: {name: b}, spec: {containers: []}}\n");
  const std::vector<const syntax::Node*> items = ItemsOf(*yaml);
  ASSERT_EQ(items.size(), 2u);

  const auto account = ReadServiceAccount(*items[0], "unit");
  ASSERT_TRUE(account.has_value());
  EXPECT_EQ(Show(account->meta.name), "\"a\" at items[0].metadata.name");
  EXPECT_EQ(Where(account->meta.place), "items[0]");

  const auto pod = ReadWorkload(*items[1], "unit");
  ASSERT_TRUE(pod.has_value());
  EXPECT_EQ(Show(pod->meta.name), "\"b\" at items[2].metadata.name");
  EXPECT_EQ(Show(pod->spec.service_account_name), "absent at key items[2].spec");
}

TEST(ListTest, ItemsOfATypedListHaveItsKind) {
  const ParsedYaml yaml(
      "apiVersion: v1\nkind: ServiceAccountList\nitems:\n- metadata: {name: a}\n");
  const std::vector<const syntax::Node*> items = ItemsOf(*yaml);
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(KindOf(*items[0]), "ServiceAccount");
  const auto account = ReadServiceAccount(*items[0], "unit");
  ASSERT_TRUE(account.has_value());
  EXPECT_EQ(account->meta.kind, "ServiceAccount");
  EXPECT_EQ(account->meta.api_version, "");
}

TEST(ListTest, HasNoItemsWhereThereIsNoList) {
  EXPECT_THAT(ItemsOf(*ParsedYaml("{kind: List, items: {a: b}}")), IsEmpty());
  EXPECT_THAT(ItemsOf(*ParsedYaml("{kind: List}")), IsEmpty());
  EXPECT_THAT(ItemsOf(*ParsedYaml("{kind: Pod, items: [{kind: Pod}]}")), IsEmpty());
}

TEST(ServiceAccountTest, ReadsNamesAnnotationsAndAutomount) {
  const ParsedYaml yaml(
      "apiVersion: v1\n"
      "kind: ServiceAccount\n"
      "metadata:\n"
      "  name: app\n"
      "  namespace: prod\n"
      "  annotations:\n"
      "    eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/app\n"
      "automountServiceAccountToken: no\n");
  const auto account = ReadServiceAccount(*yaml, "unit");
  ASSERT_TRUE(account.has_value());
  EXPECT_EQ(account->meta.api_version, "v1");
  EXPECT_EQ(account->meta.kind, "ServiceAccount");
  EXPECT_EQ(Show(account->meta.name), "\"app\" at metadata.name");
  EXPECT_EQ(Show(account->meta.namespace_name), "\"prod\" at metadata.namespace");
  EXPECT_EQ(Show(account->automount), "false at automountServiceAccountToken");
  EXPECT_EQ(Where(account->meta.place), ".");

  const Annotation* role = account->meta.FindAnnotation("eks.amazonaws.com/role-arn");
  ASSERT_NE(role, nullptr);
  EXPECT_EQ(Show(role->value),
            "\"arn:aws:iam::111122223333:role/app\" at "
            "metadata.annotations.\"eks.amazonaws.com/role-arn\"");
  EXPECT_EQ(Where(role->key_place), "key metadata.annotations.\"eks.amazonaws.com/role-arn\"");
  EXPECT_EQ(account->meta.FindAnnotation("eks.amazonaws.com/role"), nullptr);
}

TEST(ServiceAccountTest, GivesPlacesWhereAbsentValuesWouldBeWritten) {
  const auto bare = ReadServiceAccount(*ParsedYaml("{apiVersion: v1, kind: ServiceAccount}"), "u");
  EXPECT_EQ(Show(bare->meta.name), "absent at .");
  EXPECT_EQ(Show(bare->automount), "absent at .");

  const auto named =
      ReadServiceAccount(*ParsedYaml("kind: ServiceAccount\nmetadata:\n  name: a\n"), "u");
  EXPECT_EQ(Show(named->meta.namespace_name), "absent at key metadata");

  const auto null_name = ReadServiceAccount(
      *ParsedYaml("kind: ServiceAccount\nmetadata:\n  name:\n  namespace: ~\n"), "u");
  EXPECT_EQ(Show(null_name->meta.name), "absent at key metadata.name");
  EXPECT_EQ(Show(null_name->meta.namespace_name), "absent at key metadata.namespace");

  const auto null_metadata =
      ReadServiceAccount(*ParsedYaml("kind: ServiceAccount\nmetadata:\n"), "u");
  EXPECT_EQ(Show(null_metadata->meta.name), "absent at key metadata");
}

TEST(ServiceAccountTest, KnowsWhereAnnotationsAreWritten) {
  const auto place = [](std::string_view metadata) {
    return Where(ReadServiceAccount(
                     *ParsedYaml("kind: ServiceAccount\n" + std::string(metadata) + "\n"), "u")
                     ->meta.annotations_place);
  };
  EXPECT_EQ(place("metadata: {annotations: {a: b}}"), "metadata.annotations");
  EXPECT_EQ(place("metadata: {annotations: {}}"), "metadata.annotations");
  EXPECT_EQ(place("metadata: {annotations: }"), "metadata.annotations");
  EXPECT_EQ(place("metadata: {name: a}"), "metadata");
  EXPECT_EQ(place("metadata:"), "metadata");
  EXPECT_EQ(place("automountServiceAccountToken: false"), ".");
}

TEST(ServiceAccountTest, LeavesWrongShapesUnresolved) {
  const auto wrong = ReadServiceAccount(
      *ParsedYaml("kind: ServiceAccount\n"
                  "metadata: {name: {a: b}, namespace: 12, annotations: {x: true, y: [z], z: 1}}\n"
                  "automountServiceAccountToken: 'false'\n"),
      "u");
  ASSERT_TRUE(wrong.has_value());
  EXPECT_EQ(Show(wrong->meta.name), "unresolved at metadata.name");
  EXPECT_EQ(Show(wrong->meta.namespace_name), "unresolved at metadata.namespace");
  EXPECT_EQ(Show(wrong->automount), "unresolved at automountServiceAccountToken");
  ASSERT_EQ(wrong->meta.annotations.size(), 3u);
  EXPECT_EQ(Show(wrong->meta.annotations[0].value), "unresolved at metadata.annotations.x");
  EXPECT_EQ(Show(wrong->meta.annotations[1].value), "unresolved at metadata.annotations.y");
  EXPECT_EQ(Show(wrong->meta.annotations[2].value), "unresolved at metadata.annotations.z");
  EXPECT_EQ(wrong->meta.annotations[0].unquoted, "true");
  EXPECT_EQ(wrong->meta.annotations[1].unquoted, "");
  EXPECT_EQ(wrong->meta.annotations[2].unquoted, "1");

  const auto list = ReadServiceAccount(*ParsedYaml("{kind: ServiceAccount, metadata: [a]}"), "u");
  ASSERT_TRUE(list.has_value());
  EXPECT_EQ(Show(list->meta.name), "unresolved at metadata");
  EXPECT_THAT(list->meta.annotations, IsEmpty());
}

TEST(ServiceAccountTest, ReadsHolesInTheScopeOfTheUnit) {
  const auto account = ReadServiceAccount(
      *ParsedYaml("kind: ServiceAccount\nmetadata:\n  name: app-${ENV}\n"), "clusters/prod");
  ASSERT_TRUE(account->meta.name.HasValue());
  const std::vector<syntax::Text::Piece>& pieces = account->meta.name->pieces();
  ASSERT_EQ(pieces.size(), 2u);
  EXPECT_EQ(pieces[0].literal, "app-");
  EXPECT_EQ(pieces[1].hole.scope, "clusters/prod");
  EXPECT_EQ(account->meta.name->Written(), "app-${ENV}");
}

TEST(ServiceAccountTest, IsOnlyReadFromAServiceAccount) {
  EXPECT_FALSE(ReadServiceAccount(*ParsedYaml("{apiVersion: v1, kind: Pod}"), "u").has_value());
  EXPECT_FALSE(ReadServiceAccount(*ParsedYaml("text"), "u").has_value());
}

std::vector<std::string> AnnotationsIn(const std::string& metadata) {
  std::vector<std::string> shown;
  const auto account =
      ReadServiceAccount(*ParsedYaml("kind: ServiceAccount\nmetadata:\n" + metadata), "u");
  for (const Annotation& annotation : account->meta.annotations) {
    shown.push_back(annotation.key + "=" + annotation.value->Written());
  }
  return shown;
}

TEST(AnnotationsTest, TheLastOfEqualKeysCounts) {
  EXPECT_THAT(AnnotationsIn("  annotations:\n    a: one\n    b: two\n    a: three\n"),
              ElementsAre("a=three", "b=two"));
}

TEST(AnnotationsTest, MergeKeysBringWhatIsNotThere) {
  EXPECT_THAT(AnnotationsIn("  labels: &x {a: merged, b: merged}\n"
                            "  annotations:\n    <<: *x\n    a: own\n"),
              ElementsAre("a=own", "b=merged"));
  EXPECT_THAT(AnnotationsIn("  x: &x {a: first}\n  y: &y {a: second, b: second}\n"
                            "  annotations:\n    <<: [*x, *y]\n"),
              ElementsAre("a=first", "b=second"));
}

TEST(AnnotationsTest, LeavesOutKubectlsCopyOfTheObject) {
  EXPECT_THAT(AnnotationsIn("  annotations:\n"
                            "    kubectl.kubernetes.io/last-applied-configuration: '{}'\n"
                            "    a: b\n"),
              ElementsAre("a=b"));
}

}  // namespace
}  // namespace irsalint::kube
