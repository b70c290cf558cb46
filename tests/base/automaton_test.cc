#include "analyzer/base/automaton.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace irsalint::base {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Answer kYesAnswer = {.truth = Truth::kYes, .limit_reached = false};
constexpr Answer kNoAnswer = {.truth = Truth::kNo, .limit_reached = false};
constexpr Answer kLimitAnswer = {.truth = Truth::kMaybe, .limit_reached = true};

Language Like(std::string_view text) { return Language::Of(Pattern::Like(text)); }

Language LikeAny(std::initializer_list<std::string_view> texts) {
  std::vector<Pattern> patterns;
  for (const std::string_view text : texts) patterns.push_back(Pattern::Like(text));
  return Language::UnionOf(patterns);
}

// Appends the states of a DNS-1123 label after `from`; returns the two states "last character may
// end the label" and "last character was '-'".
uint32_t AddLabel(Dfa* dfa, uint32_t from, Dfa::Acceptance acceptance) {
  const uint32_t end = dfa->AddState(acceptance);
  const uint32_t hyphen = dfa->AddState(Dfa::Acceptance::kRejects);
  for (const uint32_t state : {from, end, hyphen}) {
    dfa->AddEdge(state, CharClass::kLower, end);
    dfa->AddEdge(state, CharClass::kDigit, end);
  }
  dfa->AddEdge(end, CharClass::kHyphen, hyphen);
  dfa->AddEdge(hyphen, CharClass::kHyphen, hyphen);
  return end;
}

uint32_t AddSubdomain(Dfa* dfa, uint32_t from) {
  const uint32_t end = AddLabel(dfa, from, Dfa::Acceptance::kAccepts);
  dfa->AddEdge(end, CharClass::kDot, from);
  return end;
}

Language AccountNames() {
  Dfa dfa;
  AddSubdomain(&dfa, dfa.AddState(Dfa::Acceptance::kRejects));
  return Language::FromDfa(dfa);
}

Language Namespaces() {
  Dfa dfa;
  AddLabel(&dfa, dfa.AddState(Dfa::Acceptance::kRejects), Dfa::Acceptance::kAccepts);
  return Language::FromDfa(dfa);
}

Language NamespacesWithColon() {
  Dfa dfa;
  const uint32_t start = dfa.AddState(Dfa::Acceptance::kRejects);
  const uint32_t end = AddLabel(&dfa, start, Dfa::Acceptance::kRejects);
  dfa.AddEdge(end, CharClass::kColon, dfa.AddState(Dfa::Acceptance::kAccepts));
  return Language::FromDfa(dfa);
}

Language Subjects() {
  Dfa dfa;
  const uint32_t start = dfa.AddState(Dfa::Acceptance::kRejects);
  const uint32_t prefix = dfa.AddPath(start, "system:serviceaccount:");
  const uint32_t label = AddLabel(&dfa, prefix, Dfa::Acceptance::kRejects);
  const uint32_t colon = dfa.AddState(Dfa::Acceptance::kRejects);
  dfa.AddEdge(label, CharClass::kColon, colon);
  AddSubdomain(&dfa, colon);
  return Language::FromDfa(dfa);
}

TEST(LanguageTest, DefaultIsEmpty) {
  EXPECT_TRUE(Language().IsTriviallyEmpty());
  EXPECT_FALSE(Language().Matches(""));
  EXPECT_TRUE(Language::Everything().Matches(""));
  EXPECT_TRUE(Language::Everything().Matches("\xFF:x"));
  EXPECT_EQ(base::IsEmpty(Language::Empty()), kYesAnswer);
  EXPECT_EQ(base::IsEmpty(Language::Everything()), kNoAnswer);
  EXPECT_TRUE(Language::UnionOf({}).IsTriviallyEmpty());
}

