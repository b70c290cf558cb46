#include "analyzer/graph/chain_input.h"

#include <gtest/gtest.h>

#include <string>

#include "analyzer/kube/injection.h"
#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

// The input of the first container of the first workload; `fields` are lines of the container, and
// of the pod's spec, `objects` more documents of its unit.
ChainInput Input(const std::string& fields, const std::string& objects = "") {
  const Linked linked({{"a/x.yaml", Pod("one", "p", "app") + fields + objects}});
  const Workload& workload = (*linked)[WorkloadId{0}];
  const kube::PodSpec& spec = workload.object->spec;
  return ChainInputOf(*linked, {.workload = workload,
                                .spec = spec,
                                .container = spec.containers[0],
                                .automount = kube::EffectiveAutomount{}});
}

std::string Show(const Premise& premise) {
  return std::string(ToString(premise.holds)) + ": " + premise.why;
}

std::string Env(std::string_view entries) { return "      env: [" + std::string(entries) + "]\n"; }

TEST(ChainInputTest, ABareContainer) {
  const ChainInput input = Input("");
  EXPECT_EQ(Show(input.static_keys),
            "no: AWS_ACCESS_KEY_ID is not set; AWS_SECRET_ACCESS_KEY is not set");
  EXPECT_EQ(Show(input.profile_named), "no: AWS_PROFILE is not set");
  EXPECT_EQ(Show(input.shared_files), "no: no shared file is mounted or named");
  EXPECT_EQ(Show(input.role_variable), "no: AWS_ROLE_ARN is not set");
  EXPECT_EQ(Show(input.token_file_variable), "no: AWS_WEB_IDENTITY_TOKEN_FILE is not set");
  EXPECT_EQ(Show(input.full_uri), "no: AWS_CONTAINER_CREDENTIALS_FULL_URI is not set");
  EXPECT_EQ(Show(input.relative_uri), "no: AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is not set");
  EXPECT_EQ(Show(input.imds_disabled), "no: AWS_EC2_METADATA_DISABLED is not set");
  EXPECT_EQ(Show(input.sts_accepts), "maybe: ");
  EXPECT_EQ(Show(input.agent_answers), "maybe: ");
  EXPECT_EQ(Show(input.imds_reachable), "maybe: ");
}

TEST(ChainInputTest, KeysComeInPairs) {
  EXPECT_EQ(Show(Input(Env("{name: AWS_ACCESS_KEY_ID, value: a}, "
                           "{name: AWS_SECRET_ACCESS_KEY, value: b}"))
                     .static_keys),
            "yes: AWS_ACCESS_KEY_ID is set; AWS_SECRET_ACCESS_KEY is set");
  EXPECT_EQ(Show(Input(Env("{name: AWS_ACCESS_KEY_ID, value: a}")).static_keys),
            "no: AWS_SECRET_ACCESS_KEY is not set");
  EXPECT_EQ(Show(Input(Env("{name: AWS_ACCESS_KEY_ID, value: a}, {name: AWS_SECRET_ACCESS_KEY, "
                           "valueFrom: {secretKeyRef: {name: s, key: k}}}"))
                     .static_keys),
            "maybe: AWS_SECRET_ACCESS_KEY comes from Secret \"s\", which the input does not show");
}

constexpr std::string_view kOwnToken =
    "      volumeMounts: [{name: t, mountPath: /t}]\n"
    "  volumes: [{name: t, projected: {sources: [{serviceAccountToken: {audience: a, path: "
    "f}}]}}]\n";

TEST(ChainInputTest, TheTokenFile) {
  const auto env = [](std::string_view path) {
    return Env("{name: AWS_WEB_IDENTITY_TOKEN_FILE, value: " + std::string(path) + "}");
  };
  const ChainInput own = Input(env("/t/f") + std::string(kOwnToken));
  EXPECT_EQ(Show(own.token_file_variable), "yes: AWS_WEB_IDENTITY_TOKEN_FILE is set");
  EXPECT_EQ(Show(own.token_file_usable),
            "yes: volume \"t\" projects it; its mode is 0644, so everybody can");
  EXPECT_EQ(Show(own.sts_accepts), "maybe: ");

  EXPECT_EQ(Show(Input(env("/u/f") + std::string(kOwnToken)).token_file_usable),
            "no: nothing is mounted at \"/u/f\"");
  EXPECT_EQ(Show(Input(env("$(DIR)/f")).token_file_usable),
            "maybe: where \"$(DIR)/f\" lies depends on the container");
  EXPECT_EQ(
      Show(Input(Env("{name: AWS_WEB_IDENTITY_TOKEN_FILE, valueFrom: {configMapKeyRef: {name: c, "
                     "key: k}}}"))
               .token_file_usable),
      "maybe: which file AWS_WEB_IDENTITY_TOKEN_FILE names is not known");
}

