#include "analyzer/kube/endpoints.h"

#include <algorithm>
#include <array>
#include <string>

#include "analyzer/base/partition.h"
#include "analyzer/base/regex.h"
#include "analyzer/base/strings.h"

namespace irsalint::kube {
namespace {

bool IsOfAws(std::string_view text) {
  return std::ranges::any_of(base::Partitions(), [text](const base::Partition& partition) {
    return base::Contains(text, partition.dns_suffix) ||
           base::Contains(text, partition.dual_stack_suffix);
  });
}

bool HasAny(std::string_view text, std::initializer_list<std::string_view> parts) {
  return std::ranges::any_of(parts,
                             [text](std::string_view part) { return base::Contains(text, part); });
}

// Whether the name, in lower case, is that of a service's endpoint.
bool IsEndpointName(std::string_view name) {
  if (base::StartsWith(name, "minio")) return true;
  // Settings of the SDKs that name no endpoint of a service, and the endpoints of telemetry.
  if (HasAny(name, {"endpoints", "use_fips", "use_dualstack", "metadata", "otel", "otlp"})) {
    return false;
  }
  return HasAny(name, {"endpoint"}) || (HasAny(name, {"s3"}) && HasAny(name, {"url", "host"}));
}

}  // namespace

bool IsEndpointElsewhere(std::string_view name, const KnownText& value) {
  if (!IsEndpointName(base::AsciiLower(name)) || value.IsAbsent()) return false;
  if (!value.HasValue() || !value->IsLiteral()) return true;
  return !value->IsEmpty() && !IsOfAws(value->literal());
}

bool NamesEndpointElsewhere(std::string_view text) {
  static const base::Regex kSetting(
      R"((?i)(endpoint([_-]?(url|uri|override))?|s3[_-]?(url|host))["']?[ \t]*[:= ][ \t]*["']?[^\s"',}])");
  static const base::Regex kService(
      R"((?i)\b(minio|localstack|wasabisys|digitaloceanspaces|backblazeb2|cloudflarestorage)\b)");
  if (kService.PartialMatch(text)) return true;
  return kSetting.PartialMatch(text) && !IsOfAws(text);
}

}  // namespace irsalint::kube
