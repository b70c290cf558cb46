#pragma once

#include <string>

#include "analyzer/graph/annotation_sets.h"
#include "analyzer/rule/finding.h"
#include "analyzer/rule/rule_context.h"

namespace irsalint::rule {

// What carries the annotations: `the pod template of Deployment "api"`, `ServiceAccount "api"`.
std::string Describe(const graph::AnnotationSet& annotations);

// Says what a finding about one of the annotations is about.
void SetSubject(const RuleContext& context, const graph::AnnotationSet& annotations,
                Finding& finding);

}  // namespace irsalint::rule
