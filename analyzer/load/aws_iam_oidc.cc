#include <string>
#include <utility>
#include <vector>

#include "analyzer/load/aws_answer.h"
#include "analyzer/load/aws_fields.h"

namespace irsalint::load {

using facts::ClosedSet;
using facts::Facts;
using facts::InputFormat;
using facts::OidcProvider;
using syntax::Field;
using syntax::Node;

bool ReadGetOidcProvider(const Node& root, Facts* facts) {
  const bool is_answer =
      syntax::Find(&root, "Url") != nullptr && syntax::Find(&root, "ClientIDList") != nullptr;
  if (!is_answer) return false;
  OidcProvider provider;
  provider.arn = facts::KnownText::Absent(syntax::PlaceOf(root));
  provider.issuer = ReadIssuer(root, "Url");
  provider.client_ids = ReadValues(root, "ClientIDList", Field::kAudience);
  provider.client_ids_place = syntax::PlaceOf(*syntax::Find(&root, "ClientIDList"));
  provider.thumbprints = ReadValues(root, "ThumbprintList", Field::kName);
  provider.format = InputFormat::kAwsCli;
  provider.place = syntax::PlaceOf(root);
  facts->oidc_providers.push_back(std::move(provider));
  return true;
}

bool ReadListOidcProviders(const Node& root, Facts* facts) {
  const Node* list = syntax::Find(&root, "OpenIDConnectProviderList");
  if (list == nullptr || !list->IsList()) return false;
  std::string owner;
  bool one_owner = true;
  for (const Node* item : ReadMaps(root, "OpenIDConnectProviderList")) {
    OidcProvider provider;
    provider.arn = ReadField(*item, "Arn", Field::kArn);
    provider.issuer = IssuerOfProvider(provider.arn);
    provider.format = InputFormat::kAwsCliListing;
    provider.place = syntax::PlaceOf(*item);
    std::string account = AccountOf(provider.arn);
    one_owner = one_owner && !account.empty() && (owner.empty() || owner == account);
    owner = std::move(account);
    facts->oidc_providers.push_back(std::move(provider));
  }
  if (!IsTruncated(root)) {
    facts->closed_sets.push_back({.kind = ClosedSet::Kind::kOidcProviders,
                                  .owner = one_owner ? owner : std::string(),
                                  .place = syntax::PlaceOf(root)});
  }
  return true;
}

}  // namespace irsalint::load
