#pragma once

#include <span>
#include <string>
#include <string_view>

#include "analyzer/rule/report.h"
#include "analyzer/rule/rule_meta.h"

namespace irsalint::render {

// The report as a SARIF 2.1.0 log for code scanning: every rule of `rules` as a descriptor, columns
// in Unicode code points, URIs relative to %SRCROOT%. No time, no absolute path: equal reports give
// equal bytes.
[[nodiscard]] std::string RenderSarif(const rule::Report& report,
                                      std::span<const rule::RuleMeta* const> rules);

// A path as a relative URI reference (RFC 3986): everything but unreserved characters and '/' is
// percent-encoded.
[[nodiscard]] std::string ToUri(std::string_view path);

}  // namespace irsalint::render
