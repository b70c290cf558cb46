#pragma once

#include <span>
#include <string>
#include <vector>

#include "analyzer/rule/finding.h"
#include "analyzer/rule/report.h"

namespace irsalint::engine {

// A finding that is known. The fingerprint alone decides; the rest is for people and for telling
// whether a run could have found it again.
struct BaselineEntry {
  std::string path;
  std::string rule;
  std::string fingerprint;
  std::string resource;  // as rule::ResourceOf, "" for none
  rule::Persona persona = rule::Persona::kRegular;

  friend bool operator==(const BaselineEntry&, const BaselineEntry&) = default;
};

// The findings that a team has accepted for now, by path, rule and fingerprint, each fingerprint
// once.
class Baseline {
 public:
  Baseline() = default;
  // Sorts them; of entries with one fingerprint the first in that order stays.
  explicit Baseline(std::vector<BaselineEntry> entries);

  [[nodiscard]] std::span<const BaselineEntry> entries() const { return entries_; }

  friend bool operator==(const Baseline&, const Baseline&) = default;

 private:
  std::vector<BaselineEntry> entries_;
};

// The findings of a report that are shown.
[[nodiscard]] Baseline BaselineOf(const rule::Report& report);

// `path: rule (resource)`, for people.
[[nodiscard]] std::string Describe(const BaselineEntry& entry);

}  // namespace irsalint::engine
