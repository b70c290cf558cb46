#include "analyzer/kube/automount.h"

namespace irsalint::kube {

std::optional<EffectiveAutomount> EffectiveAutomountOf(const PodSpec& spec,
                                                       const ServiceAccount* account) {
  using Origin = EffectiveAutomount::Origin;
  if (spec.automount.HasValue()) {
    return EffectiveAutomount{
        .mounted = *spec.automount, .origin = Origin::kPod, .place = &spec.automount.place()};
  }
  if (spec.automount.IsUnresolved() || account == nullptr || account->automount.IsUnresolved()) {
    return std::nullopt;
  }
  if (account->automount.HasValue()) {
    return EffectiveAutomount{.mounted = *account->automount,
                              .origin = Origin::kServiceAccount,
                              .place = &account->automount.place()};
  }
  return EffectiveAutomount{
      .mounted = true, .origin = Origin::kDefault, .place = &spec.automount.place()};
}

}  // namespace irsalint::kube
