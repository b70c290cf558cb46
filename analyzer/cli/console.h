#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "analyzer/base/result.h"
#include "analyzer/cli/exit_code.h"
#include "analyzer/cli/world.h"
#include "analyzer/render/text.h"

namespace irsalint::cli {

enum class ColorMode : uint8_t { kAuto, kAlways, kNever };

// --color wins; then NO_COLOR (non-empty: off), CLICOLOR_FORCE or FORCE_COLOR (non-empty and not
// "0": on), CLICOLOR=0 (off); else colour on a terminal that is not dumb.
[[nodiscard]] render::Color DecideColor(ColorMode mode, const Environment& environment,
                                        bool is_terminal);

// What kind of text is printed; it decides how workflow commands are kept out of it. kCommands are
// such commands, and safe by themselves.
enum class TextKind : uint8_t { kPlain, kJson, kCommands };

// The exit status that an error stands for.
[[nodiscard]] ExitCode StatusOf(const base::Error& error);

// The only way to standard output and standard error. What is printed may echo the input; under
// GitHub Actions and in Azure Pipelines nothing in it can be read as a command.
class Console {
 public:
  explicit Console(const World& world) : world_(world) {}

  void Print(std::string_view text, TextKind kind = TextKind::kPlain) const;
  void PrintError(std::string_view text) const;

  // "irsalint: MESSAGE" (with the error's path and line) on standard error. Returns the exit status
  // that the error's code stands for.
  ExitCode Fail(const base::Error& error) const;

 private:
  std::string Guarded(std::string_view text, TextKind kind) const;

  const World& world_;
};

}  // namespace irsalint::cli
