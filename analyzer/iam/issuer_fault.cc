#include "analyzer/iam/issuer_fault.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "analyzer/base/issuer.h"
#include "analyzer/base/partition.h"
#include "analyzer/base/strings.h"
#include "analyzer/syntax/holes.h"

namespace irsalint::iam {
namespace {

constexpr std::string_view kProviderMark = "oidc-provider/";
constexpr std::string_view kHost = "oidc.eks.";
constexpr std::string_view kIdPath = "/id/";
constexpr std::string_view kBlanks = " \t\r\n";
constexpr size_t kNearSuffix = 3;  // edits: amazon.com

std::string Quote(std::string_view text) { return fmt::format("\"{}\"", text); }

// The issuer without what was put in front of it and behind it by mistake.
std::string_view CoreOf(std::string_view issuer) {
  const size_t mark = issuer.rfind(kProviderMark);
  if (mark != issuer.npos) issuer.remove_prefix(mark + kProviderMark.size());
  issuer = base::TrimAscii(issuer);
  for (const std::string_view scheme : {"https://", "http://"}) {
    issuer = base::StripPrefix(issuer, scheme).value_or(issuer);
  }
  return issuer;
}

std::string RepairedCore(std::string_view issuer);

// What stands around the issuer: another ARN, blanks, a scheme.
std::optional<Repairable> FaultAround(std::string_view issuer) {
  const std::string_view core = CoreOf(issuer);
  const auto begin = static_cast<size_t>(core.data() - issuer.data());
  const auto fault = [&](std::string what, size_t from, size_t to) {
    return Repairable{
        .what = std::move(what), .begin = from, .end = to, .repaired = RepairedCore(core)};
  };
  if (base::Contains(issuer.substr(0, begin), kProviderMark)) {
    return fault("holds a whole ARN", 0, begin);
  }
  const size_t scheme = issuer.find("://");
  if (scheme < begin) return fault("begins with a scheme", 0, scheme + 3);
  if (core.size() == issuer.size()) return std::nullopt;
  return begin > 0 ? fault("begins with a blank", 0, begin)
                   : fault("ends in a blank", core.size(), issuer.size());
}

// Words and a number, joined by hyphens; also of a region that nobody knows yet.
bool HasShapeOfRegion(std::string_view text) {
  const std::vector<std::string_view> parts = base::SplitBy(text, '-');
  if (parts.size() < 3 || !std::ranges::all_of(parts.back(), base::IsAsciiDigit)) return false;
  return std::ranges::all_of(parts, [&](std::string_view part) {
    const bool last = part.data() == parts.back().data();
    return !part.empty() && (last || std::ranges::all_of(part, base::IsAsciiLower));
  });
}

// The regional part of the host, `REGION.SUFFIX`.
std::optional<Repairable> FaultOfRegion(std::string_view issuer) {
  const std::string_view host = base::IssuerHost(issuer);
  const std::string_view rest = host.substr(kHost.size());
  const std::string_view path = issuer.substr(host.size());
  if (rest.starts_with("amazonaws.")) {
    return Repairable{.what = "has no region", .begin = 0, .end = host.size(), .repaired = {}};
  }
  const auto split = base::SplitOnce(rest, '.');
  if (!split.has_value()) return std::nullopt;
  const std::string_view region = split->before;
  if (!HasShapeOfRegion(region)) {
    return Repairable{.what = fmt::format("has {} where its region belongs", Quote(region)),
                      .begin = kHost.size(),
                      .end = kHost.size() + region.size(),
                      .repaired = {}};
  }
  const std::string_view suffix = split->after;
  const base::Partition* partition = base::PartitionOfRegion(region);
  if (partition == nullptr || suffix == partition->dns_suffix) return std::nullopt;
  const bool known = std::ranges::find(base::Partitions(), suffix, &base::Partition::dns_suffix) !=
                     base::Partitions().end();
  const bool near = base::EditDistance(suffix, partition->dns_suffix, kNearSuffix) <= kNearSuffix;
  if (!known && !near) return std::nullopt;
  return Repairable{
      .what = fmt::format("ends its host in {} where region {} has {}", Quote(suffix), region,
                          Quote(partition->dns_suffix)),
      .begin = host.size() - suffix.size(),
      .end = host.size(),
      .repaired = fmt::format("{}{}.{}{}", kHost, region, partition->dns_suffix, path)};
}

// `oidc.REGION.eks.SUFFIX`, as older documents have it.
std::optional<Repairable> FaultOfOrder(std::string_view issuer) {
  const std::string_view host = base::IssuerHost(issuer);
  const auto rest = base::StripPrefix(host, "oidc.");
  const auto split = rest.has_value() ? base::SplitOnce(*rest, '.') : std::nullopt;
  if (!split.has_value() || !split->after.starts_with("eks.")) return std::nullopt;
  if (!base::IsRegion(split->before)) return std::nullopt;
  const std::string_view suffix = split->after.substr(std::string_view("eks.").size());
  return Repairable{.what = "has its region before \"eks\"",
                    .begin = 0,
                    .end = host.size(),
                    .repaired = fmt::format("{}{}.{}{}", kHost, split->before, suffix,
                                            issuer.substr(host.size()))};
}

// The path, `/id/ID`.
std::optional<Repairable> FaultOfPath(std::string_view issuer) {
  const std::string_view host = base::IssuerHost(issuer);
  const std::string_view path = issuer.substr(host.size());
  const auto fault = [&](std::string what, size_t begin, std::string repaired) {
    return Repairable{.what = std::move(what),
                      .begin = begin,
                      .end = issuer.size(),
                      .repaired = std::move(repaired)};
  };
  const std::string_view whole_id = path.empty() ? path : path.substr(1);
  if (path.empty() || path == "/") return fault("has no /id/ and no id of a cluster", 0, {});
  if (path == "/id" || path == kIdPath) {
    return fault("has no id of a cluster after /id/", host.size(), {});
  }
  const auto id = base::StripPrefix(path, kIdPath);
  if (!id.has_value()) {
    const bool bare = base::IsCanonicalEksId(whole_id);
    return fault("has no /id/ before the id of the cluster", host.size(),
                 bare ? fmt::format("{}{}{}", host, kIdPath, whole_id) : std::string());
  }
  const size_t slash = id->find('/');
  if (slash == id->npos) return std::nullopt;
  const size_t begin = host.size() + kIdPath.size() + slash;
  const std::string before(issuer.substr(0, begin));
  if (slash + 1 == id->size()) return fault("ends in a slash", begin, before);
  return fault("goes on after the id of the cluster", begin, before);
}

std::optional<Repairable> FaultOfCore(std::string_view issuer) {
  const size_t wildcard = issuer.find_first_of("*?");
  if (wildcard != issuer.npos) {
    return Repairable{.what = "holds a wildcard, which counts for itself here",
                      .begin = wildcard,
                      .end = wildcard + 1,
                      .repaired = {}};
  }
  const size_t blank = issuer.find_first_of(kBlanks);
  if (blank != issuer.npos) {
    return Repairable{.what = "holds a blank", .begin = blank, .end = blank + 1, .repaired = {}};
  }
  if (auto fault = FaultOfOrder(issuer)) return fault;
  const bool single_stack = issuer.starts_with(kHost);
  if (single_stack) {
    if (auto fault = FaultOfRegion(issuer)) return fault;
  }
  if (single_stack || issuer.starts_with("oidc-eks.")) return FaultOfPath(issuer);
  return std::nullopt;
}

// The core if nothing is wrong with it, or what is wrong has one remedy; else nothing.
std::string RepairedCore(std::string_view core) {
  const auto fault = FaultOfCore(core);
  return fault.has_value() ? fault->repaired : std::string(core);
}

// Whether the cluster is one of documentation: the region's place alone may hold `region-code`.
bool IsOfDocumentation(std::string_view core) {
  const std::string_view host = base::IssuerHost(core);
  const std::string_view path = core.substr(std::min(host.size(), core.size()));
  return syntax::HoldsDummy(path);
}

}  // namespace

std::optional<Repairable> FaultOfEksIssuer(std::string_view issuer) {
  const std::string_view core = CoreOf(issuer);
  if (!base::LooksLikeEksIssuer(core) || IsOfDocumentation(core)) return std::nullopt;
  if (auto fault = FaultAround(issuer)) return fault;
  return FaultOfCore(issuer);
}

}  // namespace irsalint::iam
