#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/facts/facts.h"
#include "analyzer/source/source_id.h"
#include "analyzer/syntax/parse.h"
#include "analyzer/syntax/place.h"

namespace irsalint::load {

// A string of a kustomization and where it stands.
struct KustomizationEntry {
  std::string text;
  syntax::Place place;

  friend bool operator==(const KustomizationEntry&, const KustomizationEntry&) = default;
};

// What of a kustomization bears on units and names
// (https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/).
struct Kustomization {
  bool is_component = false;
  std::vector<KustomizationEntry> resources;  // `resources`, then the legacy `bases`
  std::vector<KustomizationEntry> components;
  std::optional<KustomizationEntry> namespace_name;  // of `namespace`
  std::optional<KustomizationEntry> name_prefix;
  std::optional<KustomizationEntry> name_suffix;
  // Files that are no objects: patches, replacements, generator inputs, plugin and schema files.
  std::vector<KustomizationEntry> other_files;
  // Patches, generators, charts, transformers: why absence proves nothing here.
  std::vector<facts::OpenReason> open_reasons;

  friend bool operator==(const Kustomization&, const Kustomization&) = default;
};

// `kustomization.yaml`, `kustomization.yml` or `Kustomization`.
bool IsKustomizationName(std::string_view base_name);

// Whether an entry of `resources` names something that is fetched: a URL, `git@…`,
// `github.com/…`, or anything with `?ref=`.
bool IsRemote(std::string_view entry);

// Reads the first document of the file. Entries that are not strings are left out.
struct ParsedKustomization {
  std::optional<Kustomization> kustomization;
  std::optional<syntax::ParseError> error;
};
ParsedKustomization ReadKustomization(source::SourceId source, std::string_view bytes);

}  // namespace irsalint::load
