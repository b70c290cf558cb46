#include "analyzer/engine/fix.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "analyzer/base/overlay_file_system.h"
#include "analyzer/base/path.h"
#include "analyzer/base/strings.h"
#include "analyzer/engine/fingerprint.h"
#include "analyzer/load/file_form.h"
#include "analyzer/load/limits.h"
#include "analyzer/load/roots.h"
#include "analyzer/syntax/edit.h"

namespace irsalint::engine {
namespace {

// What has to wait for other fixes is little; more rounds than these mean that fixes undo each
// other.
constexpr int kMaxRounds = 8;

// Path, as the run names it → bytes.
using Texts = std::map<std::string, std::string>;

// A fix that is to be made.
struct Candidate {
  const rule::LocatedFinding* finding = nullptr;
  const rule::Fix* fix = nullptr;
};

// How many findings have a fingerprint.
std::map<std::string_view, size_t> CountFindings(const rule::Report& report) {
  std::map<std::string_view, size_t> counts;
  for (const rule::LocatedFinding& finding : report.findings) {
    ++counts[WithoutOrdinal(finding.fingerprint)];
  }
  return counts;
}

class Fixer {
 public:
  Fixer(const base::FileSystem& files, std::span<const rule::Rule* const> rules,
        const RunOptions& options, const FixTerms& terms, std::stop_token stop)
      : files_(files), rules_(rules), options_(options), terms_(terms), stop_(std::move(stop)) {}

  FixResult Run() {
    result_.before = Analyse({});
    for (int round = 0; round < kMaxRounds && !stop_.stop_requested(); ++round) {
      if (!MakeRound()) break;
    }
    CountOthers();
    ListFiles();
    return std::move(result_);
  }

 private:
  // The run of `texts_`; candidates of a round point into it.
  const RunResult& Current() const { return result_.Last(); }

  // Makes all fixes that can be made at once. Whether any was made, so that a further round may
  // make more.
  bool MakeRound() {
    const std::vector<Candidate> candidates = Candidates();
    round_ = {};
    result_.refused.clear();  // what was no good before may be good now
    Try(candidates);
    const bool any = !round_.made.empty();
    for (const Candidate& candidate : round_.made) {
      result_.made.push_back({.finding = *candidate.finding, .title = candidate.fix->title});
    }
    for (auto& [path, text] : round_.texts) texts_[path] = std::move(text);
    if (any) result_.after = *std::move(round_.run);
    return any;
  }

  std::vector<Candidate> Candidates() const {
    std::vector<Candidate> candidates;
    for (const rule::LocatedFinding& finding : Current().report.findings) {
      const FixChoice choice = ChooseFix(finding, terms_);
      if (choice.fix == nullptr) continue;
      candidates.push_back({.finding = &finding, .fix = choice.fix});
    }
    return candidates;
  }

  // Adds as many of `candidates` as can be made to those of this round: all, or else those of
  // either half.
  void Try(std::span<const Candidate> candidates) {
    if (candidates.empty() || stop_.stop_requested()) return;
    std::vector<Candidate> all = round_.made;
    all.insert(all.end(), candidates.begin(), candidates.end());
    base::Result<Texts> texts = Edited(all);
    std::string objection;
    if (texts.has_value()) {
      RunResult run = Analyse(*texts);
      objection = ObjectionTo(round_.run.has_value() ? *round_.run : Current(), run, candidates);
      if (objection.empty()) {
        round_.made = std::move(all);
        round_.texts = *std::move(texts);
        round_.run = std::move(run);
        return;
      }
    }
    if (candidates.size() > 1) {
      const size_t half = candidates.size() / 2;
      Try(candidates.first(half));
      Try(candidates.subspan(half));
    } else {
      Refuse(candidates.front(), texts.has_value() ? objection : texts.error().message);
    }
  }

  // What speaks against the change from one report to the next by fixes of `fixed`; "" for nothing.
  std::string ObjectionTo(const RunResult& before, const RunResult& after,
                          std::span<const Candidate> fixed) {
    if (!after.report.faults.empty() && before.report.faults.empty()) {
      return "a rule fails on the result";
    }
    if (after.health > before.health) return "the result could not be read in full";
    std::map<std::string_view, size_t> expected = CountFindings(before.report);
    rule::Severity lowest = rule::Severity::kError;
    for (const Candidate& candidate : fixed) {
      size_t& count = expected[WithoutOrdinal(candidate.finding->fingerprint)];
      count -= std::min<size_t>(count, 1);
      lowest = std::min(lowest, candidate.finding->severity);
    }
    std::set<std::string_view> fixed_fingerprints;
    for (const Candidate& candidate : fixed) {
      fixed_fingerprints.insert(WithoutOrdinal(candidate.finding->fingerprint));
    }
    for (const rule::LocatedFinding& finding : after.report.findings) {
      const std::string_view fingerprint = WithoutOrdinal(finding.fingerprint);
      size_t& left = expected[fingerprint];
      if (left > 0) {
        --left;
        continue;
      }
      if (fixed_fingerprints.contains(fingerprint)) return "the finding would stay";
      if (finding.severity >= lowest && !WasHidden(fingerprint)) {
        return fmt::format("it would bring a new {}: {} in {}", rule::ToString(finding.severity),
                           finding.rule, finding.primary.path);
      }
    }
    return "";
  }

