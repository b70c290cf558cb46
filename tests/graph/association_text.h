#pragma once

#include <string>
#include <string_view>

#include <fmt/format.h>

#include "tests/graph/linked.h"

// Answers of `aws eks describe-pod-identity-association` to put into graphs.
namespace irsalint::graph {

// `more` are further fields, each with a comma before it.
inline std::string DescribeAssociation(std::string_view namespace_name, std::string_view account,
                                       std::string_view role, std::string_view more = "") {
  return fmt::format(
      R"({{"association": {{"clusterName": "media", "namespace": "{}", "serviceAccount": "{}",
          "roleArn": "{}", "associationArn":
          "arn:aws:eks:eu-central-1:493827165038:podidentityassociation/media/a-1b2c"{}}}}})",
      namespace_name, account, RoleArn(role), more);
}

// A statement that trusts the service of EKS Pod Identity; `condition` is an object, "" for none.
inline std::string AllowPods(std::string_view condition = "",
                             std::string_view actions = R"("sts:AssumeRole", "sts:TagSession")") {
  const std::string conditions =
      condition.empty() ? "" : fmt::format(R"(, "Condition": {})", condition);
  return fmt::format(
      R"({{"Effect": "Allow", "Principal": {{"Service": "pods.eks.amazonaws.com"}},
          "Action": [{}]{}}})",
      actions, conditions);
}

}  // namespace irsalint::graph
