#pragma once

#include <span>

#include "analyzer/rule/rule.h"

namespace irsalint::rules {

// Every rule of the catalogue, by group and id. Generated from the folder by cmake/Rules.cmake.
std::span<const rule::Rule* const> AllRules();

}  // namespace irsalint::rules
