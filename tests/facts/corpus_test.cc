#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/facts/json.h"
#include "analyzer/kube/read_object.h"
#include "analyzer/syntax/locate.h"
#include "analyzer/syntax/parse.h"
#include "analyzer/syntax/stream.h"
#include "tests/harness/paths.h"
#include "tests/harness/sample.h"

// Reads every Kubernetes object of other people's files.
namespace irsalint::facts {
namespace {

using kube::ObjectKind;
using syntax::Node;

void ReadObject(const Node& root, std::string_view scope, Facts* facts) {
  switch (kube::Classify(root)) {
    case ObjectKind::kList:
      for (const Node* item : kube::ItemsOf(root)) ReadObject(*item, scope, facts);
      break;
    case ObjectKind::kWorkload:
      if (auto workload = kube::ReadWorkload(root, scope)) facts->workloads.push_back(*workload);
      break;
    case ObjectKind::kServiceAccount:
      if (auto account = kube::ReadServiceAccount(root, scope)) {
        facts->service_accounts.push_back(*account);
      }
      break;
    case ObjectKind::kRbacBinding:
      if (auto binding = kube::ReadRbacBinding(root, scope)) {
        facts->rbac_bindings.push_back(*binding);
      }
      break;
    case ObjectKind::kSecret:
    case ObjectKind::kConfigMap:
      if (auto data = kube::ReadAwsData(root, scope)) facts->aws_data.push_back(*data);
      break;
    case ObjectKind::kNamespace:
      if (auto meta = kube::ReadNamespace(root, scope)) facts->namespaces.push_back(*meta);
      break;
    case ObjectKind::kNotAnObject:
    case ObjectKind::kOther:
      break;
  }
}

Facts ReadFile(std::string_view text, const std::string& path, source::SourceTable* sources) {
  Facts facts;
  facts.unit = path;
  facts.files = {{.source = sources->Intern(path), .path = path, .sha256 = ""}};
  if (syntax::CheckEncoding(text)) return facts;
  for (const syntax::Slice& slice : syntax::SplitStream(text, 10'000).slices) {
    if (syntax::IsGoTemplate(text.substr(slice.begin, slice.end - slice.begin))) continue;
    const syntax::Parsed parsed = syntax::ParseYaml(
        text, {.source = facts.files[0].source, .begin = slice.begin, .end = slice.end});
    if (parsed.document == nullptr || parsed.document->root() == nullptr) continue;
    ReadObject(*parsed.document->root(), path, &facts);
  }
  return facts;
}

// Whether the bytes at the value's place are the value, as written or between quotes. Of a block
// scalar, only that it stands there.
bool StandsThere(const KnownText& value, std::string_view text, syntax::Locator* locator) {
  if (!value.HasValue()) return true;
  const source::Span span = locator->Locate(value.place());
  std::string_view bytes = text.substr(span.begin, span.Length());
  if (!bytes.empty() && (bytes.front() == '|' || bytes.front() == '>')) return true;
  if (bytes.size() >= 2 && (bytes.front() == '"' || bytes.front() == '\'')) {
    bytes = bytes.substr(1, bytes.size() - 2);
  }
  return bytes == value->Written();
}

TEST(CorpusTest, FactsRoundTripAndNamesStandWhereTheirPlacesSay) {
  const auto corpus = test::Shared("corpus");
  IRSALINT_REQUIRE_SHARED(corpus);
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(*corpus)) {
    const std::string extension = entry.path().extension().string();
    if (extension == ".yaml" || extension == ".yml") paths.push_back(entry.path().string());
  }
  std::ranges::sort(paths);

  size_t workloads = 0;
  size_t accounts = 0;
  for (size_t i = 0; i < paths.size(); i += test::kSampling) {
    const std::string& path = paths[i];
    SCOPED_TRACE(path);
    const std::string text = test::ReadFile(path);
    source::SourceTable sources;
    const Facts facts = ReadFile(text, path, &sources);
    workloads += facts.workloads.size();
    accounts += facts.service_accounts.size();

    const std::string json = ToJson(facts);
    const base::Result<Facts> back = FromJson(json, sources);
    ASSERT_TRUE(back.has_value()) << back.error().message;
    EXPECT_TRUE(*back == facts);
    EXPECT_EQ(ToJson(*back), json);

    syntax::Locator locator(facts.files[0].source, text, syntax::Syntax::kYaml);
    for (const kube::Workload& workload : facts.workloads) {
      EXPECT_TRUE(StandsThere(workload.meta.name, text, &locator));
      EXPECT_TRUE(StandsThere(workload.spec.service_account_name, text, &locator));
      for (const kube::Container& container : workload.spec.containers) {
        EXPECT_TRUE(StandsThere(container.name, text, &locator));
      }
    }
    for (const kube::ServiceAccount& account : facts.service_accounts) {
      EXPECT_TRUE(StandsThere(account.meta.name, text, &locator));
      for (const kube::Annotation& annotation : account.meta.annotations) {
        EXPECT_TRUE(StandsThere(annotation.value, text, &locator)) << annotation.key;
      }
    }
  }
  fmt::print("{} files, {} workloads, {} service accounts\n", paths.size(), workloads, accounts);
  EXPECT_GT(workloads, 200u / test::kSampling / 2);
  EXPECT_GT(accounts, 100u / test::kSampling / 2);
}

}  // namespace
}  // namespace irsalint::facts
