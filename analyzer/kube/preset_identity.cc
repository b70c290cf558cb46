#include "analyzer/kube/preset_identity.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace irsalint::kube {

bool PresetsIdentity(const Container& container) {
  constexpr std::array<std::string_view, 5> kVariables = {
      "AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_FULL_URI",
      "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "AWS_ACCESS_KEY_ID"};
  return std::ranges::any_of(container.env, [&](const EnvVar& variable) {
    return std::ranges::find(kVariables, variable.name) != kVariables.end();
  });
}

}  // namespace irsalint::kube
