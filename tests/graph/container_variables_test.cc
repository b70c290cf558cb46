#include "analyzer/graph/container_variables.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

constexpr std::string_view kName = "AWS_ROLE_ARN";

// What the container of a pod in namespace `one` finds under `name`; `fields` are lines of the
// container, `objects` more documents of its unit.
std::string Found(const std::string& fields, const std::string& objects = "",
                  std::string_view name = kName) {
  const Linked linked({{"a/x.yaml", Pod("one", "p", "app") + fields + objects}});
  const Workload& workload = (*linked)[WorkloadId{0}];
  const Variable variable =
      ContainerVariables(*linked, workload, workload.object->spec.containers[0]).Find(name);
  const std::string value = variable.value.HasValue()   ? "\"" + variable.value->Written() + "\""
                            : variable.value.IsAbsent() ? "-"
                                                        : "?";
  return std::string(ToString(variable.set)) + " " + value + ": " + variable.why;
}

std::string Env(std::string_view entries) { return "      env: [" + std::string(entries) + "]\n"; }

std::string ConfigMap(std::string_view namespace_name, std::string_view data) {
  return "---\nkind: ConfigMap\nmetadata: {name: c, namespace: " + std::string(namespace_name) +
         "}\ndata: {" + std::string(data) + "}\n";
}

TEST(ContainerVariablesTest, ALiteralValue) {
  EXPECT_EQ(Found(Env("{name: AWS_ROLE_ARN, value: r}")), "yes \"r\": AWS_ROLE_ARN is set");
  EXPECT_EQ(Found(Env("{name: AWS_ROLE_ARN, value: ''}")), "no \"\": AWS_ROLE_ARN is empty");
  EXPECT_EQ(Found(Env("{name: AWS_ROLE_ARN}")), "no -: AWS_ROLE_ARN is empty");
  EXPECT_EQ(Found(Env("{name: AWS_REGION, value: x}")), "no -: AWS_ROLE_ARN is not set");
  EXPECT_EQ(Found(Env("{name: AWS_ROLE_ARN, value: a}, {name: AWS_ROLE_ARN, value: b}")),
            "yes \"b\": AWS_ROLE_ARN is set");
}

TEST(ContainerVariablesTest, AValueThatSomethingElseFillsIn) {
  EXPECT_EQ(Found(Env("{name: AWS_ROLE_ARN, value: 'arn:${X}'}")),
            "yes \"arn:${X}\": AWS_ROLE_ARN is set");
  EXPECT_EQ(Found(Env("{name: AWS_ROLE_ARN, value: '${X}'}")),
            "maybe \"${X}\": AWS_ROLE_ARN may be set");
  EXPECT_EQ(Found(Env("{name: AWS_ROLE_ARN, value: $(X)}")),
            "maybe \"$(X)\": AWS_ROLE_ARN may be set");
  EXPECT_EQ(Found(Env("{name: AWS_ROLE_ARN, valueFrom: {fieldRef: {fieldPath: metadata.name}}}")),
            "maybe ?: AWS_ROLE_ARN may be set");
}

// The value of a secret is not kept, but it is there.
TEST(ContainerVariablesTest, AWithheldValue) {
  EXPECT_EQ(Found(Env("{name: AWS_SECRET_ACCESS_KEY, value: "
                      "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY}"),
                  "", "AWS_SECRET_ACCESS_KEY"),
            "yes ?: AWS_SECRET_ACCESS_KEY is set");
}

