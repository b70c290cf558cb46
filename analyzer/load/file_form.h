#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "analyzer/syntax/document.h"

namespace irsalint::load {

// The file that configures irsalint itself; it is never linted.
inline constexpr std::string_view kConfigFileName = ".irsalint.yaml";

// The baseline where no other file is named for it; it is never linted either.
inline constexpr std::string_view kBaselineFileName = ".irsalint-baseline.json";

// How a file is read, decided by its name alone.
enum class FileForm : uint8_t {
  kYaml,        // *.yaml, *.yml
  kJson,        // *.json
  kByContent,   // given by name or stdin: JSON if it starts like JSON, else YAML
  kPolicyOnly,  // a template or a name without extension: read only if it shows a policy
};

// Whether the name at the end of a path is that of a file that irsalint itself is set up by.
bool IsOwnName(std::string_view path);

// The form of a file that was met while walking; nothing for files that are never read, such as
// irsalint's own.
// kPolicyOnly are names without extension, `.template`, `.tpl`, `.tmpl`, `.tftpl`, `.j2`,
// `.policy`, and names that end in `policy` (kOps writes `aws_iam_role_NAME_policy`).
std::optional<FileForm> FormOfName(std::string_view path);

// Whether a file is Terraform's or OpenTofu's: not read, but it may make what other files name.
bool IsTerraformName(std::string_view path);

// Whether a kPolicyOnly file's bytes show a policy document: the first character that is not blank
// is `{`, and a "Statement" key follows. Cheap.
bool LooksLikePolicyFile(std::string_view bytes);

// The syntax in which a file of this form is read, and so its places are found.
syntax::Syntax SyntaxOf(FileForm form, std::string_view bytes);

}  // namespace irsalint::load
