#include <fmt/format.h>

#include <CLI/App.hpp>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/base/utf8.h"
#include "analyzer/cli/commands.h"
#include "analyzer/cli/linking.h"
#include "analyzer/cli/node_at.h"
#include "analyzer/cli/selector.h"
#include "analyzer/explain/pod_patch.h"
#include "analyzer/explain/walk_json.h"
#include "analyzer/explain/walk_text.h"
#include "analyzer/kube/read_object.h"
#include "analyzer/render/style.h"
#include "analyzer/rule/chain.h"

namespace irsalint::cli {
namespace {

constexpr size_t kNamedWorkloads = 10;  // in an error

struct TraceOptions {
  std::string selector;
  bool all = false;
  std::string format = "text";
  std::string mutated;  // "yaml" or "patch"; "": the walk
  LinkingOptions linking;
};

base::Error UsageError(std::string message) {
  return {.code = base::ErrorCode::kUsage, .message = std::move(message)};
}

std::string LabelOf(const graph::Workload& workload) {
  const kube::ObjectMeta& meta = workload.object->meta;
  return fmt::format("{}/{}/{}", meta.kind, rule::Show(workload.namespace_name),
                     rule::Show(*meta.name));
}

base::Error NothingSelected(const graph::IdentityGraph& graph, const std::string& selector) {
  if (graph.workloads().empty()) return UsageError("the input holds nothing that makes pods");
  std::string names;
  for (size_t i = 0; i < graph.workloads().size() && i < kNamedWorkloads; ++i) {
    names += (i == 0 ? "" : ", ") + LabelOf(graph.workloads()[i]);
  }
  if (graph.workloads().size() > kNamedWorkloads) names += ", …";
  return UsageError(fmt::format("no workload {} is in the input, which has {}", selector, names));
}

base::Result<std::vector<graph::WorkloadId>> Selected(const graph::IdentityGraph& graph,
                                                      const TraceOptions& options) {
  std::vector<graph::WorkloadId> selected;
  if (options.all) {
    for (uint32_t i = 0; i < graph.workloads().size(); ++i) selected.push_back({i});
    return selected;
  }
  selected = SelectedWorkloads(graph, *ParseSelector(options.selector));
  if (selected.empty()) return NothingSelected(graph, options.selector);
  return selected;
}

explain::Painter PainterFor(const CommandContext& context) {
  const render::Color color =
      DecideColor(ColorMode::kAuto, context.world.environment, context.world.stdout_is_terminal);
  return [color](std::string_view text, explain::WalkStyle style) {
    switch (style) {
      case explain::WalkStyle::kHeading:
        return render::Paint(text, render::Style::kBold, color);
      case explain::WalkStyle::kGood:
        return render::Paint(text, render::Style::kNote, color);
      case explain::WalkStyle::kFault:
        return render::Paint(text, render::Style::kError, color);
      case explain::WalkStyle::kUnknown:
        return render::Paint(text, render::Style::kWarning, color);
      case explain::WalkStyle::kPlace:
        return render::Paint(text, render::Style::kFrame, color);
    }
    return std::string(text);
  };
}

ExitCode PrintWalks(const std::vector<graph::PodWalk>& walks, const engine::LinkedInput& input,
                    const TraceOptions& options, const CommandContext& context) {
  std::vector<explain::ReportedWalk> reported;
  std::vector<syntax::Place> places;
  for (const graph::PodWalk& walk : walks) {
    reported.push_back({.walk = &walk, .report = explain::ReportOf(*input.graph, walk)});
    for (syntax::Place& place : explain::PlacesOf(reported.back().report)) {
      places.push_back(std::move(place));
    }
  }
  const explain::PlaceLines lines = LinesOf(places, input, context);
  if (options.format == "json") {
    context.console.Print(explain::WalkJson(reported, lines), TextKind::kJson);
    return ExitCode::kOk;
  }
  const explain::Painter paint = PainterFor(context);
  bool first = true;
  for (const explain::ReportedWalk& walk : reported) {
    context.console.Print((first ? "" : "\n") + explain::WalkText(walk.report, lines, paint));
    first = false;
  }
  return ExitCode::kOk;
}

// The pods of all walks as the webhook leaves them, each once.
ExitCode PrintMutated(const std::vector<graph::PodWalk>& walks, const engine::LinkedInput& input,
                      const TraceOptions& options, const CommandContext& context) {
  std::set<std::string> printed;
  for (const graph::PodWalk& walk : walks) {
    const syntax::Place& place = (*input.graph)[walk.workload].object->meta.place;
    const base::Result<std::string> text =
        WithNodeAt(place, input, context.world, [&](const syntax::Node& root) -> std::string {
          const syntax::Node& pod = *kube::PodTemplateOf(root);
          const kube::Injection& injection = walk.injection.injection;
          return options.mutated == "patch" ? explain::PodPatchJson(pod, injection)
                                            : explain::PatchedPodYaml(pod, injection);
        });
    if (!text.has_value()) return context.console.Fail(text.error());
    if (!printed.insert(*text).second) continue;
    const bool is_yaml = options.mutated != "patch";
    context.console.Print((is_yaml && printed.size() > 1 ? "---\n" : "") + *text,
                          is_yaml ? TextKind::kPlain : TextKind::kJson);
  }
  return ExitCode::kOk;
}

// `trace --all PATH`: then the first argument is a path.
TraceOptions Arranged(const TraceOptions& given) {
  TraceOptions options = given;
  if (options.all && !options.selector.empty()) {
    options.linking.input.paths.insert(options.linking.input.paths.begin(), options.selector);
    options.selector.clear();
  }
  return options;
}

ExitCode Trace(const TraceOptions& given, const CommandContext& context) {
  TraceOptions options = Arranged(given);
  if (!options.all) {
    const std::optional<WorkloadSelector> selector = ParseSelector(options.selector);
    if (!selector.has_value()) {
      return context.console.Fail(
          UsageError("name a workload as NAMESPACE/NAME or KIND/NAMESPACE/NAME, or give --all"));
    }
    // Manifests that name no namespace may be applied to this one, and the walk says so.
    if (options.linking.namespace_name.empty()) {
      options.linking.namespace_name = selector->namespace_name;
    }
  }
  const base::Result<engine::LinkedInput> input = ReadLinked(options.linking, context);
  if (!input.has_value()) return StatusOf(input.error());
  const ExitCode read = TellProblems(*input, options.linking, context);
  const auto selected = Selected(*input->graph, options);
  if (!selected.has_value()) return context.console.Fail(selected.error());
  const graph::PodWalks all_walks(*input->graph);
  std::vector<graph::PodWalk> walks;
  for (const graph::WorkloadId workload : *selected) {
    for (graph::PodWalk& walk : all_walks.Of(workload)) walks.push_back(std::move(walk));
  }
  const ExitCode printed = options.mutated.empty() ? PrintWalks(walks, *input, options, context)
                                                   : PrintMutated(walks, *input, options, context);
  return Worse(read, printed);
}

constexpr const char* kFooter =
    "Examples:\n"
    "  irsalint trace media/uploader\n"
    "  irsalint trace Deployment/media/uploader k8s iam --mutated\n"
    "  irsalint trace --all --format json .\n\n"
    "Exit status: 0, whatever the walk says; 2 wrong usage or unreadable input.";

}  // namespace

void AddTraceCommand(CLI::App& app, CommandContext& context) {
  const auto options = std::make_shared<TraceOptions>();
  CLI::App* command =
      app.add_subcommand("trace", "Walk a workload from its pod to its AWS identity");
  command->add_option("WORKLOAD", options->selector,
                      "NAMESPACE/NAME or KIND/NAMESPACE/NAME; not with --all");
  command->add_flag("--all", options->all, "Every workload of the input");
  AddLinkingOptions(*command, options->linking);
  AddConfigOption(*command, options->linking.config);
  command->option_defaults()->group("How it is shown");
  command->add_option("--format", options->format, "Output format")
      ->check(CLI::IsMember({"text", "json"}))
      ->option_text("{text,json}");
  command
      ->add_option("--mutated", options->mutated,
                   "The pod as the webhook leaves it instead of the walk, or the JSON patch alone")
      ->expected(0, 1)
      ->default_str("yaml")
      ->check(CLI::IsMember({"yaml", "patch"}))
      ->option_text("[=patch]");
  command->footer(kFooter);
  command->callback([options, &context] { context.exit_code = Trace(*options, context); });
}

}  // namespace irsalint::cli
