#pragma once

#include <string>

#include "analyzer/base/result.h"
#include "analyzer/cli/world.h"
#include "analyzer/iam/policy_document.h"
#include "analyzer/iam/request.h"

namespace irsalint::cli {

// The one trust policy of a file ("-" is standard input): that of an AWS CLI answer or of another
// document that carries one, else the file's root, read as AWS would read it, whatever it is.
[[nodiscard]] base::Result<iam::PolicyDocument> ReadPolicyFile(const std::string& path,
                                                               const World& world);

// A request in the form of iam::ReadRequest.
[[nodiscard]] base::Result<iam::Request> ReadRequestFile(const std::string& path,
                                                         const World& world);

}  // namespace irsalint::cli
