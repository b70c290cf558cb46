#include "analyzer/kube/webhook_annotations.h"

#include <algorithm>
#include <charconv>

#include "analyzer/base/strings.h"

namespace irsalint::kube {
namespace {

constexpr size_t kNearby = 2;  // edits

// Names under EKS' prefix that are somebody else's: of nodes, pods and add-ons.
constexpr auto kKnownNames = std::to_array<std::string_view>(
    {"compute-type", "nodegroup", "fargate-profile", "capacityType", "component", "managed-by",
     "pod-identity", "skip-pod-identity-webhook"});

// What people write for the role besides misspelling it.
constexpr auto kOtherNamesOfTheRole =
    std::to_array<std::string_view>({"role", "iam-role", "iam-role-arn"});

// What people write for the default prefix besides misspelling it.
constexpr auto kOtherPrefixes =
    std::to_array<std::string_view>({"amazonaws.com", "eks.amazon.com", "eks.aws.com"});

constexpr std::string_view kAwsDomain = "amazonaws.com";

template <typename Range>
bool Holds(const Range& range, std::string_view value) {
  return std::ranges::find(range, value) != range.end();
}

// One spelling for what differs in case and separators only.
std::string Folded(std::string_view text) {
  std::string folded;
  for (const char c : text) {
    if (c != '-' && c != '_') folded.push_back(base::ToAsciiLower(c));
  }
  return folded;
}

bool IsMisspelt(std::string_view found, std::string_view meant) {
  // Nearly all annotations are of somebody else, and told apart by their length.
  const size_t longer = std::max(found.size(), meant.size());
  if (longer - std::min(found.size(), meant.size()) > kNearby) return false;
  return Folded(found) == Folded(meant) || base::EditDistance(found, meant, kNearby) <= kNearby;
}

// The annotations of other services are their own: `sts.amazonaws.com` is two edits from EKS.
bool IsPrefixOfAnotherService(std::string_view found, std::string_view meant) {
  const auto of_found = base::SplitOnce(found, '.');
  const auto of_meant = base::SplitOnce(meant, '.');
  if (!of_found || !of_meant || of_found->after != kAwsDomain) return false;
  std::string letters = base::AsciiLower(of_found->before);
  std::string wanted = base::AsciiLower(of_meant->before);
  std::ranges::sort(letters);
  std::ranges::sort(wanted);
  return letters != wanted;
}

bool MeansPrefix(std::string_view found, std::string_view meant) {
  if (found == meant) return true;
  if (meant == kWebhookPrefix && Holds(kOtherPrefixes, found)) return true;
  return IsMisspelt(found, meant) && !IsPrefixOfAnotherService(found, meant);
}

bool IsOtherNameOfTheRole(std::string_view name) {
  return std::ranges::any_of(kOtherNamesOfTheRole, [name](std::string_view other) {
    return Folded(name) == Folded(other);
  });
}

std::optional<WebhookKey> MeantName(std::string_view found) {
  if (Holds(kKnownNames, found)) return std::nullopt;
  for (const WebhookKey key : kWebhookKeys) {
    if (IsMisspelt(found, NameOf(key))) return key;
  }
  return IsOtherNameOfTheRole(found) ? std::optional(WebhookKey::kRoleArn) : std::nullopt;
}

// Reads one record of CSV as Go's reader does with its defaults.
class CsvRecord {
 public:
  // Go drops a carriage return that ends the text.
  explicit CsvRecord(std::string_view text) : text_(base::StripSuffix(text, "\r").value_or(text)) {}

  SkippedContainers Read() {
    SkipBlankLines();
    if (at_ == text_.size()) return Failed("it holds no record");
    while (true) {
      const bool read = !AtEnd() && text_[at_] == '"' ? ReadQuoted() : ReadPlain();
      if (!read) return Failed(problem_);
      if (AtEnd() || text_[at_] != ',') break;
      ++at_;
    }
    SkipBlankLines();
    result_.more_lines = at_ < text_.size();
    return std::move(result_);
  }

 private:
  static SkippedContainers Failed(std::string_view problem) {
    return {.names = {}, .problem = std::string(problem), .more_lines = false};
  }

  bool AtEndOfLine() const { return text_[at_] == '\n' || text_.substr(at_, 2) == "\r\n"; }
  bool AtEnd() const { return at_ == text_.size() || AtEndOfLine(); }

  void SkipBlankLines() {
    while (at_ < text_.size() && AtEndOfLine()) at_ += text_[at_] == '\n' ? 1 : 2;
  }

