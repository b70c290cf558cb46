#include "analyzer/kube/image_name.h"

#include <gtest/gtest.h>

namespace irsalint::kube {
namespace {

TEST(ImageNameTest, IsWithoutTagAndDigest) {
  EXPECT_EQ(ImageNameOf("nginx"), "nginx");
  EXPECT_EQ(ImageNameOf("amazon/aws-cli:2.17.0"), "amazon/aws-cli");
  EXPECT_EQ(ImageNameOf("localhost:5000/velero"), "localhost:5000/velero");
  EXPECT_EQ(ImageNameOf("example.org:5000/ops/sync:1.2@sha256:0bee"), "example.org:5000/ops/sync");
  EXPECT_EQ(ImageNameOf(""), "");
}

TEST(ImageNameTest, ProgramIsItsLastPart) {
  EXPECT_EQ(ProgramOf("example.org:5000/ops/sync"), "sync");
  EXPECT_EQ(ProgramOf("nginx"), "nginx");
  EXPECT_EQ(ProgramOf("a/"), "");
}

}  // namespace
}  // namespace irsalint::kube
