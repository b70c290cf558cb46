#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/file_system.h"
#include "analyzer/load/file_form.h"
#include "analyzer/rule/report.h"
#include "analyzer/source/source_table.h"
#include "analyzer/syntax/place.h"

namespace irsalint::engine {

// What Locate must know of a file that was read.
struct LocatableFile {
  load::FileForm form = load::FileForm::kYaml;
  std::string sha256;  // of the bytes that the facts come from
};

// A notification that has a place.
struct Notice {
  rule::Severity level = rule::Severity::kWarning;
  std::string message;
  syntax::Place place;
};

struct LocateInput {
  const base::FileSystem& files;
  const source::SourceTable& sources;
  const std::map<source::SourceId, LocatableFile>& known;
  std::string_view stdin_text;         // the bytes of the path "-"
  std::string_view working_directory;  // absolute; paths in the report are relative to it
};

struct Located {
  std::vector<rule::LocatedFinding> findings;     // in the order given, with fingerprints
  std::vector<rule::Notification> notifications;  // the notices, then files that changed meanwhile
};

// Turns places into bytes, lines and columns. Reads each file that a place names once more, checks
// that it is still the file that was analysed, and drops it before the next; places of a file that
// changed keep their path only. Works on up to `threads` files at a time.
[[nodiscard]] Located Locate(std::span<const rule::Finding> findings,
                             std::span<const Notice> notices, const LocateInput& input,
                             std::stop_token stop = {}, size_t threads = 1);

// Where places stand that no finding names, in the order given; excerpts included. Files that
// changed meanwhile are told as by Locate.
struct PlacesLocated {
  std::vector<rule::LocatedPlace> places;
  std::vector<rule::Notification> notifications;
};
[[nodiscard]] PlacesLocated LocatePlaces(std::span<const syntax::Place> places,
                                         const LocateInput& input, std::stop_token stop = {});

// `path` as it is shown: relative to the absolute `working_directory`, with '/'; "-" stays.
[[nodiscard]] std::string DisplayPath(std::string_view path, std::string_view working_directory);

}  // namespace irsalint::engine
