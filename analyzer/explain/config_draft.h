#pragma once

#include <string>

#include "analyzer/rule/config_draft.h"

namespace irsalint::explain {

// A first `.irsalint.yaml`: what was found, as keys that are commented out, so that it changes
// nothing until somebody takes the `#` off. A line of prose has one blank behind the `#`; a line of
// YAML has none or several.
[[nodiscard]] std::string ConfigDraftText(const rule::ConfigDraft& draft);

}  // namespace irsalint::explain
