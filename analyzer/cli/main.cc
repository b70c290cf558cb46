#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <vector>

#include "analyzer/base/real_file_system.h"
#include "analyzer/cli/app.h"
#include "analyzer/cli/git_process.h"
#include "rules/all_rules.h"

namespace {

using irsalint::base::Error;
using irsalint::base::ErrorCode;
using irsalint::base::Result;

std::string Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

void WriteAll(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return;
    text.remove_prefix(static_cast<size_t>(written));
  }
}

Result<std::string> ReadStdin(size_t max_bytes) {
  constexpr size_t kChunk = size_t{64} << 10;
  std::string text;
  std::vector<char> chunk(kChunk);
  while (true) {
    const ssize_t count = ::read(STDIN_FILENO, chunk.data(), chunk.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      return Error{.code = ErrorCode::kUnreadable,
                   .message = std::error_code(errno, std::generic_category()).message(),
                   .path = "-"};
    }
    if (count == 0) return text;
    if (text.size() + static_cast<size_t>(count) > max_bytes) {
      return Error{.code = ErrorCode::kLimit,
                   .message = "standard input is larger than the limit of " +
                              std::to_string(max_bytes) + " bytes",
                   .path = "-"};
    }
    text.append(chunk.data(), static_cast<size_t>(count));
  }
}

size_t ReadSome(std::span<char> buffer) {
  while (true) {
    const ssize_t count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    return count < 0 ? 0 : static_cast<size_t>(count);
  }
}

uint64_t MonotonicNanoseconds() {
  return static_cast<uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(
                                   std::chrono::steady_clock::now().time_since_epoch())
                                   .count());
}

irsalint::base::Date Today() {
  const std::chrono::year_month_day today =
      std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return {.year = static_cast<uint16_t>(static_cast<int>(today.year())),
          .month = static_cast<uint8_t>(static_cast<unsigned>(today.month())),
          .day = static_cast<uint8_t>(static_cast<unsigned>(today.day()))};
}

irsalint::cli::Environment ReadEnvironment() {
  return {.no_color = Variable("NO_COLOR"),
          .clicolor = Variable("CLICOLOR"),
          .clicolor_force = Variable("CLICOLOR_FORCE"),
          .force_color = Variable("FORCE_COLOR"),
          .term = Variable("TERM"),
          .github_actions = Variable("GITHUB_ACTIONS"),
          .tf_build = Variable("TF_BUILD"),
          .ci = Variable("CI")};
}

}  // namespace

int main(int argc, char** argv) {
  // A reader that goes away (`irsalint | head`) is a failing write, not a signal.
  std::signal(SIGPIPE, SIG_IGN);
  const irsalint::base::RealFileSystem files;
  const irsalint::cli::World world = {
      .files = files,
      .environment = ReadEnvironment(),
      .stdin_is_terminal = ::isatty(STDIN_FILENO) == 1,
      .stdout_is_terminal = ::isatty(STDOUT_FILENO) == 1,
      .stderr_is_terminal = ::isatty(STDERR_FILENO) == 1,
      .write_stdout = [](std::string_view text) { WriteAll(STDOUT_FILENO, text); },
      .write_stderr = [](std::string_view text) { WriteAll(STDERR_FILENO, text); },
      .read_stdin = ReadStdin,
      .read_some = ReadSome,
      .open_git = irsalint::cli::OpenGit,
      .clock = MonotonicNanoseconds,
      .processors = std::max(1U, std::thread::hardware_concurrency()),
      .today = Today(),
  };
  try {
    const std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
    return static_cast<int>(
        irsalint::cli::RunProgram(arguments, world, irsalint::rules::AllRules()));
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "irsalint: internal error: %s\n", fault.what());
    return static_cast<int>(irsalint::cli::ExitCode::kInternal);
  }
}
