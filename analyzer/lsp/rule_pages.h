#pragma once

#include <string>
#include <string_view>

namespace irsalint::lsp {

// The address of a rule's page, docs/rules/ID.md.
[[nodiscard]] inline std::string PageOf(std::string_view rule) {
  return "https://irsalint.dev/rules/" + std::string(rule);
}

}  // namespace irsalint::lsp
