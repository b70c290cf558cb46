#pragma once

#include <cstdint>

#include "analyzer/lsp/json.h"
#include "analyzer/rule/finding.h"

namespace irsalint::lsp {

// What the user sets in the editor; what a repository is analysed by stands in its
// `.irsalint.yaml`.
struct Settings {
  rule::Persona persona = rule::Persona::kRegular;
  bool code_lens = false;
  bool inlay_hints = false;
  uint32_t debounce_milliseconds = 200;  // of silence before a change is analysed

  friend bool operator==(const Settings&, const Settings&) = default;
};

// `settings` with what `json` sets, which may stand below a key `irsalint`. What is of another
// type, or no object at all, is left aside: editors send null for "nothing set".
[[nodiscard]] Settings SettingsWith(Settings settings, const Json& json);

}  // namespace irsalint::lsp
