#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "analyzer/engine/extract.h"
#include "analyzer/engine/locate.h"
#include "analyzer/load/units.h"
#include "analyzer/rule/report.h"

namespace irsalint::engine {

// What could not be read in the content of files: each parse error once, at its place.
[[nodiscard]] std::vector<Notice> ParseErrors(std::span<const facts::Facts> units);

// What was recognised and not followed (templates, patches, generators, remote bases): one note for
// each kind, with its count.
[[nodiscard]] std::vector<rule::Notification> NotFollowed(std::span<const facts::Facts> units);

// What the walk and the readers could not read, by path; and a loud line if there was nothing to
// read.
[[nodiscard]] std::vector<rule::Notification> NotRead(const load::LoadPlan& plan,
                                                      std::span<const FailedFile> failed,
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
