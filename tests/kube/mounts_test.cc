#include "analyzer/kube/mounts.h"

#include <gtest/gtest.h>

#include <string>

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
  EXPECT_EQ(VolumeAt("/var/token"), "all");
  EXPECT_EQ(VolumeAt("/var/tokens/token"), "all");
  EXPECT_EQ(VolumeAt("/variable"), "");
  EXPECT_EQ(VolumeAt("/gone/x"), "");
  EXPECT_EQ(VolumeAt("relative"), "");
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
