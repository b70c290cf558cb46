#include "analyzer/lsp/settings.h"

#include <algorithm>
#include <string>

namespace irsalint::lsp {

Settings SettingsWith(Settings settings, const Json& given) {
  constexpr int64_t kLongestDebounce = 10'000;
  if (!given.is_object()) return settings;
  const Json& json = given.contains("irsalint") ? given["irsalint"] : given;
  if (!json.is_object()) return settings;
  const Json persona = json.value("persona", Json());
  for (const rule::Persona one :
       {rule::Persona::kRegular, rule::Persona::kPedantic, rule::Persona::kAuditor}) {
    if (persona == std::string(rule::ToString(one))) settings.persona = one;
  }
  const Json code_lens = json.value("codeLens", Json());
  if (code_lens.is_boolean()) settings.code_lens = code_lens;
  const Json inlay_hints = json.value("inlayHints", Json());
  if (inlay_hints.is_boolean()) settings.inlay_hints = inlay_hints;
  const Json debounce = json.value("debounceMilliseconds", Json());
  if (debounce.is_number_integer() && debounce.get<int64_t>() >= 0) {
    settings.debounce_milliseconds =
        static_cast<uint32_t>(std::min(debounce.get<int64_t>(), kLongestDebounce));
  }
  return settings;
}

}  // namespace irsalint::lsp
