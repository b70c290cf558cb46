#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/graph/identity_graph.h"
#include "analyzer/rule/input_rules.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::hygiene::unrendered_template {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

Files of the input are templates (a Helm chart's, or a policy with placeholders that is not JSON
before it is filled in), and the manifests or policies that they stand for were not linted. One
finding for the whole run counts the files and shows the first.

## Why it matters

The values of a chart decide the names of accounts and roles. What is not rendered is not checked,
and because something may come out of it, the files beside it prove less.

## When it stays silent

For templates of which the text shows that nothing in them is part of an identity chain. If this
rule is not selected or is suppressed, standard error has the count.

## Example

```yaml chart/templates/serviceaccount.yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ .Values.serviceAccount.name }}
  {{- with .Values.serviceAccount.annotations }}
  annotations: {{- toYaml . | nindent 4 }}
  {{- end }}
```

## How to fix

Render first and lint the result: `helm template RELEASE CHART -f VALUES | irsalint -`, once for each
set of values that is deployed. Leave the templates themselves out with an ignore file.
)";

constexpr std::string_view kTags[] = {"hygiene"};
constexpr std::string_view kReferences[] = {"docs/architecture.md",
                                            "https://helm.sh/docs/helm/helm_template/"};

constexpr size_t kMaxShown = 4;

// One template for each file, in the order of the files.
std::vector<syntax::Place> TemplatesOf(const graph::IdentityGraph& graph) {
  std::vector<syntax::Place> places;
  for (const graph::Unit& unit : graph.units()) {
    for (const facts::OpenReason& reason : unit.facts->open_reasons) {
      if (reason.kind == facts::OpenReason::Kind::kTemplate) places.push_back(reason.place);
    }
  }
  std::ranges::sort(places, syntax::Before);
  const auto same_file = [](const syntax::Place& a, const syntax::Place& b) {
    return a.document.source == b.document.source;
  };
  places.erase(std::unique(places.begin(), places.end(), same_file), places.end());
  return places;
}

// The folder of the chart that a template belongs to, by Helm's fixed folder name.
std::optional<std::string> ChartOf(const graph::IdentityGraph& graph, source::SourceId source) {
  constexpr std::string_view kTemplates = "/templates/";
  for (const graph::Unit& unit : graph.units()) {
    for (const facts::FileRecord& file : unit.facts->files) {
      if (file.source != source) continue;
      const size_t folder = file.path.find(kTemplates);
      if (folder == std::string::npos) return std::nullopt;
      return file.path.substr(0, folder);
    }
  }
  return std::nullopt;
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  const std::vector<syntax::Place> templates = TemplatesOf(context.graph);
  if (templates.empty()) return;
  rule::Finding& finding = sink.Report(
      templates.front(),
      templates.size() == 1
          ? std::string("1 file is a template that was not rendered, so what it stands for is not "
                        "checked")
          : fmt::format("{} files are templates that were not rendered, so what they stand for is "
                        "not checked",
                        templates.size()));
  for (size_t i = 1; i < std::min(templates.size(), kMaxShown); ++i) {
    finding.related.push_back({.place = templates[i], .message = "not rendered either"});
  }
  if (templates.size() > kMaxShown) {
    finding.notes.push_back(fmt::format("{} more files", templates.size() - kMaxShown));
  }
  const std::optional<std::string> chart =
      ChartOf(context.graph, templates.front().document.source);
  finding.helps.push_back(
      chart.has_value()
          ? fmt::format("render the chart and lint the result: helm template {} | irsalint -",
                        *chart)
          : "fill the template in with the tool that it is written for, and lint the result");
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = rule::kUnrenderedTemplateRule,
             .group = "hygiene",
             .summary = "Templates were not rendered, so what they stand for is not checked",
             .severity = rule::Severity::kNote,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::hygiene::unrendered_template
