#include "analyzer/kube/webhook_config_map.h"

#include <algorithm>

#include "analyzer/syntax/parse.h"

namespace irsalint::kube {

bool IsWebhookConfigMap(const AwsData& data) {
  return data.meta.kind == "ConfigMap" && data.meta.name.HasValue() &&
         data.meta.name->Written() == "pod-identity-webhook";
}

std::optional<std::vector<std::string>> AccountsOfConfigMap(const AwsData& data) {
  const auto config = std::ranges::find(data.entries, "config", &AwsDataEntry::key);
  if (config == data.entries.end()) return std::vector<std::string>();
  if (!config->value.HasValue() || !config->value->IsLiteral()) return std::nullopt;
  const std::string_view text = config->value->literal();
  const syntax::DocumentId whole = {
      .source = {}, .begin = 0, .end = static_cast<uint32_t>(text.size())};
  const syntax::Parsed parsed = syntax::ParseJson(text, whole);
  if (parsed.error.has_value() || !parsed.document->root()->IsMap()) return std::nullopt;
  std::vector<std::string> accounts;
  for (const syntax::Pair& pair : parsed.document->root()->pairs) {
    accounts.emplace_back(pair.key->text);
  }
  return accounts;
}

}  // namespace irsalint::kube
