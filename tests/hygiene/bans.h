#pragma once

#include <vector>

#include "tests/hygiene/source_text.h"

namespace irsalint::hygiene {

// Constructs that CONTRIBUTING.md refuses in analyzer/ and rules/.
std::vector<Violation> CheckBans(const SourceText& file);

// What is refused in every C++ file, tests included: marks of unfinished work, commented-out code,
// tests that are switched off, what one of the two compilers lacks.
std::vector<Violation> CheckEverywhere(const SourceText& file);

// Variables that can change after start-up: at namespace scope, or static inside a function or
// class.
std::vector<Violation> CheckMutableGlobals(const SourceText& file);

// Files and folders are named in snake_case.
std::vector<Violation> CheckFileName(const std::string& path);

// Names of this or that machine and of package registries, in any text of the repository.
std::vector<Violation> CheckMachineNames(const SourceText& file);

}  // namespace irsalint::hygiene
