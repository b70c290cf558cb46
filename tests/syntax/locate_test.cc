#include "analyzer/syntax/locate.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/strings.h"
#include "analyzer/source/source_id.h"
#include "analyzer/syntax/parse.h"
#include "analyzer/syntax/stream.h"

namespace irsalint::syntax {
namespace {

constexpr source::SourceId kSource{3};

// A file and the bytes of it between `«` and `»`.
struct Marked {
  std::string file;
  uint32_t begin = 0;
  uint32_t end = 0;
};

Marked Unmark(std::string_view text) {
  constexpr std::string_view kOpen = "«";
  constexpr std::string_view kClose = "»";
  const size_t open = text.find(kOpen);
  const size_t close = text.find(kClose);
  EXPECT_LT(open, close) << text;
  EXPECT_NE(close, std::string_view::npos) << text;
  Marked marked;
  marked.file = std::string(text.substr(0, open));
  marked.begin = static_cast<uint32_t>(marked.file.size());
  marked.file += text.substr(open + kOpen.size(), close - open - kOpen.size());
  marked.end = static_cast<uint32_t>(marked.file.size());
  marked.file += text.substr(close + kClose.size());
  return marked;
}

// `a/0/#1/|json`: keys, list indices, pairs by index, and embedded documents.
Route RouteOf(std::string_view path, const Node* node,
              std::vector<std::unique_ptr<Document>>* embedded) {
  Route route;
  if (path.empty()) return route;
  for (const std::string_view part : base::SplitBy(path, '/')) {
    Step step;
    if (part.starts_with('|')) {
      step.kind = Step::Kind::kEmbed;
      step.embed = part == "|json"      ? Embed::kJson
                   : part == "|percent" ? Embed::kPercentEncodedJson
                                        : Embed::kYaml;
      if (node != nullptr) {
        Parsed parsed = ParseEmbedded(*node, step.embed);
        EXPECT_NE(parsed.document, nullptr) << path;
        node = parsed.document ? parsed.document->root() : nullptr;
        embedded->push_back(std::move(parsed.document));
      }
    } else if (node != nullptr && node->IsList()) {
      step.kind = Step::Kind::kItem;
      step.index = static_cast<uint32_t>(std::stoul(std::string(part)));
      node = step.index < node->items.size() ? node->items[step.index] : nullptr;
    } else if (node != nullptr) {
      step.kind = Step::Kind::kPair;
      const Node* child = nullptr;
      if (part.starts_with('#')) {
        step.index = static_cast<uint32_t>(std::stoul(std::string(part.substr(1))));
        if (step.index < node->pairs.size()) child = node->pairs[step.index].value;
      } else {
        for (const Pair& pair : node->pairs) {
          if (pair.key->text != part) continue;
          step.index = pair.value->index;
          child = pair.value;
          break;
        }
        EXPECT_NE(child, nullptr) << path;
      }
      node = child;
    }
    route.push_back(step);
  }
  return route;
}

struct Options {
  Part part = Part::kValue;
  std::optional<TextRange> range = std::nullopt;
  Syntax syntax = Syntax::kYaml;
  size_t slice = 0;
};

// What Locate says of `path`, as offsets and bytes.
void ExpectAt(std::string_view marked_text, std::string_view path, const Options& options = {}) {
  const Marked marked = Unmark(marked_text);
  DocumentId id{.source = kSource, .begin = 0, .end = static_cast<uint32_t>(marked.file.size())};
  Parsed parsed;
  if (options.syntax == Syntax::kJson) {
    parsed = ParseJson(marked.file, id);
  } else {
    const Stream stream = SplitStream(marked.file, 100);
    ASSERT_LT(options.slice, stream.slices.size()) << marked_text;
    id.begin = stream.slices[options.slice].begin;
    id.end = stream.slices[options.slice].end;
    parsed = ParseYaml(marked.file, id);
  }
  ASSERT_NE(parsed.document, nullptr) << marked_text << ": " << parsed.error->message;

  std::vector<std::unique_ptr<Document>> embedded;
  Place place;
  place.document = id;
  place.route = RouteOf(path, parsed.document->root(), &embedded);
  place.part = options.part;
  place.range = options.range;
  Locator locator(kSource, marked.file, options.syntax);
  const source::Span span = locator.Locate(place);
  EXPECT_EQ(span.source, kSource);
  ASSERT_LE(span.begin, span.end) << marked_text;
  ASSERT_LE(span.end, marked.file.size()) << marked_text;
  EXPECT_EQ(marked.file.substr(span.begin, span.end - span.begin),
            marked.file.substr(marked.begin, marked.end - marked.begin))
      << marked_text << " at " << path;
  EXPECT_EQ(span.begin, marked.begin) << marked_text << " at " << path;
  EXPECT_EQ(span.end, marked.end) << marked_text << " at " << path;
}

void ExpectJsonAt(std::string_view marked_text, std::string_view path, Options options = {}) {
  options.syntax = Syntax::kJson;
  ExpectAt(marked_text, path, options);
}

TEST(LocateTest, PlainScalarsEndWithTheirLastByte) {
  ExpectAt("a: «b c»   # note\n", "a");
  ExpectAt("a: «b\n  c»  \n\nd: 1\n", "a");
  ExpectAt("a:\n  «b»", "a");
  ExpectAt("- x\n- «y»\n", "1");
  ExpectAt("{a: «b c» , d: e}", "a");
  ExpectAt("a: «~»\n", "a");
  ExpectAt("a: «12»\n", "a");
}

TEST(LocateTest, QuotedScalarsIncludeTheirQuotes) {
  ExpectAt("a: «\"b # c\"» # d\n", "a");
  ExpectAt("a: «'it''s'»\n", "a");
  ExpectAt("a: «\"b\n  c\"»\nd: 1\n", "a");
  ExpectAt("a: «\"\"»\n", "a");
}

TEST(LocateTest, BlockScalarsReachFromTheHeaderToTheLastContent) {
  ExpectAt("a: «|\n  b\n\n  c»\n\n\nd: 1\n", "a");
  ExpectAt("a: «>2- # note\n    b\n  c»\n# after\nd: 1\n", "a");
  ExpectAt("a: «|+\n  b»\n\n", "a");
  ExpectAt("- «|-\n b»\n- c\n", "0");
}

TEST(LocateTest, CollectionsEndBeforeCommentsAndBlankLines) {
  ExpectAt("a:\n  «b: 1\n  c:\n  - 2»  # note\n  # more\n\nd: 1\n", "a");
  ExpectAt("a:\n«- 1\n- b: 2\n  c: 3»\n# note\nd: 1\n", "a");
  ExpectAt("a: «[1, {b: 2}]» # note\n", "a");
  ExpectAt("a: «{b: 1,\n  c: 2 # note\n }»\n", "a");
  ExpectAt("# head\n«a: 1\nb: 2» # note\n# end\n", "");
  ExpectAt("a: [«b: c», d]\n", "a/0");
  ExpectAt("- «a: 1\n  b: 2»\n\n- c\n", "0");
  ExpectAt("- «- 1\n  - 2»\n- c\n", "0");
  ExpectAt("a: «{}»\nb: 1\n", "a");
  ExpectAt("a:\n  «b: |\n    text»\n\n", "a");
}

TEST(LocateTest, KeysAndPairs) {
  const Options key{.part = Part::kKey};
  const Options pair{.part = Part::kPair};
  ExpectAt("a:\n  «b»: 1\n", "a/b", key);
  ExpectAt("«\"a b\"» : 1\n", "a b", key);
  ExpectAt("? «a»\n: 1\n", "a", key);
  ExpectAt("«a»: {b: 1}\n", "a", key);
  ExpectAt("x:\n  «a: 1» # note\n  b: 2\n", "x/a", pair);
  ExpectAt("«a:\n  - 1\n  - 2»\n\n# note\nb: 2\n", "a", pair);
  ExpectAt("«a: |\n  text»\nb: 2\n", "a", pair);
  ExpectAt("{«a: 1», b: 2}\n", "a", pair);
  ExpectAt("? «a\n: 1»\nb: 2\n", "a", pair);
  ExpectJsonAt("{\"x\": {«\"a\" : [1]» , \"b\": 2}}", "x/a", pair);
  ExpectJsonAt("{\"x\": {«\"a\"» : [1], \"b\": 2}}", "x/a", key);
}

TEST(LocateTest, KeyOfAnItemOrARootIsTheValue) {
  ExpectAt("- «a»\n", "0", {.part = Part::kKey});
  ExpectAt("«a: 1»\n", "", {.part = Part::kPair});
}

TEST(LocateTest, EmptyValuesTakeNoByteAndTheirPairsEndWithTheColon) {
  ExpectAt("a:«»\nb: 1\n", "a");
  ExpectAt("«a :» # note\nb: 1\n", "a", {.part = Part::kPair});
  ExpectAt("x:\n  «a:»\n  # note\nb: 1\n", "x/a", {.part = Part::kPair});
}

TEST(LocateTest, DuplicateKeysAreToldApartByIndex) {
  ExpectAt("a: 1\na: «2»\n", "#1");
  ExpectAt("a: 1\n«a»: 2\n", "#1", {.part = Part::kKey});
  ExpectJsonAt("{\"a\": 1, \"a\": «2»}", "#1");
}

TEST(LocateTest, AliasesAreTheirTokenAndTheirChildrenTheAnchoredBytes) {
  ExpectAt("a: &x\n  b: 1\nc: «*x»\n", "c");
  ExpectAt("a: &x\n  b: «1»\nc: *x\n", "c/b");
  ExpectAt("a: &x {b: [«1», 2]}\nc: [*x, 3]\n", "c/0/b/0");
  ExpectAt("a: &x 1\nc: [«*x», 3]\n", "c/0");
  ExpectAt("a: &x 1\n«c: *x» # note\n", "c", {.part = Part::kPair});
  ExpectAt("a: &x\n  b: «1»\nc:\n  <<: *x\n", "c/<</b");
}

TEST(LocateTest, AnchorsAndTagsAreNotPartOfAValue) {
  ExpectAt("a: &x «b»\n", "a");
  ExpectAt("a: !!str «1»\n", "a");
  ExpectAt("a: &x !!str «\"b\"»\n", "a");
  ExpectAt("a: &x\n  «b: 1»\nc: *x\n", "a");
  ExpectAt("a: &x «[1]»\n", "a");
  ExpectAt("a: &x «|\n  text»\n", "a");
  ExpectAt("a: !!map «{b: 1}»\n", "a");
  ExpectAt("- &x «b»\n- *x\n", "0");
  ExpectAt("«a: &x 1»\n", "a", {.part = Part::kPair});
}

TEST(LocateTest, RangesInsideTextAreMappedToTheBytesThatWereWritten) {
  ExpectAt("a: b«cd»e\n", "a", {.range = TextRange{1, 3}});
  ExpectAt("a: \"x\\n«\\u00e9»y\"\n", "a", {.range = TextRange{2, 4}});
  ExpectAt("a: 'it«''s»'\n", "a", {.range = TextRange{2, 4}});
  ExpectAt("a: |\n  one\n    «two»\n", "a", {.range = TextRange{6, 9}});
  ExpectAt("a: >\n  one\n  «two»\n", "a", {.range = TextRange{4, 7}});
  ExpectAt("a: one\n  «two»\n", "a", {.range = TextRange{4, 7}});
  ExpectJsonAt("{\"a\": \"\\ud83d\\ude00«b\\/»c\"}", "a", {.range = TextRange{4, 6}});
  ExpectAt("a: b«»c\n", "a", {.range = TextRange{1, 1}});
  ExpectAt("a: b«c»\n", "a", {.range = TextRange{1, 99}});
  ExpectAt("a: bc«»\n", "a", {.range = TextRange{50, 20}});
  ExpectAt("a«bc»d: 1\n", "abcd", {.part = Part::kKey, .range = TextRange{1, 3}});
}

TEST(LocateTest, EveryDocumentOfAStreamOnItsOwn) {
  const std::string_view stream = "a: 1\n---\n# note\na: «2»\n...\n---\na: 3\n";
  ExpectAt(stream, "a", {.slice = 1});
  ExpectAt("a: 1\n--- # note\n- «b»\n", "0", {.slice = 1});
  ExpectAt("%YAML 1.2\n---\na: «b»\n", "a");
  // A broken neighbour does not matter.
  ExpectAt("a: 1\n---\nb: «2»\n---\n{[ \n", "b", {.slice = 1});
}

// A comment has no route; it is a document of its own.
TEST(LocateTest, ADocumentOfACommentAloneIsTheComment) {
  const std::string_view text = "a: 1  # note\n";
  Locator locator(source::SourceId{0}, text, Syntax::kYaml);
  Place place;
  place.document = {source::SourceId{0}, 6, 12};
  const source::Span span = locator.Locate(place);
  EXPECT_EQ(text.substr(span.begin, span.Length()), "# note");
}

TEST(LocateTest, EveryByteCounts) {
  ExpectAt(
      "\xef\xbb\xbf"
      "a: «b»\nc: d\n",
      "a");
  ExpectAt(
      "\xef\xbb\xbf"
      "a: b\nc: «d»\n",
      "c");
  ExpectAt("a: b\r\nc: «d»\r\ne: f\r\n", "c");
  ExpectAt("a: «|\r\n  b\r\n  c»\r\nd: e\r\n", "a");
  ExpectAt("a: \"ü\"\nж: [ä, «ß😀»]\n", "ж/1");
  ExpectAt("a:\t«b»\t# note\n", "a");
  ExpectJsonAt("\xef\xbb\xbf{\"a\":\r\n\t«\"ü\"»}", "a");
}

TEST(LocateTest, Json) {
  ExpectJsonAt("«{\"a\": [1, 2]}» \n", "");
  ExpectJsonAt("{\"a\": «[1, 2]» }", "a");
  ExpectJsonAt("{\"a\": [1, «-2.5E+3»]}", "a/1");
  ExpectJsonAt("{\"a\": «\"x\\\"y\"»}", "a");
  ExpectJsonAt("{\"a\": «null», \"b\": true}", "a");
  ExpectJsonAt("{\"a\": «{}»}", "a");
}

TEST(LocateTest, JsonInABlockScalar) {
  const std::string_view literal =
      "data:\n  p: |\n    {\n      \"a\": [\n        «\"x\"»,\n        2\n      ]\n    }\n";
  ExpectAt(literal, "data/p/|json/a/0");
  ExpectAt("p: |\n  {\n    \"a\": «[\n      1\n    ]»\n  }\n", "p/|json/a");
  ExpectAt("p: |\n  «{\"a\": 1}»\n", "p/|json");
  ExpectAt("p: |\n  {\"a\": {«\"b\"»: 1}}\n", "p/|json/a/b", {.part = Part::kKey});
  ExpectAt("p: |\n  {\"a\": {«\"b\": 1»}}\n", "p/|json/a/b", {.part = Part::kPair});
  ExpectAt("p: >-\n  {\"a\":\n   «\"x\\ty\"»}\n", "p/|json/a");
  ExpectAt("p: |\n  {\"a\": \"x«\\ty»\"}\n", "p/|json/a", {.range = TextRange{1, 3}});
}

TEST(LocateTest, JsonInQuotedScalars) {
  ExpectAt("p: '{\"a\": «\"it''s\"»}'\n", "p/|json/a");
  ExpectAt("p: \"{\\\"a\\\": «\\\"x\\\"»}\"\n", "p/|json/a");
  ExpectJsonAt("{\"p\": \"{\\\"a\\\": [«\\\"x\\\"»]}\"}", "p/|json/a/0");
  ExpectJsonAt("{\"p\": \"{\\\"a\\\": \\\"{\\\\\\\"b\\\\\\\":«2»}\\\"}\"}", "p/|json/a/|json/b");
}

TEST(LocateTest, YamlInABlockScalar) {
  ExpectAt("p: |\n  # note\n  a:\n  - «b: c»  # note\n  - d\n", "p/|yaml/a/0");
  ExpectAt("p: |\n  a: |\n    «x»\n", "p/|yaml/a", {.range = TextRange{0, 1}});
}

TEST(LocateTest, PercentEncodedJson) {
  ExpectJsonAt("{\"d\": \"%7B%22a%22%3A%20«%22x%2Fy%22»%7D\"}", "d/|percent/a");
  ExpectJsonAt("{\"d\": \"%7B%22a%22%3A%20%22x«%2F»y%22%7D\"}", "d/|percent/a",
               {.range = TextRange{1, 2}});
}

TEST(LocateTest, EmbeddedInAnAliasIsAtTheAnchoredBytes) {
  ExpectAt("a: &p '{\"k\": «1»}'\nb: *p\n", "b/|json/k");
}

TEST(LocateTest, AWrongRouteIsTheNearestAncestorThatExists) {
  ExpectAt("a: «{b: 1}»\n", "a/#7");
  ExpectAt("a: {b: «1»}\n", "a/b/#0/#1");
  ExpectAt("a: «[1]»\n", "a/9");
  Place place;
  const std::string file = "a: [not json\nb: c\n";
  place.document = {.source = kSource, .begin = 0, .end = static_cast<uint32_t>(file.size())};
  Locator broken(kSource, file, Syntax::kYaml);
  EXPECT_EQ(broken.Locate(place), (source::Span{kSource, 0, 12})) << "the first line";

  const std::string host = "a: '{broken'\n";
  place.document.end = static_cast<uint32_t>(host.size());
  place.route = {{.kind = Step::Kind::kPair, .index = 0, .key = "a"},
                 {.kind = Step::Kind::kEmbed, .embed = Embed::kJson},
                 {.kind = Step::Kind::kPair, .index = 0, .key = "k"}};
  Locator locator(kSource, host, Syntax::kYaml);
  EXPECT_EQ(locator.Locate(place), (source::Span{kSource, 3, 12}));
}

TEST(LocateTest, StaysInsideTheFileWhateverThePlaceSays) {
  const std::string file = "a: b\n";
  Locator locator(kSource, file, Syntax::kYaml);
  Place place;
  place.document = {.source = kSource, .begin = 4'000'000'000, .end = 7};
  EXPECT_EQ(locator.Locate(place), (source::Span{kSource, 5, 5}));
  place.document = {.source = source::SourceId{9}, .begin = 0, .end = 5};
  EXPECT_EQ(locator.Locate(place), (source::Span{kSource, 0, 0}));
  place.document = {.source = kSource, .begin = 0, .end = 5'000};
  place.route = {{.kind = Step::Kind::kPair, .index = 0, .key = "a"}};
  place.range = TextRange{0, 4'000'000'000};
  EXPECT_EQ(locator.Locate(place), (source::Span{kSource, 3, 4}));
  Locator empty(kSource, "", Syntax::kJson);
  EXPECT_EQ(empty.Locate(place), (source::Span{kSource, 0, 0}));
}

// Blocks this deep are more than the grammar's scanner can hold: ends come from the bytes alone.
TEST(LocateTest, FallsBackToTheBytesWhereThereIsNoTree) {
  std::string head;
  std::string path;
  std::string indent;
  for (int i = 0; i < 130; ++i) {
    head += indent + "k:\n";
    indent += ' ';
    path += "k/";
  }
  const std::string parent = path.substr(0, path.size() - 1);
  const auto expect = [&](const std::string& body, const std::string& rest, Options options = {}) {
    ExpectAt(head + indent + body, rest.empty() ? parent : path + rest, options);
  };
  expect("a: «'b''c'» # note\n", "a");
  expect("a: «\"b\\\"c\"» # note\n", "a");
  expect("a: «b c» # note\n", "a");
  expect("a: «[1, {b: \"]\"}, ]» # note\n", "a");
  expect("a: «{}» # note\n", "a");
  expect("a: «b\n" + indent + " c» # note\n", "a");
  expect("a: «|\n" + indent + "  b\n\n" + indent + "  c»\n\n", "a");
  expect("«a: {b: 1}» # note\n", "a", {.part = Part::kPair});
  expect("«a:» # note\n", "a", {.part = Part::kPair});
  expect("a: &x 1\n" + indent + "b: «*x»\n", "b");
  expect("«a: 1\n" + indent + "b: 2» # note\n", "");
}

// More lines than the grammar's scanner can count: the list that `kubectl get -o yaml` prints.
TEST(LocateTest, LargeDocumentsAreExactToo) {
  const std::string item = "- a # note\n";
  std::string head = "kind: List\nitems:\n";
  for (int i = 0; i < 35'000; ++i) head += item;
  ExpectAt(head + "- «kind: Pod\n  spec: {}» # note\n# end\n" + item, "items/35000");
  ExpectAt(head + "- kind: Pod\n  spec: «{a: [1, 2], }» # note\n", "items/35000/spec");
  ExpectAt(head + "- kind: Pod\n  spec:\n    «a: 1\n    b: |\n      c» \n\n# end\n",
           "items/35000/spec");
  ExpectAt("kind: List\nitems:\n«" + head.substr(18) + "- a: b» # note\nmore: 1\n", "items");
  ExpectAt("# note\n«" + head + "- a: b\nmore: [1]» # note\n", "");
}

}  // namespace
}  // namespace irsalint::syntax
