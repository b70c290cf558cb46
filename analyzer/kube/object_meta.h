#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/syntax/known.h"
#include "analyzer/syntax/text.h"

namespace irsalint::kube {

// A string of a Kubernetes object and where it stands.
using KnownText = syntax::Known<syntax::Text>;

// One annotation or label. `value` is unresolved when it is not a string (the API server refuses
// it).
struct Annotation {
  std::string key;
  KnownText value;
  std::string unquoted = {};  // of a boolean or number: its text as written
  syntax::Place key_place;

  friend bool operator==(const Annotation&, const Annotation&) = default;
};

// What every object carries. A missing namespace is absent, never "default": the tool that applies
// the manifest decides (docs/reference/semantics.md §2.1).
struct ObjectMeta {
  std::string api_version;
  std::string kind;
  KnownText name;
  KnownText namespace_name;
  std::vector<Annotation> annotations;
  syntax::Place annotations_place;  // the map; where it is missing, the innermost node around it
  syntax::Place place;              // the whole object

  // The annotation with exactly this key, null if there is none.
  const Annotation* FindAnnotation(std::string_view key) const;

  friend bool operator==(const ObjectMeta&, const ObjectMeta&) = default;
};

}  // namespace irsalint::kube
