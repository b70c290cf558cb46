#include "analyzer/lsp/completion_context.h"

#include <gtest/gtest.h>

#include <string>

namespace irsalint::lsp {
namespace {

// What is wanted at the `|` of a text, and what of it is typed already: `role: arn:`; "" for
// nothing.
std::string At(std::string text) {
  const size_t cursor = text.find('|');
  text.erase(cursor, 1);
  const std::optional<CompletionContext> context = CompletionContextAt(text, cursor);
  if (!context.has_value()) return "";
  constexpr const char* kNames[] = {"account", "role", "subject", "key", "rule"};
  std::string line = kNames[static_cast<int>(context->wanted)];
  line += ": " + text.substr(context->begin, cursor - context->begin);
  if (!context->namespace_name.empty()) line += " in " + context->namespace_name;
  return line;
}

TEST(CompletionContext, ServiceAccounts) {
  EXPECT_EQ(At("spec:\n  serviceAccountName: |"), "account: ");
  EXPECT_EQ(At("spec:\n  serviceAccountName: re|ader\n"), "account: re");
  EXPECT_EQ(At("spec:\n  serviceAccountName: \"re|\"\n"), "account: re");
  EXPECT_EQ(At("{\"serviceAccountName\": \"re|"), "account: re");
  EXPECT_EQ(At("metadata:\n  namespace: web\n---\nmetadata:\n  namespace: 'shop'\nspec:\n"
               "  serviceAccountName: |\n---\nmetadata:\n  namespace: other\n"),
            "account:  in shop");
  EXPECT_EQ(At("spec:\n  serviceAccountNames: |"), "");
  EXPECT_EQ(At("|"), "");
}

TEST(CompletionContext, Roles) {
  EXPECT_EQ(At("  annotations:\n    eks.amazonaws.com/role-arn: arn:aws:|"), "role: arn:aws:");
  EXPECT_EQ(At("    \"eks.amazonaws.com/role-arn\": '|'"), "role: ");
  EXPECT_EQ(At("  \"roleArn\": \"arn|"), "role: arn");
}

TEST(CompletionContext, SubjectsAndConditionKeys) {
  EXPECT_EQ(At(R"("StringEquals": {
    "oidc.example.com:sub": "system:|")"),
            "subject: system:");
  EXPECT_EQ(At(R"("StringEquals": {
    "oidc.example.com:sub": ["system:serviceaccount:a:b", "sys|")"),
            "subject: sys");
  EXPECT_EQ(At(R"("StringLike": {
    "oidc.example.com:sub": [
      "system:serviceaccount:a:b",
      "|")"),
            "subject: ");
  EXPECT_EQ(At(R"("Condition": {
  "StringEquals": {
    "oidc.|")"),
            "key: oidc.");
  EXPECT_EQ(At("Condition:\n  ForAnyValue:StringLike:\n    |"), "key: ");
  EXPECT_EQ(At(R"("Condition": {
  "Bool": {
    "|")"),
            "");
}

TEST(CompletionContext, Rules) {
  EXPECT_EQ(At("a: b # irsalint: ignore[sub-|"), "rule: sub-");
  EXPECT_EQ(At("# irsalint: ignore[sub-mismatch, aud|, x]"), "rule: aud");
  EXPECT_EQ(At("# irsalint: ignore[sub-mismatch] because|"), "");
  EXPECT_EQ(At("irsalint: ignore[|"), "");
  EXPECT_EQ(At("    irsalint.dev/ignore: \"sub-mismatch: x; aud|"), "rule: aud");
}

TEST(CompletionContext, OfAnyTextAtAnyOffset) {
  const std::string text = "\r\n- {\"a\": [\"x\", \"y:sub\": 'q'\n\n  :sub: [#\n\"";
  for (size_t at = 0; at <= text.size() + 2; ++at) {
    const std::optional<CompletionContext> context = CompletionContextAt(text, at);
    if (!context.has_value()) continue;
    EXPECT_LE(context->begin, std::min(at, text.size()));
  }
}

}  // namespace
}  // namespace irsalint::lsp