  // Whether a finding stood there before all fixes, for a later persona than that of the run: then
  // it has only become graver.
  bool WasHidden(std::string_view fingerprint) {
    if (!hidden_.has_value()) {
      hidden_.emplace();
      RunOptions options = options_;
      options.persona = rule::Persona::kAuditor;
      const std::map<std::string_view, size_t> shown = CountFindings(result_.before.report);
      for (const auto& finding : engine::Run(files_, rules_, options, stop_).report.findings) {
        const std::string_view found = WithoutOrdinal(finding.fingerprint);
        if (!shown.contains(found)) hidden_->emplace(found);
      }
    }
    return hidden_->contains(fingerprint);
  }

  // The files that these fixes change, as they are with them. All fixes are of the current run.
  base::Result<Texts> Edited(std::span<const Candidate> candidates) {
    std::map<source::SourceId, std::vector<syntax::Edit>> edits;
    for (const Candidate& candidate : candidates) {
      for (const syntax::Edit& edit : candidate.fix->edits) {
        const syntax::Place& place = syntax::PlaceOf(edit);
        if (place.external.has_value()) {
          return Refusal("the value comes from a file that was not read");
        }
        edits[place.document.source].push_back(edit);
      }
    }
    Texts texts;
    for (const auto& [source, of_file] : edits) {
      const std::string path(Current().sources.Path(source));
      base::Result<std::string> text = EditedFile(source, path, of_file);
      if (!text.has_value()) return std::move(text).error();
      texts.emplace(path, *std::move(text));
    }
    return texts;
  }

  base::Result<std::string> EditedFile(source::SourceId source, const std::string& path,
                                       std::span<const syntax::Edit> edits) {
    const auto known = Current().files.find(source);
    if (known == Current().files.end() || path == "-") {
      return Refusal("standard input cannot be changed");
    }
    if (const base::Result<void> writable = CheckWritable(path); !writable.has_value()) {
      return writable.error();
    }
    base::Result<std::string> text = TextOf(path);
    if (!text.has_value()) return text;
    const base::Result<std::vector<source::TextEdit>> replaced =
        syntax::EditText(source, *text, load::SyntaxOf(known->second.form, *text), edits);
    if (!replaced.has_value()) return replaced.error();
    return syntax::ApplyTextEdits(*text, *replaced);
  }

  // A link must not lead to a file that nobody meant.
  base::Result<void> CheckWritable(const std::string& path) const {
    const base::Result<std::string> folder = files_.RealPath(base::path::Dirname(path));
    const base::Result<std::string> file = files_.RealPath(path);
    if (!folder.has_value()) return folder.error();
    if (!file.has_value()) return file.error();
    if (base::path::IsWithin(*file, load::BoundaryOf(files_, *folder))) return {};
    return Refusal("the file is a symbolic link that leads out of the directory tree");
  }

  // The file as it is after the earlier rounds.
  base::Result<std::string> TextOf(const std::string& path) const {
    const auto changed = texts_.find(path);
    if (changed != texts_.end()) return changed->second;
    return files_.Read(path, load::kMaxFileBytes);
  }

  // With these texts over those of the earlier rounds.
  RunResult Analyse(const Texts& texts) const {
    base::OverlayFileSystem overlay(files_);
    for (const auto& [path, text] : texts_) overlay.SetDocument(path, text);
    for (const auto& [path, text] : texts) overlay.SetDocument(path, text);
    return engine::Run(overlay, rules_, options_, stop_);
  }

  void Refuse(const Candidate& candidate, std::string_view reason) {
    result_.refused.push_back({.finding = *candidate.finding,
                               .title = candidate.fix->title,
                               .reason = std::string(reason)});
  }

  static base::Error Refusal(std::string_view message) {
    return {.code = base::ErrorCode::kInvalid, .message = std::string(message)};
  }

  void CountOthers() {
    for (const rule::LocatedFinding& finding : result_.Last().report.findings) {
      const FixChoice::Verdict verdict = ChooseFix(finding, terms_).verdict;
      result_.need_unsafe += verdict == FixChoice::Verdict::kNeedsUnsafe ? 1 : 0;
      result_.need_side += verdict == FixChoice::Verdict::kNeedsSide ? 1 : 0;
    }
  }

  void ListFiles() {
    const std::string working_directory = files_.RealPath(".").value_or(std::string("/"));
    for (auto& [path, text] : texts_) {
      std::string before = files_.Read(path, load::kMaxFileBytes).value_or(std::string());
      if (before == text) continue;
      result_.files.push_back({.path = DisplayPath(path, working_directory),
                               .real_path = files_.RealPath(path).value_or(path),
                               .before = std::move(before),
                               .after = std::move(text)});
    }
  }

  // What one round comes to.
  struct Round {
    Texts texts;
    std::vector<Candidate> made;
    std::optional<RunResult> run;  // with `made`
  };

  const base::FileSystem& files_;
  std::span<const rule::Rule* const> rules_;
  const RunOptions& options_;
  const FixTerms& terms_;
  std::stop_token stop_;
  FixResult result_;
  Texts texts_;  // that the rounds so far changed
  Round round_;
  std::optional<std::set<std::string, std::less<>>> hidden_;  // fingerprints
};

}  // namespace

FixResult Fix(const base::FileSystem& files, std::span<const rule::Rule* const> rules,
              const RunOptions& options, const FixTerms& terms, std::stop_token stop) {
  return Fixer(files, rules, options, terms, std::move(stop)).Run();
}

}  // namespace irsalint::engine
