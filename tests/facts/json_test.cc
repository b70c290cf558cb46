#include "analyzer/facts/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/kube/read_object.h"
#include "analyzer/syntax/document.h"
#include "analyzer/syntax/parse.h"
#include "tests/facts/sample_facts.h"

namespace irsalint::facts {
namespace {

using syntax::Text;
using ::testing::HasSubstr;
using ::testing::Not;

Facts ReadBack(const std::string& json, source::SourceTable& sources) {
  base::Result<Facts> facts = FromJson(json, sources);
  if (!facts) {
    ADD_FAILURE() << facts.error().message << "\nin " << json.substr(0, 2000);
    return {};
  }
  return *std::move(facts);
}

// The message for JSON that must be refused.
std::string ErrorOf(std::string_view json) {
  source::SourceTable sources;
  const base::Result<Facts> facts = FromJson(json, sources);
  if (facts) return "accepted";
  EXPECT_EQ(facts.error().code, base::ErrorCode::kInvalid);
  return facts.error().message;
}

TEST(FactsJsonTest, EmptyFactsAreShort) {
  EXPECT_EQ(ToJson(Facts{}), R"({"version":1,"kind":"folder"})");
  source::SourceTable sources;
  EXPECT_EQ(ReadBack(R"({"version":1,"kind":"folder"})", sources), Facts{});
}

TEST(FactsJsonTest, WritesFieldsInAFixedOrderAndPlacesByIndex) {
  source::SourceTable sources;
  sources.Intern("another file of the run");
  Facts facts;
  facts.unit = "dev";
  facts.files = {{.source = sources.Intern("dev/a.yaml"), .path = "dev/a.yaml", .sha256 = "ab"}};
  syntax::Place place;
  place.document = {.source = facts.files[0].source, .begin = 4, .end = 90};
  place.route = {{.kind = syntax::Step::Kind::kPair, .index = 2, .key = "metadata"},
                 {.kind = syntax::Step::Kind::kPair, .index = 0, .key = "a/b"}};
  syntax::Place key = place;
  key.part = syntax::Part::kKey;
  key.range = syntax::TextRange{1, 2};
  facts.clusters = {{.name = KnownText::Of(Text::Literal("c"), place),
                     .arn = KnownText::Absent(key),
                     .issuer = KnownText::Unresolved(place),
                     .version = {},
                     .place = {}}};
  EXPECT_EQ(
      ToJson(facts),
      R"({"version":1,"unit":"dev","kind":"folder",)"
      R"("files":[{"path":"dev/a.yaml","sha256":"ab"}],)"
      R"("clusters":[{"name":{"value":"c","at":"0/2:metadata/0:a~1b"},)"
      R"("arn":{"absent":true,"at":{"at":"0k/2:metadata/0:a~1b","range":{"begin":1,"end":2}}},)"
      R"("issuer":{"unresolved":true,"at":"0/2:metadata/0:a~1b"}}],)"
      R"("documents":[{"file":0,"begin":4,"end":90}]})");
}

TEST(FactsJsonTest, EverythingRoundTripsInTheSameTable) {
  source::SourceTable sources;
  const Facts facts = sample::Everything(sources);
  const std::string json = ToJson(facts);
  const Facts back = ReadBack(json, sources);
  EXPECT_EQ(back.workloads, facts.workloads);
  EXPECT_EQ(back.trust_policies, facts.trust_policies);
  EXPECT_EQ(back, facts);
  EXPECT_EQ(ToJson(back), json);
}

TEST(FactsJsonTest, EverythingRoundTripsIntoAnotherTable) {
  source::SourceTable sources;
  const std::string json = ToJson(sample::Everything(sources));
  source::SourceTable other;
  other.Intern("x");
  other.Intern("y");
  const Facts back = ReadBack(json, other);
  ASSERT_EQ(back.files.size(), 2u);
  EXPECT_EQ(other.Path(back.files[1].source), "b\n.json");
  EXPECT_EQ(ToJson(back), json);
}

TEST(FactsJsonTest, IsPlainAscii) {
  source::SourceTable sources;
  const std::string json = ToJson(sample::Everything(sources));
  EXPECT_TRUE(std::ranges::all_of(json, [](char c) { return c >= ' ' && c <= '~'; }));
}

TEST(FactsJsonTest, BytesThatAreNotUtf8RoundTrip) {
  source::SourceTable sources;
  Facts facts;
  facts.unit = "\xff\xfe";
  facts.files = {{.source = sources.Intern("\x80"), .path = "\x80", .sha256 = ""}};
  syntax::Place place;
  place.document.source = facts.files[0].source;
  place.route = {{.kind = syntax::Step::Kind::kPair, .index = 0, .key = "\xc3"}};
  facts.clusters = {{.name = KnownText::Of(Text::Literal("a\xe2\x82"), place),
                     .arn = {},
                     .issuer = {},
                     .version = {},
                     .place = place}};
  facts.includes = {"\xed\xa0\x80", "good"};
  const std::string json = ToJson(facts);
  EXPECT_THAT(json, HasSubstr(R"("unit":{"base64":"//4="})"));
  EXPECT_EQ(ReadBack(json, sources), facts);
}

TEST(FactsJsonTest, APlaceOutsideTheFilesLosesItsFileOnly) {
  source::SourceTable sources;
  Facts facts;
  syntax::Place place;
  place.document = {.source = sources.Intern("elsewhere"), .begin = 1, .end = 2};
  facts.clusters = {{.name = {}, .arn = {}, .issuer = {}, .version = {}, .place = place}};
  const std::string json = ToJson(facts);
  const Facts back = ReadBack(json, sources);
  EXPECT_FALSE(back.clusters[0].place.document.source.IsValid());
  EXPECT_EQ(back.clusters[0].place.document.end, 2u);
  EXPECT_EQ(ToJson(back), json);
}

TEST(FactsJsonTest, ParsedFactsRoundTrip) {
  const std::string yaml =
      "apiVersion: apps/v1\n"
      "kind: Deployment\n"
      "metadata: {name: web, namespace: '${NS}'}\n"
      "spec:\n"
      "  template:\n"
      "    metadata: {annotations: {eks.amazonaws.com/skip-containers: side}}\n"
      "    spec:\n"
      "      serviceAccountName: app\n"
      "      containers:\n"
      "      - name: main\n"
      "        image: x:1\n"
      "        env: [{name: AWS_REGION, value: eu-west-1}]\n";
  source::SourceTable sources;
  Facts facts;
  facts.files = {{.source = sources.Intern("w.yaml"), .path = "w.yaml", .sha256 = "00"}};
  const syntax::Parsed parsed = syntax::ParseYaml(
      yaml, {.source = facts.files[0].source, .end = static_cast<uint32_t>(yaml.size())});
  ASSERT_NE(parsed.document, nullptr);
  const auto workload = kube::ReadWorkload(*parsed.document->root(), "unit");
  ASSERT_TRUE(workload.has_value());
  facts.workloads = {*workload};
  const std::string json = ToJson(facts);
  EXPECT_EQ(ReadBack(json, sources), facts);
  EXPECT_EQ(ToJson(ReadBack(json, sources)), json);
}

struct BadJson {
  std::string json;
  std::string message;
};

// A document with one cluster whose fields are given.
std::string WithCluster(const std::string& fields) {
  return R"({"version":1,"kind":"folder","files":[{"path":"a"}],"clusters":[{)" + fields +
         R"(}],"documents":[{"file":0,"begin":0,"end":9}]})";
}

TEST(FactsJsonTest, RefusesWhatIsWrongAndNamesTheField) {
  const std::vector<BadJson> cases = {
      {"", "the facts are not JSON: error at byte 1"},
      {"{", "the facts are not JSON: error at byte 2"},
      {"{\"a\":\"\xff\"}", "the facts are not JSON: error at byte 7"},
      {"{\"version\":1e999}", "the facts are not JSON: error at byte 16"},
      {"[]", "expected an object"},
      {"{}", "version: is missing"},
      {R"({"version":2,"kind":"folder"})", "version: 2 is not supported"},
      {R"({"version":"1"})", "version: expected a whole number"},
      {R"({"version":1.5})", "version: expected a whole number"},
      {R"({"version":1})", "kind: is missing"},
      {R"({"version":1,"kind":"file"})", "kind: expected stdin, kustomization, folder"},
      {R"({"version":1,"kind":0})", "kind: expected a string"},
      {R"({"version":1,"kind":"folder","unit":7})", "unit: expected a string"},
      {R"({"version":1,"kind":"folder","unit":{"base64":"*"}})", "unit: expected base64"},
      {R"({"version":1,"kind":"folder","unit":{"base64":7}})", "unit: expected base64"},
      {R"({"version":1,"kind":"folder","includes":"base"})", "includes: expected a list"},
      {R"({"version":1,"kind":"folder","includes":["a",null]})", "includes[1]: expected a string"},
      {R"({"version":1,"kind":"folder","extra":1})", "extra: unknown field"},
      {R"({"version":1,"kind":"folder","unit":"a","unit":"b"})", "unit: appears twice"},
      {R"({"version":1,"kind":"folder","files":[{"path":"a","size":1}]})",
       "files[0].size: unknown field"},
      {R"({"version":1,"kind":"folder","documents":[{"file":0,"begin":0,"end":0}]})",
       "documents[0].file: 0 is out of range"},
      {R"({"version":1,"kind":"folder","documents":[{"begin":2,"end":1}]})",
       "documents[0].end: lies before begin"},
      {R"({"version":1,"kind":"folder","documents":[{"begin":-1,"end":1}]})",
       "documents[0].begin: the number is out of range"},
      {R"({"version":1,"kind":"folder","documents":[{"begin":0,"end":4294967296}]})",
       "documents[0].end: the number is out of range"},
      {R"({"version":1,"kind":"folder","roles":[{"format":"awsCli","trustPolicy":0}]})",
       "roles[0].trustPolicy: 0 is out of range"},
      {R"({"version":1,"kind":"folder","roles":[{"trustPolicy":0}]})",
       "roles[0].format: is missing"},
      {WithCluster(R"("name":"c")"), "clusters[0].name: expected an object"},
      {WithCluster(R"("name":{})"), "clusters[0].name: expected one of value, unresolved, absent"},
      {WithCluster(R"("name":{"value":"c","absent":true})"),
       "clusters[0].name: expected one of value, unresolved, absent"},
      {WithCluster(R"("name":{"value":7})"), "clusters[0].name.value: expected a string"},
      {WithCluster(R"("name":{"value":[{"syntax":"mask","what":1}]})"),
       "clusters[0].name.value[0].what: unknown field"},
      {WithCluster(R"("name":{"value":["a",{"syntax":"none"}]})"),
       "clusters[0].name.value[1].syntax: expected dollarBrace, dollarParen, dollarName, "
       "mustache, angle, percent, mask, missing"},
      {WithCluster(R"("place":7)"), "clusters[0].place: expected a string"},
      {WithCluster(R"("place":"1/0:a")"), "clusters[0].place: document 1 is out of range"},
      {WithCluster(R"("place":{"at":"0","range":{"begin":2,"end":1}})"),
       "clusters[0].place: the range ends before it begins"},
      {WithCluster(R"("place":{"at":"0","via":["0","x"]})"),
       "clusters[0].place.via[1]: expected a place such as 0/1:spec/0"},
      {WithCluster(R"("\u001b[31m":1)"), "clusters[0].\\u{1b}[31m: unknown field"},
  };
  for (const BadJson& test : cases) EXPECT_EQ(ErrorOf(test.json), test.message) << test.json;
}

TEST(FactsJsonTest, RefusesPlacesOfAnotherForm) {
  for (const std::string place :
       {"x", "/", "0/", "0//1", "00", "0v/1", "-1", "0/1:a~", "0/1:a~2", "0/a", "0/-1", "0/01",
        "0/4294967296", "0/|xml", "0/|", "0k", "0p"}) {
    const bool is_good = place == "0k" || place == "0p";
    EXPECT_EQ(ErrorOf(WithCluster(R"("place":")" + place + "\"")),
              is_good ? "accepted" : "clusters[0].place: expected a place such as 0/1:spec/0")
        << place;
  }
}

TEST(FactsJsonTest, RefusesDeepNestingWithoutRecursion) {
  for (const std::string open : {"[", "{\"a\":"}) {
    std::string deep;
    for (int i = 0; i < 200'000; ++i) deep += open;
    EXPECT_EQ(ErrorOf(deep), "the facts are nested too deeply");
  }
  std::string via = R"("place":)";
  for (int i = 0; i < 100; ++i) via += R"({"at":"0","via":[)";
  via += "\"0\"";
  for (int i = 0; i < 100; ++i) via += "]}";
  EXPECT_EQ(ErrorOf(WithCluster(via)), "accepted");
}

TEST(FactsJsonTest, BracketsInStringsAreNoNesting) {
  EXPECT_EQ(ErrorOf(R"({"version":1,"kind":"folder","unit":"\")" + std::string(1000, '[') + "\"}"),
            "accepted");
}

// What is accepted after a mutation must write and read as itself; the rest has a message.
TEST(FactsJsonTest, SurvivesMutatedJson) {
  source::SourceTable sources;
  const std::string json = ToJson(sample::Everything(sources));
  constexpr std::string_view kBytes = "{}[]\",:0129-.eE~/|kp\\ntrue \xff";
  std::mt19937 random(7);
  int accepted = 0;
  for (int round = 0; round < 1500; ++round) {
    std::string mutated = json;
    for (auto edits = 1 + random() % 3; edits > 0; --edits) {
      const size_t at = random() % mutated.size();
      switch (random() % 4) {
        case 0:
          mutated.erase(at, 1 + random() % 40);
          break;
        case 1:
          mutated.insert(at, mutated.substr(random() % mutated.size(), random() % 60));
          break;
        case 2:
          mutated.resize(at + 1);
          break;
        default:
          mutated[at] = kBytes[random() % kBytes.size()];
          break;
      }
    }
    source::SourceTable table;
    const base::Result<Facts> facts = FromJson(mutated, table);
    if (!facts) {
      EXPECT_THAT(facts.error().message, Not(testing::IsEmpty()));
      continue;
    }
    ++accepted;
    const std::string written = ToJson(*facts);
    const base::Result<Facts> again = FromJson(written, table);
    ASSERT_TRUE(again.has_value()) << again.error().message;
    EXPECT_EQ(ToJson(*again), written);
  }
  EXPECT_GT(accepted, 10);
}

}  // namespace
}  // namespace irsalint::facts
