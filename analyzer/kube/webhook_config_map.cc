#include "analyzer/kube/webhook_config_map.h"

#include <algorithm>
#include <charconv>

#include "analyzer/base/strings.h"
#include "analyzer/syntax/holes.h"
#include "analyzer/syntax/parse.h"

namespace irsalint::kube {
namespace {

using syntax::Node;
using syntax::Part;
using syntax::Place;

// The places of a document that stands in a scalar at `host`.
class PlacesInside {
 public:
  explicit PlacesInside(const Place& host) : host_(host) {
    host_.part = Part::kValue;
    host_.route.push_back(
        {.kind = syntax::Step::Kind::kEmbed, .index = 0, .key = {}, .embed = syntax::Embed::kJson});
  }

  Place Of(const Node& node, Part part = Part::kValue) const {
    Place place = host_;
    place.part = part;
    const Place inner = syntax::PlaceOf(node);
    place.route.insert(place.route.end(), inner.route.begin(), inner.route.end());
    return place;
  }

 private:
  Place host_;
};

// A field as Go's JSON reads it: its name in any case, of several the last.
const Node* FindField(const Node& entry, std::string_view name) {
  const Node* found = nullptr;
  for (const syntax::Pair& pair : entry.pairs) {
    if (base::AsciiLower(pair.key->text) == base::AsciiLower(name)) found = pair.value;
  }
  return found == nullptr || found->IsNull() ? nullptr : found;
}

class EntryReader {
 public:
  EntryReader(const Node& entry, const PlacesInside& places) : entry_(entry), places_(places) {}

  KnownText Text(std::string_view name, syntax::Field field) const {
    const Node* value = FindField(entry_, name);
    if (value == nullptr) return KnownText::Absent(places_.Of(entry_, Part::kKey));
    if (!value->IsString()) return KnownText::Unresolved(places_.Of(*value));
    return KnownText::Of(syntax::ReadText(value->text, field, {}), places_.Of(*value));
  }

  syntax::Known<bool> Bool(std::string_view name) const {
    const Node* value = FindField(entry_, name);
    if (value == nullptr) return syntax::Known<bool>::Absent(places_.Of(entry_, Part::kKey));
    const std::optional<bool> read = syntax::BoolOf(value);
    if (!read.has_value()) return syntax::Known<bool>::Unresolved(places_.Of(*value));
    return syntax::Known<bool>::Of(*read, places_.Of(*value));
  }

  syntax::Known<int64_t> Seconds(std::string_view name) const {
    using Seconds = syntax::Known<int64_t>;
    const Node* value = FindField(entry_, name);
    if (value == nullptr) return Seconds::Absent(places_.Of(entry_, Part::kKey));
    int64_t seconds = 0;
    const char* const end = value->text.data() + value->text.size();
    const auto [stop, error] = std::from_chars(value->text.data(), end, seconds);
    const bool is_read =
        value->kind == syntax::NodeKind::kNumber && error == std::errc() && stop == end;
    return is_read ? Seconds::Of(seconds, places_.Of(*value))
                   : Seconds::Unresolved(places_.Of(*value));
  }

 private:
  const Node& entry_;
  const PlacesInside& places_;
};

ConfigMapIdentity ReadIdentity(const syntax::Pair& pair, const PlacesInside& places) {
  const EntryReader entry(*pair.value, places);
  return {.account = std::string(pair.key->text),
          .role_arn = entry.Text("RoleARN", syntax::Field::kArn),
          .audience = entry.Text("Audience", syntax::Field::kAudience),
          .use_regional_sts = entry.Bool("UseRegionalSTS"),
          .token_expiration = entry.Seconds("TokenExpiration"),
          .key_place = places.Of(*pair.value, Part::kKey),
          .place = places.Of(*pair.value)};
}

}  // namespace

bool IsWebhookConfigMap(const AwsData& data) {
  return data.meta.kind == "ConfigMap" && data.meta.name.HasValue() &&
         data.meta.name->Written() == "pod-identity-webhook";
}

std::optional<std::vector<ConfigMapIdentity>> IdentitiesOfConfigMap(const AwsData& data) {
  const auto config = std::ranges::find(data.entries, "config", &AwsDataEntry::key);
  if (config == data.entries.end()) return std::vector<ConfigMapIdentity>();
  if (!config->value.HasValue() || !config->value->IsLiteral()) return std::nullopt;
  const std::string_view text = config->value->literal();
  const syntax::DocumentId whole = {
      .source = {}, .begin = 0, .end = static_cast<uint32_t>(text.size())};
  const syntax::Parsed parsed = syntax::ParseJson(text, whole);
  if (parsed.error.has_value() || !parsed.document->root()->IsMap()) return std::nullopt;
  const PlacesInside places(config->value.place());
  std::vector<ConfigMapIdentity> identities;
  for (const syntax::Pair& pair : parsed.document->root()->pairs) {
    identities.push_back(ReadIdentity(pair, places));
  }
  return identities;
}

const ConfigMapIdentity* FindIdentity(const std::vector<ConfigMapIdentity>& entries,
                                      std::string_view namespace_name, std::string_view name) {
  const auto find = [&](std::string_view scope) -> const ConfigMapIdentity* {
    const std::string account = std::string(scope) + "/" + std::string(name);
    const auto last =
        std::ranges::find(entries.rbegin(), entries.rend(), account, &ConfigMapIdentity::account);
    return last == entries.rend() ? nullptr : &*last;
  };
  const ConfigMapIdentity* exact = find(namespace_name);
  return exact != nullptr ? exact : find("*");
}

}  // namespace irsalint::kube
