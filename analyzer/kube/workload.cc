#include "analyzer/kube/workload.h"

#include "analyzer/kube/fields.h"
#include "analyzer/kube/read_object.h"
#include "analyzer/kube/read_pod_spec.h"

namespace irsalint::kube {
namespace {

// The map that holds `metadata` and `spec` of the pods.
MapView PodTemplateOf(const MapView& object, std::string_view kind) {
  if (kind == "Pod") return object;
  if (kind == "PodTemplate") return Child(object, "template");
  const MapView spec = Child(object, "spec");
  if (kind == "CronJob") return Child(Child(Child(spec, "jobTemplate"), "spec"), "template");
  return Child(spec, "template");
}

}  // namespace

std::optional<Workload> ReadWorkload(const syntax::Node& root, std::string_view scope) {
  if (Classify(root) != ObjectKind::kWorkload) return std::nullopt;
  const MapView pod = PodTemplateOf(ViewOf(root), KindOf(root));
  const MapView spec = Child(pod, "spec");
  if (spec.map == nullptr) return std::nullopt;
  const MapView annotations = Child(Child(pod, "metadata"), "annotations");
  return Workload{
      .meta = ReadObjectMeta(root, scope),
      .template_annotations = ReadAnnotations(annotations, scope),
      .template_annotations_place = syntax::PlaceOf(*annotations.nearest),
      .spec = ReadPodSpec(*spec.map, scope),
  };
}

}  // namespace irsalint::kube
