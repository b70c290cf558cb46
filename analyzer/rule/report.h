#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/rule/finding.h"
#include "analyzer/source/span.h"

namespace irsalint::rule {

// The line that a place starts on, as it is in the file, for source frames. Very long lines are cut
// to a window around the place.
struct Excerpt {
  std::string text;         // without line ending; may hold any byte
  uint32_t mark_begin = 0;  // the place within `text`, half-open bytes; empty marks show one column
  uint32_t mark_end = 0;
  bool cut_before = false;       // `text` does not start at the line's start
  bool cut_after = false;        // `text` does not reach the line's end
  bool continues_below = false;  // the place goes on on the next line

  friend bool operator==(const Excerpt&, const Excerpt&) = default;
};

// What a place is part of, on the way from a pod to its rights; in the order of that way.
enum class ChainLink : uint8_t { kNone, kWorkload, kServiceAccount, kRole, kTrustPolicy };

// Of places with the same link, those with the same number are in one object.
struct ChainPart {
  ChainLink link = ChainLink::kNone;
  uint32_t object = 0;

  friend bool operator==(const ChainPart&, const ChainPart&) = default;
};

// Columns of one range, 1-based, the end exclusive, in other units than code points.
struct Columns {
  uint32_t begin = 0;
  uint32_t end = 0;

  friend bool operator==(const Columns&, const Columns&) = default;
};

// A place turned into bytes and into lines and columns: 1-based, columns in Unicode code points,
// the end exclusive. Line 0: only the file is known. `path` is relative to the working directory.
struct LocatedPlace {
  std::string path;
  source::Span span;  // invalid source when only the line is known
  uint32_t line = 0;
  uint32_t column = 0;
  uint32_t end_line = 0;
  uint32_t end_column = 0;
  Columns utf16 = {};  // in UTF-16 code units, never inside a surrogate pair
  Columns utf8 = {};   // in bytes
  ChainPart part = {};
  std::string message;
  std::optional<Excerpt> excerpt;

  friend bool operator==(const LocatedPlace&, const LocatedPlace&) = default;
};

// A finding that is ready to be shown.
struct LocatedFinding {
  std::string rule;
  std::string message;
  Severity severity = Severity::kWarning;
  Confidence confidence = Confidence::kHigh;
  Persona persona = Persona::kRegular;
  LocatedPlace primary;
  std::vector<LocatedPlace> related;
  std::vector<std::string> notes;
  std::vector<std::string> helps;
  std::vector<Fix> fixes;
  Subject subject;
  std::string fingerprint;  // 32 hexadecimal digits, "-2" and so on behind equal ones

  friend bool operator==(const LocatedFinding&, const LocatedFinding&) = default;
};

// Who asks to keep quiet about a finding.
enum class Silencer : uint8_t {
  kInput,     // a comment or an annotation
  kConfig,    // an entry of the configuration
  kBaseline,  // the baseline: it was there before
  kRevision,  // the revision that the run compares with: it was there too
};

// Whether comments, annotations and entries of the configuration are heeded in a run.
enum class SuppressionUse : uint8_t { kApplied, kOff };

// A finding that somebody asks to keep quiet about.
struct SuppressedFinding {
  LocatedFinding finding;
  Silencer silencer = Silencer::kInput;
  std::string reason;  // as written, "" without one

  friend bool operator==(const SuppressedFinding&, const SuppressedFinding&) = default;
};

// Kinds of input that was not looked into, or not as it is meant.
enum class SkippedKind : uint8_t {
  kUnreadablePath,
  kBrokenDocument,
  kTemplate,       // unrendered
  kTerraformFile,  // not supported
  kRemoteBase,     // not fetched
  kPatch,          // not applied
  kGenerator,      // not run
};

struct SkippedInput {
  SkippedKind kind = SkippedKind::kUnreadablePath;
  uint64_t count = 0;

  friend bool operator==(const SkippedInput&, const SkippedInput&) = default;
};

// Something about the run itself: what was not read, not parsed or not resolved. Path may be "",
// line and column 0 where they are not known.
struct Notification {
  Severity level = Severity::kWarning;
  std::string message;
  std::string path = {};
  uint32_t line = 0;
  uint32_t column = 0;
  std::optional<SkippedKind> counts = std::nullopt;  // it says no more than Report::skipped does

  friend bool operator==(const Notification&, const Notification&) = default;
};

// How long one phase took; CPU seconds are summed over threads where the phase runs on several.
struct PhaseTime {
  std::string_view phase;
  double seconds = 0;

  friend bool operator==(const PhaseTime&, const PhaseTime&) = default;
};

// What was looked at. The counts are always there and always the same for the same input; times
// only if they were asked for.
struct Stats {
  uint64_t files = 0;
  uint64_t bytes = 0;
  uint64_t documents = 0;
  uint64_t documents_parsed = 0;
  uint64_t documents_skipped = 0;  // sniffed and not relevant
  uint64_t templates = 0;          // unrendered, recognised and not parsed
  uint64_t units = 0;
  uint64_t hidden_by_persona = 0;  // findings for a later persona than the one asked for
  uint64_t suppressed = 0;         // findings that input or configuration keep quiet about
  uint64_t elsewhere = 0;          // findings that are about other files than those asked for
  std::vector<PhaseTime> phases = {};

  friend bool operator==(const Stats&, const Stats&) = default;
};

// The configuration that was used, and what it kept back.
struct ConfigUse {
  std::string path;
  std::vector<std::string> rules_off;  // ids of rules that it turned off, sorted

  friend bool operator==(const ConfigUse&, const ConfigUse&) = default;
};

// The baseline that was used. Findings that it hides are suppressed ones of kBaseline.
struct BaselineUse {
  std::string path;
  uint64_t hidden = 0;            // findings
  std::vector<std::string> gone;  // entries that nothing matched, as a person reads them

  friend bool operator==(const BaselineUse&, const BaselineUse&) = default;
};

// The revision of the repository that the run compared with. Findings that were there too are
// suppressed ones of kRevision.
struct RevisionUse {
  std::string name;  // as it was given
  uint64_t existing = 0;

  friend bool operator==(const RevisionUse&, const RevisionUse&) = default;
};

// A rule that failed by a fault of ours: exit status 3.
struct RuleFault {
  std::string rule;
  std::string message;

  friend bool operator==(const RuleFault&, const RuleFault&) = default;
};

// All that a run has to say, sorted; renderers need nothing else but the rules' metadata.
struct Report {
  std::vector<LocatedFinding> findings;
  std::vector<SuppressedFinding> suppressed;  // these are not in `findings`
  std::vector<Notification> notifications;
  std::vector<SkippedInput> skipped = {};  // by kind, without those of which there is none
  std::vector<RuleFault> faults;           // each stands in `notifications` too
  SuppressionUse suppression_use = SuppressionUse::kApplied;
  std::optional<ConfigUse> config = std::nullopt;
  std::optional<BaselineUse> baseline = std::nullopt;
  std::optional<RevisionUse> since = std::nullopt;
  Stats stats;

  friend bool operator==(const Report&, const Report&) = default;
};

}  // namespace irsalint::rule