TEST(LanguageTest, StarAloneIsTriviallyEverything) {
  EXPECT_TRUE(Like("*").IsTriviallyEverything());
  EXPECT_TRUE(Union(Like("a"), Like("**")).IsTriviallyEverything());
  EXPECT_FALSE(Like("?*").IsTriviallyEverything());
  EXPECT_EQ(Includes(Like("?*"), Language::Everything()), kNoAnswer);
  EXPECT_EQ(Includes(LikeAny({"?*", ""}), Language::Everything()), kYesAnswer);
}

TEST(LanguageTest, TheOperationsAreThoseOfSets) {
  const Language left = LikeAny({"a*", "*b"});
  const Language right = Like("*c*");
  EXPECT_TRUE(Union(left, right).Matches("xcx"));
  EXPECT_FALSE(Intersection(left, right).Matches("xcx"));
  EXPECT_TRUE(Intersection(left, right).Matches("acx"));
  EXPECT_TRUE(Difference(left, right).Matches("ax"));
  EXPECT_FALSE(Difference(left, right).Matches("acx"));
  EXPECT_TRUE(Complement(left).Matches("xcx"));
  EXPECT_TRUE(Complement(Complement(left)).Matches("xb"));
}

TEST(LanguageTest, ResidualIsWhatMayFollow) {
  const Language language = Difference(Like("a*:x"), Like("ab*"));
  const Language rest = language.Residual("aa");
  EXPECT_TRUE(rest.Matches(":x"));
  EXPECT_FALSE(rest.Matches("x"));
  EXPECT_EQ(base::IsEmpty(language.Residual("ab")), kYesAnswer);
  EXPECT_TRUE(Like("a*").Residual("b").IsTriviallyEmpty());
  EXPECT_TRUE(Like("a*").Residual("a").IsTriviallyEverything());
  EXPECT_TRUE(Namespaces().Residual(":").IsTriviallyEmpty());
  EXPECT_TRUE(Namespaces().Residual("a-").Matches("b"));
  EXPECT_FALSE(Namespaces().Residual("a-").Matches(""));
}

TEST(LanguageTest, DfaAcceptsDnsNames) {
  const Language subjects = Subjects();
  EXPECT_TRUE(subjects.Matches("system:serviceaccount:kube-system:aws-node"));
  EXPECT_TRUE(subjects.Matches("system:serviceaccount:0:a.b-c.d"));
  EXPECT_FALSE(subjects.Matches("system:serviceaccount:a.b:c"));
  EXPECT_FALSE(subjects.Matches("system:serviceaccount:-a:c"));
  EXPECT_FALSE(subjects.Matches("system:serviceaccount:a-:c"));
  EXPECT_FALSE(subjects.Matches("system:serviceaccount:A:c"));
  EXPECT_FALSE(subjects.Matches("system:serviceaccount:a:c.."));
  EXPECT_FALSE(subjects.Matches("system:serviceaccount:a:"));
}

TEST(AutomatonTest, EmptinessOfIntersections) {
  EXPECT_EQ(Intersects(Like("a*"), Like("*b")), kYesAnswer);
  EXPECT_EQ(Intersects(Like("a*"), Like("b*")), kNoAnswer);
  EXPECT_EQ(Intersects(Like("a??"), Like("*aa")), kYesAnswer);
  EXPECT_EQ(Intersects(Like("?"), Like("??*")), kNoAnswer);
}

TEST(AutomatonTest, InclusionNeedsAllWaysTogether) {
  // Neither pattern alone includes "?*", both together do.
  EXPECT_EQ(Includes(LikeAny({"a*", "b*"}), LikeAny({"ab*", "b"})), kYesAnswer);
  EXPECT_EQ(Includes(LikeAny({"?", "??*"}), Like("?*")), kYesAnswer);
  EXPECT_EQ(Includes(LikeAny({"?", "???*"}), Like("?*")), kNoAnswer);
  EXPECT_EQ(AreEqual(LikeAny({"?", "??*"}), Like("?*")), kYesAnswer);
  EXPECT_EQ(AreEqual(Like("*a*"), Like("*b*")), kNoAnswer);
}

