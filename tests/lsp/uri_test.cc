#include "analyzer/lsp/uri.h"

#include <gtest/gtest.h>

namespace irsalint::lsp {
namespace {

TEST(Uri, OfAFile) {
  EXPECT_EQ(PathOfUri("file:///repo/a%20b/%C3%A9.yaml"), "/repo/a b/\xC3\xA9.yaml");
  EXPECT_EQ(PathOfUri("FILE://localhost/repo/./a.yaml"), "/repo/a.yaml");
  EXPECT_EQ(PathOfUri("file:///repo/a.yaml#L3"), "/repo/a.yaml");
  EXPECT_EQ(UriOfPath("/repo/a b/\xC3\xA9:#.yaml"), "file:///repo/a%20b/%C3%A9%3A%23.yaml");
}

TEST(Uri, OfSomethingElse) {
  EXPECT_EQ(PathOfUri("untitled:Untitled-1"), std::nullopt);
  EXPECT_EQ(PathOfUri("file://host/share/a.yaml"), std::nullopt);
  EXPECT_EQ(PathOfUri("git:/repo/a.yaml"), std::nullopt);
  EXPECT_EQ(PathOfUri("file:///a%00b"), std::nullopt);
  EXPECT_EQ(PathOfUri("file:///a%zz"), std::nullopt);
  EXPECT_EQ(PathOfUri(""), std::nullopt);
}

TEST(Uri, BackAndForth) {
  for (const char* path : {"/", "/a", "/repo/x y/[z]/100%.yaml"}) {
    EXPECT_EQ(PathOfUri(UriOfPath(path)), path);
  }
}

}  // namespace
}  // namespace irsalint::lsp
