#include "analyzer/graph/shadowed_identity.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

using Strings = std::vector<std::string>;

std::string Names(const std::vector<SdkFamily>& families) {
  std::string text;
  for (const SdkFamily family : families) {
    if (!text.empty()) text += ", ";
    text += NameOf(family);
  }
  return text;
}

// `CONTAINER VALUE: KEYS, N places, N entries[, injected]`.
Strings Found(const Files& files) {
  constexpr const char* kKeys[] = {"set", "referenced", "file"};
  const Linked linked(files);
  Strings found;
  for (const ShadowedIdentity& shadowed : ShadowedIdentities(*linked)) {
    found.push_back(fmt::format("{} {}: {}, {} places, {} entries{}", shadowed.container,
                                shadowed.value, kKeys[static_cast<size_t>(shadowed.keys)],
                                shadowed.key_places.size(), shadowed.entries.size(),
                                shadowed.injection.has_value() ? ", injected" : ""));
  }
  return found;
}

Files WithRole(const std::string& fields) {
  return {{"a/x.yaml", AccountWithRole("media", "app", "r") + Pod("media", "p", "app") + fields}};
}

std::string Env(std::string_view id, std::string_view secret) {
  return fmt::format(
      "      env: [{{name: AWS_ACCESS_KEY_ID, {}}}, {{name: AWS_SECRET_ACCESS_KEY, {}}}]\n", id,
      secret);
}

constexpr std::string_view kReference = "valueFrom: {secretKeyRef: {name: s, key: k}}";

TEST(ShadowedIdentityTest, ByKeysOfTheEnvironment) {
  EXPECT_EQ(Found(WithRole(Env("value: a", "value: b"))),
            Strings{"0 a: set, 2 places, 2 entries, injected"});
  EXPECT_EQ(Found(WithRole(Env(kReference, kReference))),
            Strings{"0 s/k: referenced, 2 places, 2 entries, injected"});
  EXPECT_EQ(Found(WithRole(Env("value: a", kReference))),
            Strings{"0 a: referenced, 2 places, 2 entries, injected"});
  EXPECT_EQ(Found(WithRole("")), Strings{});
}

TEST(ShadowedIdentityTest, NotByWhatMayBeMissing) {
  EXPECT_EQ(Found(WithRole(Env("value: a", "value: ''"))), Strings{});
  EXPECT_EQ(Found(WithRole(Env("value: a", "value: '${X}'"))), Strings{});
  EXPECT_EQ(Found(WithRole(Env("value: EXAMPLE-KEY-ID", "value: b"))), Strings{});
  EXPECT_EQ(Found(WithRole(
                Env("value: a", "valueFrom: {secretKeyRef: {name: s, key: k, optional: true}}"))),
            Strings{});
  EXPECT_EQ(Found(WithRole("      envFrom: [{secretRef: {name: s}}]\n")), Strings{});
}

TEST(ShadowedIdentityTest, ByAnObjectOfTheInput) {
  const auto secret = [](std::string_view value) {
    return fmt::format(
        "---\nkind: Secret\nmetadata: {{name: s, namespace: media}}\n"
        "stringData: {{AWS_ACCESS_KEY_ID: {}, AWS_SECRET_ACCESS_KEY: "
        "k9vR2xTqLw8ZbN4mYc6HsJd1FgPe3UaKo5XiVtBn}}\n",
        value);
  };
  const std::string from = "      envFrom: [{secretRef: {name: s}}]\n";
  EXPECT_EQ(Found(WithRole(from + secret("AKIAQZ3LXT5MWKDJ7RBU"))),
            Strings{"0 AWS_ACCESS_KEY_ID: set, 2 places, 0 entries, injected"});
  // Something else is to be filled in here.
  EXPECT_EQ(Found(WithRole(from + secret("replace-me"))), Strings{});
}

TEST(ShadowedIdentityTest, OfTheContainersOwn) {
  const std::string own =
      "{name: AWS_ROLE_ARN, value: r}, {name: AWS_WEB_IDENTITY_TOKEN_FILE, value: /t}, "
      "{name: AWS_ACCESS_KEY_ID, value: a}, {name: AWS_SECRET_ACCESS_KEY, value: b}";
  EXPECT_EQ(Found({{"a/x.yaml", Pod("media", "p", "app") + "      env: [" + own + "]\n"}}),
            Strings{"0 a: set, 2 places, 2 entries"});
}

TEST(ShadowedIdentityTest, NotBesideAnotherEndpoint) {
  const std::string keys =
      "{name: AWS_ACCESS_KEY_ID, value: a}, {name: AWS_SECRET_ACCESS_KEY, value: b}";
  const auto with = [&](std::string_view name, std::string_view value) {
    return WithRole(fmt::format("      env: [{}, {{name: {}, value: '{}'}}]\n", keys, name, value));
  };
  EXPECT_EQ(Found(with("AWS_ENDPOINT_URL", "http://minio:9000")), Strings{});
  EXPECT_EQ(Found(with("AWS_ENDPOINT_URL", "https://s3.eu-central-1.amazonaws.com")).size(), 1u);
  EXPECT_EQ(Found(WithRole("      args: [--endpoint-url, 'http://minio:9000']\n      env: [" +
                           keys + "]\n")),
            Strings{});
}

// Of those that take the identity the chains themselves tell.
TEST(ShadowedIdentityTest, NamesTheFamilies) {
  const Linked by_environment(WithRole(Env("value: a", "value: b")));
  const ShadowedIdentity environment = ShadowedIdentities(*by_environment).at(0);
  EXPECT_EQ(Names(environment.spared), ".NET v3");
  EXPECT_EQ(environment.shadowed.size(), kSdkFamilies.size() - 1);

  const Linked by_file(WithRole(
      "      volumeMounts: [{name: v, mountPath: /srv/app/.aws}]\n"
      "  volumes: [{name: v, secret: {secretName: s}}]\n"
      "---\nkind: Secret\nmetadata: {name: s, namespace: media}\nstringData:\n  credentials: |\n"
      "    [default]\n    aws_access_key_id = AKIAQZ3LXT5MWKDJ7RBU\n"
      "    aws_secret_access_key = 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\n"));
  const ShadowedIdentity file = ShadowedIdentities(*by_file).at(0);
  EXPECT_EQ(file.keys, ShadowedIdentity::Keys::kSharedFile);
  EXPECT_EQ(Names(file.shadowed), "JavaScript v3, JavaScript v2, C++, Rust");
  EXPECT_EQ(Names(file.spared), "boto3 and AWS CLI, Go v2, Java v2, .NET v4, .NET v3, PHP, Ruby");
}

TEST(ShadowedIdentityTest, HoldsForEveryAccount) {
  const std::string pod = Pod("", "p", "app") + Env("value: a", "value: b");
  EXPECT_EQ(Found({{"a/x.yaml", pod + AccountWithRole("one", "app", "r")}}).size(), 1u);
  EXPECT_EQ(Found({{"a/x.yaml",
                    pod + AccountWithRole("one", "app", "r") + ServiceAccount("two", "app")}}),
            Strings{});
}

}  // namespace
}  // namespace irsalint::graph
