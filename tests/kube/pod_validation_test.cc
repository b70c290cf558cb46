#include "analyzer/kube/pod_validation.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "analyzer/kube/injection.h"
#include "analyzer/kube/read_object.h"
#include "tests/kube/parsed_yaml.h"

namespace irsalint::kube {
namespace {

PodSpec Spec(std::string_view spec) {
  return ReadWorkload(*ParsedYaml("kind: Pod\nspec:\n" + std::string(spec)), "unit")->spec;
}

using Strings = std::vector<std::string>;

// `MESSAGE at PLACE`, and `, OTHER` where there is one.
Strings Show(const std::vector<PodFault>& faults) {
  Strings shown;
  for (const PodFault& fault : faults) {
    shown.push_back(fault.message + " at " + Where(fault.place) +
                    (fault.other.IsValid() ? ", " + Where(fault.other) : ""));
  }
  return shown;
}

Strings Faults(std::string_view spec, VolumeList volumes = VolumeList::kWhole) {
  return Show(PodFaultsOf(Spec(spec), volumes));
}

TEST(PodValidationTest, AMountPathIsUniqueInAContainer) {
  EXPECT_EQ(Faults("  initContainers: [{name: i}]\n"
                   "  containers:\n"
                   "  - name: a\n"
                   "    volumeMounts: [{name: v, mountPath: /x}]\n"
                   "  - name: b\n"
                   "    volumeMounts: [{name: v, mountPath: /x}, {name: v, mountPath: /y},"
                   " {name: v, mountPath: /x}]\n"
                   "  volumes: [{name: v, emptyDir: {}}]\n"),
            Strings{"spec.containers[1].volumeMounts[2].mountPath: Invalid value: \"/x\": must be "
                    "unique at spec.containers[1].volumeMounts[2], "
                    "spec.containers[1].volumeMounts[0]"});
  // A slash at the end makes another path.
  EXPECT_EQ(Faults("  containers:\n"
                   "  - {name: a, volumeMounts: [{name: v, mountPath: /x}, {name: v, mountPath: "
                   "/x/}]}\n"
                   "  volumes: [{name: v, emptyDir: {}}]\n"),
            Strings{});
}

TEST(PodValidationTest, AMountNamesAVolumeAndAPath) {
  constexpr std::string_view kSpec =
      "  initContainers: [{name: a, volumeMounts: [{name: gone, mountPath: /x}, {name: v}]}]\n"
      "  volumes: [{name: v, emptyDir: {}}]\n";
  EXPECT_EQ(Faults(kSpec),
            (Strings{"spec.initContainers[0].volumeMounts[0].name: Not found: \"gone\" at "
                     "spec.initContainers[0].volumeMounts[0]",
                     "spec.initContainers[0].volumeMounts[1].mountPath: Required value at "
                     "spec.initContainers[0].volumeMounts[1]"}));
  EXPECT_EQ(Faults(kSpec, VolumeList::kMayGrow),
            Strings{"spec.initContainers[0].volumeMounts[1].mountPath: Required value at "
                    "spec.initContainers[0].volumeMounts[1]"});
}

TEST(PodValidationTest, NamesThatAreStillToBeFilledInAreNoFaults) {
  EXPECT_EQ(Faults("  containers: [{name: a, volumeMounts: [{name: '{{ x }}', mountPath: /x}]}]\n"),
            Strings{});
  EXPECT_EQ(Faults("  containers: [{name: a, volumeMounts: [{name: v, mountPath: /x}]}]\n"
                   "  volumes: [{name: '{{ x }}', emptyDir: {}}]\n"),
            Strings{});
}

TEST(PodValidationTest, VolumesHaveNamesOfTheirOwn) {
  EXPECT_EQ(Faults("  volumes: [{name: v, emptyDir: {}}, {name: w, emptyDir: {}},"
                   " {name: v, secret: {secretName: s}}]\n"),
            Strings{"spec.volumes[2].name: Duplicate value: \"v\" at spec.volumes[2], "
                    "spec.volumes[0]"});
}

// Faults of a pod with one token among two sources.
Strings TokenFaults(std::string_view fields) {
  return Faults(
      "  volumes: [{name: t, projected: {sources: [{configMap: {name: c}}, "
      "{serviceAccountToken: {" +
      std::string(fields) + "}}]}}]\n");
}

TEST(PodValidationTest, ATokenLivesTenMinutesOrMore) {
  const std::string field =
      "spec.volumes[0].projected.sources[1].serviceAccountToken.expirationSeconds";
  EXPECT_EQ(TokenFaults("path: t, expirationSeconds: 599"),
            Strings{field +
                    ": Invalid value: 599: may not specify a duration less than 10 minutes "
                    "at " +
                    field});
  EXPECT_EQ(TokenFaults("path: t, expirationSeconds: 600"), Strings{});
  EXPECT_EQ(TokenFaults("path: t, expirationSeconds: 4294967296"), Strings{});
  EXPECT_EQ(TokenFaults("path: t, expirationSeconds: 4294967297"),
            Strings{field +
                    ": Invalid value: 4294967297: may not specify a duration larger than "
                    "2^32 seconds at " +
                    field});
  EXPECT_EQ(TokenFaults("path: t, expirationSeconds: '{{ x }}'"), Strings{});
}

TEST(PodValidationTest, ATokensPathStaysInItsVolume) {
  const std::string field = "spec.volumes[0].projected.path: ";
  const std::string place = " at spec.volumes[0].projected.sources[1].serviceAccountToken";
  EXPECT_EQ(TokenFaults("audience: a"), Strings{field + "Required value" + place});
  EXPECT_EQ(TokenFaults("path: /t"),
            Strings{field + "Invalid value: \"/t\": must be a relative path" + place});
  EXPECT_EQ(TokenFaults("path: a/../t"),
            Strings{field + "Invalid value: \"a/../t\": must not contain '..'" + place});
  EXPECT_EQ(TokenFaults("path: ..t"),
            Strings{field + "Invalid value: \"..t\": must not start with '..'" + place});
  EXPECT_EQ(TokenFaults("path: a..t/b"), Strings{});
}

// Trap T6 (docs/reference/semantics.md §4.3): only the webhook's own mount makes it a fault, and
// the place is that of the mount which stands in the file.
TEST(PodValidationTest, TheWebhookMayBreakAPod) {
  const PodSpec spec = Spec(
      "  containers:\n"
      "  - name: a\n"
      "    volumeMounts:\n"
      "    - {name: v, mountPath: /var/run/secrets/eks.amazonaws.com/serviceaccount}\n"
      "  volumes: [{name: v, emptyDir: {}}]\n");
  EXPECT_EQ(Show(PodFaultsOf(spec, VolumeList::kWhole)), Strings{});
  const ServiceAccount account = *ReadServiceAccount(
      *ParsedYaml("kind: ServiceAccount\nmetadata:\n  annotations:\n"
                  "    eks.amazonaws.com/role-arn: arn:aws:iam::493827165038:role/r\n"),
      "unit");
  const Injection injection =
      InjectionOf(spec, SettingsOf({.account = &account}, {}, WebhookFlags{}), SkippedContainers{});
  EXPECT_EQ(Show(PodFaultsOf(Mutated(spec, injection), VolumeList::kWhole)),
            Strings{"spec.containers[0].volumeMounts[1].mountPath: Invalid value: "
                    "\"/var/run/secrets/eks.amazonaws.com/serviceaccount\": must be unique at "
                    "spec.containers[0].volumeMounts[0]"});
}

TEST(PodValidationTest, SaysWhichValueIsRefused) {
  const auto refused = [](std::string_view spec) {
    return PodFaultsOf(Spec(spec), VolumeList::kWhole).at(0).value;
  };
  EXPECT_EQ(refused("  volumes: [{name: t, projected: {sources: [{serviceAccountToken: {path: t, "
                    "expirationSeconds: 0x20}}]}}]\n"),
            "32");
  EXPECT_EQ(refused("  volumes: [{name: v, emptyDir: {}}, {name: v, emptyDir: {}}]\n"), "v");
  EXPECT_EQ(refused("  containers: [{name: a, volumeMounts: [{name: gone, mountPath: /x}]}]\n"),
            "gone");
}

TEST(PodValidationTest, SomeControllersAddVolumes) {
  const auto list_of = [](std::string_view api_version, std::string_view kind) {
    ObjectMeta meta;
    meta.api_version = api_version;
    meta.kind = kind;
    return VolumeListOf(meta);
  };
  EXPECT_EQ(list_of("v1", "Pod"), VolumeList::kWhole);
  EXPECT_EQ(list_of("apps/v1", "Deployment"), VolumeList::kWhole);
  EXPECT_EQ(list_of("apps/v1", "StatefulSet"), VolumeList::kMayGrow);
  EXPECT_EQ(list_of("argoproj.io/v1alpha1", "Rollout"), VolumeList::kMayGrow);
}

}  // namespace
}  // namespace irsalint::kube