  bool ReadPlain() {
    std::string field;
    for (; !AtEnd() && text_[at_] != ','; ++at_) {
      if (text_[at_] == '"') {
        problem_ = "a quote stands inside a name";
        return false;
      }
      field.push_back(text_[at_]);
    }
    result_.names.push_back(std::move(field));
    return true;
  }

  bool ReadQuoted() {
    std::string field;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] != '"') {
        field.push_back(text_[at_]);
      } else if (text_.substr(at_, 2) == "\"\"") {
        field.push_back('"');
        ++at_;
      } else {
        ++at_;
        result_.names.push_back(std::move(field));
        if (AtEnd() || text_[at_] == ',') return true;
        problem_ = "something stands behind a closing quote";
        return false;
      }
    }
    problem_ = "a quote is not closed";
    return false;
  }

  std::string_view text_;
  size_t at_ = 0;
  SkippedContainers result_;
  std::string_view problem_;
};

}  // namespace

std::string_view NameOf(WebhookKey key) {
  switch (key) {
    case WebhookKey::kRoleArn:
      return "role-arn";
    case WebhookKey::kAudience:
      return "audience";
    case WebhookKey::kStsRegionalEndpoints:
      return "sts-regional-endpoints";
    case WebhookKey::kTokenExpiration:
      return "token-expiration";
    case WebhookKey::kSkipContainers:
      return "skip-containers";
  }
  return {};
}

std::string AnnotationOf(WebhookKey key, std::string_view prefix) {
  return std::string(prefix) + "/" + std::string(NameOf(key));
}

std::optional<WebhookKey> WebhookKeyOf(std::string_view annotation, std::string_view prefix) {
  const auto parts = base::SplitOnce(annotation, '/');
  if (!parts.has_value() || parts->before != prefix) return std::nullopt;
  for (const WebhookKey key : kWebhookKeys) {
    if (parts->after == NameOf(key)) return key;
  }
  return std::nullopt;
}

bool ReadsFrom(WebhookKey key, AnnotationHolder holder) {
  switch (holder) {
    case AnnotationHolder::kServiceAccount:
      return key != WebhookKey::kSkipContainers;
    case AnnotationHolder::kPod:
      return key == WebhookKey::kSkipContainers || key == WebhookKey::kTokenExpiration;
    case AnnotationHolder::kOther:
      return false;
  }
  return false;
}

std::optional<bool> ReadStsRegionalEndpoints(std::string_view value) {
  constexpr std::array<std::string_view, 6> kTrue = {"1", "t", "T", "TRUE", "true", "True"};
  constexpr std::array<std::string_view, 6> kFalse = {"0", "f", "F", "FALSE", "false", "False"};
  if (Holds(kTrue, value)) return true;
  if (Holds(kFalse, value)) return false;
  return std::nullopt;
}

std::optional<int64_t> ReadTokenExpiration(std::string_view value) {
  std::string_view digits = value;
  if (base::StartsWith(digits, "+")) digits.remove_prefix(1);
  // `+-1` is no number, though what is left of it would be one.
  if (digits.size() < value.size() && base::StartsWith(digits, "-")) return std::nullopt;
  int64_t seconds = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, seconds);
  if (error != std::errc() || stop != end) return std::nullopt;
  return seconds;
}

SkippedContainers ReadSkipContainers(std::string_view value) { return CsvRecord(value).Read(); }

std::optional<WebhookKey> MeantWebhookKey(std::string_view annotation, std::string_view prefix) {
  if (WebhookKeyOf(annotation, prefix).has_value()) return std::nullopt;
  const auto parts = base::SplitOnce(annotation, '/');
  if (parts.has_value()) {
    if (!MeansPrefix(parts->before, prefix)) return std::nullopt;
    const auto key = WebhookKeyOf(std::string(prefix) + "/" + std::string(parts->after), prefix);
    return key.has_value() ? key : MeantName(parts->after);
  }
  // `eks.amazonaws.com.role-arn`.
  for (const WebhookKey key : kWebhookKeys) {
    if (annotation == std::string(prefix) + "." + std::string(NameOf(key))) return key;
  }
  return std::nullopt;
}

bool IsLookAlike(std::string_view annotation) {
  const auto parts = base::SplitOnce(annotation, '/');
  return parts.has_value() && IsOtherNameOfTheRole(parts->after);
}

}  // namespace irsalint::kube
