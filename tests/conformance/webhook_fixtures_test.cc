// The fixtures of the pod identity webhook itself, read in place: each is a Pod whose annotations
// hold what else decides and the patch that is expected (docs/reference/semantics.md §16.1). Run
// through the real binary.

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "analyzer/kube/read_object.h"
#include "tests/harness/paths.h"
#include "tests/harness/program.h"
#include "tests/kube/parsed_yaml.h"

namespace irsalint::test {
namespace {

using nlohmann::json;

constexpr std::string_view kPrefix = "testing.eks.amazonaws.com/";
constexpr size_t kFixtures = 24;

// One fixture: the pod, and its annotations without `testing.eks.amazonaws.com/`.
class Fixture {
 public:
  explicit Fixture(const std::string& path) : pod_(ReadFile(path)) {
    const kube::ParsedYaml yaml(pod_);
    const auto workload = kube::ReadWorkload(*yaml, "");
    if (!workload.has_value()) return;
    account_ = kube::EffectiveServiceAccountOf(workload->spec).name.Written();
    for (const kube::Annotation& annotation : workload->meta.annotations) {
      if (!annotation.key.starts_with(kPrefix)) continue;
      inputs_[annotation.key.substr(kPrefix.size())] = annotation.value->Written();
    }
  }

  json Expected() const { return json::parse(inputs_.at("expectedPatch")); }

  json Actual() const {
    const ProgramFolder folder;
    folder.Write("pod.yaml", pod_);
    folder.Write("sa.json", Account().dump());
    folder.Write("identities.json", Identities().dump());
    std::vector<std::string> arguments = {"mutate",         "--pod",
                                          "pod.yaml",       "--service-account",
                                          "sa.json",        "--container-credentials-config",
                                          "identities.json"};
    const auto add = [&](const std::string& input, const std::string& flag) {
      const auto found = inputs_.find(input);
      if (found != inputs_.end()) arguments.push_back(flag + "=" + found->second);
    };
    add("handler/mountPath", "--token-mount-path");
    add("handler/region", "--aws-default-region");
    add("handler/expiration", "--token-expiration");
    add("containercredentials/uri", "--container-credentials-full-uri");
    add("containercredentials/audience", "--container-credentials-audience");
    add("containercredentials/mountPath", "--container-credentials-mount-path");
    add("containercredentials/volumeName", "--container-credentials-volume-name");
    add("containercredentials/tokenPath", "--container-credentials-token-path");
    const auto regional = inputs_.find("handler/injectSTS");
    if (regional != inputs_.end() && regional->second == "true") {
      arguments.push_back("--sts-regional-endpoint");
    }
    const Outcome outcome = folder(arguments);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return json::parse(outcome.out);
  }

 private:
  json Account() const {
    json annotations = json::object();
    const auto add = [&](const std::string& input, const std::string& name) {
      const auto found = inputs_.find(input);
      if (found != inputs_.end()) annotations["eks.amazonaws.com/" + name] = found->second;
    };
    add("serviceAccount/roleArn", "role-arn");
    add("serviceAccount/audience", "audience");
    add("serviceAccount/sts-regional-endpoints", "sts-regional-endpoints");
    add("serviceAccount/token-expiration", "token-expiration");
    return {{"apiVersion", "v1"},
            {"kind", "ServiceAccount"},
            {"metadata", {{"name", account_}, {"annotations", annotations}}}};
  }

  json Identities() const {
    json identities = json::array();
    if (inputs_.contains("containercredentials/uri")) {
      identities.push_back({{"namespace", "default"}, {"serviceAccount", account_}});
    }
    return {{"identities", identities}};
  }

  std::string pod_;
  std::string account_;
  std::map<std::string, std::string> inputs_;
};

TEST(WebhookFixturesTest, GiveTheExpectedPatch) {
  const auto folder = Shared("vectors/pod-identity-webhook");
  IRSALINT_REQUIRE_SHARED(folder);
  size_t count = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(*folder)) {
    if (entry.path().extension() != ".yaml") continue;
    SCOPED_TRACE(entry.path().string());
    const Fixture fixture(entry.path().string());
    EXPECT_EQ(fixture.Actual(), fixture.Expected());
    ++count;
  }
  EXPECT_EQ(count, kFixtures);
}

}  // namespace
}  // namespace irsalint::test
