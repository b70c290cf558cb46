#include "analyzer/load/sniff.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <span>

#include "analyzer/base/find_bytes.h"
#include "analyzer/base/strings.h"
#include "analyzer/kube/egress.h"

namespace irsalint::load {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

constexpr auto kParsedKinds = std::to_array<std::string_view>({
    "AWSNodeTemplate",
    "ClusterConfig",
    "ClusterRoleBinding",
    "CronJob",
    "DaemonSet",
    "Deployment",
    "EC2NodeClass",
    "Job",
    "NodeClass",
    "OpenIDConnectProvider",
    "Pod",
    "PodTemplate",
    "Provisioner",
    "ReplicaSet",
    "ReplicationController",
    "RoleBinding",
    "ServiceAccount",
    "StatefulSet",
});

// Kinds that are frequent, large or full of words that look like an identity, and can be neither a
// pod's owner nor hold its credentials. Sorted.
constexpr auto kIrrelevantKinds = std::to_array<std::string_view>({
    "APIService",
    "AppProject",
    "Application",
    "ApplicationSet",
    "AuthorizationPolicy",
    "CSIDriver",
    "Certificate",
    "ClusterIssuer",
    "ClusterPolicy",
    "ClusterRole",
    "ConstraintTemplate",
    "CustomResourceDefinition",
    "DestinationRule",
    "EndpointSlice",
    "Endpoints",
    "EnvoyFilter",
    "Gateway",
    "GrafanaDashboard",
    "HTTPRoute",
    "HorizontalPodAutoscaler",
    "Ingress",
    "IngressClass",
    "Issuer",
    "Kustomization",
    "LimitRange",
    "MutatingWebhookConfiguration",
    "PeerAuthentication",
    "PersistentVolume",
    "PersistentVolumeClaim",
    "PodDisruptionBudget",
    "PodMonitor",
    "Policy",
    "PriorityClass",
    "PrometheusRule",
    "ResourceQuota",
    "Role",
    "ServiceEntry",
    "ServiceMonitor",
    "StorageClass",
    "ValidatingAdmissionPolicy",
    "ValidatingWebhookConfiguration",
    "VirtualService",
});

// What kube::HoldsAwsMark looks for; a test compares the two.
constexpr std::array<std::string_view, 9> kAwsMarks = {
    "AWS_", "aws_access_key", "role_arn", "pod-identity-webhook", "mapRoles",
    "AKIA", "QUtJQ",          "QVNJQ",    "W2RlZmF1bHRd",
};
constexpr std::string_view kTokenSecretType = "kubernetes.io/service-account-token";

constexpr std::array<std::string_view, 3> kIdentityMarks = {"amazonaws.com/", "AssumeRole",
                                                            "serviceAccountName"};

// Of API groups whose objects name the roles of nodes.
constexpr std::array<std::string_view, 2> kNodeMarks = {"karpenter.", "eksctl.io/"};

// Outermost keys of policies and of the AWS CLI's answers that are read without a `kind`.
constexpr std::array<std::string_view, 10> kAnswerKeys = {
    "AssumeRolePolicyDocument", "AttachedPolicies",       "ClientIDList",
    "InstanceProfile",          "LaunchTemplateVersions", "OpenIDConnectProviderList",
    "PolicyDocument",           "RoleDetailList",         "Statement",
    "ThumbprintList",
};

// The same, but words that anybody may use: they count beside one of the marks, of which the last
// one is an empty listing.
constexpr std::array<std::string_view, 7> kCommonAnswerKeys = {
    "Role", "Roles", "accessEntry", "association", "associations", "cluster", "nodegroup",
};
constexpr std::array<std::string_view, 4> kAnswerMarks = {"arn:", "RoleName", "clusterName", "[]"};

bool HasAny(std::string_view bytes, std::span<const std::string_view> parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [bytes](std::string_view part) { return HasBytes(bytes, part); });
}

bool IsAnswerKey(std::string_view key, std::string_view bytes) {
  const auto is_one_of = [key](std::span<const std::string_view> keys) {
    return std::find(keys.begin(), keys.end(), key) != keys.end();
  };
  if (is_one_of(kAnswerKeys)) return true;
  return is_one_of(kCommonAnswerKeys) && HasAny(bytes, kAnswerMarks);
}

bool HoldsAwsData(std::string_view bytes) {
  return HasAny(bytes, kAwsMarks) || HasBytes(bytes, kTokenSecretType);
}

bool HoldsPodOrIdentity(std::string_view bytes) {
  return HasBytes(bytes, "containers") || HasAny(bytes, kIdentityMarks);
}

// `egress` and `egressDeny` of a policy's rules, or its type `Egress`.
bool HoldsEgress(std::string_view bytes) {
  return HasBytes(bytes, "egress") || HasBytes(bytes, "Egress");
}

