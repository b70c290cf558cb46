#include "analyzer/load/role_text.h"

#include <string>

namespace irsalint::load {

syntax::Text MissingPart(std::string_view what) {
  return syntax::Text::OfHole(
      {.syntax = syntax::HoleSyntax::kMissing, .expression = std::string(what), .scope = {}});
}

syntax::Text RoleArnWithName(const syntax::Text& name) {
  return syntax::Text::Literal("arn:")
      .Append(MissingPart("partition"))
      .Append(":iam::")
      .Append(MissingPart("account"))
      .Append(":role/")
      .Append(name);
}

facts::KnownText RoleOfName(const facts::KnownText& name) {
  if (!name.HasValue() || name->Written().starts_with("arn:")) return name;
  return facts::KnownText::Of(RoleArnWithName(*name), name.place());
}

}  // namespace irsalint::load
