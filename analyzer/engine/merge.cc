#include "analyzer/engine/merge.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "analyzer/base/path.h"
#include "analyzer/base/strings.h"

namespace irsalint::engine {
namespace {

using rule::Finding;

// The same bytes: what produced the value does not matter.
bool SamePlace(const syntax::Place& left, const syntax::Place& right) {
  return left.document == right.document && left.part == right.part && left.range == right.range &&
         left.external == right.external && left.route == right.route;
}

bool Same(const Finding& left, const Finding& right) {
  return left.rule == right.rule && SamePlace(left.primary.place, right.primary.place);
}

bool ComesBefore(const Finding& left, const Finding& right) {
  const syntax::Place& a = left.primary.place;
  const syntax::Place& b = right.primary.place;
  if (syntax::Before(a, b)) return true;
  if (syntax::Before(b, a)) return false;
  return std::tie(a.part, a.range, left.rule) < std::tie(b.part, b.range, right.rule);
}

auto GravityOf(const Finding& finding) {
  return std::tuple(finding.severity, finding.confidence, -static_cast<int>(finding.persona));
}

// The gravest, of equally grave ones the first by name: their order in the files is no part of a
// fingerprint.
bool IsTheOneToShow(const Finding& left, const Finding& right) {
  const auto name_of = [](const Finding& finding) {
    return std::tie(finding.subject.kind, finding.subject.namespace_name, finding.subject.name);
  };
  const auto left_gravity = GravityOf(left);
  const auto right_gravity = GravityOf(right);
  if (left_gravity != right_gravity) return left_gravity > right_gravity;
  return name_of(left) < name_of(right);
}

std::string KeyOf(const std::string& text) { return text; }

std::string KeyOf(const rule::Location& location) {
  const syntax::Place& place = location.place;
  const syntax::TextRange range = place.range.value_or(syntax::TextRange{});
  return fmt::format("{} {} {} {} {} {} {} {}", place.document.source.value, place.document.begin,
                     static_cast<int>(place.part), range.begin, range.end,
                     place.external.has_value() ? place.external->path : "",
                     syntax::ToString(place.route), location.message);
}

// Keeps the first of equal items. Linearithmic: one policy may serve thousands of accounts.
template <typename T>
void RemoveRepeated(std::vector<T>& items) {
  std::set<std::string> seen;
  std::erase_if(items, [&seen](const T& item) { return !seen.insert(KeyOf(item)).second; });
}

template <typename T>
void MoveAll(std::vector<T>& from, std::vector<T>& to) {
  std::move(from.begin(), from.end(), std::back_inserter(to));
}

// The unit's own folder name tells overlays apart, unless two share it.
std::vector<std::string> NamesOf(const std::set<std::string>& overlays) {
  std::set<std::string> short_names;
  for (const std::string& overlay : overlays) {
    short_names.insert(std::string(base::path::Basename(overlay)));
  }
  const bool unique = short_names.size() == overlays.size();
  const std::set<std::string>& names = unique ? short_names : overlays;
  return {names.begin(), names.end()};
}

Finding MergeEqual(std::vector<Finding> equal) {
  const auto gravest = std::ranges::min_element(equal, IsTheOneToShow);
  std::rotate(equal.begin(), gravest, std::next(gravest));
  Finding merged = std::move(equal.front());
  std::set<std::string> overlays = {merged.overlay};
  for (auto other = std::next(equal.begin()); other != equal.end(); ++other) {
    overlays.insert(other->overlay);
    MoveAll(other->related, merged.related);
    MoveAll(other->notes, merged.notes);
    MoveAll(other->helps, merged.helps);
    for (rule::Fix& fix : other->fixes) {
      if (std::ranges::find(merged.fixes, fix) == merged.fixes.end()) {
        merged.fixes.push_back(std::move(fix));
      }
    }
  }
  RemoveRepeated(merged.related);
  RemoveRepeated(merged.notes);
  RemoveRepeated(merged.helps);
  overlays.erase("");
  if (overlays.size() > 1) {
    merged.notes.push_back("in overlays: " + base::Join(NamesOf(overlays), ", "));
  }
  return merged;
}

}  // namespace

std::vector<Finding> MergeFindings(std::vector<Finding> findings) {
  std::ranges::stable_sort(findings, ComesBefore);
  std::vector<Finding> merged;
  for (auto first = findings.begin(); first != findings.end();) {
    const auto last = std::find_if_not(
        first, findings.end(), [first](const Finding& other) { return Same(*first, other); });
    merged.push_back(MergeEqual({std::make_move_iterator(first), std::make_move_iterator(last)}));
    first = last;
  }
  return merged;
}

}  // namespace irsalint::engine