TEST(AutomatonTest, CharactersThatNoPatternMentionsCount) {
  // All of a-z is excluded, digits remain.
  std::vector<Pattern> letters;
  for (char c = 'a'; c <= 'z'; ++c) letters.push_back(Pattern::Literal(std::string(1, c)));
  const Language rest =
      Difference(Intersection(Like("?"), Namespaces()), Language::UnionOf(letters));
  EXPECT_EQ(base::IsEmpty(rest), kNoAnswer);
  EXPECT_THAT(Enumerate(rest, 20).words,
              ElementsAre("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"));
}

TEST(AutomatonTest, IgnoringCaseMeetsBothCases) {
  const Language folded = Language::Of(Pattern::Literal("k-É", CaseMode::kIgnoreCase));
  EXPECT_EQ(Intersects(folded, Like("K-é")), kYesAnswer);
  EXPECT_EQ(Intersects(folded, Like("\u212A-?")), kYesAnswer);
  EXPECT_EQ(Includes(Like("k-é"), folded), kNoAnswer);
  const Words words = Enumerate(folded, 20);
  EXPECT_THAT(words.words, ElementsAre("k-É", "k-é", "K-É", "K-é", "\u212A-É", "\u212A-é"));
  EXPECT_TRUE(words.complete);
  // No upper-case letter is a DNS name.
  const Language name = Language::Of(Pattern::Literal("ABC", CaseMode::kIgnoreCase));
  EXPECT_THAT(Enumerate(Intersection(name, Namespaces()), 9).words, ElementsAre("abc"));
}

TEST(AutomatonTest, WholeClusterHasManySpellings) {
  const Language subjects = Subjects();
  for (const std::string_view all :
       {"*:*", "system:*", "system:serviceaccount:*", "system:serviceaccount:*:*",
        "system:serviceaccount:?*", "system:serviceaccount:??*", "system:serviceaccount:???*",
        "*serviceaccount*"}) {
    EXPECT_EQ(Includes(Like(all), subjects), kYesAnswer) << all;
  }
  for (const std::string_view some : {"system:serviceaccount:????*", "*:*-*", "*:*:*:*:*"}) {
    EXPECT_EQ(Includes(Like(some), subjects), kNoAnswer) << some;
  }
  for (const std::string_view none : {"system:serviceaccount:Prod:*", "system:serviceaccount:a/*",
                                      "system:serviceaccount:a", "*:*:*:*:*"}) {
    EXPECT_EQ(Intersects(Like(none), subjects), kNoAnswer) << none;
  }
}

TEST(EnumerateTest, ListsShortestFirstAndSaysWhenThatIsAll) {
  const Words words = Enumerate(LikeAny({"b", "abc", "a", "cc"}), 10);
  EXPECT_THAT(words.words, ElementsAre("a", "b", "cc", "abc"));
  EXPECT_TRUE(words.complete);

  const Words first = Enumerate(LikeAny({"b", "abc", "a", "cc"}), 3);
  EXPECT_THAT(first.words, ElementsAre("a", "b", "cc"));
  EXPECT_FALSE(first.complete);

  const Words exact = Enumerate(LikeAny({"b", "a"}), 2);
  EXPECT_THAT(exact.words, ElementsAre("a", "b"));
  EXPECT_TRUE(exact.complete);

  EXPECT_TRUE(Enumerate(Language::Empty(), 5).complete);
  EXPECT_THAT(Enumerate(Language::Empty(), 5).words, IsEmpty());
  EXPECT_FALSE(Enumerate(Like("a"), 0).complete);
}

TEST(EnumerateTest, CountsEveryLetterAndDigit) {
  const Words words = Enumerate(Intersection(Like("ap?"), Namespaces()), 100);
  EXPECT_EQ(words.words.size(), 36U);
  EXPECT_TRUE(words.complete);
  EXPECT_EQ(words.words.front(), "apa");
  EXPECT_EQ(words.words.back(), "ap9");
}

