#include "analyzer/engine/line_hash.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace irsalint::engine {
namespace {

using ::testing::ElementsAre;

// The definition, without a rolling window: for each line the 100 units from its start, what is
// missing behind the file's end being 65535 once and then 0.
std::vector<std::string> Slowly(const std::u16string& text) {
  std::u16string units;
  std::vector<size_t> starts = {0};
  for (size_t i = 0; i < text.size(); ++i) {
    char16_t unit = text[i];
    if (unit == u' ' || unit == u'\t') continue;
    if (unit == u'\n' && i > 0 && text[i - 1] == u'\r') continue;
    if (unit == u'\r') unit = u'\n';
    units += unit;
    if (unit == u'\n') starts.push_back(units.size());
  }
  units += char16_t{65535};
  units.resize(units.size() + 100);
  std::vector<std::string> hashes;
  std::map<uint64_t, int> seen;
  for (const size_t start : starts) {
    uint64_t hash = 0;
    for (size_t i = start; i < start + 100; ++i) hash = hash * 37 + units[i];
    hashes.push_back(fmt::format("{:x}:{}", hash, ++seen[hash]));
  }
  return hashes;
}

// What GitHub's own implementation gives for an empty file.
TEST(LineHashes, OfAnEmptyFile) { EXPECT_THAT(LineHashes(""), ElementsAre("c129715d7a2bc9a3:1")); }

TEST(LineHashes, AreThoseOfTheDefinition) {
  std::u16string many;
  std::string many_bytes;
  for (int i = 0; i < 60; ++i) {
    many += u"same line\n";
    many_bytes += "same line\n";
  }
  const std::u16string long_line(300, u'x');
  const std::pair<std::u16string, std::string> cases[] = {
      {u"a", "a"},
      {u"a\n", "a\n"},
      {u"a\r\nb\rc\n\r\n", "a\r\nb\rc\n\r\n"},
      {u" \ta b\n\tc", " \ta b\n\tc"},
      {many, many_bytes},
      {long_line + u"\ny\n", std::string(300, 'x') + "\ny\n"},
      {u"\xfeffkey: \xe9\xd83d\xdd11\n", "\xef\xbb\xbfkey: \xc3\xa9\xf0\x9f\x94\x91\n"},
  };
  for (const auto& [units, bytes] : cases) EXPECT_EQ(LineHashes(bytes), Slowly(units)) << bytes;
}

TEST(LineHashes, AnInvalidByteIsAReplacementCharacter) {
  EXPECT_EQ(LineHashes("a\xff"), Slowly(u"a\xfffd"));
}

}  // namespace
}  // namespace irsalint::engine
