#pragma once

#include <functional>
#include <string>

#include "analyzer/base/result.h"
#include "analyzer/cli/world.h"
#include "analyzer/engine/linked_input.h"
#include "analyzer/syntax/node.h"

namespace irsalint::cli {

// Reads the document of a place once more and hands the node that stands there to `use`. An error
// if the file cannot be read, or changed since it was linked.
[[nodiscard]] base::Result<std::string> WithNodeAt(
    const syntax::Place& place, const engine::LinkedInput& input, const World& world,
    const std::function<std::string(const syntax::Node&)>& use);

}  // namespace irsalint::cli
