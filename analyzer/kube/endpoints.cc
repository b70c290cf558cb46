#include "analyzer/kube/endpoints.h"

#include <algorithm>
#include <initializer_list>
#include <string>

#include "analyzer/base/partition.h"
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

bool IsOneOf(char c, std::string_view characters) {
  return characters.find(c) != std::string_view::npos;
}

// Whether `rest`, what follows the name of a setting, is `: value`, `= value` or ` value`.
bool IsFollowedByValue(std::string_view rest) {
  constexpr std::string_view kBlanks = " \t";
  constexpr std::string_view kQuotes = "\"'";
  size_t at = 0;
  const auto skip = [&](std::string_view characters) {
    const size_t begin = at;
    while (at < rest.size() && IsOneOf(rest[at], characters)) ++at;
    return at > begin;
  };
  skip(kQuotes);
  const bool has_blank = skip(kBlanks);
  const bool has_sign = skip(":=");
  skip(kBlanks);
  skip(kQuotes);
  return (has_blank || has_sign) && at < rest.size() && !IsOneOf(rest[at], " \t\r\n,}]");
}

// Whether the text, in lower case, gives a value to a setting that names an endpoint.
bool HasEndpointSetting(std::string_view text) {
  for (const std::string_view name :
       {"endpoint", "endpointurl", "endpoint_url", "endpoint-url", "endpoint_override", "s3url",
        "s3_url", "s3-url", "s3_host", "s3-host"}) {
    for (size_t at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
      if (IsFollowedByValue(text.substr(at + name.size()))) return true;
    }
  }
  return false;
}

}  // namespace

bool IsEndpointElsewhere(std::string_view name, const KnownText& value) {
  if (!IsEndpointName(base::AsciiLower(name)) || value.IsAbsent()) return false;
  if (!value.HasValue() || !value->IsLiteral()) return true;
  return !value->IsEmpty() && !IsOfAws(value->literal());
}

bool NamesEndpointElsewhere(std::string_view text) {
  const std::string lower = base::AsciiLower(text);
  // Object stores that are not of AWS, and stand-ins for AWS.
  if (HasAny(lower, {"minio", "localstack", "wasabisys", "digitaloceanspaces", "backblazeb2",
                     "cloudflarestorage"})) {
    return true;
  }
  return HasEndpointSetting(lower) && !IsOfAws(lower);
}

}  // namespace irsalint::kube
