// Every case of testdata/vectors, each as a test of its own.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "analyzer/iam/evaluate.h"
#include "analyzer/iam/policy_document.h"
#include "analyzer/iam/request.h"
#include "analyzer/iam/subject_set.h"
#include "analyzer/syntax/parse.h"
#include "tests/harness/paths.h"

namespace irsalint::iam {
namespace {

using syntax::Node;

// A parsed vector file; lives as long as the tests.
struct VectorFile {
  std::string bytes;
  syntax::Parsed parsed;

  explicit VectorFile(std::string_view name)
      : bytes(test::ReadFile(test::Testdata("vectors/" + std::string(name)))),
        parsed(syntax::ParseJson(bytes,
                                 {source::SourceId{0}, 0, static_cast<uint32_t>(bytes.size())})) {}

  const Node& root() const { return *parsed.document->root(); }
};

const VectorFile& Decisions() {
  static const VectorFile file("iam-decisions.json");
  return file;
}

const VectorFile& Classes() {
  static const VectorFile file("subject-classes.json");
  return file;
}

std::vector<const Node*> Items(const Node& list) { return {list.items.begin(), list.items.end()}; }

std::string TestName(std::string_view text) {
  std::string name;
  for (const char c : text) name += std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
  return name;
}

class DecisionVector : public testing::TestWithParam<const Node*> {};

TEST_P(DecisionVector, IsDecidedAsIam) {
  const Node& vector = *GetParam();
  const PolicyDocument policy = ReadStoredPolicy(*Find(&vector, "policy"), PolicyKind::kTrust);
  const base::Result<Request> request = ReadRequest(*Find(&vector, "request"));
  ASSERT_TRUE(request.has_value()) << request.error().message;
  const Decision decision = Evaluate(policy, *request);
  EXPECT_EQ(ToString(decision.outcome), StringOr(Find(&vector, "expected")))
      << StringOr(Find(&vector, "title")) << ": " << StringOr(Find(&vector, "why"));
}

INSTANTIATE_TEST_SUITE_P(Iam, DecisionVector,
                         testing::ValuesIn(Items(*Find(&Decisions().root(), "cases"))),
                         [](const testing::TestParamInfo<const Node*>& vector) {
                           return TestName(StringOr(Find(vector.param, "id")));
                         });

TEST(DecisionVectors, AreAllThere) {
  EXPECT_EQ(Find(&Decisions().root(), "cases")->items.size(), 112U);
  EXPECT_EQ(Classes().root().items.size(), 22U);
}

class ClassVector : public testing::TestWithParam<const Node*> {};

// `cnf`: all groups hold; a group is a list of patterns, negated as a whole.
base::Language LanguageOf(const Node& cnf) {
  base::Language all = base::Language::Everything();
  for (const Node* group : cnf.items) {
    std::vector<base::Pattern> patterns;
    for (const Node* item : Find(group, "patterns")->items) {
      const std::string_view text = StringOr(Find(item, "pattern"));
      patterns.push_back(Find(item, "like")->text == "true" ? base::Pattern::Like(text)
                                                            : base::Pattern::Literal(text));
    }
    const base::Language any = base::Language::UnionOf(std::move(patterns));
    all = Intersection(all, Find(group, "negated")->text == "true" ? Complement(any) : any);
  }
  return all;
}

TEST_P(ClassVector, IsClassifiedAsExpected) {
  const Node& vector = *GetParam();
  const SubjectSet set = ClassifySubjects(LanguageOf(*Find(&vector, "cnf")));
  EXPECT_EQ(ToString(set.subject_class), StringOr(Find(&vector, "cls")));
  const Node* namespaces = Find(&vector, "anySaInNamespaces");
  if (namespaces == nullptr) return;
  if (!namespaces->IsList()) {
    EXPECT_TRUE(set.more_namespaces);
    return;
  }
  std::vector<std::string> expected;
  for (const Node* name : namespaces->items) expected.emplace_back(name->text);
  EXPECT_THAT(set.namespaces, testing::UnorderedElementsAreArray(expected));
  EXPECT_FALSE(set.more_namespaces);
}

INSTANTIATE_TEST_SUITE_P(Iam, ClassVector, testing::ValuesIn(Items(Classes().root())),
                         [](const testing::TestParamInfo<const Node*>& vector) {
                           return TestName(std::to_string(vector.index) + "_" +
                                           std::string(StringOr(Find(vector.param, "name"))));
                         });

}  // namespace
}  // namespace irsalint::iam
