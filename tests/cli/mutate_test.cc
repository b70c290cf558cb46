// `irsalint mutate`, through the real binary: every folder of testdata/webhook is a pod, what
// decides about it, and the patch. Docs: docs/mutate.md.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/harness/paths.h"
#include "tests/harness/program.h"

namespace irsalint::cli {
namespace {

using test::Outcome;
using test::ProgramFolder;
using test::ReadFile;
using ::testing::HasSubstr;

constexpr size_t kLeastCases = 40;

std::vector<std::string> LinesOf(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

Outcome MutateCase(const std::filesystem::path& folder) {
  std::vector<std::string> arguments = {"mutate"};
  const auto add = [&](const std::string& flag, const std::string& name) {
    const std::filesystem::path file = folder / name;
    if (!std::filesystem::exists(file)) return;
    arguments.push_back(flag);
    arguments.push_back(file.string());
  };
  add("--pod", "pod.yaml");
  add("--service-account", "service-account.yaml");
  add("--container-credentials-config", "identities.json");
  add("--config-map", "config-map.yaml");
  const std::filesystem::path flags = folder / "flags.txt";
  if (std::filesystem::exists(flags)) {
    for (const std::string& flag : LinesOf(ReadFile(flags.string()))) arguments.push_back(flag);
  }
  return ProgramFolder()(arguments);
}

TEST(MutateTest, EveryCaseGivesItsPatch) {
  size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(test::Testdata("webhook"))) {
    SCOPED_TRACE(entry.path().filename().string());
    const Outcome outcome = MutateCase(entry.path());
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    const std::string patch = (entry.path() / "patch.json").string();
    if (std::getenv("IRSALINT_UPDATE_GOLDENS") != nullptr) std::ofstream(patch) << outcome.out;
    EXPECT_EQ(outcome.out, ReadFile(patch));
    ++count;
  }
  EXPECT_GE(count, kLeastCases);
}

constexpr char kPod[] =
    "kind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: i}]}\n";
constexpr char kAccount[] =
    "kind: ServiceAccount\nmetadata: {name: default, annotations: "
    "{eks.amazonaws.com/role-arn: 'arn:aws:iam::493827165038:role/r'}}\n";

TEST(MutateTest, APodWithoutNamespaceAndAccountIsInDefaultWithDefault) {
  const ProgramFolder folder;
  folder.Write("pod.yaml", kPod);
  folder.Write("sa.yaml", kAccount);
  const Outcome outcome = folder({"mutate", "--pod", "pod.yaml", "--service-account", "sa.yaml"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.err, "");
  EXPECT_THAT(outcome.out, HasSubstr("arn:aws:iam::493827165038:role/r"));
}

TEST(MutateTest, ReadsThePodFromStandardInput) {
  const ProgramFolder folder;
  const Outcome outcome =
      folder.Execute({.arguments = {"mutate", "--pod", "-"}, .environment = {}, .input = kPod});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out, "[]\n");
}

TEST(MutateTest, SaysWhatThePatchDoesNot) {
  const ProgramFolder folder;
  folder.Write("pod.yaml", kPod);
  folder.Write("sa.yaml", "kind: ServiceAccount\nmetadata: {name: other}\n");
  folder.Write("ids.json",
               R"({"identities": [{"namespace": "default", "serviceAccount": "default"}]})");
  EXPECT_EQ(folder({"mutate", "--pod", "pod.yaml", "--service-account", "sa.yaml"}).err,
            "irsalint: sa.yaml: holds no ServiceAccount default/default, as which the pod runs; "
            "the pod is treated as if it did not exist\n");
  EXPECT_EQ(
      folder({"mutate", "--pod", "pod.yaml", "--container-credentials-config", "ids.json"}).err,
      "irsalint: the webhook draws the lifetime from 79200 to 86400 seconds at random; the "
      "patch has the lower bound\n");
  folder.Write("pod.yaml",
               "kind: Pod\nmetadata: {name: p, labels: {eks.amazonaws.com/"
               "skip-pod-identity-webhook: x}}\nspec: {containers: []}\n");
  EXPECT_EQ(folder({"mutate", "--pod", "pod.yaml"}).err,
            "irsalint: the pod has the label eks.amazonaws.com/skip-pod-identity-webhook; a "
            "webhook with upstream's object selector never sees it\n");
}

TEST(MutateTest, WrongInputIsSaidWithItsPlace) {
  const ProgramFolder folder;
  folder.Write("pod.yaml", kPod);
  folder.Write("two.yaml", std::string(kPod) + "---\n" + kPod);
  folder.Write("sa.yaml", kAccount);
  folder.Write("broken.yaml", "kind: Pod\nspec: {a: [}\n");
  const auto error = [&](const std::vector<std::string>& arguments) {
    std::vector<std::string> all = {"mutate"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    const Outcome outcome = folder(all);
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.out, "");
    return outcome.err;
  };
  EXPECT_EQ(error({"--pod", "two.yaml"}),
            "irsalint: two.yaml: holds 2 objects that make pods; give a file with one\n");
  EXPECT_EQ(error({"--pod", "sa.yaml"}), "irsalint: sa.yaml: holds nothing that makes pods\n");
  EXPECT_EQ(error({"--pod", "pod.yaml", "--service-account", "pod.yaml"}),
            "irsalint: pod.yaml: holds no ServiceAccount\n");
  EXPECT_THAT(error({"--pod", "broken.yaml"}), HasSubstr("irsalint: broken.yaml:2: "));
  EXPECT_EQ(error({"--pod", "pod.yaml", "--compose-role-arn"}),
            "irsalint: --compose-role-arn needs --compose-role-arn-account with an account of 12 "
            "digits\n");
  EXPECT_EQ(error({"--pod", "pod.yaml", "--config-map", "sa.yaml"}),
            "irsalint: sa.yaml: holds no ConfigMap pod-identity-webhook\n");
  EXPECT_THAT(error({}), HasSubstr("--pod is required"));
}

}  // namespace
}  // namespace irsalint::cli
