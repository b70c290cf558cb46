#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace irsalint::load {

// A directory of its own under the system's temporary directory, removed at the end of the test.
class TempDir {
 public:
  TempDir() {
    // Memory, where there is such a folder: the tests make thousands of files.
    const std::filesystem::path memory = "/dev/shm";
    std::error_code error;
    const bool has_memory = std::filesystem::is_directory(memory, error);
    const std::filesystem::path parent =
        has_memory ? memory : std::filesystem::temp_directory_path();
    std::string name = (parent / "irsalint-load-XXXXXX").string();
    if (mkdtemp(name.data()) != nullptr) path_ = std::filesystem::canonical(name);
  }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  ~TempDir() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::filesystem::path& path() const { return path_; }
  std::string Path(std::string_view relative) const {
    return (path_ / std::filesystem::path(relative)).string();
  }

  void Write(std::string_view relative, std::string_view text) const {
    const std::filesystem::path file = path_ / std::filesystem::path(relative);
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
  }

 private:
  std::filesystem::path path_;
};

}  // namespace irsalint::load
