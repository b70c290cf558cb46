#include "analyzer/kube/webhook_config_fault.h"

#include <string_view>

namespace irsalint::kube {
namespace {

using Kind = WebhookConfigFault::Kind;

constexpr int64_t kLeastSeconds = 600;

// Namespaces and accounts hold none of these characters.
bool HoldsGlob(std::string_view text) { return text.find_first_of("*?[") != text.npos; }

}  // namespace

std::vector<WebhookConfigFault> FaultsOf(const ConfigMapIdentity& identity) {
  std::vector<WebhookConfigFault> faults;
  const std::string_view key = identity.account;
  const size_t slash = key.find('/');
  if (slash == key.npos) {
    faults.push_back(
        {.kind = Kind::kNoSlash, .place = identity.key_place, .found = identity.account});
  } else {
    const std::string_view scope = key.substr(0, slash);
    if ((scope != "*" && HoldsGlob(scope)) || HoldsGlob(key.substr(slash + 1))) {
      faults.push_back(
          {.kind = Kind::kGlob, .place = identity.key_place, .found = identity.account});
    }
  }
  const KnownText& audience = identity.audience;
  if (audience.IsAbsent() || (audience.HasValue() && audience->IsEmpty())) {
    faults.push_back({.kind = Kind::kNoAudience, .place = audience.place()});
  }
  const syntax::Known<int64_t>& expiration = identity.token_expiration;
  // Without one, and for 0, the webhook's own flag counts.
  if (expiration.HasValue() && *expiration != 0 && *expiration < kLeastSeconds) {
    faults.push_back({.kind = Kind::kShortExpiration,
                      .place = expiration.place(),
                      .found = std::to_string(*expiration)});
  }
  return faults;
}

}  // namespace irsalint::kube