TEST(EnumerateTest, OneCharacterStandsForTheRest) {
  const Words words = Enumerate(Like("?"), 100);
  EXPECT_EQ(words.words.size(), 26U + 10 + 3 + 1);
  EXPECT_EQ(words.words.back(), "_");
  EXPECT_FALSE(words.complete);
}

TEST(EnumerateTest, InfiniteLanguagesAreCut) {
  const Words words = Enumerate(Intersection(Like("prod-*"), Namespaces()), 3);
  EXPECT_THAT(words.words, ElementsAre("prod-a", "prod-b", "prod-c"));
  EXPECT_FALSE(words.complete);
  EXPECT_FALSE(words.limit_reached);
}

TEST(EnumerateTest, WordsComeInOrderOfLengthAlsoFromDeepBranches) {
  const Words words = Enumerate(LikeAny({"zzz", "z", "aaaaa", "mm"}), 10);
  EXPECT_THAT(words.words, ElementsAre("z", "mm", "zzz", "aaaaa"));
}

TEST(IsFiniteTest, ACycleThatLeadsNowhereDoesNotCount) {
  EXPECT_EQ(IsFinite(Like("a?c")), kYesAnswer);
  EXPECT_EQ(IsFinite(Like("a*c")), kNoAnswer);
  EXPECT_EQ(IsFinite(Language::Everything()), kNoAnswer);
  EXPECT_EQ(IsFinite(Language::Empty()), kYesAnswer);
  EXPECT_EQ(IsFinite(Intersection(Like("a*c"), Like("???"))), kYesAnswer);
  EXPECT_EQ(IsFinite(Intersection(Like("*A"), Namespaces())), kYesAnswer);
  EXPECT_EQ(IsFinite(Complement(Like("a"))), kNoAnswer);
}

TEST(ResidualsAfterTest, FindsTheNamespacesWithEveryAccount) {
  const Language admitted = LikeAny({"system:serviceaccount:prod:*", "system:serviceaccount:*:api",
                                     "system:serviceaccount:dev:x"});
  const ResidualGroups split =
      ResidualsAfter(admitted.Residual("system:serviceaccount:"), NamespacesWithColon(), 2);
  EXPECT_FALSE(split.limit_reached);
  std::vector<std::string> full;
  std::vector<Language> residuals;
  for (const ResidualGroup& group : split.groups) {
    residuals.push_back(group.residual);
    if (Includes(group.residual, AccountNames()) == kYesAnswer) {
      EXPECT_TRUE(group.prefixes.complete);
      full.insert(full.end(), group.prefixes.words.begin(), group.prefixes.words.end());
    }
  }
  EXPECT_THAT(full, ElementsAre("prod:"));
  residuals.push_back(AccountNames());
  EXPECT_THAT(Enumerate(IntersectionOfAll(residuals), 5).words, ElementsAre("api"));
}

TEST(ResidualsAfterTest, GroupsComeInOrderAndCoverAllPrefixes) {
  const ResidualGroups split =
      ResidualsAfter(LikeAny({"b:*", "a:x"}), LikeAny({"a:", "b:", "c:"}), 5);
  ASSERT_EQ(split.groups.size(), 3U);
  EXPECT_THAT(split.groups[0].prefixes.words, ElementsAre("a:"));
  EXPECT_TRUE(split.groups[0].residual.Matches("x"));
  EXPECT_THAT(split.groups[1].prefixes.words, ElementsAre("b:"));
  EXPECT_TRUE(split.groups[1].residual.IsTriviallyEverything());
  EXPECT_THAT(split.groups[2].prefixes.words, ElementsAre("c:"));
  EXPECT_TRUE(split.groups[2].residual.IsTriviallyEmpty());
}

