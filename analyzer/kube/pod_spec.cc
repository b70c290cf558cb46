#include "analyzer/kube/pod_spec.h"

#include <fmt/format.h>

namespace irsalint::kube {
namespace {

// A name that is written but not as a string may be anything: a hole that equals no other.
syntax::Text UnknownNameAt(const syntax::Place& place) {
  return syntax::Text::OfHole({
      .syntax = syntax::HoleSyntax::kMissing,
      .expression = syntax::ToString(place.route),
      .scope = fmt::format("{}:{}", place.document.source.value, place.document.begin),
  });
}

}  // namespace

EffectiveServiceAccount EffectiveServiceAccountOf(const PodSpec& spec) {
  using Origin = EffectiveServiceAccount::Origin;
  const auto from = [](const KnownText& name, Origin origin) {
    return EffectiveServiceAccount{
        .name = name.IsUnresolved() ? UnknownNameAt(name.place()) : *name,
        .origin = origin,
        .place = &name.place(),
    };
  };
  const auto is_set = [](const KnownText& name) {
    return name.IsUnresolved() || (name.HasValue() && !name->IsEmpty());
  };
  if (is_set(spec.service_account_name)) {
    return from(spec.service_account_name, Origin::kServiceAccountName);
  }
  if (is_set(spec.deprecated_service_account)) {
    return from(spec.deprecated_service_account, Origin::kDeprecatedServiceAccount);
  }
  return {.name = syntax::Text::Literal("default"),
          .origin = Origin::kOmitted,
          .place = &spec.service_account_name.place()};
}

}  // namespace irsalint::kube
