#include "analyzer/kube/pod_glance.h"

#include <algorithm>

#include "analyzer/base/strings.h"
#include "analyzer/kube/api_clients.h"

namespace irsalint::kube {
namespace {

bool SpeaksOfAws(const Container& container) {
  return base::Contains(container.image->literal(), "aws-cli") ||
         std::ranges::any_of(
             container.env,
             [](const EnvVar& variable) { return variable.name.starts_with("AWS_"); }) ||
         std::ranges::any_of(container.volume_mounts, [](const VolumeMount& mount) {
           return base::Contains(mount.path, "/.aws");
         });
}

}  // namespace

PodGlance GlanceAt(const PodSpec& spec) {
  PodGlance glance{.is_api_client = IsApiClient(spec)};
  for (const Container& container : spec.containers) {
    glance.speaks_of_aws = glance.speaks_of_aws || SpeaksOfAws(container);
    glance.takes_variables = glance.takes_variables || !container.env_from.empty();
  }
  glance.projects_tokens = std::ranges::any_of(
      spec.volumes, [](const Volume& volume) { return !volume.tokens.empty(); });
  return glance;
}

}  // namespace irsalint::kube
