#include "analyzer/kube/secret_shape.h"

#include <algorithm>
#include <array>
#include <string>

#include "analyzer/base/strings.h"
#include "analyzer/kube/endpoints.h"

namespace irsalint::kube {
namespace {

constexpr size_t kAccessKeyIdLength = 20;
constexpr size_t kSecretAccessKeyLength = 40;
// Session tokens have several hundred; shorter ones are placeholders.
constexpr size_t kMinSessionTokenLength = 100;

bool IsBase64(char c) { return base::IsAsciiAlnum(c) || c == '+' || c == '/'; }

// The runs of characters for which `belongs` holds, longest possible, in order.
template <typename Belongs, typename Visit>
void ForEachRun(std::string_view text, Belongs belongs, Visit visit) {
  for (size_t begin = 0; begin < text.size();) {
    if (!belongs(text[begin])) {
      ++begin;
      continue;
    }
    size_t end = begin;
    while (end < text.size() && belongs(text[end])) ++end;
    visit(text.substr(begin, end - begin));
    begin = end;
  }
}

bool IsKeyId(std::string_view text) {
  if (text.size() != kAccessKeyIdLength) return false;
  if (!base::StartsWith(text, "AKIA") && !base::StartsWith(text, "ASIA")) return false;
  return std::ranges::all_of(text,
                             [](char c) { return base::IsAsciiUpper(c) || base::IsAsciiDigit(c); });
}

bool IsSessionToken(std::string_view text) {
  const std::string_view digits = text.substr(0, text.find('='));
  return text.size() >= kMinSessionTokenLength && text.size() - digits.size() <= 2 &&
         std::ranges::all_of(digits, IsBase64) && std::ranges::any_of(digits, base::IsAsciiUpper) &&
         std::ranges::any_of(digits, base::IsAsciiLower);
}

// Words that people write where a key belongs. None is likely in a random one.
constexpr std::array<std::string_view, 10> kPlaceholderWords = {
    "example", "your",        "dummy",  "fake", "sample",
    "replace", "placeholder", "change", "xxxx", "redacted"};

// The longest stretch of `text` in which each character is the one before plus `step`.
size_t LongestStretch(std::string_view text, int step) {
  size_t longest = 0;
  size_t length = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    length = i > 0 && text[i] - text[i - 1] == step ? length + 1 : 1;
    longest = std::max(longest, length);
  }
  return longest;
}

// Whether a key of the right form is one that nobody was given: words, `0000`, `ABCDEFGH`.
bool IsPlaceholder(std::string_view key) {
  constexpr size_t kMaxEqual = 3;
  constexpr size_t kMaxAscending = 7;
  const std::string lower = base::AsciiLower(key);
  return LongestStretch(key, 0) > kMaxEqual || LongestStretch(key, 1) > kMaxAscending ||
         std::ranges::any_of(kPlaceholderWords, [&lower](std::string_view word) {
           return base::Contains(lower, word);
         });
}

ValueShape ShapeOfKeyId(std::string_view id) {
  // AWS marks the ids in its documentation in this way.
  if (base::EndsWith(id, "EXAMPLE")) return ValueShape::kExampleKeyId;
  if (IsPlaceholder(id)) return ValueShape::kOther;
  return base::StartsWith(id, "AKIA") ? ValueShape::kAccessKeyId : ValueShape::kTemporaryKeyId;
}

ValueShape ShapeOfSecret(std::string_view secret) {
  if (base::EndsWith(secret, "EXAMPLEKEY")) return ValueShape::kExampleSecretKey;
  // Forty letters are a name; one key in five thousand has no other character.
  const bool letters_only = std::ranges::all_of(secret, base::IsAsciiAlpha);
  if (letters_only || IsPlaceholder(secret)) return ValueShape::kOther;
  return ValueShape::kSecretAccessKey;
}

bool IsRoleArn(std::string_view text) {
  const auto arn = base::SplitBy(text, ':');
  return arn.size() == 6 && arn[0] == "arn" && arn[2] == "iam" &&
         base::StartsWith(arn[5], "role/") && text.find_first_of(" \t\r\n") == text.npos;
}

// Which shapes the runs of a text have.
class Shapes {
 public:
  explicit Shapes(std::string_view text) {
    ForEachRun(text, base::IsAsciiAlnum, [this](std::string_view run) {
      if (IsKeyId(run)) Add(ShapeOfKeyId(run));
    });
    ForEachRun(text, IsBase64, [this](std::string_view run) {
      if (MayBeSecretAccessKey(run)) Add(ShapeOfSecret(run));
      if (IsSessionToken(run)) Add(ValueShape::kSessionToken);
    });
  }

  bool Has(ValueShape shape) const { return has_[static_cast<size_t>(shape)]; }

 private:
  void Add(ValueShape shape) { has_[static_cast<size_t>(shape)] = true; }

  std::array<bool, static_cast<size_t>(ValueShape::kOther) + 1> has_{};
};

ValueShape ShapeOfText(std::string_view text) {
  const Shapes shapes(text);
  const auto has = [&shapes](ValueShape shape) { return shapes.Has(shape); };
  ValueShape shape = ValueShape::kOther;
  if (has(ValueShape::kAccessKeyId) && has(ValueShape::kSecretAccessKey)) {
    shape = ValueShape::kCredentials;
  } else if (has(ValueShape::kTemporaryKeyId) && has(ValueShape::kSecretAccessKey) &&
             has(ValueShape::kSessionToken)) {
    shape = ValueShape::kTemporaryCredentials;
  } else if (has(ValueShape::kExampleKeyId) && has(ValueShape::kExampleSecretKey)) {
    shape = ValueShape::kExampleCredentials;
  }
  if (shape == ValueShape::kOther || NamesEndpointElsewhere(text)) return ValueShape::kOther;
  return shape;
}

}  // namespace

bool MayBeSecretAccessKey(std::string_view run) {
  return run.size() == kSecretAccessKeyLength && std::ranges::all_of(run, IsBase64) &&
         std::ranges::any_of(run, base::IsAsciiUpper) &&
         std::ranges::any_of(run, base::IsAsciiLower);
}

ValueShape ShapeOf(std::string_view value) {
  const std::string_view text = base::TrimAscii(value);
  if (IsKeyId(text)) return ShapeOfKeyId(text);
  if (IsRoleArn(text)) return ValueShape::kRoleArn;
  if (MayBeSecretAccessKey(text)) return ShapeOfSecret(text);
  if (IsSessionToken(text)) return ValueShape::kSessionToken;
  // Too short for an id and a secret.
  if (text.size() <= kAccessKeyIdLength + kSecretAccessKeyLength) return ValueShape::kOther;
  return ShapeOfText(text);
}

std::string_view FindKeyId(std::string_view text) {
  std::string_view found;
  ForEachRun(text, base::IsAsciiAlnum, [&found](std::string_view run) {
    if (found.empty() && IsKeyId(run)) found = run;
  });
  return found;
}

bool HoldsSecret(std::string_view text) {
  bool holds = IsSessionToken(base::TrimAscii(text));
  ForEachRun(text, IsBase64,
             [&holds](std::string_view run) { holds = holds || MayBeSecretAccessKey(run); });
  return holds;
}

bool IsSecretEnvValue(std::string_view name, std::string_view value) {
  if (HoldsSecret(value)) return true;
  const std::string_view text = base::TrimAscii(value);
  return name == "AWS_SECRET_ACCESS_KEY" && text.size() == kSecretAccessKeyLength &&
         std::ranges::all_of(text, IsBase64);
}

}  // namespace irsalint::kube