bool ListMayMatter(std::string_view bytes) {
  return HoldsPodOrIdentity(bytes) || HasBytes(bytes, "ServiceAccount") ||
         HasBytes(bytes, "RoleBinding") || HasBytes(bytes, "OpenIDConnectProvider") ||
         HasAny(bytes, kNodeMarks) || HoldsAwsData(bytes) ||
         (HasBytes(bytes, "NetworkPolicy") && HoldsEgress(bytes));
}

bool KindMayMatter(std::string_view kind, std::string_view bytes) {
  switch (ClassOfKind(kind)) {
    case KindClass::kParse:
      return true;
    case KindClass::kAwsData:
      return HoldsAwsData(bytes);
    case KindClass::kNetworkPolicy:
      return HoldsEgress(bytes);
    case KindClass::kList:
      return ListMayMatter(bytes);
    case KindClass::kUnknown:
      return HoldsPodOrIdentity(bytes);
    case KindClass::kIrrelevant:
      return false;
  }
  return true;
}

// For documents whose outermost keys cannot be told by lines.
bool ContentMayMatter(std::string_view bytes) {
  return HasAny(bytes, kAnswerKeys) || HasAny(bytes, kCommonAnswerKeys) ||
         (HasBytes(bytes, "kind") && ListMayMatter(bytes));
}

std::string_view TrimBlanks(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) {
    text.remove_suffix(1);
  }
  return text;
}

// A line of the root map: `key: value`.
struct Line {
  std::string_view key;
  std::optional<std::string_view> value;  // nothing when it is no plain or quoted word
};

// The word of a plain or one-line quoted scalar; nothing for anything more difficult.
std::optional<std::string_view> WordOf(std::string_view text) {
  text = TrimBlanks(text);
  if (text.empty()) return std::nullopt;
  const char first = text.front();
  if (first == '"' || first == '\'') {
    const size_t close = text.find(first, 1);
    if (close == std::string_view::npos) return std::nullopt;
    const std::string_view rest = TrimBlanks(text.substr(close + 1));
    text = text.substr(1, close - 1);
    if ((!rest.empty() && rest.front() != '#') || base::Contains(text, "\\")) return std::nullopt;
    return text;
  }
  if (!base::IsAsciiAlnum(first)) return std::nullopt;
  const size_t comment = text.find(" #");
  return TrimBlanks(text.substr(0, comment));
}

// Splits a line that begins in the root's column; nothing if it is no `key:` at all.
std::optional<Line> SplitLine(std::string_view line) {
  size_t colon = 0;
  std::string_view key;
  if (line.front() == '"' || line.front() == '\'') {
    const size_t close = line.find(line.front(), 1);
    if (close == std::string_view::npos) return std::nullopt;
    key = line.substr(1, close - 1);
    colon = line.find_first_not_of(" \t", close + 1);
    if (colon == std::string_view::npos || line[colon] != ':') return std::nullopt;
  } else {
    colon = line.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    key = TrimBlanks(line.substr(0, colon));
  }
  const std::string_view rest = line.substr(colon + 1);
  if (!rest.empty() && rest.front() != ' ' && rest.front() != '\t' && rest.front() != '\r') {
    return std::nullopt;
  }
  return Line{.key = key, .value = WordOf(rest)};
}

// The lines of a text, without their ends.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}

  bool Next(std::string_view* line) {
    if (rest_.empty()) return false;
    const void* newline = std::memchr(rest_.data(), '\n', rest_.size());
    const size_t length =
        newline == nullptr ? rest_.size()
                           : static_cast<size_t>(static_cast<const char*>(newline) - rest_.data());
    *line = rest_.substr(0, length);
    rest_.remove_prefix(newline == nullptr ? length : length + 1);
    return true;
  }

  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

// Where the root of a slice begins.
struct Root {
  std::string_view text;  // from the root's first line on; empty for a document without content
  size_t column = 0;
  bool is_difficult = false;  // on the line of `---`, or behind a tag or anchor
};

Root FindRoot(std::string_view slice) {
  if (base::StartsWith(slice, kByteOrderMark)) slice.remove_prefix(kByteOrderMark.size());
  Lines lines(slice);
  std::string_view before = slice;
  std::string_view line;
  while (lines.Next(&line)) {
    const size_t column = line.find_first_not_of(' ');
    const std::string_view content =
        TrimBlanks(column == std::string_view::npos ? std::string_view() : line.substr(column));
    const bool is_marker = column == 0 && base::StartsWith(line, "---");
    if (is_marker) {
      const std::string_view behind = TrimBlanks(line.substr(3));
      if (!behind.empty() && behind.front() != '#') return {.text = slice, .is_difficult = true};
    } else if (!content.empty() && content.front() != '#' && content.front() != '%') {
      return {.text = before, .column = column};
    }
    before = lines.rest();
  }
  return {};
}

// Whether a line belongs to the root map, whatever it says.
bool BeginsInColumn(std::string_view line, size_t column) {
  if (line.size() <= column) return false;
  if (column == 0) return line[0] != ' ' && line[0] != '#' && line[0] != '-';
  return line.find_first_not_of(' ') == column && line[column] != '#';
}

