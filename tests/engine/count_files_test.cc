#include "analyzer/engine/count_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace irsalint::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

load::FileFacts ReadOf(uint64_t bytes) {
  load::FileFacts file;
  file.stats = {.files = 1, .bytes = bytes, .documents = 2, .parsed = 1};
  return file;
}

load::FileFacts FailedRead(const std::string& why) {
  load::FileFacts file;
  file.read_error = base::Error{.code = base::ErrorCode::kUnreadable, .message = why};
  return file;
}

std::vector<std::string> Failed(const Extraction& extraction) {
  std::vector<std::string> failed;
  for (const FailedFile& file : extraction.failed) {
    failed.push_back(std::to_string(file.file) + " " + file.error.message);
  }
  return failed;
}

TEST(CountFilesTest, AddsUpAndKeepsWhatFailed) {
  const std::vector<load::FileFacts> files = {ReadOf(10), FailedRead("gone"), ReadOf(5)};
  Extraction extraction;
  extraction.stats.files = 99;
  CountFiles(files, extraction);
  EXPECT_EQ(extraction.stats.files, 2U);
  EXPECT_EQ(extraction.stats.bytes, 15U);
  EXPECT_EQ(extraction.stats.documents, 4U);
  EXPECT_THAT(Failed(extraction), ElementsAre("1 gone"));
}

TEST(CountAgainTest, IsAsIfAllWereCounted) {
  std::vector<load::FileFacts> files = {ReadOf(10), FailedRead("gone"), ReadOf(5)};
  Extraction extraction;
  CountFiles(files, extraction);
  const auto read_again = [&](size_t file, const load::FileFacts& now) {
    CountAgain(file, files[file], now, extraction);
    files[file] = now;
    Extraction all;
    CountFiles(files, all);
    EXPECT_EQ(extraction.stats.files, all.stats.files);
    EXPECT_EQ(extraction.stats.bytes, all.stats.bytes);
    EXPECT_EQ(extraction.stats.parsed, all.stats.parsed);
    EXPECT_EQ(Failed(extraction), Failed(all));
  };
  read_again(0, FailedRead("locked"));
  EXPECT_THAT(Failed(extraction), ElementsAre("0 locked", "1 gone"));
  read_again(1, FailedRead("a directory"));
  EXPECT_THAT(Failed(extraction), ElementsAre("0 locked", "1 a directory"));
  read_again(0, ReadOf(11));
  read_again(1, ReadOf(1));
  EXPECT_THAT(Failed(extraction), IsEmpty());
  EXPECT_EQ(extraction.stats.bytes, 17U);
}

}  // namespace
}  // namespace irsalint::engine
