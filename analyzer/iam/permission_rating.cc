#include "analyzer/iam/permission_rating.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <utility>

#include "analyzer/base/arn.h"
#include "analyzer/base/pattern.h"
#include "analyzer/base/strings.h"
#include "analyzer/base/truth.h"

namespace irsalint::iam {
namespace {

using base::Truth;

// An action that counts. `service` and `type` are those of the resources that it needs all of; what
// belongs to an add-on, and what changes IAM, counts on any resource.
struct Right {
  Power power;
  std::string_view action;  // lower case
  std::string_view what;
  std::string_view service = {};
  std::string_view type = {};

  bool NeedsAllResources() const { return !service.empty(); }
};

constexpr std::string_view kIam = "change users, roles or policies of IAM";
constexpr std::string_view kPassRoles = "hand every role to a service";
constexpr std::string_view kTakeRoles = "take every role that trusts this account";
constexpr std::string_view kReadObjects = "read every object of S3";
constexpr std::string_view kWriteObjects = "change every object of S3";
constexpr std::string_view kReadSecrets = "read every secret of Secrets Manager";
constexpr std::string_view kReadParameters = "read every parameter of Systems Manager";
constexpr std::string_view kReadTables = "read every table of DynamoDB";
constexpr std::string_view kWriteTables = "change every table of DynamoDB";
constexpr std::string_view kEbs = "manage EBS volumes (the EBS CSI driver's work)";
constexpr std::string_view kEfs = "manage EFS access points (the EFS CSI driver's work)";
constexpr std::string_view kFsx = "manage FSx file systems (the FSx CSI driver's work)";
constexpr std::string_view kScale = "scale the groups of nodes (the cluster autoscaler's work)";
constexpr std::string_view kBalance =
    "manage load balancers (the AWS Load Balancer Controller's work)";
constexpr std::string_view kRecords =
    "change records of Route 53 (the work of external-dns or cert-manager)";
constexpr std::string_view kPush = "push or delete images of ECR (a build's work)";

constexpr Right kRights[] = {
    {Power::kIamWrite, "iam:addusertogroup", kIam},
    {Power::kIamWrite, "iam:attachgrouppolicy", kIam},
    {Power::kIamWrite, "iam:attachrolepolicy", kIam},
    {Power::kIamWrite, "iam:attachuserpolicy", kIam},
    {Power::kIamWrite, "iam:createaccesskey", kIam},
    {Power::kIamWrite, "iam:createloginprofile", kIam},
    {Power::kIamWrite, "iam:createpolicyversion", kIam},
    {Power::kIamWrite, "iam:createrole", kIam},
    {Power::kIamWrite, "iam:createuser", kIam},
    {Power::kIamWrite, "iam:putgrouppolicy", kIam},
    {Power::kIamWrite, "iam:putrolepolicy", kIam},
    {Power::kIamWrite, "iam:putuserpolicy", kIam},
    {Power::kIamWrite, "iam:setdefaultpolicyversion", kIam},
    {Power::kIamWrite, "iam:updateassumerolepolicy", kIam},
    {Power::kIamWrite, "iam:updateloginprofile", kIam},

    {Power::kActAs, "iam:passrole", kPassRoles, "iam", "role/"},
    {Power::kActAs, "sts:assumerole", kTakeRoles, "iam", "role/"},
    {Power::kActAs, "lambda:updatefunctioncode", "replace the code of every Lambda function",
     "lambda", "function:"},
    {Power::kActAs, "ssm:sendcommand", "run commands on every instance", "ec2", "instance/"},
    {Power::kActAs, "ssm:startsession", "open a session on every instance", "ec2", "instance/"},

    {Power::kData, "s3:getobject", kReadObjects, "s3"},
    {Power::kData, "s3:putobject", kWriteObjects, "s3"},
    {Power::kData, "s3:deleteobject", kWriteObjects, "s3"},
    {Power::kData, "secretsmanager:getsecretvalue", kReadSecrets, "secretsmanager", "secret:"},
    {Power::kData, "secretsmanager:batchgetsecretvalue", kReadSecrets, "secretsmanager", "secret:"},
    {Power::kData, "ssm:getparameter", kReadParameters, "ssm", "parameter/"},
    {Power::kData, "ssm:getparameters", kReadParameters, "ssm", "parameter/"},
    {Power::kData, "ssm:getparametersbypath", kReadParameters, "ssm", "parameter/"},
    {Power::kData, "ssm:getparameterhistory", kReadParameters, "ssm", "parameter/"},
    {Power::kData, "kms:decrypt", "decrypt with every key of KMS", "kms", "key/"},
    {Power::kData, "dynamodb:getitem", kReadTables, "dynamodb", "table/"},
    {Power::kData, "dynamodb:batchgetitem", kReadTables, "dynamodb", "table/"},
    {Power::kData, "dynamodb:query", kReadTables, "dynamodb", "table/"},
    {Power::kData, "dynamodb:scan", kReadTables, "dynamodb", "table/"},
    {Power::kData, "dynamodb:putitem", kWriteTables, "dynamodb", "table/"},
    {Power::kData, "dynamodb:updateitem", kWriteTables, "dynamodb", "table/"},
    {Power::kData, "dynamodb:deleteitem", kWriteTables, "dynamodb", "table/"},
    {Power::kData, "dynamodb:batchwriteitem", kWriteTables, "dynamodb", "table/"},
    {Power::kData, "sqs:receivemessage", "read every queue of SQS", "sqs"},
    {Power::kData, "kinesis:getrecords", "read every stream of Kinesis", "kinesis", "stream/"},
    {Power::kData, "rds-db:connect", "log in to every database of RDS", "rds-db", "dbuser:"},

    {Power::kAddOn, "ec2:createvolume", kEbs},
    {Power::kAddOn, "ec2:attachvolume", kEbs},
    {Power::kAddOn, "ec2:detachvolume", kEbs},
    {Power::kAddOn, "ec2:modifyvolume", kEbs},
    {Power::kAddOn, "ec2:deletevolume", kEbs},
    {Power::kAddOn, "ec2:createsnapshot", kEbs},
    {Power::kAddOn, "ec2:deletesnapshot", kEbs},
    {Power::kAddOn, "elasticfilesystem:createaccesspoint", kEfs},
    {Power::kAddOn, "elasticfilesystem:deleteaccesspoint", kEfs},
    {Power::kAddOn, "fsx:createfilesystem", kFsx},
    {Power::kAddOn, "fsx:deletefilesystem", kFsx},
    {Power::kAddOn, "autoscaling:setdesiredcapacity", kScale},
    {Power::kAddOn, "autoscaling:terminateinstanceinautoscalinggroup", kScale},
    {Power::kAddOn, "autoscaling:updateautoscalinggroup", kScale},
    {Power::kAddOn, "elasticloadbalancing:createloadbalancer", kBalance},
    {Power::kAddOn, "elasticloadbalancing:deleteloadbalancer", kBalance},
    {Power::kAddOn, "elasticloadbalancing:createtargetgroup", kBalance},
    {Power::kAddOn, "elasticloadbalancing:createlistener", kBalance},
    {Power::kAddOn, "elasticloadbalancing:modifylistener", kBalance},
    {Power::kAddOn, "elasticloadbalancing:registertargets", kBalance},
    {Power::kAddOn, "elasticloadbalancing:deregistertargets", kBalance},
    {Power::kAddOn, "route53:changeresourcerecordsets", kRecords},
    {Power::kAddOn, "ecr:putimage", kPush},
    {Power::kAddOn, "ecr:batchdeleteimage", kPush},
};

constexpr std::string_view kEverything = "do everything in the account";

constexpr size_t kRightCount = std::size(kRights);

// No action has a name as long as this; a longer pattern is not worth the work.
constexpr size_t kLongestAction = 256;

// What is true of each right, by its index in the table.
using ByRight = std::array<Truth, kRightCount>;

// The rights whose action a pattern covers.
ByRight CoveredBy(const syntax::Text& action) {
  ByRight covered;
  const std::string_view text = action.literal();
  const bool is_known = action.IsLiteral() && text.size() <= kLongestAction;
  covered.fill(is_known ? Truth::kNo : Truth::kMaybe);
  if (!is_known) return covered;
  const base::Pattern pattern = base::Pattern::Like(base::AsciiLower(text));
  for (size_t r = 0; r < kRightCount; ++r) {
    covered[r] = base::FromBool(pattern.Matches(kRights[r].action));
  }
  return covered;
}

// The rights that actions, or all but them, cover. No actions cover nothing.
ByRight CoveredByAny(const std::vector<ByRight>& actions, bool not_action) {
  ByRight covered;
  covered.fill(Truth::kNo);
  if (actions.empty()) return covered;
  for (size_t r = 0; r < kRightCount; ++r) {
    for (const ByRight& action : actions) covered[r] = Or(covered[r], action[r]);
    if (not_action) covered[r] = Not(covered[r]);
  }
  return covered;
}

bool IsAllStars(std::string_view text) {
  return !text.empty() && text.find_first_not_of('*') == text.npos;
}

// `*` and `*:*`.
bool CoversAllActions(std::string_view action) {
  const auto parts = base::SplitOnce(action, ':');
  return parts.has_value() ? IsAllStars(parts->before) && IsAllStars(parts->after)
                           : IsAllStars(action);
}

// Whether a resource is all that the right can be used on: `*`, or an ARN whose last part covers
// two names that have nothing in common. Region and account may be fixed.
bool CoversAllResources(std::string_view resource, const Right& right) {
  if (IsAllStars(resource)) return true;
  const auto arn = base::ParseArn(resource);
  if (!arn.has_value() || arn->service != right.service) return false;
  const base::Pattern pattern = base::Pattern::Like(arn->resource);
  const std::string type(right.type);
  return pattern.Matches(type + "7q/w") && pattern.Matches(type + "x-0/y/z.t");
}

std::vector<ByRight> ActionsOf(const Statement& statement) {
  std::vector<ByRight> actions;
  for (const Value& action : statement.actions) actions.push_back(CoveredBy(action.text));
  return actions;
}

// Whether the right counts on this resource alone.
bool IsEnough(const Value& resource, const Right& right) {
  if (!resource.text.IsLiteral()) return false;
  if (right.NeedsAllResources()) return CoversAllResources(resource.text.literal(), right);
  // A policy variable has no value for a role.
  if (base::Contains(resource.text.literal(), "${")) return false;
  const auto arn = base::ParseArn(resource.text.literal());
  const std::string_view service = base::SplitOnce(right.action, ':')->before;
  return IsAllStars(resource.text.literal()) || (arn.has_value() && arn->service == service);
}

// Whether an Allow statement proves the right on enough resources.
bool AllowsOnResources(const Statement& statement, const Right& right) {
  return !statement.not_resource &&
         std::ranges::any_of(statement.resources,
                             [&right](const Value& resource) { return IsEnough(resource, right); });
}

// Whether a Deny statement reaches enough resources to take the right away.
bool MayDenyOnResources(const Statement& statement, const Right& right) {
  if (statement.not_resource || statement.resources.empty()) return true;
  return std::ranges::any_of(statement.resources, [&right](const Value& resource) {
    if (!resource.text.IsLiteral() || !right.NeedsAllResources()) return true;
    return CoversAllResources(resource.text.literal(), right);
  });
}

// Conditions narrow what is wide, but an add-on's right stays an add-on's.
bool CountsUnderConditions(const Right& right) { return right.power == Power::kAddOn; }

// Collects the worst of what is found.
class Worst {
 public:
  void Add(Power power, std::string_view what) {
    if (!grant_.rights.empty() && power < grant_.power) return;
    if (grant_.rights.empty() || power > grant_.power) grant_ = {.power = power, .rights = {}};
    const bool known = std::ranges::find(grant_.rights, what) != grant_.rights.end();
    if (!known) grant_.rights.push_back(what);
  }

