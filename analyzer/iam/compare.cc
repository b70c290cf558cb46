#include "analyzer/iam/compare.h"

#include <arpa/inet.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/automaton.h"
#include "analyzer/base/base64.h"
#include "analyzer/base/pattern.h"
#include "analyzer/base/strings.h"
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

Pattern PatternOf(const ExpandedValue& value, Wildcards wildcards, base::CaseMode mode) {
  std::vector<PatternPiece> pieces;
  for (const ValuePiece& piece : value.pieces) {
    const bool is_pattern =
        piece.kind == ValuePiece::Kind::kWritten && wildcards == Wildcards::kCount;
    const PieceKind kind = piece.kind == ValuePiece::Kind::kHole ? PieceKind::kHole
                           : is_pattern                          ? PieceKind::kLike
                                                                 : PieceKind::kLiteral;
    pieces.push_back({.kind = kind, .text = piece.text});
  }
  return Pattern::FromPieces(pieces, mode);
}

Pattern PatternOf(const Text& text, base::CaseMode mode) {
  if (text.IsLiteral()) return Pattern::Literal(text.literal(), mode);
  std::vector<PatternPiece> pieces;
  for (const Text::Piece& piece : text.pieces()) {
    pieces.push_back(
        {.kind = piece.is_hole ? PieceKind::kHole : PieceKind::kLiteral, .text = piece.literal});
  }
  return Pattern::FromPieces(pieces, mode);
}

// A value with holes on either side can be excluded or, where the pattern covers everything that
// the request may be, certain.
Truth MatchesPattern(const Pattern& pattern, bool pattern_has_hole, const Text& request,
                     base::CaseMode mode) {
  if (request.IsLiteral()) {
    if (!pattern.Matches(request.literal())) return Truth::kNo;
    return pattern_has_hole ? Truth::kMaybe : Truth::kYes;
  }
  const base::Language policy = base::Language::Of(pattern);
  const base::Language possible = base::Language::Of(PatternOf(request, mode));
  if (Intersects(policy, possible).truth == Truth::kNo) return Truth::kNo;
  if (pattern_has_hole) return Truth::kMaybe;
  return Includes(policy, possible).truth == Truth::kYes ? Truth::kYes : Truth::kMaybe;
}

Truth MatchesString(const Text& request_value, const Text& policy_value,
                    const ExpandedValue& expanded, Wildcards wildcards, base::CaseMode mode) {
  // Without variables both texts can cancel equal holes, which patterns cannot.
  const bool literal_pattern = wildcards == Wildcards::kLiteral ||
                               policy_value.Written().find_first_of("*?") == std::string::npos;
  if (literal_pattern && mode == base::CaseMode::kExact) {
    if (!expanded.has_hole) return Equal(Text::Literal(expanded.Text()), request_value);
    if (!policy_value.IsLiteral()) return Equal(policy_value, request_value);
  }
  return MatchesPattern(PatternOf(expanded, wildcards, mode), expanded.has_hole, request_value,
                        mode);
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
      parts[part].pieces.push_back({piece.kind, std::string(rest.substr(0, colon))});
      rest.remove_prefix(colon + 1);
      ++part;
    }
    parts[part].pieces.push_back({piece.kind, std::string(rest)});
    parts[part].has_hole |= piece.kind == ValuePiece::Kind::kHole;
  }
  if (part != 5) return std::nullopt;
  return parts;
}

Truth MatchesArn(const Text& request_value, const ExpandedValue& expanded) {
  if (!request_value.IsLiteral()) {
    // A subject or an audience is no ARN, whatever its unknown parts are.
    const Text::Piece& first = request_value.pieces().front();
    return first.is_hole || first.literal.starts_with("arn:") ? Truth::kMaybe : Truth::kNo;
  }
  std::string_view rest = request_value.literal();
  if (!rest.starts_with("arn:")) return Truth::kNo;
  const auto parts = ArnParts(expanded);
  if (!parts.has_value()) return expanded.has_hole ? Truth::kMaybe : Truth::kNo;
  Truth all = Truth::kYes;
  for (size_t i = 0; i < parts->size(); ++i) {
    const size_t colon = i < 5 ? rest.find(':') : rest.npos;
    if (i < 5 && colon == rest.npos) return Truth::kNo;
    const Text part = Text::Literal(rest.substr(0, colon));
    const Pattern pattern = PatternOf((*parts)[i], Wildcards::kCount, base::CaseMode::kExact);
    all = And(all, MatchesPattern(pattern, (*parts)[i].has_hole, part, base::CaseMode::kExact));
    if (i < 5) rest.remove_prefix(colon + 1);
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
        matches = MatchesString(request_value, policy_value, expanded, Wildcards::kCount,
                                base::CaseMode::kExact);
      } else if (base == BaseOperator::kStringEquals || base == BaseOperator::kStringNotEquals) {
        matches = MatchesString(request_value, policy_value, expanded, Wildcards::kLiteral,
                                base::CaseMode::kExact);
      } else if (base == BaseOperator::kStringEqualsIgnoreCase ||
                 base == BaseOperator::kStringNotEqualsIgnoreCase) {
        matches = MatchesString(request_value, policy_value, expanded, Wildcards::kLiteral,
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
  return PatternOf(expanded, like ? Wildcards::kCount : Wildcards::kLiteral,
                   ignore_case ? base::CaseMode::kIgnoreCase : base::CaseMode::kExact);
}

}  // namespace irsalint::iam
