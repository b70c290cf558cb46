#include "analyzer/engine/ignore_entries.h"

#include <fmt/format.h>

#include <algorithm>

#include "analyzer/base/path.h"
#include "analyzer/base/strings.h"

namespace irsalint::engine {
namespace {

namespace path = base::path;

using rule::JudgedSuppression;

// `in "legacy" about "ServiceAccount/web/*"`.
std::string Describe(const IgnoreEntry& entry) {
  std::string text = entry.path.empty() ? "anywhere" : fmt::format("in \"{}\"", entry.path);
  if (!entry.resource.empty()) text += fmt::format(" about \"{}\"", entry.resource);
  return text;
}

// The components before the first one with a wildcard.
std::string LiteralFolder(std::string_view glob) {
  std::string folder;
  for (const std::string_view component : path::Components(glob)) {
    if (component.find_first_of("*?") != std::string_view::npos) break;
    folder = path::Join(folder, component);
  }
  return folder.empty() ? "." : folder;
}

}  // namespace

IgnoreEntries::Scope::Scope(const IgnoreEntry& entry)
    : path_(path::Normalize(entry.path)), folder_(LiteralFolder(path::Normalize(entry.path))) {
  if (entry.resource.empty()) return;
  const std::vector<std::string_view> parts = base::SplitBy(entry.resource, '/');
  if (base::Contains(parts.front(), ":")) {
    resource_.push_back(base::Pattern::Like(entry.resource));
    return;
  }
  for (const std::string_view part : parts) resource_.push_back(base::Pattern::Like(part));
}

bool IgnoreEntries::Scope::FitsPath(std::string_view path) const {
  return path_.Match(path).has_value();
}

bool IgnoreEntries::Scope::FitsSubject(const rule::Subject& subject,
                                       std::string_view role_arn) const {
  if (resource_.empty()) return true;
  if (resource_.size() == 1) {
    return resource_[0].Matches(subject.name) ||
           (!role_arn.empty() && resource_[0].Matches(role_arn));
  }
  return resource_[0].Matches(subject.kind) && resource_[1].Matches(subject.namespace_name) &&
         resource_[2].Matches(subject.name);
}

IgnoreEntries::IgnoreEntries(const Config& config, source::SourceId source,
                             const LintedFiles& linted, const graph::IdentityGraph& graph,
                             const SuppressionTerms& terms)
    : folder_(config.folder), working_directory_(linted.working_directory), roles_(graph) {
  for (const IgnoreEntry& entry : config.ignore) {
    const Scope& scope = scopes_.emplace_back(entry);
    JudgedSuppression judged;
    judged.form = JudgedSuppression::Form::kConfigEntry;
    judged.rules = entry.rules;
    judged.reason = entry.reason;
    judged.expires = entry.expires;
    judged.scope = Describe(entry);
    judged.place = entry.place;
    judged.place.document.source = source;
    judged.expired = IsExpired(entry.expires, terms);
    judged.decided = HaveRun(entry.rules, terms) && WasRead(scope, linted);
    judged_.push_back(std::move(judged));
  }
}

// Whether all files that an entry may be about were linted, and in full. A run over a part of the
// repository says nothing of the rest.
bool IgnoreEntries::WasRead(const Scope& scope, const LintedFiles& linted) const {
  const bool linted_whole = std::ranges::any_of(linted.roots, [&](const std::string& root) {
    return path::IsWithin(scope.folder(), FromFolder(root));
  });
  return linted_whole && std::ranges::none_of(linted.unread, [&](const std::string& shown) {
           const std::string unread = FromFolder(shown);
           return path::IsWithin(unread, scope.folder()) || path::IsWithin(scope.folder(), unread);
         });
}

// A path as the configuration writes it.
std::string IgnoreEntries::FromFolder(std::string_view shown_path) const {
  return path::Relative(path::Normalize(path::Join(working_directory_, shown_path)), folder_);
}

bool IgnoreEntries::MayCover(const rule::Finding& finding) const {
  if (judged_.empty()) return false;
  const std::string role_arn = roles_.ArnAt(finding.primary.place);
  for (size_t i = 0; i < judged_.size(); ++i) {
    if (Names(judged_[i], finding.rule) && scopes_[i].FitsSubject(finding.subject, role_arn)) {
      return true;
    }
  }
  return false;
}

const JudgedSuppression* IgnoreEntries::Match(const rule::Finding& finding,
                                              const rule::LocatedFinding& located) {
  if (judged_.empty()) return nullptr;
  const std::string role_arn = roles_.ArnAt(finding.primary.place);
  const std::string file = FromFolder(located.primary.path);
  const JudgedSuppression* silencing = nullptr;
  for (size_t i = 0; i < judged_.size(); ++i) {
    JudgedSuppression& judged = judged_[i];
    const bool fits = Names(judged, finding.rule) && scopes_[i].FitsPath(file) &&
                      scopes_[i].FitsSubject(finding.subject, role_arn);
    if (!fits) continue;
    ++judged.matches;
    if (silencing == nullptr && !judged.expired) silencing = &judged;
  }
  return silencing;
}

}  // namespace irsalint::engine
