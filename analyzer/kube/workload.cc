#include "analyzer/kube/workload.h"

#include "analyzer/kube/fields.h"
#include "analyzer/kube/read_object.h"
#include "analyzer/kube/read_pod_spec.h"

namespace irsalint::kube {
namespace {

// The map that holds `metadata` and `spec` of the pods.
MapView TemplateOf(const MapView& object, std::string_view kind) {
  if (kind == "Pod") return object;
  if (kind == "PodTemplate") return Child(object, "template");
  const MapView spec = Child(object, "spec");
  if (kind == "CronJob") return Child(Child(Child(spec, "jobTemplate"), "spec"), "template");
  return Child(spec, "template");
}

// Labels that say nothing about AWS are left out: every pod has some.
std::vector<Annotation> ReadEksLabels(const MapView& labels, std::string_view scope) {
  std::vector<Annotation> found = ReadAnnotations(labels, scope);
  std::erase_if(
      found, [](const Annotation& label) { return !label.key.starts_with("eks.amazonaws.com/"); });
  return found;
}

}  // namespace

std::optional<Workload> ReadWorkload(const syntax::Node& root, std::string_view scope) {
  if (Classify(root) != ObjectKind::kWorkload) return std::nullopt;
  const MapView pod = TemplateOf(ViewOf(root), KindOf(root));
  const MapView spec = Child(pod, "spec");
  if (spec.map == nullptr) return std::nullopt;
  const MapView annotations = Child(Child(pod, "metadata"), "annotations");
  return Workload{
      .meta = ReadObjectMeta(root, scope),
      .template_annotations = ReadAnnotations(annotations, scope),
      .template_annotations_place = syntax::PlaceOf(*annotations.nearest),
      .eks_labels = ReadEksLabels(Child(Child(pod, "metadata"), "labels"), scope),
      .spec = ReadPodSpec(*spec.map, scope),
  };
}

const syntax::Node* PodTemplateOf(const syntax::Node& root) {
  if (Classify(root) != ObjectKind::kWorkload) return nullptr;
  return TemplateOf(ViewOf(root), KindOf(root)).map;
}

}  // namespace irsalint::kube
