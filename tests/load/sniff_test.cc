#include "analyzer/load/sniff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "analyzer/base/real_file_system.h"
#include "analyzer/facts/json.h"
#include "analyzer/load/extract.h"
#include "analyzer/load/walk.h"
#include "tests/harness/paths.h"

namespace irsalint::load {
namespace {

TEST(SniffTest, KnownKindsAreParsed) {
  EXPECT_TRUE(YamlMayMatter("apiVersion: apps/v1\nkind: Deployment\nmetadata: {}\n"));
  EXPECT_TRUE(YamlMayMatter("---\n# comment\n\nkind: ServiceAccount\n"));
  EXPECT_TRUE(YamlMayMatter("kind: \"Pod\"\n"));
  EXPECT_TRUE(YamlMayMatter("kind: 'Pod' # why\n"));
  EXPECT_TRUE(YamlMayMatter("\"kind\": Pod\n"));
  EXPECT_TRUE(YamlMayMatter("kind : Pod\n"));
  EXPECT_TRUE(YamlMayMatter("kind: Pod\r\n"));
  EXPECT_TRUE(
      YamlMayMatter("\xEF\xBB\xBF"
                    "kind: Pod\n"));
  EXPECT_TRUE(YamlMayMatter("---\n  apiVersion: v1\n  kind: Pod\n"));
  EXPECT_TRUE(YamlMayMatter("metadata:\n  name: x\nkind: CronJob"));
  EXPECT_TRUE(YamlMayMatter("kind: PodList\nitems: []\n"));
}

TEST(SniffTest, KindsThatNameRolesOfNodesAreParsed) {
  for (const std::string_view kind :
       {"ClusterConfig", "EC2NodeClass", "NodeClass", "AWSNodeTemplate", "Provisioner"}) {
    EXPECT_TRUE(YamlMayMatter("kind: " + std::string(kind) + "\n")) << kind;
  }
  EXPECT_TRUE(YamlMayMatter("kind: List\nitems: [{apiVersion: karpenter.k8s.aws/v1}]\n"));
  EXPECT_TRUE(YamlMayMatter("{apiVersion: eksctl.io/v1alpha5, kind: ClusterConfig}\n"));
  EXPECT_TRUE(JsonMayMatter(R"({"accessEntry": {"principalArn": "arn:aws:iam::1:role/a"}})"));
}

TEST(SniffTest, IrrelevantKindsAreSkippedWhateverTheyHold) {
  EXPECT_FALSE(YamlMayMatter("kind: CustomResourceDefinition\nspec:\n  containers: []\n"));
  EXPECT_FALSE(YamlMayMatter("kind: ClusterRole\nrules: [serviceAccountName]\n"));
  EXPECT_FALSE(YamlMayMatter("# only a comment\n"));
  EXPECT_FALSE(YamlMayMatter(""));
}

TEST(SniffTest, AKindThatIsWrittenTwiceCountsBothTimes) {
  EXPECT_TRUE(YamlMayMatter("kind: Namespace\nmetadata:\n  name: x\nkind: ServiceAccount\n"));
}

TEST(SniffTest, NestedKindsDoNotCount) {
  EXPECT_FALSE(YamlMayMatter("kind: ClusterRole\nspec:\n  kind: Pod\n"));
}

TEST(SniffTest, OtherKindsNeedContainersOrAnIdentity) {
  EXPECT_FALSE(YamlMayMatter("kind: Widget\nspec: {}\n"));
  EXPECT_TRUE(
      YamlMayMatter("kind: Rollout\nspec:\n  template:\n    spec:\n      containers: []\n"));
  EXPECT_TRUE(
      YamlMayMatter("kind: Widget\nmetadata:\n  annotations:\n    eks.amazonaws.com/x: y\n"));
}

TEST(SniffTest, NetworkPoliciesNeedEgress) {
  EXPECT_FALSE(YamlMayMatter("kind: NetworkPolicy\nspec:\n  policyTypes: [Ingress]\n"));
  EXPECT_TRUE(YamlMayMatter("kind: NetworkPolicy\nspec:\n  policyTypes: [Egress]\n"));
  EXPECT_TRUE(YamlMayMatter("kind: NetworkPolicy\nspec:\n  egress: []\n"));
  EXPECT_FALSE(YamlMayMatter("kind: NetworkPolicy\nspec:\n  x: containers\n"));
  for (const std::string_view kind : {"GlobalNetworkPolicy", "CiliumNetworkPolicy",
                                      "CiliumClusterwideNetworkPolicy", "AdminNetworkPolicy"}) {
    const std::string head = "kind: " + std::string(kind) + "\nspec:\n";
    EXPECT_TRUE(YamlMayMatter(head + "  egressDeny: []\n")) << kind;
    EXPECT_FALSE(YamlMayMatter(head + "  ingress: []\n")) << kind;
  }
  EXPECT_TRUE(YamlMayMatter("kind: List\nitems: [{kind: NetworkPolicy, spec: {egress: []}}]\n"));
  EXPECT_FALSE(YamlMayMatter("kind: List\nitems: [{kind: NetworkPolicy, spec: {}}]\n"));
  EXPECT_TRUE(YamlMayMatter("kind: NetworkPolicyList\nitems: [{spec: {egress: []}}]\n"));
  EXPECT_TRUE(JsonMayMatter(R"({"kind": "NetworkPolicy", "spec": {"policyTypes": ["Egress"]}})"));
  EXPECT_FALSE(JsonMayMatter(R"({"kind": "NetworkPolicy", "spec": {}})"));
}

TEST(SniffTest, ConfigMapsAndSecretsNeedAnAwsMark) {
  EXPECT_FALSE(YamlMayMatter("kind: ConfigMap\ndata:\n  a: b\n"));
  EXPECT_TRUE(YamlMayMatter("kind: ConfigMap\ndata:\n  AWS_REGION: eu-west-1\n"));
  EXPECT_TRUE(YamlMayMatter("kind: ConfigMap\ndata:\n  mapRoles: |\n    []\n"));
  EXPECT_TRUE(YamlMayMatter("kind: Secret\ntype: kubernetes.io/service-account-token\n"));
  EXPECT_FALSE(YamlMayMatter("kind: Secret\ntype: Opaque\n"));
}

TEST(SniffTest, DifficultRootsAreParsed) {
  EXPECT_TRUE(YamlMayMatter("--- {kind: ServiceAccount}\n"));
  EXPECT_TRUE(YamlMayMatter("{kind: Pod, spec: {containers: []}}\n"));
  EXPECT_TRUE(YamlMayMatter("? kind\n: ServiceAccount\n"));
  EXPECT_TRUE(YamlMayMatter("kind: !!str ServiceAccount\nx: containers\n"));
}

TEST(SniffTest, PoliciesAndAnswersHaveNoKind) {
  EXPECT_TRUE(JsonMayMatter(R"({"Version": "2012-10-17", "Statement": []})"));
  EXPECT_TRUE(JsonMayMatter(R"({"AttachedPolicies": []})"));
  EXPECT_TRUE(JsonMayMatter(R"({"LaunchTemplateVersions": []})"));
  EXPECT_TRUE(YamlMayMatter("LaunchTemplateVersions:\n- LaunchTemplateId: lt-1\n"));
  EXPECT_TRUE(JsonMayMatter(R"({"associations": []})"));
  EXPECT_FALSE(JsonMayMatter(R"({"associations": {"a": "b"}})"));
  EXPECT_FALSE(JsonMayMatter(R"({"panels": [{"Statement": "kind"}]})"));
  EXPECT_FALSE(JsonMayMatter(R"(["Statement"])"));
  EXPECT_TRUE(YamlMayMatter("Version: '2012-10-17'\nStatement:\n- Effect: Allow\n"));
  EXPECT_TRUE(YamlMayMatter("cluster:\n  arn: arn:aws:eks:x\n"));
  EXPECT_FALSE(YamlMayMatter("cluster:\n  name: x\n"));
}

TEST(SniffTest, JsonManifests) {
  EXPECT_TRUE(JsonMayMatter(R"({"kind": "ServiceAccount"})"));
  EXPECT_TRUE(JsonMayMatter("{\n  \"a\": \"\\\"}\",\n  \"kind\" : \"Pod\"}"));
  EXPECT_FALSE(JsonMayMatter(R"({"kind": "ClusterRole", "x": "containers"})"));
  EXPECT_TRUE(JsonMayMatter(R"({"kind": "List", "items": [{"kind": "ServiceAccount"}]})"));
}

TEST(SniffTest, BrokenJsonDoesNotHang) {
  EXPECT_FALSE(JsonMayMatter("{\"a"));
  EXPECT_FALSE(JsonMayMatter("\""));
  EXPECT_FALSE(JsonMayMatter(std::string(200'000, '[')));
  EXPECT_FALSE(JsonMayMatter(std::string(200'000, '{')));
  EXPECT_FALSE(JsonMayMatter("}}}}"));
}

// Sniffing may only save work: over real files it loses no fact.
TEST(SniffTest, SniffedFactsEqualThoseOfAFullParse) {
  const std::optional<std::string> corpus = test::Shared("corpus");
  IRSALINT_REQUIRE_SHARED(corpus);
  const base::RealFileSystem fs;
  const std::vector<std::string> paths = {*corpus};
  const WalkResult walked = Walk(fs, paths, {.use_ignore_files = false});
  ExtractOptions everything;
  everything.skip = ExtractOptions::Skip::kNothing;
  FileStats sniffed_stats;
  FileStats full_stats;
  for (const WalkedFile& file : walked.files) {
    const base::Result<std::string> bytes = fs.Read(file.path, kMaxFileBytes);
    ASSERT_TRUE(bytes) << file.path;
    const FileInput input{
        .source = source::SourceId{0}, .path = file.path, .bytes = *bytes, .form = file.form};
    const FileFacts sniffed = ExtractFile(input);
    const FileFacts full = ExtractFile(input, everything);
    EXPECT_TRUE(sniffed.facts == full.facts)
        << file.path << "\nsniffed: " << facts::ToJson(sniffed.facts)
        << "\nfull: " << facts::ToJson(full.facts);
    sniffed_stats += sniffed.stats;
    full_stats += full.stats;
  }
  EXPECT_GT(sniffed_stats.skipped, 0U);
  EXPECT_LT(sniffed_stats.parsed, full_stats.parsed);
}

}  // namespace
}  // namespace irsalint::load
