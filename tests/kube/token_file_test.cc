#include "analyzer/kube/token_file.h"

#include <gtest/gtest.h>

#include <string>

#include "analyzer/kube/injection.h"
#include "analyzer/kube/read_object.h"
#include "tests/kube/parsed_yaml.h"

namespace irsalint::kube {
namespace {

// A pod with one container; `mounts` and `volumes` are items of flow lists.
PodSpec SpecWith(std::string_view mounts, std::string_view volumes) {
  const ParsedYaml yaml("kind: Pod\nspec:\n  containers: [{name: app, volumeMounts: [" +
                        std::string(mounts) + "]}]\n  volumes: [" + std::string(volumes) + "]\n");
  return ReadWorkload(*yaml, "unit")->spec;
}

std::optional<EffectiveAutomount> Automount(bool mounted) {
  return EffectiveAutomount{.mounted = mounted};
}

std::string Show(const TokenFile& file) {
  constexpr const char* kKinds[] = {"token", "api", "other", "nothing", "unknown"};
  return std::string(kKinds[static_cast<size_t>(file.kind)]) + ", " +
         std::string(ToString(file.exists)) + ": " + file.why;
}

std::string At(const PodSpec& spec, std::string_view path,
               const std::optional<EffectiveAutomount>& automount = Automount(false)) {
  return Show(TokenFileAt(spec, spec.containers[0], syntax::Text::Literal(path), automount));
}

constexpr std::string_view kOwnToken =
    "{name: t, projected: {sources: [{serviceAccountToken: {audience: sts.amazonaws.com, "
    "path: token}}]}}";

TEST(TokenFileTest, IsTheTokenThatAVolumeProjects) {
  const PodSpec spec = SpecWith("{name: t, mountPath: /aws/}", kOwnToken);
  EXPECT_EQ(At(spec, "/aws/token"), "token, yes: volume \"t\" projects it");
  EXPECT_EQ(At(spec, "/aws//./token"), "token, yes: volume \"t\" projects it");
  EXPECT_EQ(At(spec, "/aws/tokn"),
            "other, maybe: volume \"t\" projects a token at \"token\" and none at \"tokn\"");
  EXPECT_EQ(At(spec, "/aws"), "nothing, no: \"/aws\" is a folder, the root of volume \"t\"");
  EXPECT_EQ(At(spec, "/elsewhere/token"),
            "nothing, no: nothing is mounted at \"/elsewhere/token\"");
  const TokenFile file =
      TokenFileAt(spec, spec.containers[0], syntax::Text::Literal("/aws/token"), Automount(true));
  EXPECT_EQ(file.volume, &spec.volumes[0]);
  EXPECT_EQ(file.mount, &spec.containers[0].volume_mounts[0]);
  EXPECT_EQ(file.token, &spec.volumes[0].tokens[0]);
}

TEST(TokenFileTest, MayBeMountedAlone) {
  const PodSpec spec = SpecWith("{name: t, mountPath: /aws/my-token, subPath: token}", kOwnToken);
  EXPECT_EQ(At(spec, "/aws/my-token"), "token, yes: volume \"t\" projects it");
  EXPECT_EQ(At(spec, "/aws/token"), "nothing, no: nothing is mounted at \"/aws/token\"");
}

TEST(TokenFileTest, WithoutAudienceItIsForTheApiServer) {
  const auto spec_of = [](std::string_view audience) {
    return SpecWith("{name: t, mountPath: /t}",
                    "{name: t, projected: {sources: [{serviceAccountToken: {" +
                        std::string(audience) + "path: sub/token}}]}}");
  };
  constexpr std::string_view kApi = "api, yes: volume \"t\" projects it for the API server";
  EXPECT_EQ(At(spec_of(""), "/t/sub/token"), kApi);
  EXPECT_EQ(At(spec_of("audience: '', "), "/t/sub/token"), kApi);
  EXPECT_EQ(At(spec_of("audience: $(X), "), "/t/sub/token"),
            "token, yes: volume \"t\" projects it");
}

TEST(TokenFileTest, OtherVolumesHoldAnything) {
  EXPECT_EQ(At(SpecWith("{name: s, mountPath: /s}", "{name: s, secret: {secretName: x}}"), "/s/t"),
            "other, maybe: it lies in volume \"s\", of which no more is known");
  // One file of the node may be mounted as a file.
  EXPECT_EQ(At(SpecWith("{name: h, mountPath: /h}", "{name: h, hostPath: {path: /t}}"), "/h"),
            "other, maybe: it lies in volume \"h\", of which no more is known");
  // Those of a StatefulSet's claims stand elsewhere.
  EXPECT_EQ(At(SpecWith("{name: gone, mountPath: /g}", ""), "/g/t"),
            "unknown, maybe: the pod lists no volume \"gone\"");
}

TEST(TokenFileTest, TheApiServersTokenIsMountedByAutomount) {
  const PodSpec spec = SpecWith("", "");
  constexpr std::string_view kPath = "/var/run/secrets/kubernetes.io/serviceaccount/token";
  EXPECT_EQ(At(spec, kPath, Automount(true)), "api, yes: it is the API server's token");
  EXPECT_EQ(At(spec, kPath, std::nullopt),
            "api, maybe: it is the API server's token, if that is mounted at all");
  EXPECT_EQ(At(spec, kPath, Automount(false)),
            "nothing, no: nothing is mounted at "
            "\"/var/run/secrets/kubernetes.io/serviceaccount/token\"");
  EXPECT_EQ(At(spec, "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt", Automount(true)),
            "other, maybe: it lies beside the API server's token");
  EXPECT_EQ(At(spec, kApiTokenFolder, Automount(true)),
            "nothing, no: \"/var/run/secrets/kubernetes.io/serviceaccount\" is a folder");
}

TEST(TokenFileTest, AContainersOwnMountKeepsTheApiServersTokenAway) {
  constexpr std::string_view kPath = "/var/run/secrets/kubernetes.io/serviceaccount/token";
  const PodSpec same =
      SpecWith("{name: t, mountPath: /var/run/secrets/kubernetes.io/serviceaccount}", kOwnToken);
  EXPECT_EQ(At(same, kPath, Automount(true)), "token, yes: volume \"t\" projects it");
  const PodSpec above = SpecWith("{name: t, mountPath: /var/run/secrets}", kOwnToken);
  EXPECT_EQ(At(above, kPath, Automount(true)), "api, yes: it is the API server's token");
  const PodSpec below = SpecWith(
      "{name: t, mountPath: /var/run/secrets/kubernetes.io/serviceaccount/token, subPath: token}",
      kOwnToken);
  EXPECT_EQ(At(below, kPath, Automount(true)), "token, yes: volume \"t\" projects it");
}

TEST(TokenFileTest, VarRunMayBeRun) {
  const PodSpec spec = SpecWith("{name: t, mountPath: /var/run/aws}", kOwnToken);
  EXPECT_EQ(At(spec, "/run/aws/token"),
            "unknown, maybe: it is \"/var/run/aws/token\" if the image links /var/run to /run");
  EXPECT_EQ(At(spec, "/run/other/token"),
            "nothing, no: nothing is mounted at \"/run/other/token\"");
}

TEST(TokenFileTest, SomePathsCannotBeKnown) {
  const PodSpec spec =
      SpecWith("{name: t, mountPath: /aws}, {name: t, mountPath: /aws/}", kOwnToken);
  EXPECT_EQ(At(spec, "token"), "unknown, maybe: where \"token\" lies depends on the container");
  EXPECT_EQ(At(spec, "$(DIR)/token"),
            "unknown, maybe: where \"$(DIR)/token\" lies depends on the container");
  EXPECT_EQ(At(spec, "/aws/token"), "unknown, maybe: two volumes are mounted at \"/aws\"");
  const syntax::Text hole = syntax::Text::OfHole({.expression = "${FILE}", .scope = "unit"});
  EXPECT_EQ(Show(TokenFileAt(spec, spec.containers[0], hole, std::nullopt)),
            "unknown, maybe: the path has a part that is filled in later");
}

// What the webhook injects leads to what it mounts, also on Windows.
TEST(TokenFileTest, TheWebhooksOwnVariableLeadsToItsToken) {
  for (const std::string_view selector : {"", "kubernetes.io/os: windows"}) {
    SCOPED_TRACE(selector);
    const ParsedYaml yaml("kind: Pod\nspec:\n  nodeSelector: {" + std::string(selector) +
                          "}\n  containers: [{name: app}]\n");
    const PodSpec spec = ReadWorkload(*yaml, "unit")->spec;
    const ServiceAccount account = *ReadServiceAccount(
        *ParsedYaml("kind: ServiceAccount\nmetadata:\n  annotations:\n"
                    "    eks.amazonaws.com/role-arn: arn:aws:iam::493827165038:role/r\n"),
        "unit");
    const WebhookFlags flags;
    const Injection injection =
        InjectionOf(spec, SettingsOf({.account = &account}, {}, flags), SkippedContainers{});
    const PodSpec mutated = Mutated(spec, injection);
    EXPECT_EQ(At(mutated, injection.token_path),
              "token, yes: volume \"aws-iam-token\" projects it");
  }
}

}  // namespace
}  // namespace irsalint::kube
