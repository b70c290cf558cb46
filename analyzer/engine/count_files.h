#pragma once

#include <cstddef>
#include <span>

#include "analyzer/engine/extract.h"
#include "analyzer/load/extract.h"

namespace irsalint::engine {

// Fills in the counts of what was read, and which files could not be.
void CountFiles(std::span<const load::FileFacts> extracted, Extraction& extraction);

// The same where one file was read again.
void CountAgain(size_t file, const load::FileFacts& before, const load::FileFacts& now,
                Extraction& extraction);

}  // namespace irsalint::engine