TEST(ChainInputTest, TheApiServersTokenIsRefused) {
  const ChainInput input =
      Input(Env("{name: AWS_WEB_IDENTITY_TOKEN_FILE, value: "
                "/var/run/secrets/kubernetes.io/serviceaccount/token}"));
  EXPECT_EQ(Show(input.token_file_usable),
            "yes: it is the API server's token; its mode is 0644, so everybody can");
  EXPECT_EQ(Show(input.sts_accepts), "no: STS refuses a token of the API server's own audience");
}

TEST(ChainInputTest, ATokenThatCannotBeRead) {
  EXPECT_EQ(Show(Input(Env("{name: AWS_WEB_IDENTITY_TOKEN_FILE, value: /t/f}") +
                       "      securityContext: {runAsUser: 8}\n"
                       "      volumeMounts: [{name: t, mountPath: /t}]\n"
                       "    - name: other\n"
                       "  volumes: [{name: t, projected: {defaultMode: 0400, sources: "
                       "[{serviceAccountToken: {audience: a, path: f}}]}}]\n")
                     .token_file_usable),
            "no: volume \"t\" projects it; its mode is 0400, root owns it, and the container runs "
            "as user "
            "8");
}

TEST(ChainInputTest, SharedFilesByVariablesAndMounts) {
  EXPECT_EQ(Show(Input(Env("{name: AWS_PROFILE, value: dev}")).shared_files),
            "maybe: AWS_PROFILE is set; what the file holds is not known");
  EXPECT_EQ(Show(Input(Env("{name: AWS_CONFIG_FILE, value: /x}")).shared_files),
            "maybe: AWS_CONFIG_FILE is set; what the file holds is not known");
  EXPECT_EQ(Show(Input("      volumeMounts: [{name: t, mountPath: /srv/app/.aws}]\n").shared_files),
            "maybe: a volume is mounted at \"/srv/app/.aws\"; what it holds is not known");
  EXPECT_EQ(Show(Input("      volumeMounts: [{name: t, mountPath: /data}]\n").shared_files),
            "no: no shared file is mounted or named");
}

std::string SecretFile(std::string_view key) {
  return "---\nkind: Secret\nmetadata: {name: s, namespace: one}\nstringData:\n  " +
         std::string(key) +
         ": |\n    [default]\n    aws_access_key_id = AKIAQZ3LXT5MWKDJ7RBU\n"
         "    aws_secret_access_key = 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\n";
}

TEST(ChainInputTest, KeysOfASharedFileOfTheInput) {
  const std::string mount =
      "      volumeMounts: [{name: v, mountPath: /srv/app/.aws}]\n"
      "  volumes: [{name: v, secret: {secretName: s}}]\n";
  const ChainInput mounted = Input(mount, SecretFile("credentials"));
  EXPECT_EQ(Show(mounted.shared_files),
            "yes: the credentials file is \"credentials\" of a Secret and holds an access key");
  EXPECT_EQ(mounted.shared_keys.holds, base::Truth::kYes);
  const ChainInput named = Input(Env("{name: AWS_SHARED_CREDENTIALS_FILE, value: /c/cloud}") +
                                     "      volumeMounts: [{name: v, mountPath: /c}]\n"
                                     "  volumes: [{name: v, secret: {secretName: s}}]\n",
                                 SecretFile("cloud"));
  EXPECT_EQ(Show(named.shared_files),
            "yes: the credentials file is \"cloud\" of a Secret and holds an access key");
  // Another profile of the file may hold something else.
  const ChainInput profile =
      Input(Env("{name: AWS_PROFILE, value: dev}") + mount, SecretFile("credentials"));
  EXPECT_EQ(Show(profile.shared_files),
            "maybe: AWS_PROFILE is set; what the file holds is not known");
  EXPECT_EQ(profile.shared_keys.holds, base::Truth::kMaybe);
}

