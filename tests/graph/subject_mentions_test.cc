#include "analyzer/graph/subject_mentions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kAssociation =
    R"({"association": {"clusterName": "c", "namespace": "one",
    "serviceAccount": "app", "roleArn": "arn:aws:iam::493827165038:role/app",
    "associationArn": "arn:aws:eks:eu-central-1:493827165038:podidentityassociation/c/a-1"}})";

// `policy PATH` or `association UNIT` of each mention of one/app, as seen from the unit at `from`.
std::vector<std::string> MentionsFrom(const Linked& linked, std::string_view from) {
  const SubjectMentions mentions(*linked);
  std::vector<std::string> said;
  for (uint32_t u = 0; u < linked->units().size(); ++u) {
    if (linked.PathOf(UnitId{u}) != from) continue;
    for (const SubjectMention* mention : mentions.Of(UnitId{u}, "one", "app").mentions) {
      said.push_back(mention->policy.has_value()
                         ? "policy " + (*linked)[*mention->policy].object->path
                         : fmt::format("association {}", linked.PathOf(mention->unit)));
    }
  }
  return said;
}

Files WithAccount(Files files) {
  files.emplace_back("a/app.yaml", ServiceAccount("one", "app"));
  return files;
}

TEST(SubjectMentionsTest, PoliciesAndAssociationsNameAccounts) {
  const Linked linked(WithAccount({{"a/trust.json", Policy({Allow(Subject("one", "app"))})},
                                   {"a/association.json", std::string(kAssociation)}}));
  EXPECT_THAT(MentionsFrom(linked, "a"), ElementsAre("policy a/trust.json", "association a"));
}

TEST(SubjectMentionsTest, OnlyLetterByLetter) {
  for (const char* subject :
       {"system:serviceaccount:one:*", "system:serviceaccount:one:ap?",
        "system:serviceaccount:${namespace}:app", "system:serviceaccount:one:app2", "one:app"}) {
    const Linked linked(WithAccount({{"a/trust.json", Policy({Allow(subject)})}}));
    EXPECT_THAT(MentionsFrom(linked, "a"), IsEmpty()) << subject;
  }
}

TEST(SubjectMentionsTest, TheNearestLevelSpeaks) {
  const std::string policy = Policy({Allow(Subject("one", "app"))});
  EXPECT_THAT(
      MentionsFrom(Linked(WithAccount({{"a/trust.json", policy}, {"b/t.json", policy}})), "a"),
      ElementsAre("policy a/trust.json"));
  EXPECT_THAT(MentionsFrom(Linked(WithAccount({{"b/t.json", policy}})), "a"),
              ElementsAre("policy b/t.json"));
}

TEST(SubjectMentionsTest, NobodySpeaksFromAfarForSeveral) {
  const std::string policy = Policy({Allow(Subject("one", "app"))});
  EXPECT_THAT(MentionsFrom(Linked(WithAccount({{"b/t.json", policy}, {"c/t.json", policy}})), "a"),
              IsEmpty());
  const Linked environments(
      {{"dev/app.yaml", ServiceAccount("one", "app")}, {"prod/trust.json", policy}});
  EXPECT_THAT(MentionsFrom(environments, "dev"), IsEmpty());
}

TEST(DemandedSubjectsTest, NegationAndDenyDemandNothing) {
  const auto demanded = [](const std::string& policy) {
    const Linked linked({{"a/trust.json", policy}});
    std::vector<std::string> subjects;
    for (const iam::Value* value :
         DemandedSubjects(linked->trust_policies().at(0).object->document)) {
      subjects.push_back(value->text.Written());
    }
    return subjects;
  };
  const std::string allow = Allow(Subject("one", "app"));
  const auto with = [&allow](std::string_view from, std::string_view to) {
    std::string changed = allow;
    changed.replace(changed.find(from), from.size(), to);
    return Policy({changed});
  };
  EXPECT_THAT(demanded(Policy({allow})), ElementsAre("system:serviceaccount:one:app"));
  EXPECT_THAT(demanded(with("\"Allow\"", "\"Deny\"")), IsEmpty());
  EXPECT_THAT(demanded(with("StringEquals", "StringNotEquals")), IsEmpty());
  EXPECT_THAT(demanded(with("StringEquals", "StringLike")),
              ElementsAre("system:serviceaccount:one:app"));
}

}  // namespace
}  // namespace irsalint::graph
