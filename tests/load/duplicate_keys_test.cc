#include "analyzer/load/duplicate_keys.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/load/extract.h"
#include "analyzer/load/limits.h"
#include "analyzer/syntax/locate.h"

namespace irsalint::load {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<facts::DuplicateKey> DuplicatesIn(std::string_view text, FileForm form) {
  return ExtractFile({.source = source::SourceId{0}, .path = "file", .bytes = text, .form = form})
      .facts.duplicate_keys;
}

// `where KEY line-line`, with `=` behind it for equal values; the lines are those of the two keys.
std::vector<std::string> Duplicates(std::string_view text, FileForm form) {
  constexpr std::string_view kWhere[] = {"policy", "root", "identity", "elsewhere"};
  syntax::Locator locator(source::SourceId{0}, text, SyntaxOf(form, text));
  const auto line_of = [&](const syntax::Place& place) {
    const source::Span span = locator.Locate(place);
    return std::to_string(std::ranges::count(text.substr(0, span.begin), '\n') + 1);
  };
  std::vector<std::string> lines;
  for (const facts::DuplicateKey& duplicate : DuplicatesIn(text, form)) {
    lines.push_back(std::string(kWhere[static_cast<size_t>(duplicate.where)]) + " " +
                    duplicate.key + " " + line_of(duplicate.earlier) + "-" +
                    line_of(duplicate.later) + (duplicate.equal_values ? "=" : ""));
  }
  return lines;
}

TEST(DuplicateKeysTest, InAPolicy) {
  EXPECT_THAT(Duplicates(R"({"Statement": [{"Effect": "Allow",
    "Effect": "Deny", "Principal": {"AWS": "1"}, "Action": "sts:AssumeRole",
    "Condition": {"StringEquals": {"a:sub": "x"},
                  "StringEquals": {"a:sub": "x"}}}]})",
                         FileForm::kJson),
              ElementsAre("policy Effect 1-2", "policy StringEquals 3-4="));
}

TEST(DuplicateKeysTest, InAPolicyWithinAnAnswerOrAScalar) {
  EXPECT_THAT(Duplicates(R"({"Role": {"RoleName": "a", "RoleName": "b",
    "Arn": "arn:aws:iam::493827165038:role/a",
    "AssumeRolePolicyDocument": {"Statement": {"Effect": "Allow", "Effect": "Allow",
       "Action": "sts:AssumeRole", "Principal": {"AWS": "1"}}}}})",
                         FileForm::kJson),
              ElementsAre("policy Effect 3-3="));
  EXPECT_THAT(Duplicates(R"({"Role": {"RoleName": "a", "Arn": "arn:aws:iam::493827165038:role/a",
    "AssumeRolePolicyDocument": "{\"Statement\": {\"Effect\": \"Allow\", \"Effect\": \"Deny\", \"Action\": \"sts:AssumeRole\", \"Principal\": {\"AWS\": \"1\"}}}"}})",
                         FileForm::kJson),
              ElementsAre("policy Effect 2-2"));
}

TEST(DuplicateKeysTest, InAnObjectOfKubernetes) {
  EXPECT_THAT(Duplicates(R"(kind: ServiceAccount
metadata:
  name: one
  name: two
  labels: {a: x, a: y}
  annotations:
    eks.amazonaws.com/role-arn: x
    eks.amazonaws.com/role-arn: x
metadata: {name: three}
)",
                         FileForm::kYaml),
              ElementsAre("identity name 3-4", "elsewhere a 5-5",
                          "identity eks.amazonaws.com/role-arn 7-8=", "root metadata 2-9"));
}

TEST(DuplicateKeysTest, InAPodAndItsContainers) {
  EXPECT_THAT(Duplicates(R"(kind: List
items:
- kind: Pod
  metadata: {name: a}
  spec:
    serviceAccountName: one
    serviceAccountName: two
    containers:
    - name: app
      image: x
      image: y
      env:
      - name: A
        value: b
        value: c
)",
                         FileForm::kYaml),
              ElementsAre("identity serviceAccountName 6-7", "elsewhere image 10-11",
                          "identity value 14-15"));
}

TEST(DuplicateKeysTest, OnTheWayToThePod) {
  EXPECT_THAT(Duplicates(R"(kind: Deployment
metadata: {name: a}
spec:
  replicas: 1
  replicas: 2
  template:
    spec: {serviceAccountName: one, containers: [{name: app}]}
    spec: {containers: [{name: app}]}
)",
                         FileForm::kYaml),
              ElementsAre("elsewhere replicas 4-5", "identity spec 7-8"));
}

TEST(DuplicateKeysTest, AnAccountThatALaterKindTakesAway) {
  EXPECT_THAT(Duplicates(R"(kind: ServiceAccount
metadata: {name: a}
kind: Service
metadata: {name: b}
)",
                         FileForm::kYaml),
              ElementsAre("root kind 1-3", "root metadata 2-4"));
}

TEST(DuplicateKeysTest, NotWhereNothingIsSaidAboutIdentity) {
  EXPECT_THAT(
      Duplicates("kind: ConfigMap\nmetadata: {name: a}\ndata: {AWS_REGION: a, AWS_REGION: b}\n",
                 FileForm::kYaml),
      IsEmpty());
  EXPECT_THAT(Duplicates("kind: Service\nkind: Service\nmetadata: {name: a}\n", FileForm::kYaml),
              IsEmpty());
}

TEST(DuplicateKeysTest, NoMoreThanAPersonWrites) {
  std::string text = "kind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a}]}\n";
  for (int i = 0; i < 1000; ++i) text += "status: {}\n";
  EXPECT_THAT(DuplicatesIn(text, FileForm::kYaml), SizeIs(kMaxDuplicateKeys));
}

}  // namespace
}  // namespace irsalint::load
