#include "analyzer/load/assemble.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "analyzer/base/in_memory_file_system.h"
#include "analyzer/base/real_file_system.h"
#include "analyzer/base/sha256.h"
#include "analyzer/facts/json.h"
#include "analyzer/source/source_table.h"
#include "tests/harness/paths.h"
#include "tests/load/load_units.h"

namespace irsalint::load {
namespace {

using base::InMemoryFileSystem;
using facts::Facts;
using facts::UnitKind;
using testing::ElementsAre;
using testing::IsEmpty;

std::string NameOf(const kube::ObjectMeta& meta) {
  return meta.namespace_name.ValueOr({}).Written() + "/" + meta.name->Written();
}

// The kustomize fixture with its own folder as working directory.
InMemoryFileSystem& Fixture() {
  static InMemoryFileSystem* const kFiles = [] {
    auto* files = new InMemoryFileSystem;
    const std::string root = test::Testdata("inputs/kustomize");
    const base::RealFileSystem real;
    const std::vector<std::string> roots = {root};
    std::vector<std::string> paths;
    for (const WalkedFile& file : Walk(real, roots, {}).files) {
      files->AddFile(file.real_path.substr(root.size() + 1), test::ReadFile(file.real_path));
    }
    return files;
  }();
  return *kFiles;
}

TEST(AssembleTest, UnitsOfTheFixture) {
  const Loaded loaded = Load(Fixture(), {"."});
  std::vector<std::string> names;
  for (const Facts& unit : loaded.units) names.push_back(unit.unit);
  EXPECT_THAT(names, ElementsAre("base", "overlays/dev", "overlays/prod"));
}

TEST(AssembleTest, NamesAndNamespacesInnermostFirst) {
  const Loaded loaded = Load(Fixture(), {"."});
  const Facts dev = loaded.Unit("overlays/dev", UnitKind::kKustomization);
  ASSERT_EQ(dev.service_accounts.size(), 1U);
  const kube::ObjectMeta& account = dev.service_accounts[0].meta;
  EXPECT_EQ(NameOf(account), "dev/dev-shop-orders-v2");
  EXPECT_EQ(Describe(loaded.plan, account.name.place()),
            "base/account.yaml:metadata.name"
            " via base/kustomization.yaml:namePrefix"
            " via overlays/dev/kustomization.yaml:namePrefix"
            " via overlays/dev/kustomization.yaml:nameSuffix");
  EXPECT_EQ(Describe(loaded.plan, account.namespace_name.place()),
            "base/account.yaml:metadata via overlays/dev/kustomization.yaml:namespace");
  EXPECT_THAT(dev.includes, ElementsAre("base", "components/irsa"));
}

TEST(AssembleTest, ReferencesFollowTheAccount) {
  const Loaded loaded = Load(Fixture(), {"."});
  const Facts dev = loaded.Unit("overlays/dev", UnitKind::kKustomization);
  ASSERT_EQ(dev.workloads.size(), 2U);
  EXPECT_EQ(NameOf(dev.workloads[0].meta), "dev/dev-shop-orders-v2");
  const kube::KnownText& reference = dev.workloads[0].spec.service_account_name;
  EXPECT_EQ(reference->Written(), "dev-shop-orders-v2");
  EXPECT_EQ(Describe(loaded.plan, reference.place()),
            "base/deployment.yaml:spec.template.spec.serviceAccountName"
            " via base/kustomization.yaml:namePrefix"
            " via overlays/dev/kustomization.yaml:namePrefix"
            " via overlays/dev/kustomization.yaml:nameSuffix");
  // The component's workload uses the account's first name, which the base has changed since.
  EXPECT_EQ(NameOf(dev.workloads[1].meta), "dev/dev-nightly-v2");
  EXPECT_EQ(dev.workloads[1].spec.service_account_name->Written(), "dev-shop-orders-v2");
}

TEST(AssembleTest, SubjectsFollowTheAccount) {
  const Loaded loaded = Load(Fixture(), {"."});
  const Facts dev = loaded.Unit("overlays/dev", UnitKind::kKustomization);
  ASSERT_EQ(dev.rbac_bindings.size(), 2U);
  EXPECT_EQ(NameOf(dev.rbac_bindings[0].meta), "dev/dev-shop-orders-v2");
  ASSERT_EQ(dev.rbac_bindings[0].subjects.size(), 2U);
  EXPECT_EQ(dev.rbac_bindings[0].subjects[0].name->Written(), "dev-shop-orders-v2");
  EXPECT_EQ(dev.rbac_bindings[0].subjects[0].namespace_name->Written(), "dev");
  EXPECT_EQ(dev.rbac_bindings[0].subjects[1].name->Written(), "default");
  EXPECT_EQ(dev.rbac_bindings[0].subjects[1].namespace_name->Written(), "dev");
  // Cluster-scoped: a name, but no namespace.
  EXPECT_EQ(NameOf(dev.rbac_bindings[1].meta), "/dev-shop-orders-v2");
  EXPECT_EQ(dev.rbac_bindings[1].subjects[0].name->Written(), "dev-shop-orders-v2");
  EXPECT_EQ(dev.rbac_bindings[1].subjects[0].namespace_name->Written(), "dev");
}

TEST(AssembleTest, PatchesAreNoObjectsAndOpenTheUnit) {
  const Loaded loaded = Load(Fixture(), {"."});
  const Facts prod = loaded.Unit("overlays/prod", UnitKind::kKustomization);
  ASSERT_EQ(prod.service_accounts.size(), 1U);
  EXPECT_EQ(NameOf(prod.service_accounts[0].meta), "prod/shop-orders");
  EXPECT_THAT(prod.service_accounts[0].meta.annotations, IsEmpty());
  ASSERT_EQ(prod.workloads.size(), 1U);
  EXPECT_EQ(prod.workloads[0].spec.service_account_name->Written(), "shop-orders");
  std::vector<std::string> reasons;
  for (const facts::OpenReason& reason : prod.open_reasons) {
    reasons.push_back(Describe(loaded.plan, reason.place));
  }
  EXPECT_THAT(reasons, ElementsAre("base/kustomization.yaml:configMapGenerator[0]",
                                   "overlays/prod/kustomization.yaml:patches[0]",
                                   "overlays/prod/kustomization.yaml:patchesStrategicMerge[0]",
                                   "overlays/prod/kustomization.yaml:resources[0]"));
}

TEST(AssembleTest, PoliciesBesideAKustomizationBelongToIt) {
  const Loaded loaded = Load(Fixture(), {"."});
  for (const char* overlay : {"overlays/dev", "overlays/prod"}) {
    const Facts unit = loaded.Unit(overlay, UnitKind::kKustomization);
    ASSERT_EQ(unit.trust_policies.size(), 1U) << overlay;
    EXPECT_EQ(unit.trust_policies[0].path, "base/trust.json");
    EXPECT_THAT(unit.permissions, IsEmpty()) << "a generator's input is no policy";
  }
  const Facts folder = loaded.Unit("base", UnitKind::kFolder);
  ASSERT_EQ(folder.service_accounts.size(), 1U);
  EXPECT_EQ(NameOf(folder.service_accounts[0].meta), "/forgotten");
  EXPECT_THAT(folder.trust_policies, IsEmpty());
}

TEST(AssembleTest, FilesHaveTheirHash) {
  const Loaded loaded = Load(Fixture(), {"."});
  const Facts dev = loaded.Unit("overlays/dev", UnitKind::kKustomization);
  std::vector<std::string> paths;
  for (const facts::FileRecord& file : dev.files) {
    paths.push_back(file.path);
    EXPECT_EQ(file.sha256, base::Sha256Hex(*Fixture().Read(file.path, 1 << 20))) << file.path;
    EXPECT_EQ(loaded.plan.sources.Path(file.source), file.path);
  }
  EXPECT_THAT(paths,
              ElementsAre("base/account.yaml", "base/deployment.yaml", "base/kustomization.yaml",
                          "base/rbac.yaml", "base/trust.json", "components/irsa/kustomization.yaml",
                          "components/irsa/worker.yaml", "overlays/dev/kustomization.yaml"));
}

TEST(AssembleTest, ComponentsChangeWhatIncludesThem) {
  InMemoryFileSystem fs;
  fs.AddFile("k/kustomization.yaml", "resources: [a.yaml]\ncomponents: [../part]\n");
  fs.AddFile("k/a.yaml", "kind: ServiceAccount\nmetadata: {name: a}\n");
  fs.AddFile("part/kustomization.yaml", "kind: Component\nnamespace: ns\nnamePrefix: p-\n");
  const Loaded loaded = Load(fs, {"."});
  ASSERT_EQ(loaded.units.size(), 1U);
  ASSERT_EQ(loaded.units[0].service_accounts.size(), 1U);
  EXPECT_EQ(NameOf(loaded.units[0].service_accounts[0].meta), "ns/p-a");
}

TEST(AssembleTest, OneBaseInTwoOverlaysOfOneUnit) {
  InMemoryFileSystem fs;
  fs.AddFile("base/kustomization.yaml", "resources: [a.yaml]\n");
  fs.AddFile("base/a.yaml",
             "kind: ServiceAccount\nmetadata: {name: a}\n---\n"
             "kind: Pod\nmetadata: {name: p}\nspec: {serviceAccountName: a, containers: []}\n");
  fs.AddFile("x/kustomization.yaml", "namePrefix: x-\nresources: [../base]\n");
  fs.AddFile("y/kustomization.yaml", "namePrefix: y-\nresources: [../base]\n");
  fs.AddFile("all/kustomization.yaml", "namespace: ns\nresources: [../x, ../y]\n");
  const Loaded loaded = Load(fs, {"."});
  ASSERT_EQ(loaded.units.size(), 1U);
  const Facts& all = loaded.units[0];
  ASSERT_EQ(all.workloads.size(), 2U);
  EXPECT_EQ(NameOf(all.workloads[0].meta), "ns/x-p");
  EXPECT_EQ(all.workloads[0].spec.service_account_name->Written(), "x-a");
  EXPECT_EQ(NameOf(all.workloads[1].meta), "ns/y-p");
  EXPECT_EQ(all.workloads[1].spec.service_account_name->Written(), "y-a");
  EXPECT_THAT(all.includes, ElementsAre("base", "x", "y"));
}

TEST(AssembleTest, AnAccountOfAnotherNamespaceIsNotFollowed) {
  InMemoryFileSystem fs;
  fs.AddFile("kustomization.yaml", "namePrefix: p-\nresources: [a.yaml]\n");
  fs.AddFile("a.yaml",
             "kind: ServiceAccount\nmetadata: {name: a, namespace: one}\n---\n"
             "kind: Pod\nmetadata: {name: p, namespace: two}\n"
             "spec: {serviceAccountName: a, containers: []}\n");
  const Loaded loaded = Load(fs, {"."});
  EXPECT_EQ(loaded.units[0].workloads[0].spec.service_account_name->Written(), "a");
}

TEST(AssembleTest, VariablesFollowTheirConfigMapAndSecret) {
  InMemoryFileSystem fs;
  fs.AddFile("kustomization.yaml", "namePrefix: dev-\nresources: [a.yaml]\n");
  fs.AddFile("a.yaml",
             "kind: ConfigMap\nmetadata: {name: aws}\ndata: {AWS_ROLE_ARN: r}\n---\n"
             "kind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n    - name: c\n"
             "      envFrom: [{configMapRef: {name: aws}}, {secretRef: {name: aws}}]\n"
             "      env:\n"
             "        - {name: A, valueFrom: {configMapKeyRef: {name: aws, key: k}}}\n"
             "        - {name: B, valueFrom: {secretKeyRef: {name: aws, key: k}}}\n");
  const Loaded loaded = Load(fs, {"."});
  const kube::Container& container = loaded.units[0].workloads[0].spec.containers[0];
  EXPECT_EQ(container.env_from[0].name->Written(), "dev-aws");
  EXPECT_EQ(container.env_from[1].name->Written(), "aws");  // no such Secret is here
  EXPECT_EQ(container.env[0].reference->name->Written(), "dev-aws");
  EXPECT_EQ(container.env[1].reference->name->Written(), "aws");
}

TEST(AssembleTest, HolesHaveTheScopeOfTheirUnit) {
  InMemoryFileSystem fs;
  fs.AddFile("base/kustomization.yaml", "resources: [a.yaml]\n");
  fs.AddFile("base/a.yaml", "kind: ServiceAccount\nmetadata: {name: \"${APP}\"}\n");
  fs.AddFile("x/kustomization.yaml", "resources: [../base]\n");
  fs.AddFile("y/kustomization.yaml", "namespace: \"${NS}\"\nresources: [../base]\n");
  const Loaded loaded = Load(fs, {"."});
  ASSERT_EQ(loaded.units.size(), 2U);
  for (const Facts& unit : loaded.units) {
    ASSERT_EQ(unit.service_accounts.size(), 1U);
    const syntax::Text& name = *unit.service_accounts[0].meta.name;
    ASSERT_EQ(name.pieces().size(), 1U);
    EXPECT_EQ(name.pieces()[0].hole.scope, unit.unit);
  }
  const syntax::Text& namespace_name = *loaded.units[1].service_accounts[0].meta.namespace_name;
  ASSERT_EQ(namespace_name.pieces().size(), 1U);
  EXPECT_EQ(namespace_name.pieces()[0].hole.scope, "y");
}

TEST(AssembleTest, EgressPoliciesAreKustomized) {
  InMemoryFileSystem fs;
  fs.AddFile("kustomization.yaml",
             "namespace: shop\nnamePrefix: dev-\nresources: [policies.yaml]\n");
  fs.AddFile("policies.yaml",
             "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: deny}\n"
             "spec: {policyTypes: [Egress]}\n---\n"
             "apiVersion: cilium.io/v2\nkind: CiliumClusterwideNetworkPolicy\n"
             "metadata: {name: '${X}'}\nspec: {egress: [{}]}\n");
  const Loaded loaded = Load(fs, {"."});
  ASSERT_EQ(loaded.units.size(), 1U);
  const auto& policies = loaded.units[0].egress_policies;
  ASSERT_EQ(policies.size(), 2U);
  EXPECT_EQ(NameOf(policies[0].meta), "shop/dev-deny");
  EXPECT_EQ(NameOf(policies[1].meta), "/dev-${X}");
  EXPECT_EQ(policies[1].meta.name->pieces().back().hole.scope, loaded.units[0].unit);
}

// Of a file that a kustomization does not name, it takes what is of AWS alone.
TEST(AssembleTest, LaunchTemplatesLieBesideAKustomization) {
  InMemoryFileSystem fs;
  fs.AddFile("kustomization.yaml", "resources: [account.yaml]\n");
  fs.AddFile("account.yaml", "kind: ServiceAccount\nmetadata: {name: app}\n");
  fs.AddFile("beside.yaml",
             "LaunchTemplateVersions: [{LaunchTemplateId: lt-1}]\n---\n"
             "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: deny}\n"
             "spec: {policyTypes: [Egress]}\n");
  const Loaded loaded = Load(fs, {"."});
  const Facts kustomization = loaded.Unit(".", UnitKind::kKustomization);
  EXPECT_EQ(kustomization.launch_templates.size(), 1U);
  EXPECT_EQ(kustomization.egress_policies.size(), 0U);
  const Facts folder = loaded.Unit(".", UnitKind::kFolder);
  EXPECT_EQ(folder.launch_templates.size(), 0U);
  EXPECT_EQ(folder.egress_policies.size(), 1U);
}

// Stored facts name files by index, so a place of a file that the unit does not list cannot be
// stored.
TEST(AssembleTest, UnitsOfTheCorpusKnowTheirFiles) {
  const std::optional<std::string> corpus = test::Shared("corpus");
  IRSALINT_REQUIRE_SHARED(corpus);
  const Loaded loaded = Load(base::RealFileSystem(), {*corpus});
  EXPECT_GT(loaded.units.size(), 100U);
  for (const Facts& unit : loaded.units) {
    const std::string json = facts::ToJson(unit);
    source::SourceTable sources;
    const base::Result<Facts> read = facts::FromJson(json, sources);
    ASSERT_TRUE(read) << unit.unit << ": " << read.error().message;
    EXPECT_EQ(facts::ToJson(*read), json) << unit.unit;
  }
}

TEST(AssembleTest, RolesKeepTheirTrustPolicies) {
  const std::string role = R"({"Role": {"RoleName": "NAME", "AssumeRolePolicyDocument":
      {"Statement": [{"Sid": "NAME", "Effect": "Allow", "Action": "sts:AssumeRole",
                      "Principal": {"Service": "ec2.amazonaws.com"}}]}}})";
  const auto named = [&role](const std::string& name) {
    std::string text = role;
    for (size_t at = text.find("NAME"); at != std::string::npos; at = text.find("NAME")) {
      text.replace(at, 4, name);
    }
    return text;
  };
  InMemoryFileSystem fs;
  fs.AddFile("a.json", named("first"));
  fs.AddFile("b.json", named("second"));
  const Loaded loaded = Load(fs, {"."});
  ASSERT_EQ(loaded.units.size(), 1U);
  const Facts& unit = loaded.units[0];
  ASSERT_EQ(unit.roles.size(), 2U);
  for (const facts::Role& each : unit.roles) {
    ASSERT_TRUE(each.trust_policy.has_value());
    EXPECT_EQ(*unit.trust_policies[*each.trust_policy].document.statements[0].sid,
              each.name->Written());
  }
}

}  // namespace
}  // namespace irsalint::load
