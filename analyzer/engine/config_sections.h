#pragma once

#include <span>

#include "analyzer/rule/config_section.h"

namespace irsalint::engine {

// What docs/configuration.md says beside the table of keys: the sections in order, the first of
// them the head of the page.
[[nodiscard]] std::span<const rule::ConfigSection> ConfigSections();

}  // namespace irsalint::engine
