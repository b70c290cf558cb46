#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace irsalint::test {

// The source tree that the tests were built from.
std::string SourceDir();

// A path below testdata/.
std::string Testdata(std::string_view relative);

// A path below the folder of other people's files (IRSALINT_SHARED_DIR, else `../shared` beside the
// source tree), which are read in place and never committed. Nothing, with a loud line on standard
// error, where it is not there.
std::optional<std::string> Shared(std::string_view relative);

// The bytes of a file; ends the test program with a message if it cannot be read.
std::string ReadFile(const std::string& path);

}  // namespace irsalint::test

// Skips a test that needs a path of Shared(), which has already said so.
#define IRSALINT_REQUIRE_SHARED(path)                                        \
  do {                                                                       \
    if (!(path).has_value()) GTEST_SKIP() << "files of others are not here"; \
  } while (false)
