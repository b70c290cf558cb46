#include "analyzer/graph/api_audience.h"

#include <gtest/gtest.h>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

bool MayAccept(const Files& files) { return MayAcceptApiAudience(*Linked(files)); }

TEST(ApiAudienceTest, IsAcceptedByWhoeverNamesIt) {
  const std::string usual = Policy({Allow(Subject("media", "app"))});
  EXPECT_FALSE(MayAccept({{"a/trust.json", usual}}));
  std::string named = usual;
  const std::string_view audience = "sts.amazonaws.com\"";
  named.replace(named.find(audience), audience.size(), "https://kubernetes.default.svc\"");
  EXPECT_TRUE(MayAccept({{"a/trust.json", named}}));
  const auto provider = [](std::string_view client_id) {
    return Files{
        {"a/p.json", fmt::format(R"({{"Url": "{}", "ClientIDList": ["{}"], "ThumbprintList": []}})",
                                 kIssuer, client_id)}};
  };
  EXPECT_FALSE(MayAccept(provider("sts.amazonaws.com")));
  EXPECT_TRUE(MayAccept(provider("https://kubernetes.default.svc.cluster.local")));
}

}  // namespace
}  // namespace irsalint::graph
