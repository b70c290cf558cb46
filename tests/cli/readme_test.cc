// The README's example is the program's real output.
#include <gtest/gtest.h>

#include <string>

#include "tests/harness/paths.h"
#include "tests/harness/program.h"

namespace irsalint {
namespace {

TEST(Readme, ShowsWhatTheProgramPrints) {
  const std::string readme = test::ReadFile(test::SourceDir() + "/README.md");
  const std::string command = "$ irsalint testdata/readme\n";
  const size_t begin = readme.find(command);
  ASSERT_NE(begin, std::string::npos);
  const size_t from = begin + command.size();
  const std::string shown = readme.substr(from, readme.find("```", from) - from);

  const test::ProgramFolder folder;
  for (const char* name : {"testdata/readme/uploader.yaml", "testdata/readme/role.json"}) {
    folder.Write(name, test::ReadFile(test::SourceDir() + "/" + name));
  }
  const test::Outcome outcome = folder({"testdata/readme"});
  EXPECT_EQ(outcome.status, 1) << outcome.err;
  EXPECT_EQ(outcome.out, shown);
}

}  // namespace
}  // namespace irsalint
