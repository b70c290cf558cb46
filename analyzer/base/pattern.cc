#include "analyzer/base/pattern.h"

#include <algorithm>
#include <utility>

#include "analyzer/base/utf8.h"

namespace irsalint::base {
namespace {

using Kind = PatternToken::Kind;

bool IsRun(const PatternToken& token) {
  return token.kind == Kind::kAnyRun || token.kind == Kind::kAnyRunWithoutColon;
}

// A run beside a run: the wider one covers both.
void AppendRun(Kind kind, std::vector<PatternToken>* tokens) {
  if (!tokens->empty() && IsRun(tokens->back())) {
    if (kind == Kind::kAnyRun) tokens->back().kind = kind;
    return;
  }
  tokens->push_back({.kind = kind});
}

void AppendText(const PatternPiece& piece, CaseMode mode, std::vector<PatternToken>* tokens) {
  for (size_t offset = 0; offset < piece.text.size();) {
    const char32_t c = DecodeUtf8(piece.text, &offset);
    if (piece.kind == PieceKind::kLike && c == '*') {
      AppendRun(Kind::kAnyRun, tokens);
    } else if (piece.kind == PieceKind::kLike && c == '?') {
      tokens->push_back({.kind = Kind::kAnyOne});
    } else {
      const char32_t literal = mode == CaseMode::kIgnoreCase ? SimpleFold(c) : c;
      tokens->push_back({.kind = Kind::kLiteral, .code_point = literal});
    }
  }
}

// Whether a single-character token covers `c`, which is folded already when case is ignored.
bool Covers(const PatternToken& token, char32_t c) {
  return token.kind == Kind::kAnyOne || (token.kind == Kind::kLiteral && token.code_point == c);
}

}  // namespace

Pattern::Pattern(std::vector<PatternToken> tokens, CaseMode mode)
    : tokens_(std::move(tokens)),
      case_mode_(mode),
      is_literal_(std::ranges::all_of(
          tokens_, [](const PatternToken& token) { return token.kind == Kind::kLiteral; })) {}

Pattern Pattern::Literal(std::string_view text, CaseMode mode) {
  const PatternPiece piece = {.kind = PieceKind::kLiteral, .text = text};
  return FromPieces({&piece, 1}, mode);
}

Pattern Pattern::Like(std::string_view text) {
  const PatternPiece piece = {.kind = PieceKind::kLike, .text = text};
  return FromPieces({&piece, 1});
}

Pattern Pattern::FromPieces(std::span<const PatternPiece> pieces, CaseMode mode) {
  std::vector<PatternToken> tokens;
  for (const PatternPiece& piece : pieces) {
    switch (piece.kind) {
      case PieceKind::kLiteral:
      case PieceKind::kLike:
        AppendText(piece, mode, &tokens);
        break;
      case PieceKind::kHole:
        AppendRun(Kind::kAnyRun, &tokens);
        break;
      case PieceKind::kHoleWithoutColon:
        AppendRun(Kind::kAnyRunWithoutColon, &tokens);
        break;
    }
  }
  return Pattern(std::move(tokens), mode);
}

bool Pattern::Matches(std::string_view text) const {
  const bool has_narrow_run = std::ranges::any_of(
      tokens_, [](const PatternToken& token) { return token.kind == Kind::kAnyRunWithoutColon; });
  return has_narrow_run ? MatchesByPositions(text) : MatchesByBacktracking(text);
}

// Trying again from the last '*' only is complete because '*' crosses every character: whatever an
// earlier '*' could skip, the last one can skip too.
bool Pattern::MatchesByBacktracking(std::string_view text) const {
  constexpr size_t kNone = SIZE_MAX;
  size_t token = 0;
  size_t offset = 0;
  size_t token_after_run = kNone;
  size_t offset_of_run = 0;
  while (offset < text.size()) {
    if (token < tokens_.size() && tokens_[token].kind == Kind::kAnyRun) {
      token_after_run = ++token;
      offset_of_run = offset;
      continue;
    }
    size_t next_offset = offset;
    const char32_t raw = DecodeUtf8(text, &next_offset);
    const char32_t c = IgnoresCase() ? SimpleFold(raw) : raw;
    if (token < tokens_.size() && Covers(tokens_[token], c)) {
      ++token;
      offset = next_offset;
      continue;
    }
    if (token_after_run == kNone) return false;
    token = token_after_run;
    DecodeUtf8(text, &offset_of_run);
    offset = offset_of_run;
  }
  while (token < tokens_.size() && tokens_[token].kind == Kind::kAnyRun) ++token;
  return token == tokens_.size();
}

// Follows all positions at once: a run that must not cross ':' may fail where an earlier one could
// go on, so backtracking to the last run alone would miss matches.
bool Pattern::MatchesByPositions(std::string_view text) const {
  std::vector<char> now(tokens_.size() + 1, 0);
  std::vector<char> next(tokens_.size() + 1, 0);
  const auto skip_runs = [this](std::vector<char>* positions) {
    for (size_t i = 0; i < tokens_.size(); ++i) {
      if ((*positions)[i] != 0 && IsRun(tokens_[i])) (*positions)[i + 1] = 1;
    }
  };
  now[0] = 1;
  skip_runs(&now);
  for (size_t offset = 0; offset < text.size();) {
    const char32_t raw = DecodeUtf8(text, &offset);
    const char32_t c = IgnoresCase() ? SimpleFold(raw) : raw;
    std::ranges::fill(next, 0);
    for (size_t i = 0; i < tokens_.size(); ++i) {
      if (now[i] == 0) continue;
      if (tokens_[i].kind == Kind::kAnyRun) next[i] = 1;
      if (tokens_[i].kind == Kind::kAnyRunWithoutColon && c != ':') next[i] = 1;
      if (Covers(tokens_[i], c)) next[i + 1] = 1;
    }
    skip_runs(&next);
    std::swap(now, next);
  }
  return now[tokens_.size()] != 0;
}

std::string Pattern::LiteralPrefix() const {
  std::string prefix;
  for (const PatternToken& token : tokens_) {
    if (token.kind != Kind::kLiteral) break;
    AppendUtf8(token.code_point, &prefix);
  }
  return prefix;
}

}  // namespace irsalint::base
