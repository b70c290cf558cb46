#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "analyzer/base/base64.h"
#include "analyzer/base/percent.h"
#include "analyzer/base/regex.h"
#include "analyzer/base/sha256.h"
#include "analyzer/base/version.h"

namespace irsalint::base {
namespace {

using ::testing::ElementsAre;

TEST(PercentTest, DecodesWithOffsets) {
  const PercentDecoded decoded = PercentDecode("a%7Bb%22+");
  EXPECT_EQ(decoded.text, "a{b\"+");
  EXPECT_THAT(decoded.raw_offsets, ElementsAre(0, 1, 4, 5, 8, 9));
  EXPECT_FALSE(decoded.malformed);
}

TEST(PercentTest, MalformedEscapesStay) {
  const PercentDecoded decoded = PercentDecode("%zz%4%");
  EXPECT_EQ(decoded.text, "%zz%4%");
  EXPECT_TRUE(decoded.malformed);
  EXPECT_THAT(decoded.raw_offsets, ElementsAre(0, 1, 2, 3, 4, 5, 6));
  EXPECT_EQ(PercentDecode("%2").text, "%2");
  EXPECT_EQ(PercentDecode("%2f").text, "/");
  EXPECT_EQ(PercentDecode("").raw_offsets, std::vector<uint32_t>{0});
}

TEST(PercentTest, OnlyFormStyleReadsPlusAsBlank) {
  EXPECT_EQ(PercentDecode("a+b%2B").text, "a+b+");
  EXPECT_EQ(PercentDecodeForm("a+b%2B").text, "a b+");
}

TEST(Sha256Test, VectorsOfTheStandard) {
  EXPECT_EQ(Sha256Hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Sha256Hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Sha256Hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(Sha256Hex(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256Test, PiecesAndPrefixes) {
  const std::string text(300, 'x');
  for (size_t cut = 0; cut <= text.size(); cut += 7) {
    Sha256 hash;
    hash.Update(std::string_view(text).substr(0, cut));
    hash.Update(std::string_view(text).substr(cut));
    ASSERT_EQ(hash.Finish(), Sha256Of(text)) << cut;
  }
  EXPECT_EQ(Sha256Hex("abc", 128), "ba7816bf8f01cfea414140de5dae2223");
  EXPECT_EQ(Sha256Hex("abc", 12), "ba7");
  EXPECT_EQ(Sha256Hex("abc", 0), "");
}

TEST(Base64Test, VectorsOfTheStandard) {
  EXPECT_EQ(Base64Encode(""), "");
  EXPECT_EQ(Base64Encode("f"), "Zg==");
  EXPECT_EQ(Base64Encode("fo"), "Zm8=");
  EXPECT_EQ(Base64Encode("foo"), "Zm9v");
  EXPECT_EQ(Base64Encode("foobar"), "Zm9vYmFy");
  EXPECT_EQ(Base64Encode("\xFB\xFF"), "+/8=");
}

TEST(Base64Test, RoundTrips) {
  std::mt19937 random(5);
  for (size_t size = 0; size < 100; ++size) {
    std::string bytes(size, ' ');
    for (char& c : bytes) c = static_cast<char>(random());
    ASSERT_EQ(Base64Decode(Base64Encode(bytes), size), bytes);
  }
}

TEST(Base64Test, RefusesMalformedAndLargeText) {
  for (const std::string_view malformed : {"Z", "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Zg==Zg==",
                                           "Zm 9", "Zm9-", "====", "=", "Zm9v\n"}) {
    EXPECT_EQ(Base64Decode(malformed, 100), std::nullopt) << malformed;
  }
  EXPECT_EQ(Base64Decode("Zm9v", 2), std::nullopt);
  EXPECT_EQ(Base64Decode("Zm9v", 3), "foo");
  EXPECT_EQ(Base64Decode("", 0), "");
}

TEST(RegexTest, FullAndPartial) {
  const Regex regex("[a-z]+");
  EXPECT_TRUE(regex.FullMatch("abc"));
  EXPECT_FALSE(regex.FullMatch("abc1"));
  EXPECT_TRUE(regex.PartialMatch("1abc1"));
  EXPECT_FALSE(regex.PartialMatch("123"));
  EXPECT_FALSE(Regex(".*").FullMatch("\xFF"));
}

TEST(VersionTest, IsThatOfTheProject) { EXPECT_EQ(kVersion, "0.1.0"); }

}  // namespace
}  // namespace irsalint::base
