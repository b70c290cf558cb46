#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "analyzer/kube/pod_spec.h"

namespace irsalint::kube {

// The container with exactly this name, null if there is none.
const Container* FindContainer(const PodSpec& spec, std::string_view name);

// The name of the one container that the writer of a name without container may have meant: it
// differs by case, blanks or two edits. Nothing if none or several do.
std::optional<std::string> MeantContainer(const PodSpec& spec, std::string_view name);

}  // namespace irsalint::kube
