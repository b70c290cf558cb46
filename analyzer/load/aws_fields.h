#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/facts/facts.h"
#include "analyzer/iam/policy_document.h"
#include "analyzer/syntax/holes.h"
#include "analyzer/syntax/node.h"

// How the readers of AWS answers take fields out of a document. Internal to load/.
namespace irsalint::load {

// A string field. Absent for a missing key (at the place where it would stand) and for null,
// unresolved for anything but a string. Holes get the scope "".
facts::KnownText ReadField(const syntax::Node& map, std::string_view key, syntax::Field field);

// An issuer field without its scheme, as IAM names it.
facts::KnownText ReadIssuer(const syntax::Node& map, std::string_view key);

// The issuer inside the ARN of an OIDC provider; absent when the ARN is none.
facts::KnownText IssuerOfProvider(const facts::KnownText& arn);

// A boolean field: absent for a missing key and for null, unresolved for anything else.
syntax::Known<bool> ReadBool(const syntax::Node& map, std::string_view key);

// An integer field, by the same rules.
syntax::Known<int64_t> ReadInt(const syntax::Node& map, std::string_view key);

// The strings of a list field; other items are left out.
std::vector<iam::Value> ReadValues(const syntax::Node& map, std::string_view key,
                                   syntax::Field field);

// The maps of a list field.
std::vector<const syntax::Node*> ReadMaps(const syntax::Node& map, std::string_view key);

// The account id in a literal ARN; "" for every other text.
std::string AccountOf(const facts::KnownText& arn);

// Whether an EKS access entry of this type is that of nodes; others are for people, Fargate and
// machines outside of AWS. `EC2` is that of EKS Auto Mode.
bool IsNodeEntryType(std::string_view type);

// Whether the answer says that there is more (`IsTruncated`, `NextToken`, `nextToken`, `Marker`).
bool IsTruncated(const syntax::Node& answer);

}  // namespace irsalint::load