TEST(ContainerVariablesTest, AReferenceToTheInput) {
  const std::string env =
      Env("{name: AWS_ROLE_ARN, valueFrom: {configMapKeyRef: {name: c, key: AWS_ROLE}}}");
  EXPECT_EQ(Found(env, ConfigMap("one", "AWS_ROLE: r")),
            "yes \"r\": AWS_ROLE_ARN is set by ConfigMap \"c\"");
  EXPECT_EQ(Found(env, ConfigMap("one", "AWS_ROLE: ''")),
            "no \"\": AWS_ROLE_ARN is empty by ConfigMap \"c\"");
  EXPECT_EQ(
      Found(env, ConfigMap("one", "AWS_REGION: x")),
      "maybe ?: AWS_ROLE_ARN comes from ConfigMap \"c\", which has no key \"AWS_ROLE\" in the "
      "input");
  constexpr const char* kElsewhere =
      "maybe ?: AWS_ROLE_ARN comes from ConfigMap \"c\", which the input does not show";
  EXPECT_EQ(Found(env), kElsewhere);
  EXPECT_EQ(Found(env, ConfigMap("other", "AWS_ROLE: r")), kElsewhere);
  EXPECT_EQ(Found(Env("{name: AWS_ROLE_ARN, valueFrom: {secretKeyRef: {name: c, key: AWS_ROLE}}}"),
                  ConfigMap("one", "AWS_ROLE: r")),
            "maybe ?: AWS_ROLE_ARN comes from Secret \"c\", which the input does not show");
  EXPECT_EQ(Found(Env("{name: AWS_ROLE_ARN, valueFrom: {configMapKeyRef: {name: c, key: AWS_ROLE, "
                      "optional: true}}}"),
                  ConfigMap("one", "AWS_ROLE: r")),
            "maybe \"r\": AWS_ROLE_ARN may be set by ConfigMap \"c\", optionally");
}

// A Secret's value counts as set where it has the form of a key: others may be filled in later.
TEST(ContainerVariablesTest, AReferenceToASecret) {
  const std::string env =
      Env("{name: AWS_ACCESS_KEY_ID, valueFrom: {secretKeyRef: {name: s, key: AWS_ID}}}");
  const auto secret = [](std::string_view value) {
    return "---\nkind: Secret\nmetadata: {name: s, namespace: one}\nstringData: {AWS_ID: " +
           std::string(value) + "}\n";
  };
  EXPECT_EQ(Found(env, secret("AKIAIOSFODNN7EXAMPLE"), "AWS_ACCESS_KEY_ID"),
            "yes ?: AWS_ACCESS_KEY_ID is set by Secret \"s\"");
  EXPECT_EQ(Found(env, secret("changeme"), "AWS_ACCESS_KEY_ID"),
            "maybe ?: AWS_ACCESS_KEY_ID may be set by Secret \"s\"");
}

TEST(ContainerVariablesTest, EnvFrom) {
  const auto from = [](std::string_view sources) {
    return "      envFrom: [" + std::string(sources) + "]\n";
  };
  const std::string objects = ConfigMap("one", "AWS_ROLE_ARN: r, ROLE_ARN: s, AWS_REGION: x");
  EXPECT_EQ(Found(from("{configMapRef: {name: c}}"), objects),
            "yes \"r\": AWS_ROLE_ARN is set by ConfigMap \"c\"");
  EXPECT_EQ(Found(from("{prefix: AWS_, configMapRef: {name: c}}"), objects),
            "yes \"s\": AWS_ROLE_ARN is set by ConfigMap \"c\"");
  EXPECT_EQ(Found(from("{prefix: APP_, configMapRef: {name: c}}"), objects),
            "no -: AWS_ROLE_ARN is not set");
  EXPECT_EQ(Found(from("{configMapRef: {name: c}}"), objects, "AWS_PROFILE"),
            "no -: AWS_PROFILE is not set");
  EXPECT_EQ(Found(from("{configMapRef: {name: c, optional: true}}"), objects),
            "maybe \"r\": AWS_ROLE_ARN may be set by ConfigMap \"c\", optionally");
  EXPECT_EQ(Found(from("{secretRef: {name: s}}"), objects),
            "maybe ?: AWS_ROLE_ARN may come from Secret \"s\", which the input does not show");
  // One that is not there may change the value, but not that there is one.
  EXPECT_EQ(Found(from("{configMapRef: {name: c}}, {secretRef: {name: s}}"), objects),
            "yes ?: AWS_ROLE_ARN is set by ConfigMap \"c\"");
  EXPECT_EQ(Found(from("{secretRef: {name: s}}, {configMapRef: {name: c}}"), objects),
            "yes \"r\": AWS_ROLE_ARN is set by ConfigMap \"c\"");
}

// Trap T7 (docs/reference/semantics.md §4.3).
TEST(ContainerVariablesTest, EnvBeforeEnvFrom) {
  EXPECT_EQ(Found(Env("{name: AWS_ROLE_ARN, value: own}") +
                      "      envFrom: [{configMapRef: {name: c}}]\n",
                  ConfigMap("one", "AWS_ROLE_ARN: r")),
            "yes \"own\": AWS_ROLE_ARN is set");
}

}  // namespace
}  // namespace irsalint::graph
