#include "analyzer/kube/aws_data.h"

#include <algorithm>
#include <array>
#include <utility>

#include "analyzer/base/base64.h"
#include "analyzer/base/strings.h"
#include "analyzer/kube/fields.h"
#include "analyzer/kube/read_object.h"
#include "analyzer/kube/secret_shape.h"
#include "analyzer/syntax/parse.h"

namespace irsalint::kube {
namespace {

using syntax::Field;
using syntax::Node;
using syntax::Pair;
using syntax::Part;
using syntax::PlaceOf;

// The last ones are an access key id, its base64, and the base64 of a credentials file's
// `[default]`.
constexpr std::array<std::string_view, 9> kAwsMarks = {
    "AWS_", "aws_access_key", "role_arn", "pod-identity-webhook", "mapRoles",
    "AKIA", "QUtJQ",          "QVNJQ",    "W2RlZmF1bHRd",
};
constexpr std::string_view kTokenSecretType = "kubernetes.io/service-account-token";

// Longer texts are no identity fields and no credentials files.
constexpr size_t kMaxDecodedBytes = size_t{64} * 1024;
constexpr size_t kMaxKeptBytes = size_t{64} * 1024;

// One of the maps that hold the entries of a Secret or ConfigMap.
enum class Holder : uint8_t {
  kPlain,         // ConfigMap data
  kBinary,        // ConfigMap binaryData
  kSecretBase64,  // Secret data
  kSecretPlain,   // Secret stringData
};

KnownText Withheld(const Node& value) { return KnownText::Unresolved(PlaceOf(value, Part::kKey)); }

KnownText RoleArnIn(std::string_view text, const Node& value, std::string_view scope) {
  return KnownText::Of(syntax::ReadText(base::TrimAscii(text), Field::kArn, scope), PlaceOf(value));
}

// As the API server decodes it: line breaks do not count. Empty for what is no base64.
std::string Decode(std::string_view encoded) {
  std::string text(base::TrimAscii(encoded));
  std::erase_if(text, [](char c) { return c == '\n' || c == '\r'; });
  return base::Base64Decode(text, kMaxDecodedBytes).value_or("");
}

AwsDataEntry ReadEntry(const Pair& pair, Holder holder, std::string_view scope) {
  const Node& value = *pair.value;
  AwsDataEntry entry = {.key = std::string(pair.key->text),
                        .value = Withheld(value),
                        .place = PlaceOf(value, Part::kKey)};
  if (!value.IsString()) {
    entry.value = ReadText(value, Field::kEnvValue, scope);
    return entry;
  }
  if (holder == Holder::kBinary) return entry;
  std::string decoded;
  std::string_view text = value.text;
  if (holder == Holder::kSecretBase64) {
    decoded = Decode(text);
    text = decoded;
  }
  entry.shape = ShapeOf(text);
  if (entry.shape == AwsDataEntry::Shape::kRoleArn) {
    entry.value = RoleArnIn(text, value, scope);
  } else if (holder == Holder::kPlain && text.size() <= kMaxKeptBytes && !HoldsSecret(text)) {
    entry.value = ReadText(value, Field::kEnvValue, scope);
  }
  return entry;
}

class EntryReader {
 public:
  EntryReader(const Node& root, std::string_view scope) : object_(ViewOf(root)), scope_(scope) {}

  void Read(std::string_view key, Holder holder) {
    for (const Pair& pair : EntriesOf(Child(object_, key))) {
      has_mark_ = has_mark_ || HoldsAwsMark(pair.key->text) ||
                  (pair.value->IsScalar() && HoldsAwsMark(pair.value->text));
      entries_.push_back(ReadEntry(pair, holder, scope_));
    }
  }

  bool has_mark() const { return has_mark_; }
  std::vector<AwsDataEntry> Take() { return std::move(entries_); }

 private:
  MapView object_;
  std::string_view scope_;
  std::vector<AwsDataEntry> entries_;
  bool has_mark_ = false;
};

std::vector<AwsAuthRole> ReadMapRoles(const Node& list, std::string_view scope) {
  std::vector<AwsAuthRole> roles;
  for (const Node* item : list.items) {
    if (!item->IsMap()) continue;
    const MapView entry = ViewOf(*item);
    roles.push_back({.role_arn = ReadTextField(entry, "rolearn", Field::kArn, scope),
                     .username = ReadTextField(entry, "username", Field::kName, scope),
                     .groups = ReadStrings(entry, "groups"),
                     .place = PlaceOf(*item)});
  }
  return roles;
}

}  // namespace

bool HoldsAwsMark(std::string_view bytes) {
  return std::ranges::any_of(
      kAwsMarks, [bytes](std::string_view mark) { return base::Contains(bytes, mark); });
}

std::optional<AwsData> ReadAwsData(const Node& root, std::string_view scope) {
  const ObjectKind kind = Classify(root);
  const bool is_secret = kind == ObjectKind::kSecret;
  if (!is_secret && kind != ObjectKind::kConfigMap) return std::nullopt;

  EntryReader reader(root, scope);
  if (is_secret) {
    reader.Read("data", Holder::kSecretBase64);
    reader.Read("stringData", Holder::kSecretPlain);
  } else {
    reader.Read("data", Holder::kPlain);
    reader.Read("binaryData", Holder::kBinary);
  }
  const MapView object = ViewOf(root);
  const bool is_token = is_secret && ReadString(object, "type") == kTokenSecretType;
  const bool is_named = HoldsAwsMark(ReadString(Child(object, "metadata"), "name"));
  if (!reader.has_mark() && !is_token && !is_named) return std::nullopt;

  return AwsData{
      .meta = ReadObjectMeta(root, scope),
      .type = is_secret ? ReadTextField(object, "type", Field::kName, scope) : KnownText{},
      .entries = reader.Take()};
}

std::optional<AwsAuth> ReadAwsAuthRoles(const Node& root, std::string_view scope) {
  if (Classify(root) != ObjectKind::kConfigMap) return std::nullopt;
  const MapView object = ViewOf(root);
  const MapView metadata = Child(object, "metadata");
  if (ReadString(metadata, "name") != "aws-auth") return std::nullopt;
  const std::string namespace_name = ReadString(metadata, "namespace");
  if (!namespace_name.empty() && namespace_name != "kube-system") return std::nullopt;
  const Node* const value = syntax::FindPath(&root, "data", "mapRoles");
  if (value == nullptr || value->IsNull()) return std::nullopt;

  AwsAuth auth;
  auth.place = PlaceOf(*value);
  if (!value->IsString()) {
    auth.problem = "mapRoles is not a string";
    return auth;
  }
  const syntax::Parsed parsed = syntax::ParseEmbedded(*value, syntax::Embed::kYaml);
  if (parsed.error) {
    const uint32_t size = static_cast<uint32_t>(value->text.size());
    const uint32_t offset = std::min(parsed.error->offset, size);
    auth.problem = parsed.error->message;
    auth.place = PlaceOf(*value, syntax::TextRange{offset, std::min(offset + 1, size)});
    return auth;
  }
  const Node* const list = parsed.document->root();
  if (list == nullptr || list->IsNull()) return auth;
  if (!list->IsList()) {
    auth.problem = "mapRoles is not a list";
    auth.place = PlaceOf(*list);
    return auth;
  }
  auth.roles = ReadMapRoles(*list, scope);
  return auth;
}

}  // namespace irsalint::kube
