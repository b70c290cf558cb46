#pragma once

#include <string_view>

#include "analyzer/facts/facts.h"

// ARNs of roles of which the input names no more than a part. What is not known of them is a hole.
namespace irsalint::load {

// A hole of a value that nobody wrote; `what` is shown to people: `<account>`.
syntax::Text MissingPart(std::string_view what);

// `arn:<partition>:iam::<account>:role/NAME`. An ARN in the place of a name stays as it is; an
// absent or unresolved name does, too.
facts::KnownText RoleOfName(const facts::KnownText& name);

// The ARN of a role called `name`, without a path.
syntax::Text RoleArnWithName(const syntax::Text& name);

}  // namespace irsalint::load
