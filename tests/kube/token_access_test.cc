#include "analyzer/kube/token_access.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "analyzer/kube/read_object.h"
#include "tests/kube/parsed_yaml.h"

namespace irsalint::kube {
namespace {

// A pod by lines of its spec, with a projected volume `t` as its first; `mode` is its defaultMode.
PodSpec Spec(const std::vector<std::string>& lines, std::string_view mode = "") {
  std::string text = "kind: Pod\nspec:\n";
  for (const std::string& line : lines) text += "  " + line + "\n";
  text += fmt::format(
      "  volumes: [{{name: t, projected: {{{}sources: [{{serviceAccountToken: {{path: "
      "t}}}}]}}}}]\n",
      mode.empty() ? "" : fmt::format("defaultMode: {}, ", mode));
  return ReadWorkload(*ParsedYaml(text), "unit")->spec;
}

std::string Mode(const PodSpec& spec) {
  const auto file = TokenFileModeOf(spec, &spec.volumes[0]);
  if (!file.has_value()) return "unknown";
  return fmt::format("{} {}:{}", ModeText(file->mode), file->owner,
                     file->group.has_value() ? std::to_string(*file->group) : "root");
}

// What holds of the last container, and where its user stands.
std::string Access(const PodSpec& spec) {
  const TokenAccess access = TokenAccessOf(spec, spec.containers.back(), &spec.volumes[0]);
  return fmt::format("{}: {}", ToString(access.readable), access.why);
}

constexpr const char* kNobody = "containers: [{name: a}, {name: b}]";
constexpr const char* kBoth =
    "containers: [{name: a, securityContext: {runAsUser: 7}},"
    " {name: b, securityContext: {runAsUser: 7}}]";
constexpr const char* kDifferent =
    "containers: [{name: a, securityContext: {runAsUser: 7}},"
    " {name: b, securityContext: {runAsUser: 8}}]";
constexpr const char* kSecond =
    "containers: [{name: a}, {name: b, securityContext: {runAsUser: 8}}]";

TEST(TokenAccessTest, EverybodyReadsItWhereNoUserIsNamed) {
  EXPECT_EQ(Mode(Spec({kNobody})), "0644 0:root");
  EXPECT_EQ(Access(Spec({kNobody})), "yes: its mode is 0644, so everybody can");
}

TEST(TokenAccessTest, OneUserOfAllContainersOwnsIt) {
  EXPECT_EQ(Mode(Spec({kBoth})), "0600 7:root");
  EXPECT_EQ(Access(Spec({kBoth})),
            "yes: its mode is 0600, and user 7 owns it, as whom every container runs");
  EXPECT_EQ(Mode(Spec({"securityContext: {runAsUser: 9}", kNobody})), "0600 9:root");
  // An init container counts, too.
  EXPECT_EQ(Mode(Spec({"initContainers: [{name: i}]", kBoth})), "0644 0:root");
}

TEST(TokenAccessTest, EverybodyReadsItWhereUsersDiffer) {
  EXPECT_EQ(Mode(Spec({kDifferent})), "0644 0:root");
  EXPECT_EQ(Mode(Spec({kSecond})), "0644 0:root");
  EXPECT_EQ(Mode(Spec({"securityContext: {runAsUser: 9}", kSecond})), "0644 0:root");
  EXPECT_EQ(Access(Spec({kDifferent})), "yes: its mode is 0644, so everybody can");
}

TEST(TokenAccessTest, AGroupOfThePodReadsIt) {
  EXPECT_EQ(Mode(Spec({"securityContext: {fsGroup: 5}", kNobody})), "0640 0:5");
  EXPECT_EQ(Mode(Spec({"securityContext: {fsGroup: 5}", kBoth})), "0640 7:5");
  EXPECT_EQ(Access(Spec({"securityContext: {fsGroup: 5}", kDifferent})),
            "yes: its mode is 0640, and fsGroup puts every container in its group 5");
}

TEST(TokenAccessTest, RootMayLoseIt) {
  EXPECT_EQ(Access(Spec({"securityContext: {runAsUser: 0}", kNobody})),
            "yes: its mode is 0600, and user 0 owns it, as whom every container runs, so a process "
            "that gives up root cannot read it");
}

TEST(TokenAccessTest, TheVolumesModeCountsWhereNoUserOwnsIt) {
  EXPECT_EQ(Mode(Spec({kSecond}, "0400")), "0400 0:root");
  EXPECT_EQ(Mode(Spec({kSecond}, "256")), "0400 0:root");
  EXPECT_EQ(Mode(Spec({kBoth}, "0400")), "0600 7:root");
  EXPECT_EQ(Mode(Spec({"securityContext: {fsGroup: 5}", kSecond}, "0400")), "0640 0:5");
  EXPECT_EQ(Access(Spec({kSecond}, "0400")),
            "no: its mode is 0400, root owns it, and the container runs as user 8");
  EXPECT_EQ(Access(Spec({kSecond}, "0440")),
            "maybe: its mode is 0440 for the group of root, of which user 8 may be");
  EXPECT_EQ(Access(Spec({kNobody}, "0400")),
            "maybe: its mode is 0400, root owns it, and the spec does not say as whom the "
            "container runs");
  EXPECT_EQ(
      Access(Spec({"containers: [{name: a}, {name: b, securityContext: {runAsUser: 0}}]"}, "0400")),
      "yes: its mode is 0400, and the container runs as root");
}

TEST(TokenAccessTest, SaysWhereTheUserStands) {
  const PodSpec spec = Spec({"securityContext: {runAsUser: 9}",
                             "containers: [{name: a, securityContext: {runAsUser: 8}}, {name: b}]"},
                            "0400");
  EXPECT_EQ(Where(TokenAccessOf(spec, spec.containers[0], &spec.volumes[0]).place),
            "spec.containers[0].securityContext.runAsUser");
  EXPECT_EQ(Where(TokenAccessOf(spec, spec.containers[1], &spec.volumes[0]).place),
            "spec.securityContext.runAsUser");
}

TEST(TokenAccessTest, WhatCannotBeKnownStaysUnknown) {
  constexpr const char* kUnknown =
      "maybe: a user, fsGroup or defaultMode of the pod cannot be known";
  const std::string hole = "securityContext: {runAsUser: '{{ user }}'}";
  EXPECT_EQ(Mode(Spec({hole, kNobody})), "unknown");
  EXPECT_EQ(Access(Spec({hole, kNobody})), kUnknown);
  EXPECT_EQ(Access(Spec({"securityContext: {fsGroup: '{{ group }}'}", kBoth})), kUnknown);
  EXPECT_EQ(Access(Spec({kSecond}, "'{{ mode }}'")), kUnknown);
  // Users that differ leave it to everybody, whatever a third one is.
  EXPECT_EQ(Access(Spec({hole, "initContainers: [{name: i}]", kDifferent})),
            "yes: its mode is 0644, so everybody can");
}

TEST(TokenAccessTest, TheVolumeOfAutomountIsReadByEverybody) {
  const PodSpec spec = Spec({kSecond}, "0400");
  EXPECT_EQ(TokenAccessOf(spec, spec.containers[1], nullptr).why,
            "its mode is 0644, so everybody can");
}

TEST(TokenAccessTest, WindowsHasNoModes) {
  EXPECT_EQ(Access(Spec({"os: {name: windows}", kSecond}, "0400")),
            "yes: files have no modes on Windows");
  EXPECT_EQ(Mode(Spec({"nodeSelector: {kubernetes.io/os: windows}", kSecond})), "unknown");
}

}  // namespace
}  // namespace irsalint::kube
