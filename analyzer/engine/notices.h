#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/engine/extract.h"
#include "analyzer/engine/locate.h"
#include "analyzer/load/units.h"
#include "analyzer/rule/report.h"

namespace irsalint::engine {

// What could not be read in the content of files: each parse error once, at its place.
[[nodiscard]] std::vector<Notice> ParseErrors(std::span<const facts::Facts> units);

// Those of `parse_errors` that no finding of `shown` tells.
[[nodiscard]] std::vector<Notice> NotReported(std::span<const Notice> parse_errors,
                                              std::span<const rule::Finding* const> shown);

// What was recognised and not followed (templates, patches, generators, remote bases): one note for
// each kind, with its count. None for templates if a finding of `shown` tells of them.
[[nodiscard]] std::vector<rule::Notification> NotFollowed(
    std::span<const facts::Facts> units, std::span<const rule::Finding* const> shown);

// What the walk and the readers could not read, by path; and a loud line if there was nothing to
// read.
[[nodiscard]] std::vector<rule::Notification> NotRead(const load::LoadPlan& plan,
                                                      std::span<const FailedFile> failed,
                                                      std::string_view working_directory);

// How much input of each kind was not looked into, for a summary. Templates are counted by file.
[[nodiscard]] std::vector<rule::SkippedInput> CountSkipped(const load::LoadPlan& plan,
                                                           std::span<const FailedFile> failed,
                                                           std::span<const facts::Facts> units);

// Files and folders of which nothing or a part was read, by the paths that are shown. Templates are
// none: no run reads them.
[[nodiscard]] std::vector<std::string> PathsNotRead(const load::LoadPlan& plan,
                                                    std::span<const FailedFile> failed,
                                                    std::span<const facts::Facts> units,
                                                    std::string_view working_directory);

// Whether everything that the user meant was read.
enum class InputHealth : uint8_t {
  kComplete,
  kMetProblem,    // something that was met while walking was not read
  kNamedProblem,  // something that was given by name was not read, or nothing was found at all
};
[[nodiscard]] InputHealth HealthOf(const load::LoadPlan& plan, std::span<const FailedFile> failed,
                                   std::span<const Notice> parse_errors);

}  // namespace irsalint::engine
