#include "analyzer/engine/fingerprint.h"

#include <gtest/gtest.h>

namespace irsalint::engine {
namespace {

rule::Finding Example() {
  rule::Finding finding;
  finding.rule = "sub-mismatch";
  finding.message = "m";
  finding.subject = {.kind = "ServiceAccount", .namespace_name = "default", .name = "app"};
  finding.offending_value = "system:serviceaccount:default:other";
  finding.primary.place.route = {
      {.kind = syntax::Step::Kind::kPair, .index = 1, .key = "Statement"},
      {.kind = syntax::Step::Kind::kItem, .index = 0, .key = ""},
      {.kind = syntax::Step::Kind::kPair, .index = 3, .key = "Condition"}};
  return finding;
}

// Version 1 is a promise: baselines hold these values.
TEST(Fingerprint, IsStable) {
  EXPECT_EQ(Fingerprint(Example(), "iam/trust.json"), "2020f62921a0da95b527af7e6bc30114");
}

TEST(Fingerprint, IgnoresWhatEditsElsewhereChange) {
  const std::string before = Fingerprint(Example(), "a");
  rule::Finding finding = Example();
  finding.message = "other";
  finding.severity = rule::Severity::kError;
  finding.confidence = rule::Confidence::kLow;
  finding.primary.place.document.begin = 700;
  finding.primary.place.route[1].index = 4;
  finding.related.resize(2);
  EXPECT_EQ(Fingerprint(finding, "a"), before);
}

TEST(Fingerprint, DependsOnEachField) {
  const std::string before = Fingerprint(Example(), "a");
  EXPECT_NE(Fingerprint(Example(), "b"), before);
  rule::Finding finding = Example();
  finding.rule = "aud-mismatch";
  EXPECT_NE(Fingerprint(finding, "a"), before);
  finding = Example();
  finding.subject.name = "ap";
  EXPECT_NE(Fingerprint(finding, "a"), before);
  finding = Example();
  finding.offending_value += "x";
  EXPECT_NE(Fingerprint(finding, "a"), before);
  finding = Example();
  finding.primary.place.route[2].key = "Principal";
  EXPECT_NE(Fingerprint(finding, "a"), before);
}

TEST(Fingerprint, FieldsDoNotRunIntoEachOther) {
  rule::Finding left = Example();
  left.subject = {.kind = "ab", .namespace_name = "c", .name = ""};
  rule::Finding right = Example();
  right.subject = {.kind = "a", .namespace_name = "bc", .name = ""};
  EXPECT_NE(Fingerprint(left, "a"), Fingerprint(right, "a"));
}

}  // namespace
}  // namespace irsalint::engine
