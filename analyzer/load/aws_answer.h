#pragma once

#include <string_view>

#include "analyzer/facts/facts.h"
#include "analyzer/syntax/node.h"

// The answers of the AWS CLI (docs/reference/iam.md §8), as JSON or `--output yaml`. One file per
// service; each function returns whether the document is the answer it reads.
namespace irsalint::load {

// get-role, also `--query Role`.
bool ReadGetRole(const syntax::Node& root, std::string_view path, facts::Facts* facts);
// list-roles. Closes the account's roles unless it is truncated or shows only roles below one path.
bool ReadListRoles(const syntax::Node& root, std::string_view path, facts::Facts* facts);
// get-account-authorization-details. Closes the account's roles unless it is truncated or its
// filter left the roles out.
bool ReadAuthorizationDetails(const syntax::Node& root, std::string_view path, facts::Facts* facts);
// get-role-policy.
bool ReadGetRolePolicy(const syntax::Node& root, std::string_view path, facts::Facts* facts);
// list-attached-role-policies: names no role.
bool ReadAttachedRolePolicies(const syntax::Node& root, std::string_view path, facts::Facts* facts);
// get-instance-profile.
bool ReadGetInstanceProfile(const syntax::Node& root, std::string_view path, facts::Facts* facts);

// get-open-id-connect-provider: names no account.
bool ReadGetOidcProvider(const syntax::Node& root, facts::Facts* facts);
// list-open-id-connect-providers. Closes the account's providers; their client ids are not known.
bool ReadListOidcProviders(const syntax::Node& root, facts::Facts* facts);

// describe-cluster.
bool ReadDescribeCluster(const syntax::Node& root, facts::Facts* facts);
// describe-nodegroup.
bool ReadDescribeNodegroup(const syntax::Node& root, facts::Facts* facts);
// describe-access-entry. Only that of nodes says something.
bool ReadDescribeAccessEntry(const syntax::Node& root, facts::Facts* facts);
// describe-pod-identity-association.
bool ReadDescribeAssociation(const syntax::Node& root, facts::Facts* facts);
// list-pod-identity-associations. Closes the cluster's associations unless it is truncated.
bool ReadListAssociations(const syntax::Node& root, facts::Facts* facts);

// describe-launch-template-versions.
bool ReadDescribeLaunchTemplateVersions(const syntax::Node& root, facts::Facts* facts);

// Whether the document is any of them.
bool ReadAwsAnswer(const syntax::Node& root, std::string_view path, facts::Facts* facts);

}  // namespace irsalint::load