TEST(ChainInputTest, ContainerCredentials) {
  const std::string uri = "{name: AWS_CONTAINER_CREDENTIALS_FULL_URI, value: ";
  const std::string token = "}, {name: AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE, value: /t/f}";
  const ChainInput agent =
      Input(Env(uri + "'http://169.254.170.23/v1/credentials'" + token) + std::string(kOwnToken));
  EXPECT_EQ(Show(agent.full_uri), "yes: AWS_CONTAINER_CREDENTIALS_FULL_URI is set");
  EXPECT_EQ(Show(agent.full_uri_is_agent), "yes: ");
  EXPECT_EQ(Show(agent.agent_answers),
            "maybe: volume \"t\" projects it; its mode is 0644, so everybody can");

  // Trap T5 of §4.3 of the semantics, as the variable of Pod Identity meets it.
  const ChainInput elsewhere = Input(Env(uri + "'http://169.254.170.23/v1/credentials'" + token));
  EXPECT_EQ(Show(elsewhere.agent_answers), "no: nothing is mounted at \"/t/f\"");
  const ChainInput half = Input(Env(uri + "'http://169.254.170.23/v1/credentials'}"));
  EXPECT_EQ(Show(half.agent_answers), "no: AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE is not set");

  const ChainInput other = Input(Env(uri + "'http://localhost:1338/'}"));
  EXPECT_EQ(Show(other.full_uri_is_agent), "no: it is not the endpoint of EKS Pod Identity");
}

TEST(ChainInputTest, AgentEndpoints) {
  EXPECT_TRUE(IsAgentEndpoint("http://169.254.170.23/v1/credentials"));
  EXPECT_TRUE(IsAgentEndpoint("http://[fd00:ec2::23]/v1/credentials"));
  EXPECT_TRUE(IsAgentEndpoint("http://169.254.170.23"));
  EXPECT_FALSE(IsAgentEndpoint("http://169.254.170.2/v1/credentials"));
  EXPECT_FALSE(IsAgentEndpoint("http://169.254.170.234/v1/credentials"));
  EXPECT_FALSE(IsAgentEndpoint("https://169.254.170.23/v1/credentials"));
}

TEST(ChainInputTest, ImdsIsTurnedOffByTrue) {
  const auto disabled = [](std::string_view value) {
    return Show(Input(Env("{name: AWS_EC2_METADATA_DISABLED, value: '" + std::string(value) + "'}"))
                    .imds_disabled);
  };
  EXPECT_EQ(disabled("true"), "yes: AWS_EC2_METADATA_DISABLED is \"true\"");
  EXPECT_EQ(disabled("True"), "yes: AWS_EC2_METADATA_DISABLED is \"True\"");
  EXPECT_EQ(disabled("1"), "no: AWS_EC2_METADATA_DISABLED is \"1\"");
  EXPECT_EQ(disabled(""), "no: AWS_EC2_METADATA_DISABLED is empty");
  EXPECT_EQ(disabled("${X}"), "maybe: AWS_EC2_METADATA_DISABLED may be set");
}

// From the account's annotation to the role, for every family.
TEST(ChainInputTest, WhatTheWebhookInjectsWorks) {
  const Linked linked({{"a/x.yaml", AccountWithRole("one", "app", "r") + Pod("one", "p", "app")}});
  const Workload& workload = (*linked)[WorkloadId{0}];
  const kube::WebhookFlags flags;
  const kube::PodSpec& spec = workload.object->spec;
  const kube::Injection injection = kube::InjectionOf(
      spec, kube::SettingsOf({.account = (*linked)[AccountId{0}].object}, {}, flags), {});
  const kube::PodSpec mutated = kube::Mutated(spec, injection);
  ChainInput input = ChainInputOf(*linked, {.workload = workload,
                                            .spec = mutated,
                                            .container = mutated.containers[0],
                                            .automount = std::nullopt});
  input.sts_accepts.holds = base::Truth::kYes;
  for (const FamilyOutcome& outcome : Resolve(input)) {
    SCOPED_TRACE(NameOf(outcome.family));
    EXPECT_EQ(outcome.outcomes, std::vector{Outcome::kWebIdentityRole});
  }
}

}  // namespace
}  // namespace irsalint::graph
