#include "analyzer/graph/account_change.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

// The routes of all places that hold the name of the first account, or "none".
std::vector<std::string> NamePlaces(const Files& files, std::string_view name = "new") {
  const Linked linked(files);
  const auto places = PlacesOfName(*linked, AccountId{0}, name);
  if (!places.has_value()) return {"none"};
  std::vector<std::string> routes;
  for (const syntax::Place& place : *places) routes.push_back(syntax::ToString(place.route));
  return routes;
}

std::string NamespacePlace(const Files& files, std::string_view namespace_name = "two") {
  const Linked linked(files);
  const auto place = PlaceOfNamespace(*linked, AccountId{0}, namespace_name);
  return place.has_value() ? syntax::ToString(place->route) : "none";
}

std::string Account() { return AccountWithRole("one", "app", "app"); }

std::string Binding(std::string_view subject) {
  return "---\nkind: RoleBinding\nmetadata:\n" + Metadata("one", "b") +
         fmt::format("roleRef: {{name: r}}\nsubjects: [{}]\n", subject);
}

constexpr std::string_view kToken =
    "---\nkind: Secret\ntype: kubernetes.io/service-account-token\nmetadata:\n"
    "  name: token\n  namespace: one\n"
    "  annotations:\n    kubernetes.io/service-account.name: app\n";

TEST(AccountChangeTest, AllThatNameTheAccount) {
  EXPECT_THAT(NamePlaces({{"a/x.yaml", Account()}}), ElementsAre("metadata.name"));
  EXPECT_THAT(
      NamePlaces({{"a/x.yaml", Account() + Pod("one", "p", "app") + Pod("one", "q", "other") +
                                   Binding("{kind: ServiceAccount, name: app}")}}),
      UnorderedElementsAre("metadata.name", "spec.serviceAccountName", "subjects[0].name"));
}

TEST(AccountChangeTest, NamesThatAreTakenOrMeanMore) {
  EXPECT_THAT(NamePlaces({{"a/x.yaml", Account() + ServiceAccount("one", "new")}}),
              ElementsAre("none"));
  EXPECT_THAT(NamePlaces({{"a/x.yaml", Account() + ServiceAccount("two", "new")}}),
              ElementsAre("metadata.name"));
  EXPECT_THAT(NamePlaces({{"a/x.yaml", AccountWithRole("one", "default", "app")}}),
              ElementsAre("none"));
  EXPECT_THAT(NamePlaces({{"a/x.yaml", Account()}}, "default"), ElementsAre("none"));
}

TEST(AccountChangeTest, OthersThatNameIt) {
  EXPECT_THAT(NamePlaces({{"a/x.yaml", Account()}, {"b/y.yaml", Pod("one", "p", "app")}}),
              ElementsAre("none"))
      << "a workload of another unit";
  EXPECT_THAT(NamePlaces({{"a/x.yaml", Account() + Pod("", "p", "app")}}), ElementsAre("none"))
      << "a workload of an unknown namespace";
  EXPECT_THAT(
      NamePlaces({{"a/x.yaml", Account() + Binding("{kind: User, "
                                                   "name: 'system:serviceaccount:one:app'}")}}),
      ElementsAre("none"));
  EXPECT_THAT(NamePlaces({{"a/x.yaml",
                           Account() + Binding("{kind: Group, name: 'system:serviceaccounts'}")}}),
              ElementsAre("metadata.name"))
      << "a group does not care for names";
  EXPECT_THAT(NamePlaces({{"a/x.yaml", Account() + std::string(kToken)}}), ElementsAre("none"));
}

TEST(AccountChangeTest, OneDocumentOfTwoUnitsIsOneAccount) {
  const Files files = {{"base/kustomization.yaml", "resources: [x.yaml]\n"},
                       {"base/x.yaml", AccountWithRole("", "app", "app") + Pod("", "p", "app")},
                       {"blue/kustomization.yaml", "namespace: one\nresources: [../base]\n"},
                       {"green/kustomization.yaml", "namespace: two\nresources: [../base]\n"}};
  EXPECT_THAT(NamePlaces(files), ElementsAre("metadata.name", "spec.serviceAccountName"));
  Files prefixed = files;
  prefixed[3].second += "namePrefix: green-\n";
  EXPECT_THAT(NamePlaces(prefixed), ElementsAre("none")) << "its name there would change as well";
}

TEST(AccountChangeTest, ANamespaceIsChangedWhereNobodyRunsThere) {
  EXPECT_EQ(NamespacePlace({{"a/x.yaml", Account()}}), "metadata.namespace");
  EXPECT_EQ(NamespacePlace({{"a/x.yaml", Account() + Pod("one", "p", "app")}}), "none");
  EXPECT_EQ(NamespacePlace({{"a/x.yaml", Account() + ServiceAccount("two", "app")}}), "none");
  EXPECT_EQ(
      NamespacePlace({{"a/x.yaml", Account() + Binding("{kind: ServiceAccount, name: app}")}}),
      "none");
  EXPECT_EQ(NamespacePlace({{"a/kustomization.yaml", "namespace: one\nresources: [x.yaml]\n"},
                            {"a/x.yaml", AccountWithRole("", "app", "app")}}),
            "none");
}

}  // namespace
}  // namespace irsalint::graph
