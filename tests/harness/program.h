#pragma once

#include <string>
#include <vector>

namespace irsalint::test {

// What one run of the real binary gave.
struct Outcome {
  int status = -1;
  std::string out;
  std::string err;
};

// A folder of its own in which the binary is run. Removed at the end.
class ProgramFolder {
 public:
  ProgramFolder();
  ProgramFolder(const ProgramFolder&) = delete;
  ProgramFolder& operator=(const ProgramFolder&) = delete;
  ~ProgramFolder();

  // Makes the folders above it.
  void Write(const std::string& name, const std::string& text) const;
  [[nodiscard]] std::string Read(const std::string& name) const;
  [[nodiscard]] std::vector<std::string> Names() const;

  // A shell command in the folder, its output thrown away; its exit status.
  [[nodiscard]] int Shell(const std::string& command) const;

  struct Run {
    std::vector<std::string> arguments;
    std::vector<std::string> environment = {};  // NAME=VALUE
    std::string input = {};
  };
  [[nodiscard]] Outcome Execute(const Run& run) const;
  [[nodiscard]] Outcome operator()(std::vector<std::string> arguments) const;

 private:
  std::string folder_;
  std::string scratch_;
};

}  // namespace irsalint::test
