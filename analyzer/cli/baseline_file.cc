#include "analyzer/cli/baseline_file.h"

#include <fmt/format.h>

#include <utility>

#include "analyzer/base/utf8.h"
#include "analyzer/cli/write_file.h"
#include "analyzer/engine/baseline_file.h"
#include "analyzer/engine/baseline_text.h"
#include "analyzer/load/file_form.h"

namespace irsalint::cli {

base::Result<engine::Baseline> ReadBaseline(const std::string& path, const World& world) {
  return engine::LoadBaseline(world.files, path);
}

std::string BaselinePath(const std::string& given, const std::optional<engine::Config>& config) {
  if (given == "none") return "";
  if (given.empty() && config.has_value()) return config->baseline;
  return given;
}

base::Result<std::optional<engine::Baseline>> ReadNamedBaseline(const std::string& path,
                                                                const World& world) {
  if (path.empty()) return std::optional<engine::Baseline>();
  base::Result<engine::Baseline> baseline = ReadBaseline(path, world);
  if (!baseline.has_value()) return std::move(baseline).error();
  return std::optional(*std::move(baseline));
}

base::Result<void> WriteBaseline(const engine::Baseline& baseline, const std::string& path,
                                 const World& world) {
  const base::Result<base::FileInfo> there = world.files.Stat(path);
  if (there.has_value() && there->kind == base::FileKind::kSymlink) {
    return base::Error{.code = base::ErrorCode::kUsage,
                       .message = "is a symbolic link; name the file that it leads to",
                       .path = path};
  }
  return WriteFileAtomically(path, engine::ToText(baseline));
}

std::string GoneNote(const rule::BaselineUse& use) {
  if (use.gone.empty()) return "";
  const std::string path = base::EscapeForDisplay(use.path);
  const std::string option =
      use.path == load::kBaselineFileName ? "" : fmt::format(" --baseline {}", path);
  const bool is_one = use.gone.size() == 1;
  return fmt::format("note: {} of {} no longer {}; `irsalint baseline prune{}` removes {}\n",
                     is_one ? "1 entry" : fmt::format("{} entries", use.gone.size()), path,
                     is_one ? "occurs" : "occur", option, is_one ? "it" : "them");
}

}  // namespace irsalint::cli
