#include "analyzer/cli/output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include "analyzer/base/path.h"
#include "analyzer/base/strings.h"
#include "analyzer/engine/selection.h"

namespace irsalint::cli {
namespace {

constexpr std::array<std::string_view, 3> kFormatNames = {"text", "json", "sarif"};

base::Error UsageError(std::string message) {
  return {.code = base::ErrorCode::kUsage, .message = std::move(message)};
}

base::Error WriteError(const std::string& path, int error_number) {
  return {.code = base::ErrorCode::kUnreadable,
          .message = "cannot be written: " +
                     std::error_code(error_number, std::generic_category()).message(),
          .path = path};
}

// Writes all bytes and closes; 0 or the error number.
int WriteAndClose(int descriptor, std::string_view content) {
  int failure = 0;
  while (!content.empty()) {
    const ssize_t written = ::write(descriptor, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      failure = errno;
      break;
    }
    content.remove_prefix(static_cast<size_t>(written));
  }
  if (::close(descriptor) != 0 && failure == 0) failure = errno;
  return failure;
}

// The permissions that a new file would get. Reading the mask means setting it for a moment; no
// other thread creates files.
mode_t NewFileMode() {
  constexpr mode_t kReadWriteForAll = 0666;
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return kReadWriteForAll & ~mask;
}

}  // namespace

std::optional<Format> FormatOfName(std::string_view name) {
  const auto found = std::ranges::find(kFormatNames, name);
  if (found == kFormatNames.end()) return std::nullopt;
  return static_cast<Format>(found - kFormatNames.begin());
}

base::Result<std::vector<Output>> ParseOutputs(const std::vector<std::string>& values) {
  std::vector<Output> outputs;
  for (const std::string& value : values) {
    const auto parts = base::SplitOnce(value, '=');
    const std::string_view name = parts.has_value() ? parts->before : value;
    const std::optional<Format> format = FormatOfName(name);
    if (!format.has_value()) {
      return UsageError(fmt::format("unknown format \"{}\"{}; there are text, json and sarif", name,
                                    engine::NearestNameHint(name, kFormatNames)));
    }
    if (parts.has_value() && parts->after.empty()) {
      return UsageError(fmt::format("--format {} names no file", value));
    }
    Output output = {.format = *format,
                     .file = parts.has_value() ? std::string(parts->after) : std::string()};
    const auto same_place = [&output](const Output& other) { return other.file == output.file; };
    if (std::ranges::any_of(outputs, same_place)) {
      return UsageError(output.file.empty()
                            ? std::string("two formats go to standard output; give all but one a "
                                          "file: --format sarif=out.sarif")
                            : fmt::format("two formats go to {}", output.file));
    }
    outputs.push_back(std::move(output));
  }
  if (outputs.empty()) outputs.emplace_back();
  return outputs;
}

base::Result<void> WriteFileAtomically(const std::string& path, std::string_view content) {
  struct stat existing = {};
  const bool exists = ::stat(path.c_str(), &existing) == 0;
  if (exists && !S_ISREG(existing.st_mode)) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) return WriteError(path, errno);
    const int failure = WriteAndClose(descriptor, content);
    if (failure != 0) return WriteError(path, failure);
    return {};
  }
  // A link stays a link: its target is what is replaced.
  std::error_code error;
  const std::string target = exists ? std::filesystem::canonical(path, error).string() : path;
  if (error) return WriteError(path, error.value());
  std::string temporary = base::path::Join(base::path::Dirname(target),
                                           fmt::format(".{}.XXXXXX", base::path::Basename(target)));
  const int descriptor = ::mkstemp(temporary.data());
  if (descriptor < 0) return WriteError(path, errno);
  int failure = ::fchmod(descriptor, NewFileMode()) == 0 ? 0 : errno;
  const int write_failure = WriteAndClose(descriptor, content);
  if (failure == 0) failure = write_failure;
  if (failure == 0 && ::rename(temporary.c_str(), target.c_str()) != 0) failure = errno;
  if (failure != 0) {
    ::unlink(temporary.c_str());
    return WriteError(path, failure);
  }
  return {};
}

}  // namespace irsalint::cli
