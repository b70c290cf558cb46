#pragma once

#include <span>
#include <string_view>

#include "analyzer/rule/finding.h"
#include "analyzer/rule/parameter.h"

namespace irsalint::rule {

// The headings that every rule's doc has, in this order (checked by the catalogue test). Examples
// are fenced blocks below `## Example`.
inline constexpr std::string_view kDocHeadings[] = {
    "## What it proves", "## Why it matters", "## When it stays silent",
    "## Example",        "## How to fix",
};

// What is known of a rule without running it. Everything lives as long as the program.
// `severity`, `confidence` and `persona` are what its findings start with; a single finding may
// have others.
struct RuleMeta {
  std::string_view id;       // kebab-case, unique, never reused
  std::string_view group;    // the folder below rules/: "trust"
  std::string_view summary;  // one sentence without a full stop
  Severity severity = Severity::kWarning;
  Confidence confidence = Confidence::kHigh;
  Persona persona = Persona::kRegular;
  std::span<const std::string_view> tags = {};        // "security", "correctness", …
  std::span<const std::string_view> references = {};  // "docs/reference/iam.md §2.1", URLs
  // Checks of other tools that report the same fault or part of it: "checkov CKV_AWS_60".
  std::span<const std::string_view> also_reported_by = {};
  std::span<const RuleParameter> parameters = {};
  std::string_view doc = {};  // Markdown below the title; has kDocHeadings
};

}  // namespace irsalint::rule
