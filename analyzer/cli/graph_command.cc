#include <fmt/format.h>

#include <CLI/App.hpp>
#include <memory>
#include <string>

#include "analyzer/cli/commands.h"
#include "analyzer/cli/linking.h"
#include "analyzer/explain/graph_dot.h"
#include "analyzer/explain/graph_json.h"
#include "analyzer/explain/graph_mermaid.h"
#include "analyzer/explain/graph_text.h"
#include "analyzer/explain/graph_view.h"

namespace irsalint::cli {
namespace {

struct GraphOptions {
  LinkingOptions linking;
  std::string format = "text";
};

void PrintMermaid(const explain::GraphView& view, const explain::PlaceLines& lines,
                  const Console& console) {
  const explain::MermaidDiagram diagram = explain::GraphMermaid(view, lines);
  console.Print(diagram.text);
  if (diagram.edges == view.edges.size()) return;
  console.PrintError(
      fmt::format("note: the diagram shows {} of {} links, because Mermaid draws no more; --format "
                  "dot and json "
                  "have all, and a narrower PATH has fewer\n",
                  diagram.edges, view.edges.size()));
}

ExitCode PrintGraph(const GraphOptions& options, const CommandContext& context) {
  const base::Result<engine::LinkedInput> input = ReadLinked(options.linking, context);
  if (!input.has_value()) return StatusOf(input.error());
  const ExitCode read = TellProblems(*input, options.linking, context);
  const explain::GraphView view = explain::GraphViewOf(*input->graph);
  const explain::PlaceLines lines = LinesOf(explain::PlacesOf(view), *input, context);
  if (options.format == "json") {
    context.console.Print(explain::GraphJson(view, lines), TextKind::kJson);
  } else if (options.format == "dot") {
    context.console.Print(explain::GraphDot(view, lines));
  } else if (options.format == "mermaid") {
    PrintMermaid(view, lines, context.console);
  } else {
    context.console.Print(explain::GraphText(view, lines));
  }
  return read;
}

constexpr const char* kExamples =
    "Examples:\n"
    "  irsalint graph k8s iam\n"
    "  irsalint graph --format dot | dot -Tsvg > identity.svg\n"
    "  irsalint graph --format mermaid clusters/prod > identity.mmd\n\n"
    "Exit status: 0 printed, whatever is broken; 2 wrong usage or unreadable input.";

}  // namespace

void AddGraphCommand(CLI::App& app, CommandContext& context) {
  const auto options = std::make_shared<GraphOptions>();
  CLI::App* command =
      app.add_subcommand("graph", "Print what leads from pods to roles and from roles to clusters");
  AddLinkingOptions(*command, options->linking);
  AddConfigOption(*command, options->linking.config);
  command->option_defaults()->group("How it is shown");
  command->add_option("--format", options->format, "Output format")
      ->check(CLI::IsMember({"text", "dot", "mermaid", "json"}))
      ->option_text("{text,dot,mermaid,json}");
  command->footer(kExamples);
  command->callback([options, &context] { context.exit_code = PrintGraph(*options, context); });
}

}  // namespace irsalint::cli