TEST(ResidualsAfterTest, FamiliesOfNamespacesAreIncomplete) {
  const Language admitted = Like("system:serviceaccount:prod-*:*");
  const ResidualGroups split =
      ResidualsAfter(admitted.Residual("system:serviceaccount:"), NamespacesWithColon(), 3);
  int full = 0;
  for (const ResidualGroup& group : split.groups) {
    if (Includes(group.residual, AccountNames()).truth != Truth::kYes) continue;
    ++full;
    EXPECT_FALSE(group.prefixes.complete);
    EXPECT_THAT(group.prefixes.words, ElementsAre("prod-a:", "prod-b:", "prod-c:"));
  }
  EXPECT_EQ(full, 1);
}

TEST(ResidualsAfterTest, ComplementsAreDeterminised) {
  const Language admitted = Complement(Language::OfText("prod:api"));
  const ResidualGroups split = ResidualsAfter(admitted, NamespacesWithColon(), 1);
  int restricted = 0;
  for (const ResidualGroup& group : split.groups) {
    if (Includes(group.residual, AccountNames()).truth == Truth::kYes) continue;
    ++restricted;
    EXPECT_THAT(group.prefixes.words, ElementsAre("prod:"));
    EXPECT_FALSE(group.residual.Matches("api"));
    EXPECT_TRUE(group.residual.Matches("apj"));
  }
  EXPECT_EQ(restricted, 1);
}

std::string Exploding() { return "*a" + std::string(30, '?'); }

TEST(LimitTest, ExplodingPatternIsExactAsLongAsItIsPositive) {
  EXPECT_EQ(base::IsEmpty(Like(Exploding())), kNoAnswer);
  EXPECT_EQ(Intersects(Like(Exploding()), Namespaces()), kYesAnswer);
  EXPECT_EQ(Intersects(Like(Exploding()), Like("b*b")), kYesAnswer);
  EXPECT_EQ(Intersects(Like(Exploding()), Like("????")), kNoAnswer);
  EXPECT_EQ(Includes(Like(Exploding()), Namespaces()), kNoAnswer);
}

TEST(LimitTest, ExplodingComplementAnswersMaybe) {
  EXPECT_EQ(Includes(Like(Exploding()), Like("*a?" + std::string(29, '?'))), kLimitAnswer);
  EXPECT_EQ(
      base::IsEmpty(Difference(Intersection(Like(Exploding()), Namespaces()), Like(Exploding()))),
      kLimitAnswer);
  // A text outside is found before the limit.
  EXPECT_EQ(base::IsEmpty(Complement(Like(Exploding()))), kNoAnswer);
}

TEST(LimitTest, CutEnumerationStillListsWords) {
  const Words words = Enumerate(Complement(Like(Exploding())), 3);
  EXPECT_TRUE(words.limit_reached);
  EXPECT_FALSE(words.complete);
  EXPECT_THAT(words.words, ElementsAre("", "a", "b"));
  EXPECT_TRUE(ResidualsAfter(Like(Exploding()), Namespaces(), 1).limit_reached);
}

TEST(LimitTest, TooLongPatternsAreNotExplored) {
  const Language language = Like(std::string(Pattern::kMaxTokens + 1, '?'));
  EXPECT_EQ(base::IsEmpty(language), kLimitAnswer);
  EXPECT_EQ(Includes(language, language), kLimitAnswer);
  EXPECT_EQ(IsFinite(language), kLimitAnswer);
  EXPECT_TRUE(Enumerate(language, 1).limit_reached);
  EXPECT_TRUE(ResidualsAfter(language, Namespaces(), 1).limit_reached);
  EXPECT_TRUE(language.Matches(std::string(Pattern::kMaxTokens + 1, 'x')));
}

TEST(LimitTest, LongestPatternsAreAnswered) {
  const std::string half(Pattern::kMaxTokens / 2, 'a');
  EXPECT_EQ(Includes(Like(half + "*"), Like(half + "?" + half.substr(1))), kYesAnswer);
  EXPECT_EQ(Includes(Like(half + "b*"), Like(half + "*")), kNoAnswer);
}

