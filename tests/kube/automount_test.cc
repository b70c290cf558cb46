#include "analyzer/kube/automount.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "analyzer/kube/read_object.h"
#include "tests/kube/parsed_yaml.h"

namespace irsalint::kube {
namespace {

using Origin = EffectiveAutomount::Origin;

struct AutomountCase {
  std::string pod;      // value in the pod's spec, "" for none
  std::string account;  // value in the account, "" for none, "-" for an account that is not there
  std::string expected;
};

std::string Show(const std::optional<EffectiveAutomount>& automount) {
  if (!automount) return "unknown";
  std::string text = automount->mounted ? "true" : "false";
  switch (automount->origin) {
    case Origin::kPod:
      text += " by pod";
      break;
    case Origin::kServiceAccount:
      text += " by account";
      break;
    case Origin::kDefault:
      text += " by default";
      break;
  }
  return text + " at " + Where(*automount->place);
}

std::string Field(const std::string& value) {
  return value.empty() ? "" : "automountServiceAccountToken: " + value;
}

TEST(EffectiveAutomountTest, PodThenAccountThenTrue) {
  const std::string pod_place = " by pod at spec.automountServiceAccountToken";
  const std::string account_place = " by account at automountServiceAccountToken";
  const std::vector<AutomountCase> cases = {
      {"true", "true", "true" + pod_place},
      {"true", "false", "true" + pod_place},
      {"true", "", "true" + pod_place},
      {"true", "-", "true" + pod_place},
      {"false", "true", "false" + pod_place},
      {"false", "false", "false" + pod_place},
      {"false", "", "false" + pod_place},
      {"false", "-", "false" + pod_place},
      {"", "true", "true" + account_place},
      {"", "false", "false" + account_place},
      {"", "", "true by default at key spec"},
      {"", "-", "unknown"},
      {"null", "false", "false" + account_place},
      {"null", "null", "true by default at key spec.automountServiceAccountToken"},
      {"'true'", "false", "unknown"},
      {"no", "'x'", "false" + pod_place},
      {"", "'x'", "unknown"},
  };
  for (const AutomountCase& test : cases) {
    SCOPED_TRACE("pod '" + test.pod + "', account '" + test.account + "'");
    const auto pod =
        ReadWorkload(*ParsedYaml("{kind: Pod, spec: {" + Field(test.pod) + "}}"), "unit");
    ASSERT_TRUE(pod.has_value());
    const std::string account_field = test.account == "-" ? "" : Field(test.account);
    const auto account =
        ReadServiceAccount(*ParsedYaml("kind: ServiceAccount\n" + account_field + "\n"), "unit");
    ASSERT_TRUE(account.has_value());
    EXPECT_EQ(Show(EffectiveAutomountOf(pod->spec, test.account == "-" ? nullptr : &*account)),
              test.expected);
  }
}

}  // namespace
}  // namespace irsalint::kube
