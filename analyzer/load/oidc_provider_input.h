#pragma once

#include "analyzer/facts/facts.h"
#include "analyzer/syntax/node.h"

// Documents that create an IAM OIDC provider. Unlike the answers of AWS they carry the URL with its
// scheme, and may be wrong in every field.
namespace irsalint::load {

// The input of `aws iam create-open-id-connect-provider --cli-input-json`: `Url` with a scheme. A
// `Url` without one stands in answers too, and is not taken for an input.
bool ReadCreateOidcProvider(const syntax::Node& root, facts::Facts* facts);

// An OpenIDConnectProvider of Crossplane (`iam.aws.upbound.io`, `iam.aws.crossplane.io`) or of ACK
// (`iam.services.k8s.aws`), with the ARN that its status may show.
bool ReadOidcProviderResource(const syntax::Node& root, facts::Facts* facts);

}  // namespace irsalint::load
