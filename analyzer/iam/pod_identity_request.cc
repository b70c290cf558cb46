#include "analyzer/iam/pod_identity_request.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/base/arn.h"
#include "analyzer/iam/global_keys.h"

namespace irsalint::iam {
namespace {

using base::Truth;
using syntax::Text;

// Keys that some call of a service or of a role carries. Whether these calls do, and with which
// value, is not documented.
constexpr auto kUnknownKeys = std::to_array<std::string_view>({
    "aws:assumedroot",
    "aws:calledvia",
    "aws:calledviafirst",
    "aws:calledvialast",
    "aws:chatbotsourcearn",
    "aws:ec2instancesourceprivateipv4",
    "aws:ec2instancesourcevpc",
    "aws:federatedprovider",
    "aws:multifactorauthage",
    "aws:multifactorauthpresent",
    "aws:principalaccount",
    "aws:principalarn",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:principalservicename",
    "aws:principalservicenameslist",
    "aws:resourceaccount",
    "aws:resourceorgid",
    "aws:resourceorgpaths",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
    "aws:tokenissuetime",
    "aws:userid",
    "aws:username",
    "sts:awsservicename",
    "sts:durationseconds",
    "sts:externalid",
    "sts:sourceidentity",
});

std::vector<ContextKey> UnknownKeys() {
  std::vector<ContextKey> keys;
  for (const std::string_view key : kUnknownKeys) {
    keys.push_back(KeyOfUnknownValue(key, Truth::kMaybe));
  }
  return keys;
}

class RequestBuilder {
 public:
  explicit RequestBuilder(Request request) : request_(std::move(request)) {}

  void Add(std::string name, Truth present, std::vector<Text> values) {
    if (present == Truth::kNo) return;
    request_.context.push_back(
        {.name = Text::Literal(name), .present = present, .values = std::move(values)});
  }

  // The session tags as keys `PREFIX/TAG`.
  void AddTags(std::string_view prefix, const PodIdentity& pod) {
    const std::array values = {pod.cluster_arn,
                               pod.cluster_name,
                               pod.namespace_name,
                               pod.service_account,
                               UnknownValue("kubernetes-pod-name"),
                               UnknownValue("kubernetes-pod-uid")};
    for (size_t i = 0; i < kSessionTags.size(); ++i) {
      Add(std::string(prefix) + "/" + std::string(kSessionTags[i]), pod.session_tags, {values[i]});
    }
  }

  // The tags with which the session is asked for.
  void AddRequestTags(const PodIdentity& pod) {
    AddTags("aws:requesttag", pod);
    std::vector<Text> names;
    for (const std::string_view tag : kSessionTags) names.push_back(Text::Literal(tag));
    Add("aws:tagkeys", pod.session_tags, names);
    Add("sts:transitivetagkeys", pod.session_tags, std::move(names));
  }

  // Some key of a group (`aws:resourcetag/…`), which may be there with any value.
  void AddGroup(std::string_view prefix) {
    request_.context.push_back({.name = Text::Literal(prefix).Append(UnknownValue(prefix)),
                                .present = Truth::kMaybe,
                                .values = {UnknownValue(prefix)}});
  }

  // Comes last: what is known better counts.
  Request Finish() {
    Add("aws:securetransport", Truth::kYes, {Text::Literal("true")});
    static const std::vector<ContextKey> kKeys = UnknownKeys();  // every request has them
    request_.context.insert(request_.context.end(), kKeys.begin(), kKeys.end());
    AddGroup("aws:resourcetag/");
    AddGlobalKeys(&request_);
    return std::move(request_);
  }

 private:
  Request request_;
};

Request RequestFor(std::string_view action, PrincipalKind kind, Text principal, const Text& role) {
  const auto arn = base::ParseArn(role.literal());
  return {.action = std::string(action),
          .principal_kind = kind,
          .principal = std::move(principal),
          .role_arn = role,
          .account = arn.has_value() ? std::string(arn->account) : std::string(),
          .context = {}};
}

}  // namespace

Request PodIdentityRequest(const PodIdentity& pod, std::string_view action) {
  RequestBuilder request(RequestFor(action, PrincipalKind::kService,
                                    Text::Literal(kPodIdentityService), pod.role_arn));
  request.AddRequestTags(pod);
  request.Add("aws:sourcearn", Truth::kYes, {pod.cluster_arn});
  request.Add("aws:sourceaccount", Truth::kYes, {pod.cluster_account});
  request.Add("aws:principalisawsservice", Truth::kMaybe, {Text::Literal("true")});
  request.Add("aws:principalservicename", Truth::kMaybe, {Text::Literal(kPodIdentityService)});
  request.Add("sts:rolesessionname", Truth::kYes,
              {Text::Literal("eks-").Append(UnknownValue("session"))});
  return request.Finish();
}

Request TargetRoleRequest(const PodIdentity& pod, const TargetRole& target,
                          std::string_view action) {
  RequestBuilder request(RequestFor(action, PrincipalKind::kAws, pod.role_arn, target.arn));
  request.AddRequestTags(pod);
  request.AddTags("aws:principaltag", pod);
  // The role's own tags.
  request.AddGroup("aws:principaltag/");
  request.Add("aws:principalarn", Truth::kYes, {pod.role_arn});
  request.Add("aws:principalaccount", Truth::kYes, {pod.cluster_account});
  request.Add("sts:externalid", Or(Not(pod.session_tags), Truth::kMaybe), {target.external_id});
  request.Add("aws:sourcearn", Truth::kMaybe, {UnknownValue("aws:sourcearn")});
  request.Add("aws:sourceaccount", Truth::kMaybe, {UnknownValue("aws:sourceaccount")});
  return request.Finish();
}

bool TrustsPodIdentity(const Statement& statement) {
  return !statement.not_principal &&
         std::ranges::any_of(statement.principals, [](const Principal& principal) {
           return principal.kind == PrincipalKind::kService &&
                  principal.value.text.literal() == kPodIdentityService;
         });
}

}  // namespace irsalint::iam