// All words over {a, b, :} up to a length: small enough to decide every question by looking.
std::vector<std::string> AllWords(size_t max_length) {
  std::vector<std::string> words = {""};
  for (size_t i = 0; i < words.size(); ++i) {
    if (words[i].size() == max_length) break;
    for (const char c : {'a', 'b', ':'}) words.push_back(words[i] + c);
  }
  return words;
}

Language WordsUpToSix() {
  Dfa dfa;
  uint32_t state = dfa.AddState(Dfa::Acceptance::kAccepts);
  for (int length = 1; length <= 6; ++length) {
    const uint32_t next = dfa.AddState(Dfa::Acceptance::kAccepts);
    for (const char32_t c : {U'a', U'b', U':'}) dfa.AddEdge(state, c, next);
    state = next;
  }
  return Language::FromDfa(dfa);
}

// A random language and, for each word of a list, whether it belongs to it by the definition.
struct Sample {
  Language language;
  std::vector<char> members;
  std::string text;
};

class SampleMaker {
 public:
  explicit SampleMaker(uint32_t seed) : random_(seed) {}

  Sample Make(int depth) {
    const uint32_t choice = depth == 0 ? 0 : Random() % 5;
    if (choice == 1) {
      Sample inner = Make(depth - 1);
      for (char& member : inner.members) member = member == 0 ? 1 : 0;
      return {Complement(inner.language), inner.members, "not(" + inner.text + ")"};
    }
    if (choice == 2 || choice == 3) {
      Sample left = Make(depth - 1);
      const Sample right = Make(depth - 1);
      const bool is_union = choice == 2;
      for (size_t i = 0; i < left.members.size(); ++i) {
        const bool in_left = left.members[i] != 0;
        const bool in_right = right.members[i] != 0;
        left.members[i] = (is_union ? in_left || in_right : in_left && in_right) ? 1 : 0;
      }
      return {is_union ? Union(left.language, right.language)
                       : Intersection(left.language, right.language),
              left.members, "(" + left.text + (is_union ? " | " : " & ") + right.text + ")"};
    }
    return MakePatterns();
  }

  const std::vector<std::string>& words() const { return words_; }
  uint32_t Random() { return static_cast<uint32_t>(random_()); }

 private:
  Sample MakePatterns() {
    std::vector<Pattern> patterns;
    std::string text;
    for (uint32_t count = Random() % 3; count < 3; ++count) {
      std::vector<PatternPiece> pieces;
      const uint32_t length = Random() % 6;
      for (uint32_t i = 0; i < length; ++i) {
        static constexpr std::string_view kPieces = "aab:**?^";
        const std::string_view piece = kPieces.substr(Random() % kPieces.size(), 1);
        text += piece;
        pieces.push_back({piece == "^" ? PieceKind::kHoleWithoutColon : PieceKind::kLike, piece});
      }
      text += ',';
      patterns.push_back(Pattern::FromPieces(pieces));
    }
    Sample sample = {Language::UnionOf(patterns), std::vector<char>(words_.size(), 0), text};
    for (size_t i = 0; i < words_.size(); ++i) {
      for (const Pattern& pattern : patterns) {
        if (pattern.Matches(words_[i])) sample.members[i] = 1;
      }
    }
    return sample;
  }

  std::mt19937 random_;
  std::vector<std::string> words_ = AllWords(6);
};

