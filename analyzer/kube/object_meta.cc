#include "analyzer/kube/object_meta.h"

#include "analyzer/kube/fields.h"
#include "analyzer/kube/read_object.h"

namespace irsalint::kube {

const Annotation* ObjectMeta::FindAnnotation(std::string_view key) const {
  for (const Annotation& annotation : annotations) {
    if (annotation.key == key) return &annotation;
  }
  return nullptr;
}

ObjectMeta ReadObjectMeta(const syntax::Node& root, std::string_view scope) {
  const MapView object = ViewOf(root);
  const MapView metadata = Child(object, "metadata");
  const MapView annotations = Child(metadata, "annotations");
  return {
      .api_version = ReadString(object, "apiVersion"),
      .kind = std::string(KindOf(root)),
      .name = ReadTextField(metadata, "name", syntax::Field::kName, scope),
      .namespace_name = ReadTextField(metadata, "namespace", syntax::Field::kNamespace, scope),
      .annotations = ReadAnnotations(annotations, scope),
      .annotations_place = syntax::PlaceOf(*annotations.nearest),
      .place = syntax::PlaceOf(root),
  };
}

}  // namespace irsalint::kube
