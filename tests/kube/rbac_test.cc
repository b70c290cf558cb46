#include "analyzer/kube/rbac.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "analyzer/kube/read_object.h"
#include "tests/kube/parsed_yaml.h"

namespace irsalint::kube {
namespace {

using base::Truth;
using syntax::Text;

RbacBinding Binding(const std::string& subjects) {
  const auto binding = ReadRbacBinding(*ParsedYaml("apiVersion: rbac.authorization.k8s.io/v1\n"
                                                   "kind: RoleBinding\n"
                                                   "metadata: {name: b, namespace: prod}\n"
                                                   "roleRef: {kind: ClusterRole, name: view}\n"
                                                   "subjects: " +
                                                   subjects + "\n"),
                                       "unit");
  return binding.value_or(RbacBinding{});
}

Truth ReachesApp(const std::string& subjects) {
  return Reaches(Binding(subjects), Text::Literal("prod"), Text::Literal("app"));
}

TEST(ReadRbacBindingTest, ReadsSubjectsWithTheirPlaces) {
  const RbacBinding binding = Binding(
      "[{kind: ServiceAccount, name: app, namespace: dev}, {kind: Group, name: g}, "
      "{kind: User, name: u}]");
  EXPECT_EQ(binding.meta.kind, "RoleBinding");
  EXPECT_EQ(Show(binding.role), "\"view\" at roleRef.name");
  ASSERT_EQ(binding.subjects.size(), 3u);
  EXPECT_EQ(binding.subjects[0].kind, RbacSubject::Kind::kServiceAccount);
  EXPECT_EQ(Show(binding.subjects[0].name), "\"app\" at subjects[0].name");
  EXPECT_EQ(Show(binding.subjects[0].namespace_name), "\"dev\" at subjects[0].namespace");
  EXPECT_EQ(binding.subjects[1].kind, RbacSubject::Kind::kGroup);
  EXPECT_EQ(Show(binding.subjects[1].namespace_name), "absent at subjects[1]");
  EXPECT_EQ(binding.subjects[2].kind, RbacSubject::Kind::kUser);
}

TEST(ReadRbacBindingTest, IsOnlyReadFromABinding) {
  EXPECT_FALSE(ReadRbacBinding(*ParsedYaml("{kind: Role}"), "unit").has_value());
}

struct ReachCase {
  std::string subjects;
  Truth expected;
};

TEST(ReachesTest, ByAccountGroupOrUserName) {
  const std::vector<ReachCase> cases = {
      {"[]", Truth::kNo},
      {"null", Truth::kNo},
      {"[{kind: ServiceAccount, name: app, namespace: prod}]", Truth::kYes},
      {"[{kind: ServiceAccount, name: app}]", Truth::kYes},
      {"[{kind: ServiceAccount, name: app, namespace: dev}]", Truth::kNo},
      {"[{kind: ServiceAccount, name: other, namespace: prod}]", Truth::kNo},
      {"[{kind: ServiceAccount, name: 'app-${X}', namespace: prod}]", Truth::kNo},
      {"[{kind: ServiceAccount, name: '${X}', namespace: prod}]", Truth::kMaybe},
      {"[{kind: Group, name: 'system:serviceaccounts'}]", Truth::kYes},
      {"[{kind: Group, name: 'system:serviceaccounts:prod'}]", Truth::kYes},
      {"[{kind: Group, name: 'system:serviceaccounts:dev'}]", Truth::kNo},
      {"[{kind: Group, name: 'system:serviceaccounts:prod:app'}]", Truth::kNo},
      {"[{kind: Group, name: 'system:authenticated'}]", Truth::kYes},
      {"[{kind: Group, name: 'system:unauthenticated'}]", Truth::kNo},
      {"[{kind: Group, name: app}]", Truth::kNo},
      {"[{kind: User, name: 'system:serviceaccount:prod:app'}]", Truth::kYes},
      {"[{kind: User, name: 'system:serviceaccount:prod:other'}]", Truth::kNo},
      {"[{kind: User, name: app}]", Truth::kNo},
      {"[{kind: User, name: app}, {kind: ServiceAccount, name: app}]", Truth::kYes},
      {"[{kind: ServiceAccount}]", Truth::kNo},
      {"[{kind: ServiceAccount, name: 7}]", Truth::kMaybe},
      {"[{kind: Unheard, name: x}]", Truth::kMaybe},
      {"[text]", Truth::kMaybe},
      {"{kind: Group}", Truth::kMaybe},
  };
  for (const ReachCase& test : cases) {
    EXPECT_EQ(ReachesApp(test.subjects), test.expected) << test.subjects;
  }
}

TEST(ReachesTest, AHoleInTheAccountsNamespaceDecidesNothing) {
  const Text hole = Text::OfHole({.syntax = syntax::HoleSyntax::kMissing, .scope = "unit"});
  const RbacBinding by_account = Binding("[{kind: ServiceAccount, name: app}]");
  EXPECT_EQ(Reaches(by_account, hole, Text::Literal("app")), Truth::kMaybe);
  EXPECT_EQ(Reaches(by_account, hole, Text::Literal("other")), Truth::kNo);
  const RbacBinding by_group = Binding("[{kind: Group, name: 'system:serviceaccounts:prod'}]");
  EXPECT_EQ(Reaches(by_group, hole, Text::Literal("app")), Truth::kMaybe);
}

TEST(ReachesTest, ABindingWithoutNamespaceMayReachAnAccountWithoutOne) {
  const auto binding = ReadRbacBinding(
      *ParsedYaml("{kind: RoleBinding, subjects: [{kind: ServiceAccount, name: app}]}"), "unit");
  EXPECT_EQ(Reaches(*binding, Text::Literal("prod"), Text::Literal("app")), Truth::kMaybe);
  EXPECT_EQ(Reaches(*binding, Text::Literal("prod"), Text::Literal("other")), Truth::kNo);
}

}  // namespace
}  // namespace irsalint::kube
