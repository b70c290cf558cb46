// What can be the subject of no Kubernetes token (docs/reference/semantics.md §2.4).
#include "analyzer/iam/subject_fault.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/iam/policy_text.h"

namespace irsalint::iam {
namespace {

using syntax::Text;

// `the wrong piece: what -> the right text`, or nothing.
std::string FaultIn(std::string_view subject, BaseOperator op = BaseOperator::kStringLike) {
  const auto fault = FaultOfSubject(op, Text::Literal(subject), Variables::kReplace);
  if (!fault.has_value()) return {};
  std::string said =
      std::string(subject.substr(fault->begin, fault->end - fault->begin)) + ": " + fault->what;
  if (!fault->repaired.empty()) said += " -> " + fault->repaired;
  return said;
}

TEST(SubjectFaultTest, SubjectsHaveNone) {
  for (const std::string_view good :
       {"system:serviceaccount:prod:api", "system:serviceaccount:a-1:x.y-z", "*", "system:*",
        "system:serviceaccount:*", "*:api", "system:serviceaccount:pr?d:a*", "??????:*:*:*"}) {
    EXPECT_EQ(FaultIn(good), "") << good;
    // A wildcard that is taken literally is another fault.
    EXPECT_EQ(FaultIn(good, BaseOperator::kStringEquals), "") << good;
  }
  const std::string longest =
      "system:serviceaccount:" + std::string(63, 'n') + ":" + std::string(253, 'a');
  EXPECT_EQ(FaultIn(longest), "");
}

TEST(SubjectFaultTest, Prefix) {
  const std::string right = " -> system:serviceaccount:prod:api";
  EXPECT_EQ(FaultIn("system:serviceaccounts:prod"),
            "system:serviceaccounts: begins as a group of service accounts does, "
            "\"system:serviceaccounts\"");
  EXPECT_EQ(FaultIn("system:serviceaccounts:prod:api"),
            "system:serviceaccounts: begins as a group of service accounts does, "
            "\"system:serviceaccounts\"" +
                right);
  for (const std::string_view wrong :
       {"system:serviceAccount:", "system:sa:", "system:service-account:", "serviceaccount:",
        "sytem:serviceaccount:", "system:serviceacount:"}) {
    EXPECT_EQ(FaultIn(std::string(wrong) + "prod:api"),
              std::string(wrong) + ": does not begin with \"system:serviceaccount:\"" + right);
  }
  EXPECT_EQ(FaultIn("prod:api"),
            "prod:api: does not begin with \"system:serviceaccount:\"" + right);
  EXPECT_EQ(FaultIn("kubernetes-admin"),
            "kubernetes-admin: does not begin with \"system:serviceaccount:\"");
  EXPECT_EQ(FaultIn("system:masters"),
            "system:masters: does not begin with \"system:serviceaccount:\"");
  EXPECT_EQ(FaultIn("system:serviceaccounts:system:masters"),
            "system:serviceaccounts: begins as a group of service accounts does, "
            "\"system:serviceaccounts\" -> system:serviceaccount:system:masters");
  EXPECT_EQ(FaultIn("system:node:ip-10-0-0-1"),
            "system:node:ip-10-0-0-1: does not begin with \"system:serviceaccount:\"");
  EXPECT_EQ(FaultIn(""), ": is empty");
}

TEST(SubjectFaultTest, Parts) {
  const std::string right = " -> system:serviceaccount:prod:api";
  EXPECT_EQ(FaultIn("system:serviceaccount:prod/api"),
            "/: has \"/\" between namespace and name" + right);
  EXPECT_EQ(FaultIn("system:serviceaccount:api"), "api: has only one of namespace and name");
  EXPECT_EQ(FaultIn("system:serviceaccount:prod:a:api"),
            ":api: has more than a namespace and a name");
  EXPECT_EQ(FaultIn("system:serviceaccount::api"), ": has an empty namespace");
  EXPECT_EQ(FaultIn("system:serviceaccount:prod:"), ": has an empty name");
  EXPECT_EQ(FaultIn("system:serviceaccount:Prod:api"),
            "P: has a namespace with the capital \"P\", but names are lower case" + right);
  EXPECT_EQ(FaultIn("system:serviceaccount:prod:a_pi"),
            "_: has a name with \"_\", which no name holds");
  EXPECT_EQ(FaultIn("system:serviceaccount:a.b:api"),
            ".: has a namespace with \".\", which no namespace holds");
  EXPECT_EQ(FaultIn("system:serviceaccount:prod:é"),
            "é: has a name with \"é\", which no name holds");
  EXPECT_EQ(FaultIn("system:serviceaccount:prod:-api"),
            "-api: has a name that Kubernetes does not allow");
  EXPECT_EQ(FaultIn("system:serviceaccount:" + std::string(64, 'n') + ":api"),
            std::string(64, 'n') + ": has a namespace of more than 63 characters");
  EXPECT_EQ(FaultIn("system:serviceaccount:prod:" + std::string(254, 'n')),
            std::string(254, 'n') + ": has a name of more than 253 characters");
}

TEST(SubjectFaultTest, Blanks) {
  const std::string right = " -> system:serviceaccount:prod:api";
  EXPECT_EQ(FaultIn(" system:serviceaccount:prod:api"), " : begins with a blank" + right);
  EXPECT_EQ(FaultIn("system:serviceaccount:prod:api\n"), "\n: ends in a blank" + right);
  EXPECT_EQ(FaultIn("system:serviceaccount: prod:api"), " : has a blank in its namespace" + right);
}

TEST(SubjectFaultTest, WithoutCaseCapitalsAreNoFault) {
  EXPECT_EQ(FaultIn("System:ServiceAccount:Prod:API", BaseOperator::kStringEqualsIgnoreCase), "");
  EXPECT_NE(FaultIn("System:ServiceAccount:Pro_d:API", BaseOperator::kStringEqualsIgnoreCase), "");
}

TEST(SubjectFaultTest, WhatStandsForAValueIsNotJudged) {
  for (const std::string_view word :
       {"system:serviceaccount:NAMESPACE:SERVICE_ACCOUNT", "system:serviceaccount:[ns]:[name]",
        "system:serviceaccount:...", "system:serviceaccount:prod:${aws:username}"}) {
    EXPECT_EQ(FaultIn(word), "") << word;
  }
  const auto fault = [](const Text& text) {
    return FaultOfSubject(BaseOperator::kStringEquals, text, Variables::kReplace);
  };
  const Text hole = HoleText("${NS}");
  EXPECT_FALSE(fault(Text::Literal("system:serviceaccount:").Append(hole).Append(":api")));
  EXPECT_FALSE(fault(hole));
  EXPECT_TRUE(fault(Text::Literal("system:serviceaccounts:").Append(hole).Append(":api")));
  EXPECT_TRUE(fault(Text::Literal("system:serviceaccount:").Append(hole).Append(":API!")));
}

TEST(SubjectFaultTest, LooksLikeSubject) {
  for (const std::string_view meant :
       {"system:serviceaccounts:x", " System:sa:a:b", "ServiceAccount/a"}) {
    EXPECT_TRUE(LooksLikeSubject(Text::Literal(meant))) << meant;
  }
  for (const std::string_view other : {"repo:a/b", "spiffe://x/ns/a/sa/b", "", "a:b"}) {
    EXPECT_FALSE(LooksLikeSubject(Text::Literal(other))) << other;
  }
}

}  // namespace
}  // namespace irsalint::iam
