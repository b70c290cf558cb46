#include "analyzer/graph/container_variables.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "analyzer/base/strings.h"
#include "analyzer/base/utf8.h"
#include "analyzer/graph/link_accounts.h"
#include "analyzer/kube/injection.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using kube::EnvReference;
using kube::KnownText;
using kube::ValueShape;

std::string_view KindName(EnvReference::Kind kind) {
  return kind == EnvReference::Kind::kSecret ? "Secret" : "ConfigMap";
}

EnvReference::Kind KindOf(kube::EnvSource::Kind kind) {
  return kind == kube::EnvSource::Kind::kSecret ? EnvReference::Kind::kSecret
                                                : EnvReference::Kind::kConfigMap;
}

// Secret "aws-keys".
std::string NameOf(EnvReference::Kind kind, const KnownText& name) {
  return fmt::format("{} \"{}\"", KindName(kind),
                     name.HasValue() ? base::EscapeForDisplay(name->Written()) : "?");
}

// Whether a text is there when all holes are filled in. One that names other variables is only
// known to the kubelet.
Truth IsSet(const syntax::Text& text) {
  if (text.IsLiteral()) {
    if (base::Contains(text.literal(), "$(")) return Truth::kMaybe;
    return base::FromBool(!text.IsEmpty());
  }
  const bool has_literal = std::ranges::any_of(
      text.pieces(), [](const syntax::Text::Piece& piece) { return !piece.literal.empty(); });
  return has_literal ? Truth::kYes : Truth::kMaybe;
}

// Whether an entry of a ConfigMap or Secret holds something. The value of a Secret is not kept: one
// without the form of a key may be empty until somebody fills it in.
Truth IsSet(const kube::AwsDataEntry& entry) {
  if (entry.shape != ValueShape::kOther) return Truth::kYes;
  return entry.value.HasValue() ? IsSet(*entry.value) : Truth::kMaybe;
}

std::string_view Verb(Truth set) {
  switch (set) {
    case Truth::kNo:
      return "is empty";
    case Truth::kMaybe:
      return "may be set";
    case Truth::kYes:
      return "is set";
  }
  return {};
}

const kube::AwsDataEntry* FindEntry(const kube::AwsData& data, std::string_view key) {
  const auto found = std::ranges::find(data.entries, key, &kube::AwsDataEntry::key);
  return found == data.entries.end() ? nullptr : &*found;
}

// A value that is withheld since it may be a secret: its place is the key alone.
bool IsWithheld(const kube::EnvVar& entry) {
  return entry.value.IsUnresolved() && entry.value.place().part == syntax::Part::kKey;
}

}  // namespace

ContainerVariables::ContainerVariables(const IdentityGraph& graph, const Workload& workload,
                                       const kube::Container& container)
    : graph_(graph), workload_(workload), container_(container) {}

Variable ContainerVariables::Find(std::string_view name) const {
  const kube::EnvVar* entry = kube::FindVariable(container_, name);
  return entry == nullptr ? OfSources(name) : OfEntry(*entry);
}

const kube::AwsData* ContainerVariables::FindObject(EnvReference::Kind kind,
                                                    const KnownText& name) const {
  if (!name.HasValue()) return nullptr;
  const facts::Facts& unit = *graph_[workload_.unit].facts;
  for (const kube::AwsData& data : unit.aws_data) {
    if (data.meta.kind != KindName(kind) || !data.meta.name.HasValue()) continue;
    const syntax::Text namespace_name = NamespaceOf(data.meta, unit, graph_.options());
    if (Equal(*data.meta.name, *name) == Truth::kYes &&
        Equal(namespace_name, workload_.namespace_name, syntax::HoleRange::kWithoutColon) !=
            Truth::kNo) {
      return &data;
    }
  }
  return nullptr;
}

Variable ContainerVariables::OfEntry(const kube::EnvVar& entry) const {
  if (entry.reference.has_value()) return OfReference(entry);
  Variable variable = {.value = entry.value, .why = {}, .entry = &entry};
  if (IsWithheld(entry)) {
    variable.set = Truth::kYes;
  } else if (entry.value.HasValue()) {
    variable.set = IsSet(*entry.value);
  } else {
    variable.set = entry.value.IsAbsent() ? Truth::kNo : Truth::kMaybe;
  }
  variable.why = fmt::format("{} {}", entry.name, Verb(variable.set));
  return variable;
}

Variable ContainerVariables::OfReference(const kube::EnvVar& entry) const {
  const EnvReference& reference = *entry.reference;
  const std::string name = NameOf(reference.kind, reference.name);
  Variable variable = {.set = Truth::kMaybe,
                       .value = KnownText::Unresolved(entry.value.place()),
                       .why = {},
                       .entry = &entry};
  const kube::AwsData* object = FindObject(reference.kind, reference.name);
  if (object == nullptr) {
    variable.why = fmt::format("{} comes from {}, which the input does not show", entry.name, name);
    return variable;
  }
  variable.data = FindEntry(*object, reference.key);
  if (variable.data == nullptr) {
    variable.why = fmt::format("{} comes from {}, which has no key \"{}\" in the input", entry.name,
                               name, base::EscapeForDisplay(reference.key));
    return variable;
  }
  variable.set = IsSet(*variable.data);
  variable.value = variable.data->value;
  if (reference.optional && variable.set == Truth::kYes) variable.set = Truth::kMaybe;
  variable.why = fmt::format("{} {} by {}{}", entry.name, Verb(variable.set), name,
                             reference.optional ? ", optionally" : "");
  return variable;
}

// Of sources that set the same variable the last wins.
Variable ContainerVariables::OfSources(std::string_view name) const {
  Variable variable = {.set = Truth::kNo, .why = fmt::format("{} is not set", name)};
  for (const kube::EnvSource& source : container_.env_from) {
    const auto key = base::StripPrefix(name, source.prefix);
    if (!key.has_value() || key->empty()) continue;
    const EnvReference::Kind kind = KindOf(source.kind);
    const std::string from = NameOf(kind, source.name);
    const kube::AwsData* object = FindObject(kind, source.name);
    if (object == nullptr) {
      // It may set the variable anew, but takes nothing away.
      variable.value = KnownText::Unresolved({});
      if (variable.set != Truth::kNo) continue;
      variable.set = Truth::kMaybe;
      variable.why = fmt::format("{} may come from {}, which the input does not show", name, from);
      continue;
    }
    const kube::AwsDataEntry* entry = FindEntry(*object, *key);
    if (entry == nullptr) continue;
    Truth set = IsSet(*entry);
    if (source.optional) set = Or(variable.set, And(set, Truth::kMaybe));
    variable = {.set = set,
                .value = entry->value,
                .why = fmt::format("{} {} by {}{}", name, Verb(set), from,
                                   source.optional ? ", optionally" : ""),
                .data = entry};
  }
  return variable;
}

}  // namespace irsalint::graph
