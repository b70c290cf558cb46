#include "analyzer/kube/mounts.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "analyzer/kube/read_object.h"
#include "tests/kube/parsed_yaml.h"

namespace irsalint::kube {
namespace {

std::string VolumeAt(std::string_view file) {
  const ParsedYaml yaml(
      "kind: Pod\n"
      "spec:\n"
      "  containers:\n"
      "  - name: app\n"
      "    volumeMounts:\n"
      "    - {name: all, mountPath: /var}\n"
      "    - {name: token, mountPath: /var/token/}\n"
      "    - {name: gone, mountPath: /gone}\n"
      "  volumes:\n"
      "  - {name: all, emptyDir: {}}\n"
      "  - {name: token, secret: {secretName: s}}\n");
  const PodSpec spec = ReadWorkload(*yaml, "unit")->spec;
  const Volume* volume = VolumeOf(spec, spec.containers[0], file);
  return volume == nullptr ? "" : volume->name;
}

TEST(VolumeOfTest, TheLongestMountWins) {
  EXPECT_EQ(VolumeAt("/var/token/token"), "token");
  EXPECT_EQ(VolumeAt("/var/token"), "");
  EXPECT_EQ(VolumeAt("/var/tokens/token"), "all");
  EXPECT_EQ(VolumeAt("/variable"), "");
  EXPECT_EQ(VolumeAt("/gone/x"), "");
  EXPECT_EQ(VolumeAt("relative"), "");
}

TEST(ContainerPathTest, IsThatOfTheContainer) {
  EXPECT_EQ(ContainerPath("/var//run/./x/"), "/var/run/x");
  EXPECT_EQ(ContainerPath("C:\\var\\run\\token"), "/var/run/token");
  EXPECT_EQ(ContainerPath("c:/var/run"), "/var/run");
  // On Linux a backslash is a letter like any other.
  EXPECT_EQ(ContainerPath("/var\\run"), "/var\\run");
  EXPECT_EQ(ContainerPath("var/run"), "");
  EXPECT_EQ(ContainerPath("C:run"), "");
  EXPECT_EQ(ContainerPath("/var/$(NAME)"), "");
  EXPECT_EQ(ContainerPath(""), "");
}

// `VOLUME:PATH` of each candidate.
std::vector<std::string> Mounted(std::string_view mounts, std::string_view file) {
  const ParsedYaml yaml(
      "kind: Pod\n"
      "spec:\n"
      "  containers:\n"
      "  - {name: app, volumeMounts: [" +
      std::string(mounts) +
      "]}\n"
      "  volumes: [{name: a, emptyDir: {}}, {name: b, emptyDir: {}}]\n");
  const PodSpec spec = ReadWorkload(*yaml, "unit")->spec;
  std::vector<std::string> found;
  for (const MountedFile& mounted : MountedAt(spec, spec.containers[0], file)) {
    found.push_back((mounted.volume == nullptr ? "none" : mounted.volume->name) + ":" +
                    mounted.path);
  }
  return found;
}

using Strings = std::vector<std::string>;

TEST(MountedAtTest, SaysWhereInTheVolume) {
  EXPECT_EQ(Mounted("{name: a, mountPath: /x/}", "/x/y/z"), Strings{"a:y/z"});
  EXPECT_EQ(Mounted("{name: a, mountPath: /}", "/y"), Strings{"a:y"});
  EXPECT_EQ(Mounted("{name: a, mountPath: /x}", "/x"), Strings{"a:"});
  EXPECT_EQ(Mounted("{name: a, mountPath: /x, subPath: s}", "/x/y"), Strings{"a:s/y"});
  EXPECT_EQ(Mounted("{name: a, mountPath: /x/f, subPath: s}", "/x/f"), Strings{"a:s"});
  EXPECT_EQ(Mounted("{name: a, mountPath: /x, subPathExpr: $(P)}", "/x/y"), Strings{"a:$(P)/y"});
  EXPECT_EQ(Mounted("{name: c, mountPath: /x}", "/x/y"), Strings{"none:y"});
}

TEST(MountedAtTest, MountsAtOnePathCompete) {
  EXPECT_EQ(Mounted("{name: a, mountPath: /x}, {name: b, mountPath: /x/}", "/x/y"),
            (Strings{"a:y", "b:y"}));
  EXPECT_EQ(Mounted("{name: a, mountPath: /x}, {name: b, mountPath: /x/y}", "/x/y/z"),
            Strings{"b:z"});
  EXPECT_EQ(Mounted("{name: b, mountPath: /x/y}, {name: a, mountPath: /x}", "/x/y/z"),
            Strings{"b:z"});
}

TEST(VolumeTest, NamesItsSecrets) {
  const ParsedYaml yaml(
      "kind: Pod\n"
      "spec:\n"
      "  volumes:\n"
      "  - {name: a, secret: {secretName: one}}\n"
      "  - {name: b, projected: {sources: [{secret: {name: two}}, {configMap: {name: c}}]}}\n"
      "  - {name: c, emptyDir: {}}\n");
  const PodSpec spec = ReadWorkload(*yaml, "unit")->spec;
  ASSERT_EQ(spec.volumes.size(), 3u);
  EXPECT_EQ(spec.volumes[0].secrets, std::vector<std::string>{"one"});
  EXPECT_EQ(spec.volumes[1].secrets, std::vector<std::string>{"two"});
  EXPECT_TRUE(spec.volumes[2].secrets.empty());
}

}  // namespace
}  // namespace irsalint::kube
