#include "analyzer/graph/claims.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string AudienceOf(const Claim& claim) {
  if (claim.audience.IsAbsent()) return "default";
  return claim.audience.HasValue() ? claim.audience->Written() : "unknown";
}

// `SUBJECT as ROLE for AUDIENCE in N`, with the origin before and `superseded` behind.
std::vector<std::string> Claims(const Linked& linked) {
  std::vector<std::string> claims;
  for (const Claim& claim : linked->claims()) {
    claims.push_back(fmt::format("{} {} as {} for {} in {}{}",
                                 claim.origin == Claim::Origin::kAnnotation ? "annotation" : "env",
                                 claim.Subject().Written(), claim.role_arn->Written(),
                                 AudienceOf(claim), claim.workloads.size(),
                                 claim.superseded == base::Truth::kNo    ? ""
                                 : claim.superseded == base::Truth::kYes ? " superseded"
                                                                         : " maybe superseded"));
  }
  return claims;
}

TEST(ClaimsTest, OfAnnotations) {
  const Linked linked(
      {{"a/x.yaml", ServiceAccount("one", "plain") + AccountWithRole("one", "app", "r") +
                        ServiceAccount("one", "empty", {"role-arn: \"\""}) +
                        Pod("one", "p", "app") + Pod("one", "q", "app")}});
  EXPECT_THAT(Claims(linked), ElementsAre("annotation system:serviceaccount:one:app as "
                                          "arn:aws:iam::493827165038:role/r for default in 2"));
}

TEST(ClaimsTest, OfAnAudienceAnnotationAlsoAnEmptyOne) {
  const std::string role = "role-arn: " + RoleArn("r");
  const Linked linked({{"a/x.yaml", ServiceAccount("one", "a", {role, "audience: vault"}) +
                                        ServiceAccount("one", "b", {role, "audience: \"\""})}});
  EXPECT_THAT(Claims(linked), ElementsAre("annotation system:serviceaccount:one:a as "
                                          "arn:aws:iam::493827165038:role/r for vault in 0",
                                          "annotation system:serviceaccount:one:b as "
                                          "arn:aws:iam::493827165038:role/r for  in 0"));
}

// As kOps presets it for its add-ons.
std::string PresetPod(std::string_view file, std::string_view audience) {
  return "---\nkind: Pod\nmetadata:\n" + Metadata("kube-system", "dns") +
         fmt::format(R"(spec:
  serviceAccountName: dns-controller
  containers:
    - name: dns
      env:
        - name: AWS_ROLE_ARN
          value: {}
        - name: AWS_WEB_IDENTITY_TOKEN_FILE
          value: {}
      volumeMounts:
        - name: token-amazonaws-com
          mountPath: /var/run/secrets/amazonaws.com/
  volumes:
    - name: token-amazonaws-com
      projected:
        sources:
          - serviceAccountToken:
{}              path: token
)",
                     RoleArn("dns"), file, audience);
}

TEST(ClaimsTest, OfTheEnvironmentWithItsProjectedToken) {
  const Linked linked({{"a/x.yaml", PresetPod("/var/run/secrets/amazonaws.com/token",
                                              "              audience: amazonaws.com\n")}});
  EXPECT_THAT(Claims(linked),
              ElementsAre("env system:serviceaccount:kube-system:dns-controller as "
                          "arn:aws:iam::493827165038:role/dns for amazonaws.com in 1"));
}

TEST(ClaimsTest, AProjectionWithoutAudienceHasAnUnknownOne) {
  const Linked linked({{"a/x.yaml", PresetPod("/var/run/secrets/amazonaws.com/token", "")}});
  EXPECT_THAT(Claims(linked), ElementsAre("env system:serviceaccount:kube-system:dns-controller as "
                                          "arn:aws:iam::493827165038:role/dns for unknown in 1"));
}

TEST(ClaimsTest, OfTheEnvironmentNeedATokenThatIsMounted) {
  for (const std::string file :
       {"/var/run/secrets/amazonaws.com/other", "/var/run/secrets/amazonaws.com.token", "token"}) {
    EXPECT_THAT(Claims(Linked({{"a/x.yaml", PresetPod(file, "")}})), IsEmpty()) << file;
  }
}

std::string Associations(std::string_view namespace_name, std::string_view name) {
  return fmt::format(
      R"({{"association": {{"clusterName": "media", "namespace": "{}", "serviceAccount": "{}",
          "roleArn": "{}", "associationArn": "arn:aws:eks:eu-central-1:493827165038:podidentityassociation/media/a-1",
          "associationId": "a-1"}}}})",
      namespace_name, name, RoleArn("other"));
}

TEST(ClaimsTest, AnAssociationSupersedesTheAnnotation) {
  const auto claims = [](const std::string& account, const std::string& association) {
    return Claims(Linked({{"a/x.yaml", account}, {"a/association.json", association}}));
  };
  const std::string account = AccountWithRole("one", "app", "r");
  const std::string line =
      "annotation system:serviceaccount:one:app as arn:aws:iam::493827165038:role/r for default in "
      "0";
  EXPECT_THAT(claims(account, Associations("one", "app")), ElementsAre(line + " superseded"));
  EXPECT_THAT(claims(account, Associations("two", "app")), ElementsAre(line));
  EXPECT_THAT(claims(account, Associations("one", "ap")), ElementsAre(line));
  EXPECT_EQ(claims(AccountWithRole("", "app", "r"), Associations("one", "app"))
                .at(0)
                .ends_with(" maybe superseded"),
            true);
}

TEST(ClaimsTest, ASupersededClaimIsNotBroken) {
  const std::string wrong = GetRole("r", Policy({Allow(Subject("one", "other"))}));
  const Files files = {{"a/x.yaml", AccountWithRole("one", "app", "r")}, {"a/role.json", wrong}};
  const Linked broken(files);
  EXPECT_NE(broken->BrokenEdge(broken->claims()[0]), nullptr);
  Files with = files;
  with.emplace_back("a/association.json", Associations("one", "app"));
  const Linked superseded(with);
  EXPECT_EQ(superseded->BrokenEdge(superseded->claims()[0]), nullptr);
}

}  // namespace
}  // namespace irsalint::graph
