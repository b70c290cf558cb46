#include "analyzer/load/oidc_provider_input.h"

#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/base/issuer.h"
#include "analyzer/base/strings.h"
#include "analyzer/kube/read_object.h"
#include "analyzer/load/aws_fields.h"

namespace irsalint::load {
namespace {

using facts::KnownText;
using facts::OidcProvider;
using syntax::Field;
using syntax::Node;

constexpr std::string_view kKind = "OpenIDConnectProvider";

// What the fields of one form are called. The first list that is there counts.
struct Names {
  std::string_view url;
  std::vector<std::string_view> client_ids;
  std::vector<std::string_view> thumbprints;
};

// The place of the first list that is there; not valid if none is.
syntax::Place PlaceOfList(const Node& spec, const std::vector<std::string_view>& names) {
  for (const std::string_view name : names) {
    const Node* list = syntax::Find(&spec, name);
    if (list != nullptr && list->IsList()) return syntax::PlaceOf(*list);
  }
  return {};
}

// The strings of a list. What is no string, or no list, can be anything.
std::vector<iam::Value> ReadStrings(const Node& spec, const std::vector<std::string_view>& names,
                                    Field field) {
  std::vector<iam::Value> values;
  const auto add_unknown = [&values](const Node& node) {
    values.push_back(
        {.text = syntax::Text::OfHole(
             {.syntax = syntax::HoleSyntax::kMissing, .expression = "value", .scope = {}}),
         .place = syntax::PlaceOf(node)});
  };
  for (const std::string_view name : names) {
    const Node* list = syntax::Find(&spec, name);
    if (list == nullptr || list->IsNull()) continue;
    if (!list->IsList()) {
      add_unknown(*list);
      continue;
    }
    for (const Node* item : list->items) {
      if (item->IsString()) {
        values.push_back(
            {.text = syntax::ReadText(item->text, field, {}), .place = syntax::PlaceOf(*item)});
      } else {
        add_unknown(*item);
      }
    }
  }
  return values;
}

OidcProvider ReadProvider(const Node& spec, const Names& names) {
  OidcProvider provider;
  provider.arn = KnownText::Absent(syntax::PlaceOfMissing(spec));
  provider.issuer = ReadIssuer(spec, names.url);
  provider.url = ReadField(spec, names.url, Field::kIssuer);
  provider.client_ids = ReadStrings(spec, names.client_ids, Field::kAudience);
  provider.client_ids_place = PlaceOfList(spec, names.client_ids);
  provider.thumbprints = ReadStrings(spec, names.thumbprints, Field::kName);
  return provider;
}

bool IsCrossplane(std::string_view api_version) {
  return api_version.starts_with("iam.aws.upbound.io/") ||
         api_version.starts_with("iam.aws.m.upbound.io/") ||
         api_version.starts_with("iam.aws.crossplane.io/");
}

bool IsAck(std::string_view api_version) {
  return api_version.starts_with("iam.services.k8s.aws/");
}

}  // namespace

bool ReadCreateOidcProvider(const Node& root, facts::Facts* facts) {
  const Node* url = syntax::Find(&root, "Url");
  if (url == nullptr || !url->IsString() || !base::Contains(url->text, "://")) return false;
  if (syntax::Find(&root, "ClientIDList") == nullptr &&
      syntax::Find(&root, "ThumbprintList") == nullptr) {
    return false;
  }
  OidcProvider provider = ReadProvider(
      root, {.url = "Url", .client_ids = {"ClientIDList"}, .thumbprints = {"ThumbprintList"}});
  provider.format = facts::InputFormat::kAwsCliInput;
  provider.place = syntax::PlaceOf(root);
  facts->oidc_providers.push_back(std::move(provider));
  return true;
}

bool ReadOidcProviderResource(const Node& root, facts::Facts* facts) {
  if (kube::KindOf(root) != kKind) return false;
  const std::string_view api_version = syntax::StringOr(syntax::Find(&root, "apiVersion"));
  const bool ack = IsAck(api_version);
  if (!ack && !IsCrossplane(api_version)) return false;
  const Node* spec =
      ack ? syntax::Find(&root, "spec") : syntax::FindPath(&root, "spec", "forProvider");
  if (spec == nullptr || !spec->IsMap()) return false;
  // Upbound's fields are called as Terraform's, Crossplane's own as IAM's.
  const Names names =
      ack ? Names{.url = "url", .client_ids = {"clientIDs"}, .thumbprints = {"thumbprints"}}
          : Names{.url = "url",
                  .client_ids = {"clientIdList", "clientIDList"},
                  .thumbprints = {"thumbprintList"}};
  OidcProvider provider = ReadProvider(*spec, names);
  const Node* status = ack ? syntax::FindPath(&root, "status", "ackResourceMetadata")
                           : syntax::FindPath(&root, "status", "atProvider");
  if (status != nullptr && status->IsMap()) provider.arn = ReadField(*status, "arn", Field::kArn);
  provider.format = facts::InputFormat::kKubernetes;
  provider.place = syntax::PlaceOf(root);
  facts->oidc_providers.push_back(std::move(provider));
  return true;
}

}  // namespace irsalint::load
