#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/graph/link_options.h"
#include "analyzer/rule/finding.h"
#include "analyzer/rule/rule.h"
#include "analyzer/syntax/place.h"

// What a repository says of itself in `.irsalint.yaml`: facts that its files do not hold, which
// rules it wants, and which findings it accepts (docs/configuration.md).
namespace irsalint::engine {

// What the configuration says of one rule, or of all rules of a group.
struct RuleSetting {
  std::string name;                                       // a rule's id or a group's name
  std::optional<bool> off = std::nullopt;                 // nothing: as it is without this setting
  std::optional<rule::Severity> severity = std::nullopt;  // of every finding of the rule
  rule::ParameterValues parameters = {};                  // of a rule; a group has none

  friend bool operator==(const RuleSetting&, const RuleSetting&) = default;
};

// Findings that the repository accepts: an entry of `ignore`. "" stands for everything.
struct IgnoreEntry {
  std::vector<std::string> rules;  // ids; empty: every rule
  std::string path;                // glob over files and folders, from the configuration's folder
  std::string resource;            // glob over KIND/NAMESPACE/NAME, or over the ARNs of roles
  std::string reason;              // "" without one
  std::string expires;             // `YYYY-MM-DD`, "" if it never does
  syntax::Place place;             // in the configuration
};

// A value as it stands in the file.
struct WrittenValue {
  std::string key;  // "clusters[0].name", "rules.sub-mismatch"
  std::string text;
  uint32_t line = 1;

  friend bool operator==(const WrittenValue&, const WrittenValue&) = default;
};

struct Config {
  std::string path;    // as it is read and shown; "" where there is no configuration
  std::string folder;  // in which it lies, absolute; "" where it was read from a text alone
  std::string sha256;  // of the bytes that it was read from
  std::vector<graph::DeclaredCluster> clusters;
  std::string namespace_name;
  graph::External external;
  std::vector<RuleSetting> rules;
  std::vector<IgnoreEntry> ignore;
  std::string fail_on;   // "error", "warning", "note" or "never"; "" where it says nothing
  std::string baseline;  // path of the baseline, "" for none
  std::vector<WrittenValue> values;  // all of them as they stand in the file, in its order

  // What it says of one rule: a setting of the rule wins over one of its group, a later one over an
  // earlier one.
  [[nodiscard]] RuleSetting SettingOf(const rule::RuleMeta& meta) const;
};

// What is wrong with a configuration, and where: line and column are 1-based, columns count
// characters.
struct ConfigProblem {
  std::string message;  // one sentence without a full stop
  uint32_t line = 1;
  uint32_t column = 1;
  uint32_t end_line = 1;
  uint32_t end_column = 1;

  friend bool operator==(const ConfigProblem&, const ConfigProblem&) = default;
};

// What was read. With problems nothing of the configuration may be used: it is half of what
// somebody meant.
struct ParsedConfig {
  Config config;
  std::vector<ConfigProblem> problems;  // in the order of the file, at most kMaxConfigProblems
};
inline constexpr size_t kMaxConfigProblems = 100;

// A configuration that is larger is not read.
inline constexpr size_t kMaxConfigBytes = size_t{256} << 10;

// The work of a run grows with the entries of `ignore`.
inline constexpr size_t kMaxIgnoreEntries = 1000;

// Reads the text of a configuration: unknown keys and rules, wrong types and values, and duplicate
// keys are problems. Paths stay as they are written.
[[nodiscard]] ParsedConfig ParseConfig(std::string_view text,
                                       std::span<const rule::Rule* const> catalogue);

}  // namespace irsalint::engine
