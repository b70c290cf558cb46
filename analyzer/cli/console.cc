#include "analyzer/cli/console.h"

#include <fmt/format.h>

#include "analyzer/base/utf8.h"
#include "analyzer/render/display.h"

namespace irsalint::cli {
namespace {

bool IsForced(const std::string& value) { return !value.empty() && value != "0"; }

}  // namespace

render::Color DecideColor(ColorMode mode, const Environment& environment, bool is_terminal) {
  switch (mode) {
    case ColorMode::kAlways:
      return render::Color::kAlways;
    case ColorMode::kNever:
      return render::Color::kNever;
    case ColorMode::kAuto:
      break;
  }
  if (!environment.no_color.empty()) return render::Color::kNever;
  if (IsForced(environment.clicolor_force) || IsForced(environment.force_color)) {
    return render::Color::kAlways;
  }
  const bool wanted = environment.clicolor != "0" && environment.term != "dumb";
  return is_terminal && wanted ? render::Color::kAlways : render::Color::kNever;
}

void Console::Print(std::string_view text, TextKind kind) const {
  if (!text.empty()) world_.write_stdout(Guarded(text, kind));
}

void Console::PrintError(std::string_view text) const {
  if (!text.empty()) world_.write_stderr(Guarded(text, TextKind::kPlain));
}

ExitCode StatusOf(const base::Error& error) {
  return error.code == base::ErrorCode::kInternal ? ExitCode::kInternal : ExitCode::kUsage;
}

ExitCode Console::Fail(const base::Error& error) const {
  std::string where;
  if (!error.path.empty()) where = base::EscapeForDisplay(error.path) + ": ";
  if (!error.path.empty() && error.line > 0) {
    where = fmt::format("{}:{}: ", base::EscapeForDisplay(error.path), error.line);
  }
  PrintError(fmt::format("irsalint: {}{}\n", where, base::EscapeForDisplay(error.message)));
  return StatusOf(error);
}

std::string Console::Guarded(std::string_view text, TextKind kind) const {
  const Environment& environment = world_.environment;
  if (environment.github_actions != "true" && environment.tf_build != "True") {
    return std::string(text);
  }
  switch (kind) {
    case TextKind::kPlain:
      return render::GuardWorkflowCommands(text);
    case TextKind::kJson:
      return render::GuardWorkflowCommandsInJson(text);
    case TextKind::kCommands:
      break;
  }
  return std::string(text);
}

}  // namespace irsalint::cli
