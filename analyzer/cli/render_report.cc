#include "analyzer/cli/render_report.h"

#include "analyzer/render/azure.h"
#include "analyzer/render/github.h"
#include "analyzer/render/gitlab.h"
#include "analyzer/render/json.h"
#include "analyzer/render/junit.h"
#include "analyzer/render/markdown.h"
#include "analyzer/render/rdjson.h"
#include "analyzer/render/sarif.h"

namespace irsalint::cli {
namespace {

std::vector<const rule::RuleMeta*> MetasOf(std::span<const rule::Rule* const> rules) {
  std::vector<const rule::RuleMeta*> metas;
  for (const rule::Rule* rule : rules) metas.push_back(&rule->meta);
  return metas;
}

}  // namespace

bool NeedsDetails(Format format) { return format == Format::kSarif || format == Format::kRdjson; }

std::string RenderReport(const RenderedRun& run, Format format) {
  switch (format) {
    case Format::kText:
      return render::RenderText(run.report, {.extent = render::Extent::kFull});
    case Format::kJson:
      return render::RenderJson(run.report);
    case Format::kSarif: {
      const std::vector<const rule::RuleMeta*> metas = MetasOf(run.catalogue);
      return render::RenderSarif({.report = run.report, .rules = metas, .details = run.details});
    }
    case Format::kGithub:
      return render::RenderGithub(run.report);
    case Format::kMarkdown:
      return render::RenderMarkdown(run.report);
    case Format::kJunit: {
      const std::vector<const rule::RuleMeta*> metas = MetasOf(run.rules);
      return render::RenderJunit({.report = run.report, .rules = metas, .fail_on = run.fail_on});
    }
    case Format::kGitlab:
      return render::RenderGitlab(run.report);
    case Format::kRdjson:
      return render::RenderRdjson(run.report, run.details);
    case Format::kAzure:
      return render::RenderAzure(run.report);
  }
  return "";
}

TextKind TextKindOf(Format format) {
  switch (format) {
    case Format::kText:
    case Format::kMarkdown:
    case Format::kJunit:
      return TextKind::kPlain;
    case Format::kJson:
    case Format::kSarif:
    case Format::kGitlab:
    case Format::kRdjson:
      return TextKind::kJson;
    case Format::kGithub:
    case Format::kAzure:
      return TextKind::kCommands;
  }
  return TextKind::kPlain;
}

}  // namespace irsalint::cli
