#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "analyzer/base/date.h"
#include "analyzer/base/file_system.h"
#include "analyzer/base/git_objects.h"
#include "analyzer/base/result.h"

namespace irsalint::cli {

// The environment variables that are looked at, as they are set; "" when unset.
struct Environment {
  std::string no_color = {};
  std::string clicolor = {};
  std::string clicolor_force = {};
  std::string force_color = {};
  std::string term = {};
  std::string github_actions = {};
  std::string tf_build = {};
  std::string ci = {};
};

// Everything outside of the program, so that commands can be tested without it.
struct World {
  const base::FileSystem& files;
  Environment environment = {};
  bool stdin_is_terminal = false;
  bool stdout_is_terminal = false;
  bool stderr_is_terminal = false;
  std::function<void(std::string_view)> write_stdout;
  std::function<void(std::string_view)> write_stderr;
  // All of standard input, at most `max_bytes`; an error of code kLimit for more.
  std::function<base::Result<std::string>(size_t max_bytes)> read_stdin;
  // Bytes of standard input as they come: how many, at least one; 0 at its end, and where it cannot
  // be read.
  std::function<size_t(std::span<char> buffer)> read_some;
  // The object store of the repository that a directory lies in.
  std::function<base::Result<std::unique_ptr<base::GitObjects>>(const std::string& directory)>
      open_git;
  // Nanoseconds of a monotonic clock.
  std::function<uint64_t()> clock;
  // Processors that may be used.
  size_t processors = 1;
  // The day it is, UTC.
  base::Date today = {};
};

}  // namespace irsalint::cli
