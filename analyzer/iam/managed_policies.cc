#include "analyzer/iam/managed_policies.h"

#include <algorithm>
#include <utility>

#include "analyzer/base/arn.h"
#include "analyzer/base/strings.h"

namespace irsalint::iam {
namespace {

constexpr std::string_view kAll[] = {"*"};
constexpr std::string_view kNotForPowerUsers[] = {"iam:*", "organizations:*", "account:*"};
constexpr std::string_view kIam[] = {"iam:*"};
constexpr std::string_view kS3[] = {"s3:*"};
constexpr std::string_view kS3Read[] = {"s3:Get*", "s3:List*"};
constexpr std::string_view kDynamoDb[] = {"dynamodb:*"};
constexpr std::string_view kDynamoDbRead[] = {"dynamodb:BatchGetItem", "dynamodb:GetItem",
                                              "dynamodb:Query", "dynamodb:Scan"};
constexpr std::string_view kSecretsManager[] = {"secretsmanager:*"};
constexpr std::string_view kSystemsManager[] = {"ssm:*"};
constexpr std::string_view kSystemsManagerRead[] = {"ssm:Describe*", "ssm:Get*", "ssm:List*"};
constexpr std::string_view kOldSystemsManagerRole[] = {"s3:GetObject", "s3:PutObject",
                                                       "ssm:GetParameter", "ssm:GetParameters"};
constexpr std::string_view kReadOnly[] = {"dynamodb:BatchGet*", "dynamodb:Get*", "dynamodb:Query",
                                          "dynamodb:Scan",      "kinesis:Get*",  "s3:Get*",
                                          "s3:List*",           "ssm:Get*"};
constexpr std::string_view kSqs[] = {"sqs:*"};
constexpr std::string_view kKinesis[] = {"kinesis:*"};
constexpr std::string_view kLambda[] = {"lambda:*"};
constexpr std::string_view kEc2[] = {"autoscaling:*", "ec2:*", "elasticloadbalancing:*"};
constexpr std::string_view kAutoScaling[] = {"autoscaling:*"};
constexpr std::string_view kLoadBalancing[] = {"elasticloadbalancing:*"};
constexpr std::string_view kRoute53[] = {"route53:*"};
constexpr std::string_view kEcr[] = {"ecr:*"};
constexpr std::string_view kEcrPush[] = {"ecr:PutImage"};
constexpr std::string_view kEfs[] = {"elasticfilesystem:*"};
constexpr std::string_view kFsx[] = {"fsx:*"};
constexpr std::string_view kEbsDriver[] = {
    "ec2:AttachVolume", "ec2:CreateSnapshot", "ec2:CreateVolume", "ec2:DeleteSnapshot",
    "ec2:DeleteVolume", "ec2:DetachVolume",   "ec2:ModifyVolume"};
constexpr std::string_view kEfsDriver[] = {"elasticfilesystem:CreateAccessPoint",
                                           "elasticfilesystem:DeleteAccessPoint"};
constexpr std::string_view kControlPlane[] = {"autoscaling:UpdateAutoScalingGroup",
                                              "ec2:AttachVolume",
                                              "ec2:CreateVolume",
                                              "ec2:DeleteVolume",
                                              "ec2:DetachVolume",
                                              "ec2:ModifyVolume",
                                              "elasticloadbalancing:CreateLoadBalancer",
                                              "elasticloadbalancing:DeleteLoadBalancer"};

constexpr ManagedPolicy kPolicies[] = {
    {.name = "AmazonEC2ContainerRegistryPullOnly", .baseline = true},
    {.name = "AmazonEC2ContainerRegistryReadOnly", .baseline = true},
    {.name = "AmazonEKSWorkerNodeMinimalPolicy", .baseline = true},
    {.name = "AmazonEKSWorkerNodePolicy", .baseline = true},
    {.name = "AmazonEKS_CNI_Policy", .baseline = true},
    {.name = "AmazonSSMManagedInstanceCore", .baseline = true},
    {.name = "CloudWatchAgentServerPolicy", .baseline = true},

    {.name = "AWSLambda_FullAccess", .actions = kLambda},
    {.name = "AdministratorAccess", .actions = kAll},
    {.name = "AmazonDynamoDBFullAccess", .actions = kDynamoDb},
    {.name = "AmazonDynamoDBFullAccess_v2", .actions = kDynamoDb},
    {.name = "AmazonDynamoDBReadOnlyAccess", .actions = kDynamoDbRead},
    {.name = "AmazonKinesisFullAccess", .actions = kKinesis},
    {.name = "AmazonS3FullAccess", .actions = kS3},
    {.name = "AmazonS3ReadOnlyAccess", .actions = kS3Read},
    {.name = "AmazonSQSFullAccess", .actions = kSqs},
    {.name = "AmazonSSMFullAccess", .actions = kSystemsManager},
    {.name = "AmazonSSMReadOnlyAccess", .actions = kSystemsManagerRead},
    {.name = "IAMFullAccess", .actions = kIam},
    {.name = "PowerUserAccess", .not_action = true, .actions = kNotForPowerUsers},
    {.name = "ReadOnlyAccess", .actions = kReadOnly},
    {.name = "SecretsManagerReadWrite", .actions = kSecretsManager},
    {.name = "service-role/AmazonEC2RoleforSSM", .actions = kOldSystemsManagerRole},

    {.name = "AmazonEC2ContainerRegistryFullAccess", .actions = kEcr},
    {.name = "AmazonEC2ContainerRegistryPowerUser", .actions = kEcrPush},
    {.name = "AmazonEC2FullAccess", .actions = kEc2},
    {.name = "AmazonEKSClusterPolicy", .actions = kControlPlane},
    {.name = "AmazonElasticFileSystemFullAccess", .actions = kEfs},
    {.name = "AmazonFSxFullAccess", .actions = kFsx},
    {.name = "AmazonRoute53FullAccess", .actions = kRoute53},
    {.name = "AutoScalingFullAccess", .actions = kAutoScaling},
    {.name = "ElasticLoadBalancingFullAccess", .actions = kLoadBalancing},
    {.name = "service-role/AmazonEBSCSIDriverPolicy", .actions = kEbsDriver},
    {.name = "service-role/AmazonEFSCSIDriverPolicy", .actions = kEfsDriver},
};

constexpr std::pair<std::string_view, std::string_view> kEksctlAddons[] = {
    {"albIngress", "manage load balancers"},
    {"appMesh", "manage App Mesh"},
    {"appMeshPreview", "manage App Mesh"},
    {"autoScaler", "scale the groups of nodes"},
    {"awsLoadBalancerController", "manage load balancers"},
    {"certManager", "change records of Route 53"},
    {"ebs", "manage EBS volumes"},
    {"efs", "manage EFS access points"},
    {"externalDNS", "change records of Route 53"},
    {"fsx", "manage FSx file systems"},
    {"imageBuilder", "push images to ECR"},
    {"xRay", "write traces to X-Ray"},
};

}  // namespace

const ManagedPolicy* FindManagedPolicy(std::string_view arn) {
  const auto parts = base::ParseArn(arn);
  if (!parts.has_value() || parts->service != "iam" || parts->account != "aws") return nullptr;
  const auto name = base::StripPrefix(parts->resource, "policy/");
  if (!name.has_value()) return nullptr;
  const auto* const found = std::ranges::find(kPolicies, *name, &ManagedPolicy::name);
  return found == std::end(kPolicies) ? nullptr : found;
}

bool IsCniPolicy(std::string_view arn) {
  const auto parts = base::ParseArn(arn);
  if (!parts.has_value() || parts->service != "iam") return false;
  const auto name = base::StripPrefix(parts->resource, "policy/");
  if (!name.has_value()) return false;
  if (parts->account == "aws") return *name == "AmazonEKS_CNI_Policy";
  return name->substr(name->rfind('/') + 1) == "AmazonEKS_CNI_IPv6_Policy";
}

std::optional<std::string_view> RightOfEksctlAddon(std::string_view name) {
  for (const auto& [addon, right] : kEksctlAddons) {
    if (addon == name) return right;
  }
  return std::nullopt;
}

}  // namespace irsalint::iam
