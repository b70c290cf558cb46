#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace irsalint::base {

enum class CaseMode : uint8_t { kExact, kIgnoreCase };

// How one piece of a pattern's text is read.
enum class PieceKind : uint8_t {
  kLiteral,           // every character stands for itself
  kLike,              // '*' is any run (also empty), '?' exactly one character
  kHole,              // an unknown text: any run; `text` is not looked at
  kHoleWithoutColon,  // an unknown namespace or account name: any run without ':'
};

struct PatternPiece {
  PieceKind kind = PieceKind::kLiteral;
  std::string_view text = {};
};

// One position of a pattern.
struct PatternToken {
  enum class Kind : uint8_t { kLiteral, kAnyOne, kAnyRun, kAnyRunWithoutColon };

  Kind kind = Kind::kLiteral;
  char32_t code_point = 0;  // of kLiteral; simple-folded when the pattern ignores case

  friend bool operator==(const PatternToken&, const PatternToken&) = default;
};

// A glob of IAM's StringLike (docs/reference/iam.md §2.2): the whole text must match; '*' crosses
// ':' and '/'. The unit is the Unicode code point; each byte of invalid UTF-8 is one character of
// its own, equal only to the same byte. Immutable.
class Pattern {
 public:
  // Longer patterns are the caller's to refuse with a message (docs/architecture.md, Limits): the
  // questions of automaton.h answer kMaybe for them. Matches stays exact for any length.
  static constexpr size_t kMaxTokens = 2048;

  // The pattern of exactly this text: no character is special.
  static Pattern Literal(std::string_view text, CaseMode mode = CaseMode::kExact);
  // '*' and '?' are wildcards, there is no escape. Case-sensitive.
  static Pattern Like(std::string_view text);
  // The concatenation of the pieces. So an escaped `${*}` is a kLiteral piece "*".
  static Pattern FromPieces(std::span<const PatternPiece> pieces, CaseMode mode = CaseMode::kExact);

  // Whether the pattern covers the whole text. O(length of text × length of pattern), no recursion.
  [[nodiscard]] bool Matches(std::string_view text) const;

  // Has no wildcard and no hole: matches one text only (or, ignoring case, its case variants).
  [[nodiscard]] bool IsLiteral() const { return is_literal_; }
  [[nodiscard]] bool IgnoresCase() const { return case_mode_ == CaseMode::kIgnoreCase; }
  [[nodiscard]] bool IsTooLong() const { return tokens_.size() > kMaxTokens; }

  // Adjacent runs are merged, so no two neighbours are runs of the same kind.
  [[nodiscard]] std::span<const PatternToken> tokens() const { return tokens_; }

  // The literal characters before the first wildcard, as UTF-8 (folded when case is ignored).
  [[nodiscard]] std::string LiteralPrefix() const;

  friend bool operator==(const Pattern&, const Pattern&) = default;

 private:
  Pattern(std::vector<PatternToken> tokens, CaseMode mode);

  bool MatchesByBacktracking(std::string_view text) const;
  bool MatchesByPositions(std::string_view text) const;

  std::vector<PatternToken> tokens_;
  CaseMode case_mode_ = CaseMode::kExact;
  bool is_literal_ = true;
};

}  // namespace irsalint::base
