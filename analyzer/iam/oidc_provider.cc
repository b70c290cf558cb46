#include "analyzer/iam/oidc_provider.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include <fmt/format.h>

#include "analyzer/base/issuer.h"
#include "analyzer/base/strings.h"

namespace irsalint::iam {
namespace {

constexpr std::string_view kScheme = "https://";
constexpr std::string_view kHttp = "http://";
constexpr size_t kMaxUrl = 255;
constexpr size_t kSha1Digits = 40;
constexpr size_t kSha256Digits = 64;

bool IsHexDigit(char c) {
  const char lower = base::ToAsciiLower(c);
  return base::IsAsciiDigit(c) || (lower >= 'a' && lower <= 'f');
}

// One digit over and over, or the digits in their order: nobody's certificate.
bool IsFilledIn(std::string_view digits) {
  const auto differs = [](char a, char b) { return a != b; };
  if (std::ranges::adjacent_find(digits, differs) == digits.end()) return true;
  return digits.starts_with("0123456789") || digits.starts_with("1234567890");
}

// The four numbers of an IPv4 address; nothing for names.
std::optional<std::array<int, 4>> ParseIpv4(std::string_view host) {
  const std::vector<std::string_view> parts = base::SplitBy(host, '.');
  std::array<int, 4> numbers{};
  if (parts.size() != numbers.size()) return std::nullopt;
  for (size_t i = 0; i < numbers.size(); ++i) {
    const char* const end = parts[i].data() + parts[i].size();
    const auto read = std::from_chars(parts[i].data(), end, numbers[i]);
    if (read.ec != std::errc() || read.ptr != end || numbers[i] < 0 || numbers[i] > 255) {
      return std::nullopt;
    }
  }
  return numbers;
}

bool IsPrivate(const std::array<int, 4>& address) {
  const auto [a, b, c, d] = address;
  return a == 10 || a == 127 || (a == 172 && b >= 16 && b < 32) || (a == 192 && b == 168) ||
         (a == 169 && b == 254);
}

}  // namespace

std::optional<TextFault> FaultOfProviderUrl(std::string_view url) {
  if (!url.starts_with(kScheme)) {
    const size_t scheme = url.find("://");
    const size_t end = scheme == url.npos ? 0 : scheme + 3;
    return TextFault{.what = "does not begin with \"https://\"", .begin = 0, .end = end};
  }
  const size_t host_begin = kScheme.size();
  const size_t host_end = std::min(url.find_first_of("/?#", host_begin), url.size());
  const std::string_view host = url.substr(host_begin, host_end - host_begin);
  if (host.empty()) return TextFault{.what = "has no host", .begin = 0, .end = url.size()};
  const size_t colon = host.find(':');
  const auto upper = std::ranges::find_if(host.substr(0, colon), base::IsAsciiUpper);
  if (upper != host.substr(0, colon).end()) {
    return TextFault{.what = "has upper-case letters in its host, which no token carries",
                     .begin = host_begin,
                     .end = host_begin + std::min(colon, host.size())};
  }
  if (colon != host.npos) {
    return TextFault{
        .what = fmt::format("has a port (\"{}\"), which IAM refuses", host.substr(colon)),
        .begin = host_begin + colon,
        .end = host_end};
  }
  const size_t query = url.find_first_of("?#", host_end);
  if (query != url.npos) {
    return TextFault{
        .what = fmt::format("has {} (\"{}\"), which IAM refuses",
                            url[query] == '?' ? "a query" : "a fragment", url.substr(query)),
        .begin = query,
        .end = url.size()};
  }
  if (url.ends_with('/') && base::LooksLikeEksIssuer(url)) {
    return TextFault{.what = "ends in a slash, and the tokens of EKS carry none",
                     .begin = url.size() - 1,
                     .end = url.size()};
  }
  if (url.size() <= kMaxUrl) return std::nullopt;
  return TextFault{
      .what = fmt::format("has {} characters, and IAM takes at most {}", url.size(), kMaxUrl),
      .begin = kMaxUrl,
      .end = url.size()};
}

std::optional<std::string> RepairedProviderUrl(std::string_view url) {
  constexpr std::string_view kPort = ":443";
  if (!FaultOfProviderUrl(url).has_value()) return std::nullopt;
  const size_t mark = url.find("://");
  const size_t scheme_end = mark == url.npos ? 0 : mark + 3;
  const std::string scheme = base::AsciiLower(url.substr(0, scheme_end));
  const std::string_view rest = url.substr(scheme_end);
  const bool is_eks = base::LooksLikeEksIssuer(rest);
  // The tokens of another issuer without TLS name it as it is.
  if (!scheme.empty() && scheme != kScheme && !(scheme == kHttp && is_eks)) return std::nullopt;
  const size_t host_end = std::min(rest.find_first_of("/?#"), rest.size());
  std::string host = base::AsciiLower(rest.substr(0, host_end));
  if (host.ends_with(kPort)) host.resize(host.size() - kPort.size());
  std::string_view path = rest.substr(host_end);
  while (is_eks && path.ends_with('/')) path.remove_suffix(1);
  std::string repaired = fmt::format("{}{}{}", kScheme, host, path);
  if (FaultOfProviderUrl(repaired).has_value()) return std::nullopt;
  return repaired;
}

std::optional<TextFault> FaultOfThumbprint(std::string_view thumbprint) {
  const auto fault = [thumbprint](std::string what) {
    return TextFault{.what = std::move(what), .begin = 0, .end = thumbprint.size()};
  };
  if (base::Contains(thumbprint, ":")) return fault("has colons between its digits");
  if (thumbprint.size() == kSha256Digits && std::ranges::all_of(thumbprint, IsHexDigit)) {
    return fault("has 64 digits, as SHA-256 has; IAM wants the 40 of SHA-1");
  }
  if (thumbprint.size() != kSha1Digits) {
    return fault(fmt::format("has {} characters, not 40", thumbprint.size()));
  }
  const auto bad = std::ranges::find_if_not(thumbprint, IsHexDigit);
  if (bad != thumbprint.end()) {
    const auto at = static_cast<size_t>(bad - thumbprint.begin());
    return TextFault{.what = fmt::format("has '{}', which is no hexadecimal digit", *bad),
                     .begin = at,
                     .end = at + 1};
  }
  if (IsFilledIn(thumbprint)) return fault("is filled in with anything");
  return std::nullopt;
}

std::optional<std::string_view> WhyNotPublic(std::string_view issuer) {
  if (issuer.starts_with("http://")) return "no HTTPS address";
  std::string host = base::AsciiLower(base::IssuerHost(issuer));
  host = host.substr(0, host.find(':'));
  const auto ends_in = [&host](std::string_view suffix) { return host.ends_with(suffix); };
  if (base::ClassifyIssuer(issuer) == base::IssuerKind::kClusterOnly || ends_in(".svc") ||
      ends_in(".cluster.local")) {
    return "a name inside the cluster";
  }
  if (host == "localhost" || ends_in(".localhost")) return "a name of the machine itself";
  if (ends_in(".local") || ends_in(".internal")) return "a name of a private network";
  const auto address = ParseIpv4(host);
  if (address.has_value() && IsPrivate(*address)) return "an address of a private network";
  return std::nullopt;
}

}  // namespace irsalint::iam
