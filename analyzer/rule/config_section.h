#pragma once

#include <span>
#include <string_view>

namespace irsalint::rule {

// A section of docs/configuration.md. Everything lives as long as the program.
struct ConfigSection {
  std::string_view heading;  // as Markdown: "## Clusters"
  std::string_view text;     // Markdown below the heading, "" for none
  // Keys whose rows stand in it, with all keys below them that no other section names.
  std::span<const std::string_view> keys;
};

}  // namespace irsalint::rule
