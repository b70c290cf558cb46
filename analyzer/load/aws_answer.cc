#include "analyzer/load/aws_answer.h"

#include "analyzer/load/oidc_provider_input.h"

namespace irsalint::load {

bool ReadAwsAnswer(const syntax::Node& root, std::string_view path, facts::Facts* facts) {
  if (!root.IsMap()) return false;
  return ReadGetRole(root, path, facts) || ReadListRoles(root, path, facts) ||
         ReadAuthorizationDetails(root, path, facts) || ReadGetRolePolicy(root, path, facts) ||
         ReadAttachedRolePolicies(root, path, facts) || ReadGetInstanceProfile(root, path, facts) ||
         ReadCreateOidcProvider(root, facts) || ReadGetOidcProvider(root, facts) ||
         ReadListOidcProviders(root, facts) || ReadDescribeCluster(root, facts) ||
         ReadDescribeNodegroup(root, facts) || ReadDescribeAccessEntry(root, facts) ||
         ReadDescribeAssociation(root, facts) || ReadListAssociations(root, facts) ||
         ReadDescribeLaunchTemplateVersions(root, facts);
}

}  // namespace irsalint::load
