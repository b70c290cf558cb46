#include "tests/harness/program.h"

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/harness/paths.h"

namespace irsalint::test {
namespace {

namespace fs = std::filesystem;

std::string Quoted(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

std::string NewFolder() {
  std::string name = ::testing::TempDir() + "/irsalint_cli_XXXXXX";
  return ::mkdtemp(name.data()) == nullptr ? std::string() : name;
}

}  // namespace

ProgramFolder::ProgramFolder() : folder_(NewFolder()), scratch_(NewFolder()) {}

ProgramFolder::~ProgramFolder() {
  std::error_code error;
  fs::remove_all(folder_, error);
  fs::remove_all(scratch_, error);
}

void ProgramFolder::Write(const std::string& name, const std::string& text) const {
  const fs::path path = fs::path(folder_) / name;
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

std::string ProgramFolder::Read(const std::string& name) const {
  return ReadFile(folder_ + "/" + name);
}

std::vector<std::string> ProgramFolder::Names() const {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder_)) {
    names.push_back(entry.path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

int ProgramFolder::Shell(const std::string& command) const {
  const int status =
      std::system(("cd " + Quoted(folder_) + " && (" + command + ") >/dev/null 2>&1").c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

Outcome ProgramFolder::Execute(const Run& run) const {
  std::ofstream(scratch_ + "/in", std::ios::binary) << run.input;
  std::string command =
      "cd " + Quoted(folder_) +
      " && env -u GITHUB_ACTIONS -u TF_BUILD -u NO_COLOR -u CLICOLOR_FORCE -u FORCE_COLOR";
  for (const std::string& variable : run.environment) command += " " + Quoted(variable);
  command += " " + Quoted(IRSALINT_BINARY);
  for (const std::string& argument : run.arguments) command += " " + Quoted(argument);
  command += " <" + Quoted(scratch_ + "/in") + " >" + Quoted(scratch_ + "/out") + " 2>" +
             Quoted(scratch_ + "/err");
  const int status = std::system(command.c_str());
  return {.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1,
          .out = ReadFile(scratch_ + "/out"),
          .err = ReadFile(scratch_ + "/err")};
}

Outcome ProgramFolder::operator()(std::vector<std::string> arguments) const {
  return Execute({.arguments = std::move(arguments)});
}

}  // namespace irsalint::test
