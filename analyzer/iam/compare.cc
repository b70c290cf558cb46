#include "analyzer/iam/compare.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/automaton.h"
#include "analyzer/base/base64.h"
#include "analyzer/base/pattern.h"
#include "analyzer/base/strings.h"
#include "analyzer/base/subject.h"
#include "analyzer/iam/instant.h"

namespace irsalint::iam {
namespace {

using base::FromBool;
using base::Pattern;
using base::PatternPiece;
using base::PieceKind;
using base::Truth;
using syntax::Text;

constexpr size_t kMaxBinary = 1 << 16;  // bytes; no condition value is longer

// Whether written text may hold wildcards.
enum class Wildcards : uint8_t { kCount, kLiteral };

// A piece of one side of a comparison.
struct Part {
  PieceKind kind = PieceKind::kLiteral;  // kLike holds wildcards only
  std::string_view text = {};
  const syntax::Hole* hole = nullptr;  // of both kinds of holes
};
using Parts = std::deque<Part>;

bool IsHole(const Part& part) { return part.hole != nullptr; }
bool HasHole(const Parts& parts) { return std::any_of(parts.begin(), parts.end(), IsHole); }

// Text of the policy, its runs of wildcards apart from what stands for itself.
void AddWritten(std::string_view text, Wildcards wildcards, Parts& parts) {
  constexpr std::string_view kWildcards = "*?";
  if (wildcards == Wildcards::kLiteral && !text.empty()) parts.push_back({.text = text});
  while (wildcards == Wildcards::kCount && !text.empty()) {
    const bool wild = kWildcards.find(text.front()) != kWildcards.npos;
    const size_t end = std::min(
        wild ? text.find_first_not_of(kWildcards) : text.find_first_of(kWildcards), text.size());
    parts.push_back(
        {.kind = wild ? PieceKind::kLike : PieceKind::kLiteral, .text = text.substr(0, end)});
    text.remove_prefix(end);
  }
}

Parts PartsOf(const ExpandedValue& value, Wildcards wildcards) {
  Parts parts;
  for (const ValuePiece& piece : value.pieces) {
    if (piece.kind == ValuePiece::Kind::kHole) {
      parts.push_back({.kind = PieceKind::kHole, .hole = &piece.hole});
    } else if (piece.kind == ValuePiece::Kind::kWritten) {
      AddWritten(piece.text, wildcards, parts);
    } else if (!piece.text.empty()) {
      parts.push_back({.text = piece.text});
    }
  }
  return parts;
}

Parts PartsOf(const Text& request_value) {
  Parts parts;
  if (request_value.IsLiteral()) {
    if (!request_value.IsEmpty()) parts.push_back({.text = request_value.literal()});
    return parts;
  }
  // Behind the prefix of a subject only names are unknown, and no name holds a colon.
  const bool is_subject = request_value.pieces().front().literal.starts_with(base::kSubjectPrefix);
  for (const Text::Piece& piece : request_value.pieces()) {
    if (!piece.is_hole) {
      parts.push_back({.text = piece.literal});
    } else {
      parts.push_back({.kind = is_subject ? PieceKind::kHoleWithoutColon : PieceKind::kHole,
                       .hole = &piece.hole});
    }
  }
  return parts;
}

// Take away what both start (or end) with: equal text and equal holes. False when text contradicts
// text there.
bool StripPrefix(Parts& a, Parts& b) {
  while (!a.empty() && !b.empty()) {
    Part& left = a.front();
    Part& right = b.front();
    if (IsHole(left) && IsHole(right) && *left.hole == *right.hole) {
      a.pop_front();
      b.pop_front();
      continue;
    }
    if (left.kind != PieceKind::kLiteral || right.kind != PieceKind::kLiteral) return true;
    const size_t length = std::min(left.text.size(), right.text.size());
    if (left.text.substr(0, length) != right.text.substr(0, length)) return false;
    left.text.remove_prefix(length);
    right.text.remove_prefix(length);
    if (left.text.empty()) a.pop_front();
    if (right.text.empty()) b.pop_front();
  }
  return true;
}

bool StripSuffix(Parts& a, Parts& b) {
  while (!a.empty() && !b.empty()) {
    Part& left = a.back();
    Part& right = b.back();
    if (IsHole(left) && IsHole(right) && *left.hole == *right.hole) {
      a.pop_back();
      b.pop_back();
      continue;
    }
    if (left.kind != PieceKind::kLiteral || right.kind != PieceKind::kLiteral) return true;
    const size_t length = std::min(left.text.size(), right.text.size());
    if (!left.text.ends_with(right.text) && !right.text.ends_with(left.text)) return false;
    left.text.remove_suffix(length);
    right.text.remove_suffix(length);
    if (left.text.empty()) a.pop_back();
    if (right.text.empty()) b.pop_back();
  }
  return true;
}

Pattern PatternOf(const Parts& parts, base::CaseMode mode) {
  std::vector<PatternPiece> pieces;
  for (const Part& part : parts) pieces.push_back({.kind = part.kind, .text = part.text});
  return Pattern::FromPieces(pieces, mode);
}

// Whether the whole of the request's value matches. Holes on either side can only exclude a match,
// or where the pattern covers everything that the request may be, leave it certain.
Truth MatchesString(const Text& request_value, const ExpandedValue& expanded, Wildcards wildcards,
                    base::CaseMode mode) {
  Parts policy = PartsOf(expanded, wildcards);
  Parts actual = PartsOf(request_value);
  if (mode == base::CaseMode::kExact &&
      (!StripPrefix(policy, actual) || !StripSuffix(policy, actual))) {
    return Truth::kNo;
  }
  const Pattern pattern = PatternOf(policy, mode);
  if (!HasHole(actual)) {
    std::string text;
    for (const Part& part : actual) text += part.text;
    if (!pattern.Matches(text)) return Truth::kNo;
    return HasHole(policy) ? Truth::kMaybe : Truth::kYes;
  }
  const base::Language wanted = base::Language::Of(pattern);
  const base::Language possible = base::Language::Of(PatternOf(actual, mode));
  if (Intersects(wanted, possible).truth == Truth::kNo) return Truth::kNo;
  if (HasHole(policy)) return Truth::kMaybe;
  return Includes(wanted, possible).truth == Truth::kYes ? Truth::kYes : Truth::kMaybe;
}

// The six parts of an ARN pattern; written text is cut at its first five colons, substituted text
// is data and never cut. Nothing if there are fewer parts.
std::optional<std::array<ExpandedValue, 6>> ArnParts(const ExpandedValue& value) {
  std::array<ExpandedValue, 6> parts;
  size_t part = 0;
  for (const ValuePiece& piece : value.pieces) {
    std::string_view rest = piece.text;
    while (piece.kind == ValuePiece::Kind::kWritten && part < 5) {
      const size_t colon = rest.find(':');
      if (colon == rest.npos) break;
      parts[part].pieces.push_back({piece.kind, std::string(rest.substr(0, colon)), {}});
      rest.remove_prefix(colon + 1);
      ++part;
    }
    parts[part].pieces.push_back({piece.kind, std::string(rest), piece.hole});
    parts[part].has_hole |= piece.kind == ValuePiece::Kind::kHole;
  }
  if (part != 5) return std::nullopt;
  return parts;
}

// A value of the request as pieces, also a literal one.
std::vector<Text::Piece> PiecesOf(const Text& text) {
  if (!text.IsLiteral()) return text.pieces();
  return {{.literal = std::string(text.literal()), .hole = {}, .is_hole = false}};
}

// The six parts of an ARN that is known in parts. A part that nobody wrote holds no colon; what
// stands for one that somebody wrote may hold any number of them, and then there is no telling.
std::optional<std::array<Text, 6>> ArnParts(const Text& arn) {
  std::array<std::vector<Text::Piece>, 6> pieces;
  size_t part = 0;
  for (Text::Piece& piece : PiecesOf(arn)) {
    if (piece.is_hole && piece.hole.syntax != syntax::HoleSyntax::kMissing) return std::nullopt;
    std::string_view rest = piece.literal;
    for (size_t colon = rest.find(':'); part < 5 && colon != rest.npos; colon = rest.find(':')) {
      pieces[part++].push_back({.literal = std::string(rest.substr(0, colon)), .hole = {}});
      rest.remove_prefix(colon + 1);
    }
    pieces[part].push_back(
        {.literal = std::string(rest), .hole = std::move(piece.hole), .is_hole = piece.is_hole});
  }
  if (part != 5) return std::nullopt;
  std::array<Text, 6> parts;
  for (size_t i = 0; i < parts.size(); ++i) parts[i] = Text::FromPieces(std::move(pieces[i]));
  return parts;
}

Truth MatchesArn(const Text& request_value, const ExpandedValue& expanded) {
  const std::vector<Text::Piece> pieces = PiecesOf(request_value);
  // A subject or an audience is no ARN, whatever its unknown parts are.
  if (!pieces.front().is_hole && !pieces.front().literal.starts_with("arn:")) return Truth::kNo;
  const auto actual = ArnParts(request_value);
  if (!actual.has_value()) return request_value.IsLiteral() ? Truth::kNo : Truth::kMaybe;
  const auto parts = ArnParts(expanded);
  if (!parts.has_value()) return expanded.has_hole ? Truth::kMaybe : Truth::kNo;
  Truth all = Truth::kYes;
  for (size_t i = 0; i < parts->size(); ++i) {
    all = And(all,
              MatchesString((*actual)[i], (*parts)[i], Wildcards::kCount, base::CaseMode::kExact));
  }
  return all;
}

std::optional<double> ParseNumber(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Truth Ordered(BaseOperator base, double request, double policy) {
  switch (base) {
    case BaseOperator::kNumericLessThan:
    case BaseOperator::kDateLessThan:
      return FromBool(request < policy);
    case BaseOperator::kNumericLessThanEquals:
    case BaseOperator::kDateLessThanEquals:
      return FromBool(request <= policy);
    case BaseOperator::kNumericGreaterThan:
    case BaseOperator::kDateGreaterThan:
      return FromBool(request > policy);
    case BaseOperator::kNumericGreaterThanEquals:
    case BaseOperator::kDateGreaterThanEquals:
      return FromBool(request >= policy);
    default:
      return FromBool(request == policy);
  }
}

struct Address {
  int family = AF_INET;
  std::array<unsigned char, 16> bytes = {};
  unsigned prefix = 0;
};

std::optional<Address> ParseAddress(std::string_view text) {
  Address address;
  const auto cidr = base::SplitOnce(text, '/');
  const std::string host(cidr.has_value() ? cidr->before : text);
  unsigned bits = 32;
  if (inet_pton(AF_INET, host.c_str(), address.bytes.data()) != 1) {
    address.family = AF_INET6;
    bits = 128;
    if (inet_pton(AF_INET6, host.c_str(), address.bytes.data()) != 1) return std::nullopt;
  }
  address.prefix = bits;
  if (!cidr.has_value()) return address;
  const std::string_view length = cidr->after;
  const auto [end, error] =
      std::from_chars(length.data(), length.data() + length.size(), address.prefix);
  const bool good =
      error == std::errc() && end == length.data() + length.size() && address.prefix <= bits;
  return good ? std::optional(address) : std::nullopt;
}

Truth InNetwork(std::string_view request, std::string_view policy) {
  const auto address = ParseAddress(request);
  const auto network = ParseAddress(policy);
  if (!address.has_value() || !network.has_value()) return Truth::kNo;
  if (address->family != network->family) return Truth::kNo;
  for (unsigned bit = 0; bit < network->prefix; ++bit) {
    const unsigned mask = 0x80U >> (bit % 8);
    if ((address->bytes[bit / 8] & mask) != (network->bytes[bit / 8] & mask)) return Truth::kNo;
  }
  return Truth::kYes;
}

// Operators whose values are not patterns and whose two sides must be known.
Truth MatchesTyped(BaseOperator base, std::string_view request, std::string_view policy) {
  switch (base) {
    case BaseOperator::kBool:
      return FromBool((base::EqualsIgnoreAsciiCase(request, "true") ||
                       base::EqualsIgnoreAsciiCase(request, "false")) &&
                      base::EqualsIgnoreAsciiCase(request, policy));
    case BaseOperator::kBinaryEquals: {
      const auto left = base::Base64Decode(request, kMaxBinary);
      const auto right = base::Base64Decode(policy, kMaxBinary);
      return FromBool(left.has_value() && right.has_value() && *left == *right);
    }
    case BaseOperator::kIpAddress:
    case BaseOperator::kNotIpAddress:
      return InNetwork(request, policy);
    case BaseOperator::kDateEquals:
    case BaseOperator::kDateNotEquals:
    case BaseOperator::kDateLessThan:
    case BaseOperator::kDateLessThanEquals:
    case BaseOperator::kDateGreaterThan:
    case BaseOperator::kDateGreaterThanEquals: {
      const auto left = ParseInstant(request);
      const auto right = ParseInstant(policy);
      if (!left.has_value() || !right.has_value()) return Truth::kNo;
      return Ordered(base, *left, *right);
    }
    default: {
      const auto left = ParseNumber(request);
      const auto right = ParseNumber(policy);
      if (!left.has_value() || !right.has_value()) return Truth::kNo;
      return Ordered(base, *left, *right);
    }
  }
}

// Whether a value with holes could be of the type that the operator compares.
bool MayBeTyped(const Text& value) {
  return value.IsLiteral() || value.pieces().front().is_hole ||
         !value.pieces().front().literal.starts_with("system:");
}

}  // namespace

Truth Matches(BaseOperator base, const Text& request_value, const Text& policy_value,
              const Request& request, Variables variables) {
  switch (base) {
    case BaseOperator::kStringEquals:
    case BaseOperator::kStringNotEquals:
    case BaseOperator::kStringEqualsIgnoreCase:
    case BaseOperator::kStringNotEqualsIgnoreCase:
    case BaseOperator::kStringLike:
    case BaseOperator::kStringNotLike:
    case BaseOperator::kArnEquals:
    case BaseOperator::kArnLike:
    case BaseOperator::kArnNotEquals:
    case BaseOperator::kArnNotLike: {
      const ExpandedValue expanded = Expand(policy_value, variables, request);
      Truth matches = Truth::kNo;
      if (base == BaseOperator::kStringLike || base == BaseOperator::kStringNotLike) {
        matches = MatchesString(request_value, expanded, Wildcards::kCount, base::CaseMode::kExact);
      } else if (base == BaseOperator::kStringEquals || base == BaseOperator::kStringNotEquals) {
        matches =
            MatchesString(request_value, expanded, Wildcards::kLiteral, base::CaseMode::kExact);
      } else if (base == BaseOperator::kStringEqualsIgnoreCase ||
                 base == BaseOperator::kStringNotEqualsIgnoreCase) {
        matches = MatchesString(request_value, expanded, Wildcards::kLiteral,
                                base::CaseMode::kIgnoreCase);
      } else {
        matches = MatchesArn(request_value, expanded);
      }
      return And(matches, Not(expanded.null));
    }
    case BaseOperator::kNull:
      return Truth::kNo;
    default:
      break;
  }
  if (!MayBeTyped(request_value)) return Truth::kNo;
  if (!request_value.IsLiteral() || !policy_value.IsLiteral()) return Truth::kMaybe;
  return MatchesTyped(base, request_value.literal(), policy_value.literal());
}

std::optional<Pattern> SubjectPattern(BaseOperator base, const Text& policy_value,
                                      const Request& request, Variables variables) {
  const bool like = base == BaseOperator::kStringLike || base == BaseOperator::kStringNotLike;
  const bool ignore_case = base == BaseOperator::kStringEqualsIgnoreCase ||
                           base == BaseOperator::kStringNotEqualsIgnoreCase;
  const bool exact = base == BaseOperator::kStringEquals || base == BaseOperator::kStringNotEquals;
  if (!like && !ignore_case && !exact) return std::nullopt;
  const ExpandedValue expanded = Expand(policy_value, variables, request);
  if (expanded.null == Truth::kYes) return std::nullopt;
  return PatternOf(PartsOf(expanded, like ? Wildcards::kCount : Wildcards::kLiteral),
                   ignore_case ? base::CaseMode::kIgnoreCase : base::CaseMode::kExact);
}

}  // namespace irsalint::iam
