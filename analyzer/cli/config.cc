#include "analyzer/cli/config.h"

#include <fmt/format.h>

#include <utility>

#include "analyzer/base/utf8.h"
#include "analyzer/engine/config_file.h"

namespace irsalint::cli {
namespace {

using OptionalConfig = base::Result<std::optional<engine::Config>>;

base::Error Told(base::Error error, const Console& console) {
  (void)console.Fail(error);
  return error;
}

}  // namespace

OptionalConfig ReadConfig(const std::string& given, const CommandContext& context) {
  if (given == "none") return std::optional<engine::Config>();
  std::string path = given;
  if (path.empty()) {
    base::Result<std::optional<std::string>> found = engine::FindConfig(context.world.files);
    if (!found.has_value()) return Told(std::move(found).error(), context.console);
    if (!found->has_value()) return std::optional<engine::Config>();
    path = **found;
  }
  base::Result<engine::ParsedConfig> parsed =
      engine::LoadConfig(context.world.files, path, context.catalogue);
  if (!parsed.has_value()) return Told(std::move(parsed).error(), context.console);
  if (parsed->problems.empty()) return std::optional(std::move(parsed->config));
  for (const engine::ConfigProblem& problem : parsed->problems) {
    context.console.PrintError(fmt::format("irsalint: {}:{}:{}: {}\n", base::EscapeForDisplay(path),
                                           problem.line, problem.column,
                                           base::EscapeForDisplay(problem.message)));
  }
  context.console.PrintError("irsalint: nothing was checked, because the configuration is wrong\n");
  return base::Error{.code = base::ErrorCode::kConfig,
                     .message = "the configuration is wrong",
                     .path = std::move(path)};
}

}  // namespace irsalint::cli
