#include "analyzer/graph/unknown_association.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/graph/association_text.h"

namespace irsalint::graph {
namespace {

// What is told of the association of media/uploader: "", "unknown", or the account of nearly that
// name, with `beside` where it is.
std::string Tell(const Files& more, const LinkOptions& options = {}) {
  Files files = {{"aws/a.json", DescribeAssociation("media", "uploader", "r")}};
  files.insert(files.end(), more.begin(), more.end());
  const Linked linked(files, options);
  const auto unknown = UnknownAssociations(*linked).Of(AssociationId{0});
  if (!unknown.has_value()) return "";
  if (!unknown->near_miss.has_value()) return "unknown";
  const Account& account = (*linked)[*unknown->near_miss];
  return account.namespace_name.Written() + "/" + account.object->meta.name->Written() +
         (unknown->is_beside ? " beside" : "");
}

TEST(UnknownAssociationTest, ItsAccountMayBeThere) {
  EXPECT_EQ(Tell({{"app/a.yaml", ServiceAccount("media", "uploader")}}), "");
  EXPECT_EQ(Tell({{"app/a.yaml", ServiceAccount("", "uploader")}}), "");
  EXPECT_EQ(Tell({{"app/a.yaml", ServiceAccount("media", "player")}}), "unknown");
  EXPECT_EQ(Tell({{"app/a.yaml", ServiceAccount("media", "player")}},
                 {.external = {.service_accounts = {"media/*"}, .roles = {}}}),
            "");
  // Nothing of the input is about accounts.
  EXPECT_EQ(Tell({}), "");
}

TEST(UnknownAssociationTest, TheOnlyNearMissWithoutARole) {
  EXPECT_EQ(Tell({{"app/a.yaml", ServiceAccount("media", "uploadr")}}), "media/uploadr");
  EXPECT_EQ(Tell({{"aws/b.yaml", ServiceAccount("media", "uploadr")}}), "media/uploadr beside");
  EXPECT_EQ(Tell({{"app/a.yaml", ServiceAccount("medias", "uploader")}}), "medias/uploader");
  EXPECT_EQ(Tell({{"app/a.yaml", ServiceAccount("uploader", "media")}}), "uploader/media");
  EXPECT_EQ(Tell({{"app/a.yaml", ServiceAccount("video", "uploader")}}), "unknown");
  EXPECT_EQ(Tell({{"app/a.yaml",
                   ServiceAccount("media", "uploadr") + ServiceAccount("media", "uploaders")}}),
            "unknown");
  // Two definitions of one account.
  EXPECT_EQ(Tell({{"app/a.yaml", ServiceAccount("media", "uploadr")},
                  {"ops/a.yaml", ServiceAccount("media", "uploadr")}}),
            "media/uploadr");
  EXPECT_EQ(Tell({{"app/a.yaml", AccountWithRole("media", "uploadr", "s")}}), "unknown");
  EXPECT_EQ(Tell({{"app/a.yaml", ServiceAccount("media", "uploadr")},
                  {"aws/b.json", DescribeAssociation("media", "uploadr", "s")}}),
            "unknown");
}

TEST(UnknownAssociationTest, OnTheSameClusterItIsBeside) {
  EXPECT_EQ(Tell({{"app/a.yaml", ServiceAccount("media", "uploadr")},
                  {"app/cluster.json", DescribeCluster("media", kIssuer)}}),
            "media/uploadr beside");
}

}  // namespace
}  // namespace irsalint::graph
