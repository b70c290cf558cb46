#include "analyzer/graph/near_miss.h"

#include <gtest/gtest.h>

#include <utility>

namespace irsalint::graph {
namespace {

using Names = std::pair<const char*, const char*>;

TEST(NearMissTest, SlipsOfTheHand) {
  for (const auto& [found, meant] :
       {Names{"uploader", "uplaoder"}, Names{"uploader", "uploadre"},
        Names{"external-dns", "external-dsn"}, Names{"apps", "app-s"}, Names{"Reader", "reader"},
        Names{"s3_reader", "s3-reader"}, Names{"s3-reader", "reader-s3"},
        Names{"loader", "uploader"}, Names{"a-b-c", "b-c-a"}, Names{"app", "App"}}) {
    EXPECT_TRUE(IsNearMiss(found, meant)) << found << " " << meant;
    EXPECT_TRUE(IsNearMiss(meant, found)) << meant << " " << found;
  }
}

TEST(NearMissTest, OtherNames) {
  for (const auto& [found, meant] :
       {Names{"web", "api"}, Names{"app", "api"}, Names{"uploader", "uploader"},
        Names{"worker-1", "worker-2"}, Names{"app", "app2"}, Names{"reader", "writer"},
        Names{"uploader", "downloader"}, Names{"", "app"}, Names{"", ""},
        Names{"s3-reader", "readers-3"}}) {
    EXPECT_FALSE(IsNearMiss(found, meant)) << found << " " << meant;
  }
}

}  // namespace
}  // namespace irsalint::graph
