#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/kube/object_meta.h"
#include "analyzer/syntax/holes.h"
#include "analyzer/syntax/known.h"
#include "analyzer/syntax/node.h"

// How the readers of kube/ take fields out of a document. Internal to kube/.
namespace irsalint::kube {

// A map that fields are read from, which need not be there: `map` is null when it is missing, null
// or something else than a map. `nearest` is then the innermost node that is there, so that an
// absent field still has a place.
struct MapView {
  const syntax::Node* map = nullptr;
  const syntax::Node* nearest = nullptr;  // never null
  bool is_wrong = false;  // something else than a map stands there: its fields are unresolved
};

MapView ViewOf(const syntax::Node& node);
MapView Child(const MapView& parent, std::string_view key);

// Where a key that is missing in the view would be written.
syntax::Place PlaceOfMissing(const MapView& view);

KnownText ReadTextField(const MapView& view, std::string_view key, syntax::Field field,
                        std::string_view scope);
syntax::Known<bool> ReadBoolField(const MapView& view, std::string_view key);
syntax::Known<int64_t> ReadIntField(const MapView& view, std::string_view key);

// The text of a string scalar, holes left as written; "" for everything else.
std::string ReadString(const MapView& view, std::string_view key);

// The maps of a list of maps; other items are left out. Empty unless `key` is a list.
std::vector<MapView> ReadMaps(const MapView& view, std::string_view key);

// The strings of a list of strings; other items are left out.
std::vector<std::string> ReadStrings(const MapView& view, std::string_view key);

// The value node as Known text: absent for null, unresolved for anything but a string.
KnownText ReadText(const syntax::Node& value, syntax::Field field, std::string_view scope);

// The entries of a map as Kubernetes reads them: of equal keys the last, then what merge keys
// bring. Keys that are not scalars are left out. In the order of the first mention.
std::vector<syntax::Pair> EntriesOf(const MapView& view);

// `metadata.annotations` or `nodeSelector`: keys and values. Copies of whole objects that kubectl
// leaves in an annotation are left out: they say nothing more and may hold the values of a Secret.
std::vector<Annotation> ReadAnnotations(const MapView& annotations, std::string_view scope);

ObjectMeta ReadObjectMeta(const syntax::Node& root, std::string_view scope);

}  // namespace irsalint::kube
