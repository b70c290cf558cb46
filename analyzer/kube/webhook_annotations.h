#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The annotations that the pod identity webhook reads, and how it reads them
// (docs/reference/semantics.md §3.3, §3.5). Keys are `PREFIX/NAME`; the prefix is a flag of the
// webhook.
namespace irsalint::kube {

inline constexpr std::string_view kWebhookPrefix = "eks.amazonaws.com";

enum class WebhookKey : uint8_t {
  kRoleArn,
  kAudience,
  kStsRegionalEndpoints,
  kTokenExpiration,
  kSkipContainers,
};
inline constexpr std::array kWebhookKeys = {
    WebhookKey::kRoleArn, WebhookKey::kAudience, WebhookKey::kStsRegionalEndpoints,
    WebhookKey::kTokenExpiration, WebhookKey::kSkipContainers};

// The label that keeps a pod from a webhook with upstream's object selector, whatever its value
// (docs/reference/semantics.md §3.1). Its prefix is fixed.
inline constexpr std::string_view kSkipLabel = "eks.amazonaws.com/skip-pod-identity-webhook";

// The name behind the prefix: "role-arn".
std::string_view NameOf(WebhookKey key);

// "eks.amazonaws.com/role-arn".
std::string AnnotationOf(WebhookKey key, std::string_view prefix = kWebhookPrefix);

// The key that `annotation` is under one prefix, compared byte by byte as the webhook does.
std::optional<WebhookKey> WebhookKeyOf(std::string_view annotation,
                                       std::string_view prefix = kWebhookPrefix);

// The objects of which the webhook reads annotations. A pod's are those of its template.
enum class AnnotationHolder : uint8_t { kServiceAccount, kPod, kOther };

// Whether the webhook reads this key from such an object.
bool ReadsFrom(WebhookKey key, AnnotationHolder holder);

// `sts-regional-endpoints`: nothing for a value that is ignored.
std::optional<bool> ReadStsRegionalEndpoints(std::string_view value);

// `token-expiration` in seconds as written, before the webhook raises what is below 600; nothing
// for a value that is ignored.
std::optional<int64_t> ReadTokenExpiration(std::string_view value);
inline constexpr int64_t kLeastTokenExpiration = 600;

// `skip-containers`: the first line that is not blank, as one record of CSV. Blanks beside a comma
// belong to the name. Where the record cannot be read, `problem` says why and nothing is skipped.
struct SkippedContainers {
  std::vector<std::string> names;
  std::string problem;      // one clause, "" if there is none
  bool more_lines = false;  // what stands on further lines is ignored

  friend bool operator==(const SkippedContainers&, const SkippedContainers&) = default;
};
SkippedContainers ReadSkipContainers(std::string_view value);

// The annotation that the writer of `annotation` may have meant: a name or prefix that differs by
// case, by `_` for `-` or by two edits, and the look-alikes of docs/reference/semantics.md §14.
// Nothing for keys that the webhook or EKS itself knows, and for those of other services: they are
// what they say.
std::optional<WebhookKey> MeantWebhookKey(std::string_view annotation,
                                          std::string_view prefix = kWebhookPrefix);

// Whether an annotation for which MeantWebhookKey has an answer is called otherwise, not misspelt:
// `eks.amazonaws.com/role`. What its writer had in mind is then less sure.
bool IsLookAlike(std::string_view annotation);

}  // namespace irsalint::kube
