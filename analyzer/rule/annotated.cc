#include "analyzer/rule/annotated.h"

#include <fmt/format.h>

#include "analyzer/rule/chain.h"

namespace irsalint::rule {

std::string Describe(const graph::AnnotationSet& annotations) {
  const kube::ObjectMeta& object = *annotations.object;
  const std::string name = fmt::format("{} \"{}\"", object.kind, Show(*object.name));
  return annotations.on == graph::AnnotationSet::On::kPodTemplate ? "the pod template of " + name
                                                                  : name;
}

void SetSubject(const RuleContext& context, const graph::AnnotationSet& annotations,
                Finding& finding) {
  const kube::ObjectMeta& object = *annotations.object;
  finding.subject = {.kind = object.kind,
                     .namespace_name = object.namespace_name->Written(),
                     .name = object.name->Written()};
  finding.overlay = context.graph[annotations.unit].facts->unit;
}

}  // namespace irsalint::rule
