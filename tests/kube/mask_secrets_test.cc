#include "analyzer/kube/mask_secrets.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "analyzer/base/base64.h"

namespace irsalint::kube {
namespace {

constexpr char kSecret[] = "q8Zt/Lw3RkVn5HsYb+JmPc1XfGd7UaEo2TiQ9NvB";

std::string Masked(std::string text) {
  const std::vector<SecretRange> secrets = FindSecrets(text);
  for (auto secret = secrets.rbegin(); secret != secrets.rend(); ++secret) {
    text.replace(secret->begin, secret->end - secret->begin, "***");
  }
  return text;
}

TEST(FindSecretsTest, FindsKeysInEverySyntax) {
  const std::string secret = kSecret;
  EXPECT_EQ(Masked("value: " + secret + "\n"), "value: ***\n");
  EXPECT_EQ(Masked("{a: " + secret + ", b: \"" + secret + "\"}"), "{a: ***, b: \"***\"}");
  EXPECT_EQ(Masked("key=" + secret), "key=***");
  EXPECT_EQ(Masked(R"("a\n)" + secret + R"(\n")"), R"("a\n***\n")");
  EXPECT_EQ(Masked(R"("q8Zt\/Lw3RkVn5HsYb+JmPc1XfGd7UaEo2TiQ9NvB")"), R"("***")");
}

TEST(FindSecretsTest, FindsKeysInBase64) {
  EXPECT_EQ(Masked("a: " + base::Base64Encode(kSecret) + "\n"), "a: ***==\n");
  EXPECT_EQ(Masked("a: " + base::Base64Encode(std::string(kSecret) + "\n") + "\n"), "a: ***=\n");
  EXPECT_EQ(
      Masked("a: " + base::Base64Encode("[default]\naws_access_key_id = AKIAQ3EGRZ7MPLXVBN4T\n"
                                        "aws_secret_access_key = " +
                                        std::string(kSecret) + "\n")),
      "a: ***=");
}

TEST(FindSecretsTest, FindsWebTokens) {
  const std::string token =
      "eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.eyJpc3MiOiJrdWJlcm5ldGVzIn0.c2ln_-A";
  EXPECT_EQ(Masked("token: " + token + "\n"), "token: ***\n");
  EXPECT_EQ(Masked("token: eyJhIjoxfQ\n"), "token: eyJhIjoxfQ\n");
}

TEST(FindSecretsTest, LeavesEverythingElse) {
  for (const std::string text : {
           "",
           "value: AKIAQ3EGRZ7MPLXVBN4T",
           "0bee89b07a248e27c83fc3d5951213c1a4f7e209",
           "arn:aws:iam::493827165038:role/TheNameOfARoleThatHas40Characters1",
           "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/"
           "7D3F9A1C5B2E8046AF93D1E0C6B7825F",
           "sha256:0bee89b07a248e27c83fc3d5951213c1a4f7e2090bee89b07a248e27c83fc3d5",
       }) {
    EXPECT_EQ(Masked(text), text);
  }
}

}  // namespace
}  // namespace irsalint::kube
