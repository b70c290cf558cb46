#pragma once

#include <string_view>

#include "analyzer/facts/facts.h"

namespace irsalint::facts {

// Gives every hole of the facts the scope of their unit: files are extracted before it is known in
// which units they are used.
void SetHoleScope(std::string_view scope, Facts* facts);

}  // namespace irsalint::facts