TEST(AutomatonTest, AgreesWithEnumerationOnRandomLanguages) {
  SampleMaker maker(42);
  const Language universe = WordsUpToSix();
  std::map<std::string, int> seen;
  for (int round = 0; round < 500; ++round) {
    const Sample left = maker.Make(2);
    const Sample right = maker.Make(2);
    SCOPED_TRACE(left.text + "   against   " + right.text);
    bool any_left = false;
    bool any_both = false;
    bool all_left_in_right = true;
    for (size_t i = 0; i < maker.words().size(); ++i) {
      const bool in_left = left.members[i] != 0;
      const bool in_right = right.members[i] != 0;
      any_left |= in_left;
      any_both |= in_left && in_right;
      all_left_in_right &= !in_left || in_right;
      ASSERT_EQ(left.language.Matches(maker.words()[i]), in_left) << maker.words()[i];
    }
    const Language bounded = Intersection(left.language, universe);
    const auto answer = [](bool value) { return value ? kYesAnswer : kNoAnswer; };
    ASSERT_EQ(base::IsEmpty(bounded), answer(!any_left));
    ASSERT_EQ(Intersects(bounded, right.language), answer(any_both));
    ASSERT_EQ(Includes(right.language, bounded), answer(all_left_in_right));
    ASSERT_EQ(IsFinite(bounded), kYesAnswer);
    seen[std::string(any_left ? "some" : "none") + (any_both ? " both" : "") +
         (all_left_in_right ? " included" : "")]++;

    // Without the bound, a witness may be longer; but no answer may contradict the short words.
    if (any_left) {
      ASSERT_EQ(base::IsEmpty(left.language), kNoAnswer);
    }
    if (any_both) {
      ASSERT_EQ(Intersects(left.language, right.language), kYesAnswer);
    }
    if (!all_left_in_right) {
      ASSERT_EQ(Includes(right.language, left.language), kNoAnswer);
    }
  }
  // Every outcome was met, and often.
  EXPECT_GT(seen["some both"], 40);
  EXPECT_GT(seen["some both included"], 40);
  EXPECT_GT(seen["some"], 10);
}

TEST(AutomatonTest, ListsExactlyTheWordsOfRandomLanguages) {
  SampleMaker maker(43);
  const Language universe = WordsUpToSix();
  for (int round = 0; round < 60; ++round) {
    const Sample sample = maker.Make(2);
    std::vector<std::string> expected;
    for (size_t i = 0; i < maker.words().size(); ++i) {
      if (sample.members[i] != 0) expected.push_back(maker.words()[i]);
    }
    const Words words = Enumerate(Intersection(sample.language, universe), 2000);
    ASSERT_EQ(words.words, expected) << sample.text;
    ASSERT_TRUE(words.complete) << sample.text;
  }
}

TEST(AutomatonTest, ResidualsOfRandomLanguagesAreExact) {
  SampleMaker maker(44);
  for (int round = 0; round < 400; ++round) {
    const Sample sample = maker.Make(2);
    const std::string& prefix = maker.words()[maker.Random() % 121];
    const Language rest = sample.language.Residual(prefix);
    for (size_t i = 0; i < 40; ++i) {
      const std::string& word = maker.words()[i];
      ASSERT_EQ(rest.Matches(word), sample.language.Matches(prefix + word))
          << sample.text << " after " << prefix << " with " << word;
    }
  }
}

TEST(AutomatonTest, ResidualGroupsOfRandomLanguagesAreExact) {
  SampleMaker maker(45);
  const std::vector<std::string> prefixes = AllWords(3);
  for (int round = 0; round < 60; ++round) {
    const Sample sample = maker.Make(2);
    std::vector<Pattern> patterns;
    for (const std::string& prefix : prefixes) patterns.push_back(Pattern::Literal(prefix));
    const ResidualGroups split =
        ResidualsAfter(sample.language, Language::UnionOf(patterns), prefixes.size());
    ASSERT_FALSE(split.limit_reached);
    std::multiset<std::string> covered;
    for (const ResidualGroup& group : split.groups) {
      ASSERT_TRUE(group.prefixes.complete);
      for (const std::string& prefix : group.prefixes.words) {
        covered.insert(prefix);
        for (size_t i = 0; i < 40; ++i) {
          const std::string& word = maker.words()[i];
          ASSERT_EQ(group.residual.Matches(word), sample.language.Matches(prefix + word))
              << sample.text << " after " << prefix << " with " << word;
        }
      }
    }
    ASSERT_EQ(covered, std::multiset<std::string>(prefixes.begin(), prefixes.end()));
  }
}

}  // namespace
}  // namespace irsalint::base
