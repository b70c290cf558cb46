#include "analyzer/load/file_form.h"

#include <algorithm>
#include <array>
#include <string>

#include "analyzer/base/path.h"
#include "analyzer/base/strings.h"

namespace irsalint::load {
namespace {

constexpr std::array<std::string_view, 6> kTemplateExtensions = {".template", ".tpl", ".tmpl",
                                                                 ".tftpl",    ".j2",  ".policy"};

// What follows the byte-order mark and leading blanks.
std::string_view Content(std::string_view bytes) {
  bytes = base::StripPrefix(bytes, "\xEF\xBB\xBF").value_or(bytes);
  const size_t first = bytes.find_first_not_of(" \t\r\n");
  return first == bytes.npos ? std::string_view() : bytes.substr(first);
}

}  // namespace

bool IsOwnName(std::string_view path) {
  const std::string_view name = base::path::Basename(path);
  return name == kConfigFileName || name == kBaselineFileName;
}

std::optional<FileForm> FormOfName(std::string_view path) {
  const std::string_view name = base::path::Basename(path);
  if (IsOwnName(path)) return std::nullopt;
  const std::string extension = base::AsciiLower(base::path::Extension(name));
  if (extension == ".yaml" || extension == ".yml") return FileForm::kYaml;
  if (extension == ".json") return FileForm::kJson;
  if (base::StartsWith(name, ".")) return std::nullopt;
  const bool is_template = std::find(kTemplateExtensions.begin(), kTemplateExtensions.end(),
                                     extension) != kTemplateExtensions.end();
  if (extension.empty() || is_template || base::EndsWith(name, "policy")) {
    return FileForm::kPolicyOnly;
  }
  return std::nullopt;
}

bool IsTerraformName(std::string_view path) {
  return base::EndsWith(path, ".tf") || base::EndsWith(path, ".tofu");
}

bool LooksLikePolicyFile(std::string_view bytes) {
  return Content(bytes).starts_with('{') && base::Contains(bytes, "\"Statement\"");
}

syntax::Syntax SyntaxOf(FileForm form, std::string_view bytes) {
  switch (form) {
    case FileForm::kYaml:
      return syntax::Syntax::kYaml;
    case FileForm::kJson:
    case FileForm::kPolicyOnly:
      return syntax::Syntax::kJson;
    case FileForm::kByContent:
      break;
  }
  const std::string_view content = Content(bytes);
  const bool is_json =
      (content.starts_with('{') && !content.starts_with("{{")) || content.starts_with('[');
  return is_json ? syntax::Syntax::kJson : syntax::Syntax::kYaml;
}

}  // namespace irsalint::load
