#pragma once

#include <memory>
#include <string>

#include "analyzer/base/git_objects.h"
#include "analyzer/base/result.h"

namespace irsalint::cli {

// The object store of the repository in which `directory` lies, read by the program git. Nothing of
// the repository is run: no filter, hook, file system monitor, pager or external diff; nothing is
// fetched, and no lock is taken. The environment is not passed on but for PATH and HOME. An error
// where git cannot be started; what is no repository shows at the first object.
[[nodiscard]] base::Result<std::unique_ptr<base::GitObjects>> OpenGit(const std::string& directory);

}  // namespace irsalint::cli
