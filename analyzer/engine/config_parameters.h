#pragma once

#include <span>
#include <string>
#include <string_view>

#include "analyzer/engine/config.h"
#include "analyzer/engine/config_problems.h"
#include "analyzer/rule/parameter.h"
#include "analyzer/rule/rule.h"
#include "analyzer/syntax/node.h"

namespace irsalint::engine {

// Takes the value of a parameter into the last of `config.rules`, or tells what is wrong with it.
// `where` is its key in the configuration.
void ReadParameter(const rule::RuleParameter& parameter, const syntax::Node& value,
                   const std::string& where, Config& config, ConfigProblems& problems);

// The rule of a group that has a parameter of that name; "" for none.
[[nodiscard]] std::string_view OwnerOfParameter(std::span<const rule::Rule* const> catalogue,
                                                std::string_view parameter, std::string_view group);

}  // namespace irsalint::engine
