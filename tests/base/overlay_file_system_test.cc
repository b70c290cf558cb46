#include "analyzer/base/overlay_file_system.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzer/base/in_memory_file_system.h"

namespace irsalint::base {
namespace {

using ::testing::ElementsAre;

class OverlayFileSystemTest : public ::testing::Test {
 protected:
  OverlayFileSystemTest() {
    files_.AddFile("d/a", "on disk");
    files_.AddFile("d/b", "b");
  }

  InMemoryFileSystem files_;
  OverlayFileSystem overlay_{files_};
};

TEST_F(OverlayFileSystemTest, DocumentsHideFilesUntilRemoved) {
  overlay_.SetDocument("./d/a", "edited!");
  EXPECT_EQ(*overlay_.Read("d/a", 99), "edited!");
  EXPECT_EQ(overlay_.Stat("d/a")->size, 7U);
  EXPECT_EQ(overlay_.Read("d/a", 6).error().code, ErrorCode::kLimit);
  EXPECT_EQ(*overlay_.Read("d/b", 99), "b");
  overlay_.RemoveDocument("d/a");
  EXPECT_EQ(*overlay_.Read("d/a", 99), "on disk");
}

TEST_F(OverlayFileSystemTest, NewDocumentsAreListedWithTheirDirectories) {
  overlay_.SetDocument("d/new", "1");
  overlay_.SetDocument("e/f/g", "2");
  EXPECT_THAT(*overlay_.List("d"), ElementsAre(DirEntry{.name = "a", .kind = FileKind::kFile},
                                               DirEntry{.name = "b", .kind = FileKind::kFile},
                                               DirEntry{.name = "new", .kind = FileKind::kFile}));
  EXPECT_THAT(*overlay_.List("."),
              ElementsAre(DirEntry{.name = "d", .kind = FileKind::kDirectory},
                          DirEntry{.name = "e", .kind = FileKind::kDirectory}));
  EXPECT_THAT(*overlay_.List("e"),
              ElementsAre(DirEntry{.name = "f", .kind = FileKind::kDirectory}));
  EXPECT_EQ(overlay_.Stat("e/f")->kind, FileKind::kDirectory);
  EXPECT_EQ(overlay_.StatTarget("e/f/g")->kind, FileKind::kFile);
  EXPECT_EQ(*overlay_.RealPath("e/f/g"), "e/f/g");
  EXPECT_EQ(*overlay_.Read("e/f/g", 9), "2");
}

TEST_F(OverlayFileSystemTest, WhatNeitherHasIsTheBasesError) {
  EXPECT_EQ(overlay_.Read("x", 9).error(), files_.Read("x", 9).error());
  EXPECT_EQ(overlay_.List("x").error(), files_.List("x").error());
  EXPECT_EQ(overlay_.Stat("x").error(), files_.Stat("x").error());
  EXPECT_EQ(overlay_.RealPath("x").error(), files_.RealPath("x").error());
}

}  // namespace
}  // namespace irsalint::base