// The outermost keys of a JSON object, found without parsing: strings are skipped, brackets
// counted.
class JsonKeys {
 public:
  explicit JsonKeys(std::string_view text) : text_(text) {}

  // The next key of the outermost object. `value` is its string, nothing for other values.
  bool Next(Line* line) {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"') {
        const std::string_view string = SkipString();
        if (depth_ != 1 || !expects_key_) continue;
        expects_key_ = false;
        line->key = string;
        line->value = StringAfterColon();
        return true;
      }
      ++at_;
      if (c == '{' || c == '[') {
        ++depth_;
        if (depth_ == 1) {
          if (c == '[') return false;
          expects_key_ = true;
        }
      } else if (c == '}' || c == ']') {
        if (depth_ > 0) --depth_;
        if (depth_ == 0) return false;
      } else if (c == ',' && depth_ == 1) {
        expects_key_ = true;
      }
    }
    return false;
  }

 private:
  // The string that begins at `at_`, still escaped; `at_` moves behind it.
  std::string_view SkipString() {
    const size_t begin = at_ + 1;
    size_t close = begin;
    while (true) {
      close = text_.find('"', close);
      if (close == std::string_view::npos) {
        at_ = text_.size();
        return text_.substr(std::min(begin, text_.size()));
      }
      size_t backslashes = 0;
      while (close - backslashes > begin && text_[close - backslashes - 1] == '\\') ++backslashes;
      if (backslashes % 2 == 0) break;
      ++close;
    }
    at_ = close + 1;
    return text_.substr(begin, close - begin);
  }

  std::optional<std::string_view> StringAfterColon() {
    const size_t colon = text_.find_first_not_of(" \t\r\n", at_);
    if (colon == std::string_view::npos || text_[colon] != ':') return std::nullopt;
    const size_t value = text_.find_first_not_of(" \t\r\n", colon + 1);
    if (value == std::string_view::npos || text_[value] != '"') return std::nullopt;
    at_ = value;
    return SkipString();
  }

  std::string_view text_;
  size_t at_ = 0;
  size_t depth_ = 0;
  bool expects_key_ = false;
};

}  // namespace

bool HasBytes(std::string_view bytes, std::string_view part) {
  return base::HoldsBytes(bytes, part);
}

KindClass ClassOfKind(std::string_view kind) {
  if (std::find(kParsedKinds.begin(), kParsedKinds.end(), kind) != kParsedKinds.end()) {
    return KindClass::kParse;
  }
  if (kind == "ConfigMap" || kind == "Secret") return KindClass::kAwsData;
  if (kube::IsNetworkPolicyKind(kind)) return KindClass::kNetworkPolicy;
  if (std::binary_search(kIrrelevantKinds.begin(), kIrrelevantKinds.end(), kind)) {
    return KindClass::kIrrelevant;
  }
  if (const auto item = base::StripSuffix(kind, "List"); item.has_value()) {
    const KindClass of_item = ClassOfKind(*item);
    return item->empty() || of_item == KindClass::kUnknown ? KindClass::kList : of_item;
  }
  return KindClass::kUnknown;
}

bool YamlMayMatter(std::string_view slice) {
  const Root root = FindRoot(slice);
  if (root.is_difficult) return ContentMayMatter(slice);
  if (root.text.empty()) return false;
  const char first = root.text[root.column];
  const bool is_action = base::StartsWith(root.text.substr(root.column), "{{");
  if (first == '{' && !is_action) return ContentMayMatter(slice);
  if (first == '?' || first == '!' || first == '&' || first == '*') {
    return ContentMayMatter(slice);
  }

  bool has_kind = false;
  bool has_answer_key = false;
  Lines lines(root.text);
  std::string_view line;
  while (lines.Next(&line)) {
    if (!BeginsInColumn(line, root.column)) continue;
    const std::optional<Line> pair = SplitLine(line.substr(root.column));
    if (!pair.has_value()) continue;
    if (pair->key == "kind") {
      has_kind = true;
      if (!pair->value.has_value() ? ListMayMatter(slice) : KindMayMatter(*pair->value, slice)) {
        return true;
      }
    } else if (pair->key == "<<") {
      return ContentMayMatter(slice);
    } else if (!has_kind && !has_answer_key) {
      has_answer_key = IsAnswerKey(pair->key, slice);
    }
  }
  return has_answer_key && !has_kind;
}

bool JsonMayMatter(std::string_view file) {
  bool has_kind = false;
  bool has_answer_key = false;
  JsonKeys keys(file);
  Line line;
  while (keys.Next(&line)) {
    if (base::Contains(line.key, "\\")) return ContentMayMatter(file);
    if (line.key == "kind") {
      has_kind = true;
      const bool is_word = line.value.has_value() && !base::Contains(*line.value, "\\");
      if (is_word ? KindMayMatter(*line.value, file) : ListMayMatter(file)) return true;
    } else {
      has_answer_key = has_answer_key || IsAnswerKey(line.key, file);
    }
  }
  return has_answer_key && !has_kind;
}

}  // namespace irsalint::load
