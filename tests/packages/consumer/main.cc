// A program of someone else's that lints a folder by the installed library.
#include <iostream>

#include "analyzer/base/real_file_system.h"
#include "analyzer/engine/run.h"
#include "analyzer/render/json.h"
#include "rules/all_rules.h"

int main(int argc, char** argv) {
  irsalint::engine::RunOptions options;
  options.paths.assign(argv + 1, argv + argc);
  const irsalint::base::RealFileSystem files;
  const irsalint::engine::RunResult result =
      irsalint::engine::Run(files, irsalint::rules::AllRules(), options);
  std::cout << irsalint::render::RenderJson(result.report);
  return result.report.findings.empty() ? 0 : 1;
}
