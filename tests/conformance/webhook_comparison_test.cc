// Our model of the pod identity webhook against the second one, which was written from the text
// alone: the same patch for 10,000 pods.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "analyzer/explain/pod_patch.h"
#include "analyzer/kube/injection.h"
#include "analyzer/kube/read_object.h"
#include "tests/conformance/webhook_cases.h"
#include "tests/conformance/webhook_model.h"
#include "tests/harness/sample.h"
#include "tests/kube/parsed_yaml.h"

namespace irsalint::test {
namespace {

using nlohmann::json;

constexpr uint64_t kCases = 10'000 / kSampling;

kube::WebhookFlags FlagsOf(const WebhookCase& pod_case) {
  kube::WebhookFlags flags;
  flags.annotation_prefix = pod_case.annotation_prefix;
  flags.aws_default_region =
      kube::KnownText::Of(syntax::Text::Literal(pod_case.aws_default_region), {});
  flags.sts_regional_endpoint = base::FromBool(pod_case.sts_regional_endpoint);
  flags.token_audience = pod_case.token_audience;
  flags.token_expiration = pod_case.token_expiration;
  flags.token_mount_path = pod_case.token_mount_path;
  if (pod_case.compose_role_arn.is_on) {
    flags.role_arn_prefix =
        kube::RoleArnPrefix(kube::PartitionForWebhook(pod_case.compose_role_arn.region),
                            syntax::Text::Literal(pod_case.compose_role_arn.account));
  }
  flags.container_credentials = {.audience = pod_case.container_credentials.audience,
                                 .mount_path = pod_case.container_credentials.mount_path,
                                 .volume_name = pod_case.container_credentials.volume_name,
                                 .token_path = pod_case.container_credentials.token_path,
                                 .full_uri = pod_case.container_credentials.full_uri};
  return flags;
}

json AccountOf(const WebhookCase& pod_case) {
  return {{"apiVersion", "v1"},
          {"kind", "ServiceAccount"},
          {"metadata",
           {{"name", "uploader"},
            {"namespace", "media"},
            {"annotations", pod_case.account_annotations}}}};
}

json PatchOf(const WebhookCase& pod_case) {
  const kube::ParsedYaml pod(pod_case.pod.dump());
  const kube::ParsedYaml account_yaml(AccountOf(pod_case).dump());
  const auto workload = kube::ReadWorkload(*pod, "");
  const auto account = kube::ReadServiceAccount(*account_yaml, "");
  if (!workload.has_value() || !account.has_value()) return "unread";
  const kube::WebhookFlags flags = FlagsOf(pod_case);
  const kube::AccountSources sources = {
      .has_association = pod_case.has_association, .account = &*account, .config_map = nullptr};
  const auto& annotations = workload->template_annotations;
  const kube::Injection injection =
      kube::InjectionOf(workload->spec, kube::SettingsOf(sources, annotations, flags),
                        kube::SkippedContainersOf(annotations, flags));
  return json::parse(explain::PodPatchJson(*pod, injection));
}

TEST(WebhookComparisonTest, BothModelsGiveTheSamePatch) {
  for (uint64_t seed = 0; seed < kCases; ++seed) {
    const WebhookCase pod_case = RandomWebhookCase(seed);
    const json expected = PatchByModel(pod_case);
    const json actual = PatchOf(pod_case);
    ASSERT_EQ(actual, expected) << "seed " << seed << ": " << CaseAsJson(pod_case).dump(1);
  }
}

}  // namespace
}  // namespace irsalint::test
