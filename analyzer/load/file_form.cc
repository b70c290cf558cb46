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

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

std::optional<FileForm> FormOfName(std::string_view path) {
  const std::string_view name = base::path::Basename(path);
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

bool LooksLikePolicyFile(std::string_view bytes) {
  if (base::StartsWith(bytes, kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
  bytes = base::TrimAscii(bytes);
  return base::StartsWith(bytes, "{") && base::Contains(bytes, "\"Statement\"");
}

}  // namespace irsalint::load
