#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace irsalint::lsp {

// What may be typed at a place of a manifest or a policy.
enum class Wanted : uint8_t {
  kServiceAccount,  // a name
  kRoleArn,
  kSubject,       // `system:serviceaccount:…`
  kConditionKey,  // of an identity provider
  kRuleId,        // in a suppression
};

struct CompletionContext {
  Wanted wanted = Wanted::kServiceAccount;
  size_t begin = 0;            // of what is typed already, up to the cursor
  std::string namespace_name;  // that the YAML document names first, "" for none

  friend bool operator==(const CompletionContext&, const CompletionContext&) = default;
};

// Told by the lines around the cursor alone, since a text that is being typed seldom parses.
// Nothing where nothing of ours may stand.
[[nodiscard]] std::optional<CompletionContext> CompletionContextAt(std::string_view text,
                                                                   size_t offset);

}  // namespace irsalint::lsp
