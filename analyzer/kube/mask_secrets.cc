#include "analyzer/kube/mask_secrets.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "analyzer/base/base64.h"
#include "analyzer/base/strings.h"
#include "analyzer/kube/secret_shape.h"

namespace irsalint::kube {
namespace {

// Base64 of a secret access key has at least 54 characters; longer than 99, anything may be in it.
constexpr size_t kMinEncodedSecret = 54;
constexpr size_t kMaxDecoded = 99;

bool IsBase64(char c) { return base::IsAsciiAlnum(c) || c == '+' || c == '/'; }
bool IsWebTokenByte(char c) { return base::IsAsciiAlnum(c) || c == '-' || c == '_' || c == '.'; }

// `role/…` of an ARN can have the form of a key.
bool IsArnResource(std::string_view run) {
  constexpr std::array<std::string_view, 6> kResources = {"role/", "policy/",  "user/",
                                                          "oidc",  "instance", "assumed"};
  return std::ranges::any_of(
      kResources, [run](std::string_view resource) { return base::StartsWith(run, resource); });
}

bool IsMixed(std::string_view run) {
  return std::ranges::any_of(run, base::IsAsciiUpper) &&
         std::ranges::any_of(run, base::IsAsciiLower) &&
         std::ranges::any_of(run, base::IsAsciiDigit);
}

bool IsSecretRun(std::string_view run, std::string_view padded) {
  if (MayBeSecretAccessKey(run)) return !IsArnResource(run);
  if (run.size() < kMinEncodedSecret) return false;
  if (run.size() > kMaxDecoded) return IsMixed(run);
  const std::optional<std::string> decoded = base::Base64Decode(padded, kMaxDecoded);
  return decoded.has_value() && HoldsSecret(*decoded);
}

// One run of base64 as it stands in a file. JSON may write `\/` for `/`.
struct EncodedRun {
  std::string text;
  size_t end = 0;
};

EncodedRun ReadRun(std::string_view bytes, size_t begin) {
  EncodedRun run;
  for (run.end = begin; run.end < bytes.size(); ++run.end) {
    if (IsBase64(bytes[run.end])) {
      run.text += bytes[run.end];
    } else if (bytes.substr(run.end, 2) != "\\/") {
      break;
    }
  }
  return run;
}

class SecretFinder {
 public:
  explicit SecretFinder(std::string_view bytes) : bytes_(bytes) {}

  std::vector<SecretRange> Find() {
    while (at_ < bytes_.size()) {
      if (IsBase64(bytes_[at_])) {
        Step();
      } else {
        // What follows a backslash is no part of a value: `\n` in a quoted scalar.
        at_ += bytes_[at_] == '\\' ? 2 : 1;
      }
    }
    return std::move(secrets_);
  }

 private:
  void Step() {
    if (const size_t end = EndOfWebToken(); end > at_) {
      secrets_.push_back({.begin = at_, .end = end});
      at_ = end;
      return;
    }
    const EncodedRun run = ReadRun(bytes_, at_);
    std::string padded = run.text;
    for (size_t i = run.end; i < run.end + 2 && i < bytes_.size() && bytes_[i] == '='; ++i) {
      padded += '=';
    }
    if (IsSecretRun(run.text, padded)) secrets_.push_back({.begin = at_, .end = run.end});
    at_ = run.end;
  }

  // The end of the JSON web token that begins here; `at_` if none does.
  size_t EndOfWebToken() {
    constexpr std::string_view kHeader = "eyJ";  // `{"`
    constexpr size_t kMinLength = 60;
    if (at_ < no_token_before_ || !base::StartsWith(bytes_.substr(at_), kHeader)) return at_;
    size_t end = at_;
    while (end < bytes_.size() && IsWebTokenByte(bytes_[end])) ++end;
    const std::string_view token = bytes_.substr(at_, end - at_);
    if (token.size() >= kMinLength && base::Contains(token, ".eyJ")) return end;
    no_token_before_ = end;  // nor does one begin later in the same run
    return at_;
  }

  std::string_view bytes_;
  size_t at_ = 0;
  size_t no_token_before_ = 0;
  std::vector<SecretRange> secrets_;
};

}  // namespace

std::vector<SecretRange> FindSecrets(std::string_view bytes) { return SecretFinder(bytes).Find(); }

}  // namespace irsalint::kube
