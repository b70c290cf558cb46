#include "analyzer/graph/metadata_answer.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include <fmt/format.h>

namespace irsalint::graph {
namespace {

using facts::KnownText;
using syntax::Known;

// Every value has a place of its own: the offset of its document says which.
syntax::Place At(uint32_t offset) {
  syntax::Place place;
  place.document = {.source = source::SourceId{0}, .begin = offset, .end = offset + 1};
  return place;
}

struct Options {
  std::optional<std::string> endpoint = {};
  std::optional<std::string> tokens = {};
  std::optional<int64_t> hops = {};
};

KnownText TextAt(const std::optional<std::string>& value, uint32_t offset) {
  if (!value.has_value()) return KnownText::Absent(At(offset));
  if (*value == "?") return KnownText::Unresolved(At(offset));
  return KnownText::Of(syntax::Text::Literal(*value), At(offset));
}

facts::MetadataOptions Make(const Options& options) {
  return {.http_endpoint = TextAt(options.endpoint, 1),
          .http_tokens = TextAt(options.tokens, 2),
          .hop_limit = options.hops.has_value() ? Known<int64_t>::Of(*options.hops, At(3))
                                                : Known<int64_t>::Absent(At(3)),
          .place = At(4)};
}

// `TRUTH@OFFSET: CLAUSE`, and what is missing.
std::string Answer(const Options& options) {
  const ImdsAnswer answer = AnswerTo(Make(options), "it");
  EXPECT_EQ(answer.because.size(), 1u);
  const ImdsClause& because = answer.because.front();
  std::string text = fmt::format("{}@{}: {}", base::ToString(answer.reachable),
                                 because.place.document.begin, because.text);
  if (!answer.missing.empty()) text += "; missing " + answer.missing;
  return text;
}

TEST(MetadataAnswerTest, TokensAndHopLimit) {
  EXPECT_EQ(Answer({.tokens = "required", .hops = 1}),
            "no@3: it requires tokens (httpTokens), and its hop limit of 1 ends at the node");
  EXPECT_EQ(Answer({.tokens = "required", .hops = 2}),
            "yes@3: it sets a hop limit of 2, which reaches pods");
  EXPECT_EQ(
      Answer({.tokens = "optional", .hops = 1}),
      "yes@2: it sets httpTokens to \"optional\": IMDSv1 answers pods whatever the hop limit");
  EXPECT_EQ(Answer({.tokens = "optional", .hops = 64}).substr(0, 6), "yes@2:");
}

TEST(MetadataAnswerTest, WhatIsNotSetIsNoDefault) {
  EXPECT_EQ(Answer({}), "maybe@2: httpTokens of it is not set; missing httpTokens of it");
  EXPECT_EQ(Answer({.tokens = "required"}),
            "maybe@3: httpPutResponseHopLimit of it is not set; missing httpPutResponseHopLimit of "
            "it");
  EXPECT_EQ(Answer({.hops = 1}), "maybe@2: httpTokens of it is not set; missing httpTokens of it");
  EXPECT_EQ(Answer({.tokens = "?", .hops = 1}),
            "maybe@2: httpTokens of it is not known; missing httpTokens of it");
}

TEST(MetadataAnswerTest, OneValueMayDecideAlone) {
  EXPECT_EQ(Answer({.hops = 2}), "yes@3: it sets a hop limit of 2, which reaches pods");
  EXPECT_EQ(Answer({.tokens = "?", .hops = 2}).substr(0, 4), "yes@");
  EXPECT_EQ(Answer({.tokens = "optional"}).substr(0, 4), "yes@");
}

TEST(MetadataAnswerTest, AServiceThatIsSwitchedOff) {
  EXPECT_EQ(Answer({.endpoint = "disabled", .tokens = "optional", .hops = 2}),
            "no@1: it sets httpEndpoint to \"disabled\"");
  EXPECT_EQ(Answer({.endpoint = "enabled", .tokens = "optional"}).substr(0, 4), "yes@");
  EXPECT_EQ(Answer({.endpoint = "?", .tokens = "optional"}),
            "maybe@1: httpEndpoint of it is not known; missing httpEndpoint of it");
  EXPECT_EQ(Answer({.endpoint = "?", .tokens = "required", .hops = 1}).substr(0, 3), "no@");
}

TEST(MetadataAnswerTest, IsDisabled) {
  EXPECT_EQ(IsDisabled(Make({})), base::Truth::kNo);
  EXPECT_EQ(IsDisabled(Make({.endpoint = "enabled"})), base::Truth::kNo);
  EXPECT_EQ(IsDisabled(Make({.endpoint = "?"})), base::Truth::kMaybe);
  EXPECT_EQ(IsDisabled(Make({.endpoint = "disabled"})), base::Truth::kYes);
}

}  // namespace
}  // namespace irsalint::graph
