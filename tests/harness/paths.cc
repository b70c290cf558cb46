#include "tests/harness/paths.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace irsalint::test {

std::string SourceDir() { return IRSALINT_SOURCE_DIR; }

std::string Testdata(std::string_view relative) {
  return SourceDir() + "/testdata/" + std::string(relative);
}

std::optional<std::string> Shared(std::string_view relative) {
  const char* set = std::getenv("IRSALINT_SHARED_DIR");
  const std::string root = set != nullptr ? std::string(set) : SourceDir() + "/../shared";
  std::string path = root + "/" + std::string(relative);
  std::error_code error;
  if (std::filesystem::exists(path, error)) return path;
  std::fprintf(stderr,
               "\n*** SKIPPED: %s is not here (IRSALINT_SHARED_DIR names its folder) ***\n\n",
               path.c_str());
  return std::nullopt;
}

std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    std::fprintf(stderr, "cannot read %s\n", path.c_str());
    std::abort();
  }
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace irsalint::test
