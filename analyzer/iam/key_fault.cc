#include "analyzer/iam/key_fault.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "analyzer/base/issuer.h"
#include "analyzer/base/strings.h"

namespace irsalint::iam {
namespace {

using syntax::Text;

constexpr std::string_view kProviderMark = "oidc-provider/";
constexpr std::array kServices =
    std::to_array<std::string_view>({"aws:", "sts:", "iam:", "saml:", "ec2:", "eks:"});
// What STS offers of a private issuer's token; oaud is not confirmed for Kubernetes.
constexpr std::array kClaims = std::to_array<std::string_view>({"sub", "aud", "oaud"});
constexpr size_t kNearClaim = 5;  // edits: audience

bool IsKeyOfAws(std::string_view key) {
  const std::string lower = base::AsciiLower(key);
  for (const std::string_view service : kServices) {
    if (lower.starts_with(service)) return true;
  }
  // An issuer is a host name; `s3:prefix` is a key of a service.
  const std::string_view host = std::string_view(key).substr(0, key.find_first_of(":/"));
  return host.find('.') == host.npos;
}

// The text of a key as far as it is literal from the start.
std::string_view LiteralStart(const Text& key) {
  if (key.IsLiteral()) return key.literal();
  const Text::Piece& first = key.pieces().front();
  return first.is_hole ? std::string_view() : std::string_view(first.literal);
}

// A claim's name that was meant by another: `subject`, `audience`.
std::string_view NearestClaim(std::string_view claim) {
  const std::string lower = base::AsciiLower(base::TrimAscii(claim));
  for (const std::string_view known : {kClaims[0], kClaims[1]}) {
    const bool near = base::EditDistance(lower, known, kNearClaim) <= kNearClaim;
    if (near && lower.starts_with(known)) return known;
  }
  return {};
}

bool IsOffered(std::string_view claim) {
  for (const std::string_view known : kClaims) {
    if (base::EqualsIgnoreAsciiCase(claim, known)) return true;
  }
  return false;
}

// What a key is without a scheme or an ARN before its issuer; empty if it then still is none.
std::string Bare(std::string_view key, size_t begin) {
  const std::string_view bare = key.substr(begin);
  return bare.rfind(':') == bare.npos ? std::string() : std::string(bare);
}

}  // namespace

std::optional<ProviderKey> ParseProviderKey(const Text& key) {
  if (key.IsLiteral()) {
    const std::string_view text = key.literal();
    const size_t colon = text.rfind(':');
    if (colon == text.npos || colon == 0 || IsKeyOfAws(text)) return std::nullopt;
    return ProviderKey{.issuer = Text::Literal(text.substr(0, colon)),
                       .claim = text.substr(colon + 1)};
  }
  const Text::Piece& last = key.pieces().back();
  const size_t colon = last.is_hole ? std::string::npos : last.literal.rfind(':');
  if (colon == std::string::npos) return std::nullopt;
  const std::string_view start = LiteralStart(key);
  if (start.find(':') != start.npos && IsKeyOfAws(start)) return std::nullopt;
  std::vector<Text::Piece> pieces = key.pieces();
  pieces.back().literal.resize(colon);
  if (pieces.back().literal.empty()) pieces.pop_back();
  return ProviderKey{.issuer = Text::FromPieces(std::move(pieces)),
                     .claim = std::string_view(last.literal).substr(colon + 1)};
}

std::optional<Repairable> FaultOfConditionKey(const Text& key) {
  const std::string written = key.Written();
  const std::string_view start = LiteralStart(key);
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (!start.starts_with(scheme)) continue;
    return Repairable{.what = fmt::format("begins with \"{}\"", scheme),
                      .begin = 0,
                      .end = scheme.size(),
                      .repaired = Bare(written, scheme.size())};
  }
  if (start.starts_with("arn:") || start.starts_with(kProviderMark)) {
    const size_t mark = written.rfind(kProviderMark);
    const size_t begin = mark == written.npos ? 0 : mark + kProviderMark.size();
    return Repairable{
        .what = start.starts_with("arn:") ? "begins with an ARN" : "begins with \"oidc-provider/\"",
        .begin = 0,
        .end = begin == 0 ? written.size() : begin,
        .repaired = begin == 0 ? std::string() : Bare(written, begin)};
  }
  if (!key.IsLiteral()) return std::nullopt;
  const std::string_view text = key.literal();
  const size_t colon = text.rfind(':');
  if (colon == text.npos || colon == 0) {
    const bool issuer = text.find('.') != text.npos;
    // Any other word may be what a tool replaces.
    if (!issuer && !IsOffered(text.substr(colon == 0 ? 1 : 0))) return std::nullopt;
    return Repairable{
        .what = issuer ? "names no claim after its issuer" : "names no issuer before its claim",
        .begin = 0,
        .end = text.size(),
        .repaired = {}};
  }
  if (IsKeyOfAws(text)) return std::nullopt;
  const size_t blank = text.find_first_of(" \t\r\n");
  if (blank != text.npos) {
    return Repairable{.what = "holds a blank", .begin = blank, .end = blank + 1, .repaired = {}};
  }
  return std::nullopt;
}

std::optional<Repairable> FaultOfKubernetesKey(const Text& key) {
  const auto parts = ParseProviderKey(key);
  if (!parts.has_value()) return std::nullopt;
  const std::string written = key.Written();
  const size_t claim = written.size() - parts->claim.size();
  if (!IsOffered(parts->claim)) {
    const std::string_view nearest = NearestClaim(parts->claim);
    return Repairable{.what = fmt::format("names the claim \"{}\", which STS does not offer of a "
                                          "Kubernetes token",
                                          parts->claim),
                      .begin = claim,
                      .end = written.size(),
                      .repaired = nearest.empty()
                                      ? std::string()
                                      : fmt::format("{}{}", written.substr(0, claim), nearest)};
  }
  const std::string issuer = parts->issuer.Written();
  // Issuers of other kinds may end in a slash (docs/reference/iam.md §2.4).
  if (base::LooksLikeEksIssuer(issuer) && issuer.ends_with('/') && !issuer.ends_with("/id/")) {
    return Repairable{
        .what = "has a slash before its claim",
        .begin = issuer.size() - 1,
        .end = issuer.size(),
        .repaired = fmt::format("{}:{}", issuer.substr(0, issuer.size() - 1), parts->claim)};
  }
  return std::nullopt;
}

}  // namespace irsalint::iam
