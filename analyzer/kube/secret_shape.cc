#include "analyzer/kube/secret_shape.h"

#include <algorithm>

#include "analyzer/base/strings.h"

namespace irsalint::kube {
namespace {

constexpr size_t kAccessKeyIdLength = 20;
constexpr size_t kSecretAccessKeyLength = 40;
// Session tokens have several hundred; shorter ones are placeholders.
constexpr size_t kMinSessionTokenLength = 100;

bool IsBase64(char c) { return base::IsAsciiAlnum(c) || c == '+' || c == '/'; }

bool IsBase64Of40(std::string_view text) {
  return text.size() == kSecretAccessKeyLength && std::ranges::all_of(text, IsBase64);
}

bool IsSecretAccessKey(std::string_view text) {
  return IsBase64Of40(text) && std::ranges::any_of(text, base::IsAsciiUpper) &&
         std::ranges::any_of(text, base::IsAsciiLower);
}

bool IsAccessKeyId(std::string_view text) {
  if (text.size() != kAccessKeyIdLength) return false;
  if (!base::StartsWith(text, "AKIA") && !base::StartsWith(text, "ASIA")) return false;
  return std::ranges::all_of(text,
                             [](char c) { return base::IsAsciiUpper(c) || base::IsAsciiDigit(c); });
}

bool IsRoleArn(std::string_view text) {
  const auto arn = base::SplitBy(text, ':');
  return arn.size() == 6 && arn[0] == "arn" && arn[2] == "iam" &&
         base::StartsWith(arn[5], "role/") && text.find_first_of(" \t\r\n") == text.npos;
}

}  // namespace

AwsDataEntry::Shape ShapeOf(std::string_view value) {
  const std::string_view text = base::TrimAscii(value);
  if (IsAccessKeyId(text)) return AwsDataEntry::Shape::kAccessKeyId;
  if (IsRoleArn(text)) return AwsDataEntry::Shape::kRoleArn;
  if (IsSecretAccessKey(text)) return AwsDataEntry::Shape::kSecretAccessKey;
  return AwsDataEntry::Shape::kOther;
}

bool HoldsSecretAccessKey(std::string_view text) {
  for (size_t begin = 0; begin < text.size();) {
    if (!IsBase64(text[begin])) {
      ++begin;
      continue;
    }
    size_t end = begin;
    while (end < text.size() && IsBase64(text[end])) ++end;
    if (IsSecretAccessKey(text.substr(begin, end - begin))) return true;
    begin = end;
  }
  return false;
}

bool IsSecretEnvValue(std::string_view name, std::string_view value) {
  const std::string_view text = base::TrimAscii(value);
  if (IsSecretAccessKey(text)) return true;
  if (name == "AWS_SECRET_ACCESS_KEY") return IsBase64Of40(text);
  return name == "AWS_SESSION_TOKEN" && text.size() >= kMinSessionTokenLength;
}

}  // namespace irsalint::kube
