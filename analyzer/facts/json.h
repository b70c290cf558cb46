#pragma once

#include <string>
#include <string_view>

#include "analyzer/base/result.h"
#include "analyzer/facts/facts.h"
#include "analyzer/source/source_table.h"

namespace irsalint::facts {

// Version of the stored form; readers refuse another.
inline constexpr int kFactsVersion = 1;

// Facts as JSON text: `{"version":1,"unit":…}`, keys in a fixed order, absent things left out, so
// that equal facts give equal bytes. ASCII only; bytes that are not UTF-8 are stored as base64.
// Paths stand in `files`; places name a document, and through it a file, by index. A place in a
// file that is not in `files` loses its file.
std::string ToJson(const Facts& facts);

// Reads what ToJson wrote and interns its paths in `sources`. An error names the first field that
// is wrong.
base::Result<Facts> FromJson(std::string_view json, source::SourceTable& sources);

}  // namespace irsalint::facts
