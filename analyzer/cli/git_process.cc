#include "analyzer/cli/git_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <mutex>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "analyzer/base/strings.h"

namespace irsalint::cli {
namespace {

using base::GitObject;

base::Error GitError(std::string message) {
  return {.code = base::ErrorCode::kUnreadable, .message = std::move(message)};
}

base::Error SystemError(std::string_view action, int error_number) {
  return GitError(fmt::format("cannot {}: {}", action,
                              std::error_code(error_number, std::generic_category()).message()));
}

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int get() const { return number_; }

 private:
  int number_;
};

struct Pipe {
  Descriptor read;
  Descriptor write;
};

std::optional<Pipe> MakePipe() {
  std::array<int, 2> ends = {};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
  return Pipe{.read = Descriptor(ends[0]), .write = Descriptor(ends[1])};
}

// What the process may know of ours: where programs lie, and the user's own settings, which say
// whose repositories are trusted.
std::vector<std::string> CleanEnvironment() {
  std::vector<std::string> variables = {
      "GIT_NO_LAZY_FETCH=1",   "GIT_OPTIONAL_LOCKS=0", "GIT_NO_REPLACE_OBJECTS=1",
      "GIT_TERMINAL_PROMPT=0", "GIT_PAGER=cat",        "LC_ALL=C"};
  for (const char* name : {"PATH", "HOME"}) {
    const char* value = std::getenv(name);
    if (value != nullptr) variables.push_back(fmt::format("{}={}", name, value));
  }
  return variables;
}

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// The first line of an answer: `<id> <type> <size>`.
struct Header {
  std::string id;
  GitObject::Type type = GitObject::Type::kBlob;
  uint64_t size = 0;
};

std::optional<GitObject::Type> TypeOf(std::string_view name) {
  if (name == "blob") return GitObject::Type::kBlob;
  if (name == "tree") return GitObject::Type::kTree;
  if (name == "commit") return GitObject::Type::kCommit;
  if (name == "tag") return GitObject::Type::kTag;
  return std::nullopt;
}

std::optional<Header> ParseHeader(std::string_view line) {
  const std::vector<std::string_view> words = base::SplitBy(line, ' ');
  if (words.size() != 3) return std::nullopt;
  const std::optional<GitObject::Type> type = TypeOf(words[1]);
  Header header = {.id = std::string(words[0])};
  const auto [end, error] =
      std::from_chars(words[2].data(), words[2].data() + words[2].size(), header.size);
  if (!type.has_value() || error != std::errc() || end != words[2].data() + words[2].size()) {
    return std::nullopt;
  }
  header.type = *type;
  return header;
}

// One `git cat-file` that answers a line of input after the other. Ends with its input.
class CatFile {
 public:
  static base::Result<std::unique_ptr<CatFile>> Start(const std::string& directory,
                                                      const std::string& mode) {
    std::optional<Pipe> input = MakePipe();
    std::optional<Pipe> output = MakePipe();
    if (!input.has_value() || !output.has_value()) return SystemError("start git", errno);
    std::vector<std::string> arguments = {"git",      "--no-optional-locks",
                                          "-c",       "core.fsmonitor=false",
                                          "-c",       "core.hooksPath=/dev/null",
                                          "-c",       "safe.bareRepository=explicit",
                                          "-C",       directory,
                                          "cat-file", mode};
    std::vector<std::string> environment = CleanEnvironment();
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input->read.get(), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output->write.get(), STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t process = 0;
    const int failure = ::posix_spawnp(&process, "git", &actions, nullptr,
                                       Pointers(arguments).data(), Pointers(environment).data());
    posix_spawn_file_actions_destroy(&actions);
    if (failure != 0) return SystemError("start git", failure);
    return std::unique_ptr<CatFile>(
        new CatFile(process, std::move(input->write), std::move(output->read)));
  }

  CatFile(const CatFile&) = delete;
  CatFile& operator=(const CatFile&) = delete;
  ~CatFile() {
    input_ = Descriptor();
    while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }

