#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/harness/run.h"

namespace irsalint::test {

// The files that a rule's doc shows below `heading`: its fenced blocks in YAML and JSON. A block
// names its file behind the language (```` ```yaml pod.yaml ````); else it is `example.yaml` or
// `example.json`. Blocks of other languages are no files.
Tree FilesBelow(std::string_view doc, std::string_view heading);

// What is wrong with the examples of a doc as such, one sentence each: a fence that never ends, two
// files of one name.
std::vector<std::string> FaultsOfExamples(std::string_view doc);

}  // namespace irsalint::test
