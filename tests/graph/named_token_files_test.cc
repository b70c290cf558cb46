#include "analyzer/graph/named_token_files.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

using Strings = std::vector<std::string>;

// `CONTAINER VARIABLE PATH: KIND EXISTS, READABLE MODE` of each file.
Strings Found(const Files& files) {
  constexpr const char* kKinds[] = {"token", "api", "other", "nothing", "unknown"};
  const Linked linked(files);
  Strings found;
  for (const NamedTokenFile& file : NamedTokenFiles(*linked)) {
    found.push_back(fmt::format("{} {} {}: {} {}, {} {}", file.container, file.variable, file.path,
                                kKinds[static_cast<size_t>(file.kind)], ToString(file.exists),
                                ToString(file.access.readable), file.mode));
  }
  return found;
}

std::string PodWith(std::string_view fields) {
  return Pod("media", "p", "app") + std::string(fields);
}

constexpr std::string_view kApiPath = "/var/run/secrets/kubernetes.io/serviceaccount/token";

std::string TokenVariable(std::string_view path) {
  return fmt::format("      env: [{{name: AWS_WEB_IDENTITY_TOKEN_FILE, value: {}}}]\n", path);
}

TEST(NamedTokenFilesTest, ByAVariableOfTheContainer) {
  EXPECT_EQ(
      Found({{"a/x.yaml", ServiceAccount("media", "app") + PodWith(TokenVariable(kApiPath))}}),
      Strings{fmt::format("0 AWS_WEB_IDENTITY_TOKEN_FILE {}: api yes, yes 0644", kApiPath)});
  EXPECT_EQ(Found({{"a/x.yaml", PodWith(TokenVariable("/none"))}}),
            Strings{"0 AWS_WEB_IDENTITY_TOKEN_FILE /none: nothing no, maybe "});
  EXPECT_EQ(Found({{"a/x.yaml", PodWith("")}}), Strings{});
}

// Without the account it is not known whether the token is mounted.
TEST(NamedTokenFilesTest, AutomountMayBeUnknown) {
  EXPECT_EQ(
      Found({{"a/x.yaml", PodWith(TokenVariable(kApiPath))}}),
      Strings{fmt::format("0 AWS_WEB_IDENTITY_TOKEN_FILE {}: api maybe, yes 0644", kApiPath)});
}

// The webhook takes a volume of its name for its own, whatever mode that has.
TEST(NamedTokenFilesTest, ByTheWebhook) {
  const std::string pod = PodWith(
      "    - {name: b, securityContext: {runAsUser: 7}}\n"
      "  volumes: [{name: aws-iam-token, projected: {defaultMode: 0400, sources: "
      "[{serviceAccountToken: {audience: sts.amazonaws.com, path: token}}]}}]\n");
  const std::string path =
      "AWS_WEB_IDENTITY_TOKEN_FILE /var/run/secrets/eks.amazonaws.com/serviceaccount/token: token "
      "yes, ";
  EXPECT_EQ(Found({{"a/x.yaml", AccountWithRole("media", "app", "r") + pod}}),
            (Strings{"0 " + path + "maybe 0400", "1 " + path + "no 0400"}));
  EXPECT_EQ(Found({{"a/x.yaml", ServiceAccount("media", "app") + pod}}), Strings{});
}

TEST(NamedTokenFilesTest, HoldForEveryAccount) {
  // Either account may be meant where the namespaces are not written out.
  const std::string pod = Pod("", "p", "app") + TokenVariable(kApiPath);
  const std::string open = ServiceAccount("one", "app");
  const std::string closed = ServiceAccount("two", "app") + "automountServiceAccountToken: false\n";
  EXPECT_EQ(Found({{"a/x.yaml", pod + open}}),
            Strings{fmt::format("0 AWS_WEB_IDENTITY_TOKEN_FILE {}: api yes, yes 0644", kApiPath)});
  EXPECT_EQ(Found({{"a/x.yaml", pod + open + closed}}), Strings{});
}

}  // namespace
}  // namespace irsalint::graph
