// A long session: edits and requests, right and wrong ones, in a random order that is always the
// same. What is shown in the end is what a fresh run over the same texts finds.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <malloc.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "tests/harness/paths.h"
#include "tests/harness/run.h"
#include "tests/lsp/fake_client.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#include <sanitizer/allocator_interface.h>
#define IRSALINT_COUNTS_ALLOCATIONS
#endif
#endif

namespace irsalint::lsp {
namespace {

constexpr size_t kMessages = 20'000;
constexpr size_t kEditsBetweenComparisons = 100;

size_t BytesInUse() {
#ifdef IRSALINT_COUNTS_ALLOCATIONS
  return __sanitizer_get_current_allocated_bytes();
#else
  return mallinfo2().uordblks;
#endif
}

test::Tree Files() {
  test::Tree files;
  for (auto& [path, text] : test::ReadTree(test::Testdata("walkthrough"))) {
    if (!path.ends_with(".md")) files["app/" + path] = std::move(text);
  }
  files["base/kustomization.yaml"] = "resources: [account.yaml, deployment.yaml]\n";
  files["base/account.yaml"] =
      "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: reader\n  annotations:\n"
      "    eks.amazonaws.com/role-arn: \"arn:aws:iam::493827165038:role/web-reader\"\n";
  files["base/deployment.yaml"] =
      "# caf\xC3\xA9 \xF0\x9F\x94\x91\napiVersion: apps/v1\nkind: Deployment\n"
      "metadata: {name: web}\nspec:\n  template:\n    spec:\n      serviceAccountName: reader\n"
      "      containers:\n        - {name: app, image: app}\n";
  files["overlay/kustomization.yaml"] = "namespace: web\nresources: [../base]\n";
  files["overlay/role.json"] =
      R"({"Role": {"RoleName": "web-reader", "Arn": "arn:aws:iam::493827165038:role/web-reader",
 "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
  "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/5C7E1A90B3D24F68A1C0E2D4F6B8A9C7"},
  "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": {"StringEquals": {
   "oidc.eks.eu-west-1.amazonaws.com/id/5C7E1A90B3D24F68A1C0E2D4F6B8A9C7:aud": "sts.amazonaws.com",
   "oidc.eks.eu-west-1.amazonaws.com/id/5C7E1A90B3D24F68A1C0E2D4F6B8A9C7:sub": "system:serviceaccount:web:raeder"}}}]}}})";
  return files;
}

class Soak {
 public:
  Soak() : original_(Files()), texts_(original_) {
    for (const auto& [path, text] : original_) {
      paths_.push_back(path);
      client_.files().AddFile("/repo/" + path, text);
    }
    client_.Start();
    client_.Wait();
  }

  // One message, right or wrong.
  void Step() {
    switch (Below(10)) {
      case 0:
        Ask();
        break;
      case 1:
        Disturb();
        break;
      case 2:
        OpenOrClose();
        break;
      case 3:
        ChangeOnDisk();
        break;
      default:
        Edit();
        break;
    }
    if (Below(8) == 0) client_.Wait();
    if (edits_ < kEditsBetweenComparisons) return;
    edits_ = 0;
    Compare();
  }

  // All documents as they were in the beginning, and closed.
  void Reset() {
    for (const std::string& path : paths_) {
      if (open_.contains(path)) client_.Close(path);
      client_.files().AddFile("/repo/" + path, original_[path]);
      Touch(path);
    }
    open_.clear();
    texts_ = original_;
    client_.Wait();
    client_.ForgetOldPublications();
  }

  // How many findings stood in what was compared.
  size_t compared() const { return compared_; }

 private:
  size_t Below(size_t bound) { return static_cast<size_t>(numbers_() % bound); }
  const std::string& AnyPath() { return paths_[Below(paths_.size())]; }

  void OpenOrClose() {
    const std::string& path = AnyPath();
    if (open_.erase(path) > 0) {
      client_.Close(path);
      texts_[path] = disk_.contains(path) ? disk_[path] : original_[path];
    } else {
      open_.insert(path);
      client_.Open(path, texts_[path]);
    }
  }

  // Of a document that is open: at any place, so that characters are cut and documents broken.
  void Edit() {
    if (open_.empty()) return OpenOrClose();
    const std::string path = *std::next(open_.begin(), static_cast<long>(Below(open_.size())));
    std::string& text = texts_[path];
    ++edits_;
    if (Below(20) == 0 || text.size() > 2 * original_[path].size() + 200) {
      text = original_[path];
      client_.Change(path, text);
      return;
    }
    constexpr std::array<std::string_view, 12> kPieces = {
        "x", " ", "\n", ": ", "- ", "\"", "{", "}", "\xF0\x9F\x94\x91", "# c\n", "---\n", "\r\n"};
    const Positions positions(text, PositionEncoding::kUtf16);
    const size_t begin = positions.OffsetOf(positions.At(Below(text.size() + 1)));
    const size_t wanted = Below(3) == 0 ? begin + Below(12) : begin;
    const size_t end = std::max(begin, positions.OffsetOf(positions.At(wanted)));
    const std::string piece(kPieces[Below(kPieces.size())]);
    client_.Edit(path, positions.Of(begin, end), piece);
    text.replace(begin, end - begin, piece);
  }

