#include "analyzer/engine/chain_parts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "analyzer/source/source_table.h"

namespace irsalint::engine {
namespace {

using rule::ChainLink;

// A place in the document that begins at `begin`, behind these keys.
syntax::Place At(uint32_t begin, const std::vector<std::string>& keys) {
  syntax::Place place;
  place.document = {.source = source::SourceId{1}, .begin = begin, .end = begin + 10};
  for (const std::string& key : keys) {
    place.route.push_back({.kind = syntax::Step::Kind::kPair, .index = 0, .key = key});
  }
  return place;
}

rule::ChainPart PartOf(const facts::Facts& unit, const syntax::Place& place) {
  rule::Finding finding;
  finding.related.push_back({.place = place, .message = ""});
  std::vector<rule::LocatedFinding> located(1);
  located[0].related.resize(1);
  MarkChainParts(std::vector{unit}, std::vector{finding}, located);
  return located[0].related[0].part;
}

TEST(MarkChainParts, TheInnermostObjectThatHoldsThePlace) {
  facts::Facts unit;
  unit.workloads.push_back({.meta = {.place = At(0, {})}});
  unit.service_accounts.push_back({.meta = {.place = At(20, {})}});
  unit.roles.push_back({.place = At(40, {"Role"})});
  unit.trust_policies.push_back({.document = {.place = At(40, {"Role", "Policy"})}});
  EXPECT_EQ(PartOf(unit, At(0, {"spec", "name"})).link, ChainLink::kWorkload);
  EXPECT_EQ(PartOf(unit, At(20, {})).link, ChainLink::kServiceAccount);
  EXPECT_EQ(PartOf(unit, At(40, {"Role", "Name"})).link, ChainLink::kRole);
  EXPECT_EQ(PartOf(unit, At(40, {"Role", "Policy", "Statement"})).link, ChainLink::kTrustPolicy);
  EXPECT_EQ(PartOf(unit, At(40, {"Other"})), rule::ChainPart{});
  EXPECT_EQ(PartOf(unit, At(60, {})), rule::ChainPart{});
}

TEST(MarkChainParts, ABarePolicyIsAPolicy) {
  facts::Facts unit;
  unit.roles.push_back({.place = At(0, {})});
  unit.trust_policies.push_back({.document = {.place = At(0, {})}});
  EXPECT_EQ(PartOf(unit, At(0, {"Statement"})).link, ChainLink::kTrustPolicy);
}

TEST(MarkChainParts, ObjectsOfOneDocumentStayApart) {
  facts::Facts unit;
  unit.service_accounts.push_back({.meta = {.place = At(0, {"first"})}});
  unit.service_accounts.push_back({.meta = {.place = At(0, {"second"})}});
  const rule::ChainPart first = PartOf(unit, At(0, {"first", "name"}));
  EXPECT_EQ(PartOf(unit, At(0, {"first", "annotations"})), first);
  EXPECT_EQ(PartOf(unit, At(0, {"second", "name"})).link, first.link);
  EXPECT_NE(PartOf(unit, At(0, {"second", "name"})), first);
}

// A line of a template that was not read is in no object.
TEST(MarkChainParts, AnExternalPlaceIsPartOfNothing) {
  facts::Facts unit;
  syntax::Place external;
  external.external = syntax::ExternalLine{"templates/x.yaml", 3};
  unit.service_accounts.push_back({.meta = {.place = external}});
  EXPECT_EQ(PartOf(unit, external), rule::ChainPart{});
}

}  // namespace
}  // namespace irsalint::engine