  // Of an object that is there; its bytes follow in the mode `--batch`.
  base::Result<Header> Ask(std::string_view name) {
    if (name.find('\n') != name.npos) return GitError("the name holds a line ending");
    if (!Write(fmt::format("{}\n", name))) return Refused();
    const std::optional<std::string> line = ReadLine();
    if (!line.has_value()) return Refused();
    const std::optional<Header> header = ParseHeader(*line);
    if (!header.has_value()) return GitError("git knows no such object");
    return *header;
  }

  // The bytes that follow a header, or nothing of them kept; false when git ends first.
  bool ReadBody(uint64_t size, std::string* bytes) {
    while (size > 0) {
      if (buffer_.empty() && !Fill()) return false;
      const size_t taken = std::min<uint64_t>(size, buffer_.size());
      if (bytes != nullptr) bytes->append(buffer_, 0, taken);
      buffer_.erase(0, taken);
      size -= taken;
    }
    if (buffer_.empty() && !Fill()) return false;
    buffer_.erase(0, 1);  // the line ending behind the bytes
    return true;
  }

 private:
  static base::Error Refused() {
    return GitError("git does not read this repository; `git status` says why");
  }

  CatFile(pid_t process, Descriptor input, Descriptor output)
      : process_(process), input_(std::move(input)), output_(std::move(output)) {}

  bool Write(std::string_view text) {
    while (!text.empty()) {
      const ssize_t written = ::write(input_.get(), text.data(), text.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return false;
      text.remove_prefix(static_cast<size_t>(written));
    }
    return true;
  }

  bool Fill() {
    constexpr size_t kChunk = size_t{64} << 10;
    const size_t before = buffer_.size();
    buffer_.resize(before + kChunk);
    ssize_t count = 0;
    do {
      count = ::read(output_.get(), buffer_.data() + before, kChunk);
    } while (count < 0 && errno == EINTR);
    buffer_.resize(before + static_cast<size_t>(std::max<ssize_t>(count, 0)));
    return count > 0;
  }

  std::optional<std::string> ReadLine() {
    while (true) {
      const size_t end = buffer_.find('\n');
      if (end != buffer_.npos) {
        std::string line = buffer_.substr(0, end);
        buffer_.erase(0, end + 1);
        return line;
      }
      if (!Fill()) return std::nullopt;
    }
  }

  pid_t process_;
  Descriptor input_;
  Descriptor output_;
  std::string buffer_;
};

// Two processes: one answers with objects, the other with sizes alone.
class GitProcess final : public base::GitObjects {
 public:
  GitProcess(std::unique_ptr<CatFile> objects, std::unique_ptr<CatFile> sizes)
      : objects_(std::move(objects)), sizes_(std::move(sizes)) {}

  base::Result<GitObject> Read(std::string_view name, size_t max_bytes) const override {
    const std::lock_guard lock(mutex_);
    const base::Result<Header> header = objects_->Ask(name);
    if (!header.has_value()) return header.error();
    const bool fits = header->size <= max_bytes;
    GitObject object = {.type = header->type, .id = header->id};
    if (!objects_->ReadBody(header->size, fits ? &object.bytes : nullptr)) {
      return GitError("git ended early");
    }
    if (!fits) {
      return base::Error{.code = base::ErrorCode::kLimit,
                         .message = fmt::format("is larger than the limit of {} bytes", max_bytes)};
    }
    return object;
  }

  base::Result<uint64_t> Size(std::string_view name) const override {
    const std::lock_guard lock(mutex_);
    const base::Result<Header> header = sizes_->Ask(name);
    if (!header.has_value()) return header.error();
    return header->size;
  }

 private:
  mutable std::mutex mutex_;
  std::unique_ptr<CatFile> objects_;
  std::unique_ptr<CatFile> sizes_;
};

}  // namespace

base::Result<std::unique_ptr<base::GitObjects>> OpenGit(const std::string& directory) {
  base::Result<std::unique_ptr<CatFile>> objects = CatFile::Start(directory, "--batch");
  if (!objects.has_value()) return objects.error();
  base::Result<std::unique_ptr<CatFile>> sizes = CatFile::Start(directory, "--batch-check");
  if (!sizes.has_value()) return sizes.error();
  return std::unique_ptr<base::GitObjects>(
      std::make_unique<GitProcess>(*std::move(objects), *std::move(sizes)));
}

}  // namespace irsalint::cli