  void Ask() {
    constexpr std::array<std::string_view, 10> kMethods = {
        "textDocument/hover",        "textDocument/definition",     "textDocument/references",
        "textDocument/completion",   "textDocument/codeAction",     "textDocument/codeLens",
        "textDocument/documentLink", "textDocument/documentSymbol", "textDocument/inlayHint",
        "textDocument/diagnostic"};
    const Position position = {.line = static_cast<uint32_t>(Below(30)),
                               .character = static_cast<uint32_t>(Below(90))};
    const Json answer = client_.Ask(kMethods[Below(kMethods.size())],
                                    {{"textDocument", {{"uri", FakeClient::Uri(AnyPath())}}},
                                     {"position", position},
                                     {"range", Range{{0, 0}, {99, 0}}},
                                     {"context", {{"only", {"quickfix", "source.fixAll"}}}}});
    EXPECT_NE(answer, "no answer");
  }

  // What no client should send.
  void Disturb() {
    switch (Below(6)) {
      case 0:
        client_.Ask("no/such/method", Json::array({1, "x"}));
        break;
      case 1:
        client_.Ask("textDocument/hover", {{"textDocument", 5}});
        break;
      case 2:
        client_.Tell("textDocument/didChange",
                     {{"textDocument", {{"uri", "file:///repo/not-open"}, {"version", 1}}},
                      {"contentChanges", Json::array()}});
        break;
      case 3:
        client_.Tell("textDocument/didOpen", {{"textDocument", {{"uri", "untitled:x"}}}});
        break;
      case 4:
        client_.Tell("workspace/didChangeConfiguration",
                     {{"settings", {{"irsalint", {{"codeLens", Below(2) == 0}}}}}});
        break;
      default:
        client_.Receive("{\"jsonrpc\": \"2.0\", \"id\": [], \"method\": 7}");
        break;
    }
    client_.Take("window/logMessage");
  }

  void ChangeOnDisk() {
    const std::string& path = AnyPath();
    if (open_.contains(path)) return;
    disk_[path] = original_[path] + std::string(Below(3), '\n');
    texts_[path] = disk_[path];
    client_.files().AddFile("/repo/" + path, disk_[path]);
    Touch(path);
  }

  void Touch(const std::string& path) {
    client_.Tell("workspace/didChangeWatchedFiles",
                 {{"changes", {{{"uri", FakeClient::Uri(path)}, {"type", 2}}}}});
  }

  // What cannot be parsed is mended first: of that the session remembers what it said.
  void Compare() {
    client_.Wait();
    for (const std::string& shown : client_.AllPublished()) {
      if (!shown.ends_with(" parse-error")) continue;
      const std::string path = shown.substr(0, shown.find(' '));
      if (!open_.contains(path)) continue;
      texts_[path] = original_[path];
      client_.Change(path, texts_[path]);
    }
    client_.Wait();
    const std::vector<std::string> found = FoundAnew();
    ASSERT_EQ(client_.AllPublished(), found);
    compared_ += found.size();
    client_.ForgetOldPublications();
  }

  std::vector<std::string> FoundAnew() const {
    std::vector<std::string> found;
    for (const rule::LocatedFinding& finding : test::RunTree(texts_).findings) {
      const Range range = RangeOf(finding.primary, PositionEncoding::kUtf16);
      found.push_back(fmt::format("{} {}:{} {}", finding.primary.path, range.start.line,
                                  range.start.character, finding.rule));
    }
    std::ranges::sort(found);
    return found;
  }

  test::Tree original_;
  test::Tree texts_;                         // as the server should see them
  std::map<std::string, std::string> disk_;  // where it is not the original
  std::vector<std::string> paths_;
  std::set<std::string> open_;
  FakeClient client_;
  std::mt19937_64 numbers_{20'261'129};
  size_t edits_ = 0;
  size_t compared_ = 0;
};

TEST(SoakTest, ShowsWhatAFreshRunFindsAndDoesNotGrow) {
  Soak soak;
  size_t in_use = 0;
  for (size_t message = 0; message < kMessages; ++message) {
    soak.Step();
    if (::testing::Test::HasFatalFailure()) FAIL() << "at message " << message;
    if (message == kMessages / 4) {
      soak.Reset();
      in_use = BytesInUse();
    }
  }
  soak.Reset();
  EXPECT_GT(soak.compared(), 500u);
  constexpr size_t kSlack = size_t{256} << 10;
  EXPECT_LT(BytesInUse(), in_use + kSlack) << "it was " << in_use << " after a quarter";
}

}  // namespace
}  // namespace irsalint::lsp