  PermissionGrant Take() && { return std::move(grant_); }

 private:
  PermissionGrant grant_;
};

// The worst of the rights that are allowed and not denied. `all_actions` says that nothing is left
// out.
PermissionGrant RateRights(const std::vector<bool>& allowed, const std::vector<bool>& denied,
                           bool all_actions) {
  Worst worst;
  bool complete = all_actions;
  for (size_t r = 0; r < kRightCount; ++r) {
    if (!allowed[r]) continue;
    if (denied[r]) {
      complete = false;
    } else {
      worst.Add(kRights[r].power, kRights[r].what);
    }
  }
  if (complete) return {.power = Power::kAdmin, .rights = {kEverything}};
  return std::move(worst).Take();
}

bool IsOf(const Right& right, const PermissionGrant& grant) {
  return std::ranges::find(grant.rights, right.what) != grant.rights.end();
}

// Of a statement's actions, those that allow one of the rights.
std::vector<size_t> DecidingActions(const Statement& statement, const std::vector<ByRight>& actions,
                                    const PermissionGrant& grant) {
  std::vector<size_t> deciding;
  if (statement.not_action) return deciding;
  for (size_t a = 0; a < actions.size(); ++a) {
    bool decides =
        grant.power == Power::kAdmin && CoversAllActions(statement.actions[a].text.literal());
    for (size_t r = 0; r < kRightCount && !decides; ++r) {
      decides = actions[a][r] == Truth::kYes && IsOf(kRights[r], grant);
    }
    if (decides) deciding.push_back(a);
  }
  return deciding;
}

// Of a statement's resources, the first one on which it allows one of the rights.
size_t DecidingResource(const Statement& statement, const PermissionGrant& grant) {
  const auto decides = [&grant](const Value& resource) {
    if (grant.power == Power::kAdmin) return IsAllStars(resource.text.literal());
    return std::ranges::any_of(kRights, [&](const Right& right) {
      return IsOf(right, grant) && IsEnough(resource, right);
    });
  };
  const auto found = std::ranges::find_if(statement.resources, decides);
  return static_cast<size_t>(found - statement.resources.begin());
}

bool HoldsAllActionsOnAllResources(const Statement& statement) {
  if (statement.not_action || statement.not_resource || !statement.conditions.empty()) return false;
  const auto is_any = [](const std::vector<Value>& values, bool (*test)(std::string_view)) {
    return std::ranges::any_of(values,
                               [test](const Value& value) { return test(value.text.literal()); });
  };
  return is_any(statement.actions, CoversAllActions) && is_any(statement.resources, IsAllStars);
}

}  // namespace

bool TakesEveryRole(const PermissionGrant& grant) {
  return std::ranges::find(grant.rights, kTakeRoles) != grant.rights.end();
}

bool PassesEveryRole(const PermissionGrant& grant) {
  return std::ranges::find(grant.rights, kPassRoles) != grant.rights.end();
}

PermissionRater::PermissionRater(std::span<const PolicyDocument* const> documents)
    : denied_(kRightCount) {
  for (const PolicyDocument* document : documents) {
    for (const Statement& statement : document->statements) {
      if (statement.effect != Effect::kDeny) continue;
      const ByRight covered = CoveredByAny(ActionsOf(statement), statement.not_action);
      for (size_t r = 0; r < kRightCount; ++r) {
        if (denied_[r] || covered[r] == Truth::kNo) continue;
        denied_[r] = MayDenyOnResources(statement, kRights[r]);
      }
    }
  }
}

std::vector<StatementGrant> PermissionRater::Rate(const PolicyDocument& policy) const {
  std::vector<StatementGrant> grants;
  for (size_t s = 0; s < policy.statements.size(); ++s) {
    const Statement& statement = policy.statements[s];
    if (statement.effect != Effect::kAllow) continue;
    const std::vector<ByRight> actions = ActionsOf(statement);
    const ByRight covered = CoveredByAny(actions, statement.not_action);
    std::vector<bool> allowed(kRightCount);
    for (size_t r = 0; r < kRightCount; ++r) {
      const Right& right = kRights[r];
      allowed[r] = covered[r] == Truth::kYes &&
                   (statement.conditions.empty() || CountsUnderConditions(right)) &&
                   AllowsOnResources(statement, right);
    }
    StatementGrant found{
        .grant = RateRights(allowed, denied_, HoldsAllActionsOnAllResources(statement)),
        .statement = s,
        .actions = {},
        .resource = 0};
    if (found.grant.rights.empty()) continue;
    found.actions = DecidingActions(statement, actions, found.grant);
    found.resource = DecidingResource(statement, found.grant);
    grants.push_back(std::move(found));
  }
  return grants;
}

PermissionGrant PermissionRater::RateActions(std::span<const std::string_view> actions,
                                             bool not_action) const {
  std::vector<ByRight> patterns;
  for (const std::string_view action : actions) {
    patterns.push_back(CoveredBy(syntax::Text::Literal(action)));
  }
  const ByRight covered = CoveredByAny(patterns, not_action);
  std::vector<bool> allowed(kRightCount);
  for (size_t r = 0; r < kRightCount; ++r) allowed[r] = covered[r] == Truth::kYes;
  const bool all_actions = !not_action && std::ranges::any_of(actions, CoversAllActions);
  return RateRights(allowed, denied_, all_actions);
}

}  // namespace irsalint::iam
