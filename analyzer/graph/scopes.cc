#include "analyzer/graph/scopes.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "analyzer/base/arn.h"
#include "analyzer/base/strings.h"

namespace irsalint::graph {
namespace {

struct StageWord {
  std::string_view word;
  std::string_view stage;
};

constexpr std::array kStages = std::to_array<StageWord>({
    {"dev", "dev"},         {"develop", "dev"},     {"development", "dev"},
    {"test", "test"},       {"testing", "test"},    {"tst", "test"},
    {"qa", "qa"},           {"uat", "uat"},         {"sit", "sit"},
    {"int", "int"},         {"integration", "int"}, {"stage", "stage"},
    {"staging", "stage"},   {"stg", "stage"},       {"preprod", "preprod"},
    {"nonprod", "nonprod"}, {"prod", "prod"},       {"production", "prod"},
    {"prd", "prod"},        {"live", "prod"},       {"sandbox", "sandbox"},
    {"sbx", "sandbox"},     {"demo", "demo"},       {"perf", "perf"},
    {"preview", "preview"}, {"canary", "canary"},   {"local", "local"},
    {"lab", "lab"},         {"mgmt", "management"}, {"management", "management"},
});

constexpr std::array kRegionAreas = std::to_array<std::string_view>(
    {"us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx", "cn", "eusc"});
constexpr std::array kRegionDirections =
    std::to_array<std::string_view>({"north", "south", "east", "west", "central", "northeast",
                                     "northwest", "southeast", "southwest"});

std::vector<std::string_view> Components(std::string_view path) {
  std::vector<std::string_view> parts;
  for (std::string_view part : base::SplitBy(path, '/')) {
    if (!part.empty() && part != ".") parts.push_back(part);
  }
  return parts;
}

std::vector<std::string> WordsIn(std::string_view component) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : component) {
    if (base::IsAsciiAlnum(c)) {
      word.push_back(base::ToAsciiLower(c));
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

template <typename Range>
bool Holds(const Range& range, std::string_view value) {
  return std::ranges::find(range, value) != range.end();
}

bool IsNumber(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, base::IsAsciiDigit);
}

// The region that starts at word `i`, as `us-east-1` or `us-gov-west-1`; "" if there is none.
std::string RegionAt(const std::vector<std::string>& words, size_t i) {
  if (!Holds(kRegionAreas, words[i])) return {};
  size_t direction = i + 1;
  std::string region = words[i];
  if (direction < words.size() && (words[direction] == "gov" || words[direction] == "iso")) {
    region += "-" + words[direction++];
  }
  if (direction + 1 >= words.size()) return {};
  if (!Holds(kRegionDirections, words[direction]) || !IsNumber(words[direction + 1])) return {};
  return region + "-" + words[direction] + "-" + words[direction + 1];
}

bool Disjoint(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (a.empty() || b.empty()) return false;
  return std::ranges::none_of(a, [&](const std::string& word) { return Holds(b, word); });
}

size_t CommonPrefix(const std::vector<std::string_view>& a,
                    const std::vector<std::string_view>& b) {
  size_t common = 0;
  while (common < a.size() && common < b.size() && a[common] == b[common]) ++common;
  return common;
}

}  // namespace

EnvironmentWords WordsOf(std::span<const std::string_view> components,
                         std::span<const std::string> cluster_names) {
  EnvironmentWords found;
  for (const std::string_view component : components) {
    if (Holds(cluster_names, component)) found.clusters.emplace_back(component);
    const std::vector<std::string> words = WordsIn(component);
    for (size_t i = 0; i < words.size(); ++i) {
      if (base::IsAccountId(words[i])) found.accounts.push_back(words[i]);
      if (std::string region = RegionAt(words, i); !region.empty()) {
        found.regions.push_back(std::move(region));
      }
      const auto stage = std::ranges::find(kStages, std::string_view(words[i]), &StageWord::word);
      if (stage != kStages.end()) found.stages.emplace_back(stage->stage);
    }
  }
  return found;
}

bool EnvironmentsConflict(std::string_view a, std::string_view b,
                          std::span<const std::string> cluster_names) {
  const std::vector<std::string_view> parts_a = Components(a);
  const std::vector<std::string_view> parts_b = Components(b);
  const size_t common = CommonPrefix(parts_a, parts_b);
  const EnvironmentWords words_a = WordsOf(std::span(parts_a).subspan(common), cluster_names);
  const EnvironmentWords words_b = WordsOf(std::span(parts_b).subspan(common), cluster_names);
  return Disjoint(words_a.stages, words_b.stages) || Disjoint(words_a.accounts, words_b.accounts) ||
         Disjoint(words_a.regions, words_b.regions) || Disjoint(words_a.clusters, words_b.clusters);
}

Scopes::Scopes(std::span<const facts::Facts* const> units) {
  std::unordered_map<std::string_view, size_t> by_path;
  for (size_t i = 0; i < units.size(); ++i) {
    paths_.push_back(units[i]->unit);
    by_path.emplace(units[i]->unit, i);
    std::vector<std::string> declared;
    for (const facts::Cluster& cluster : units[i]->clusters) {
      for (const facts::KnownText* field : {&cluster.issuer, &cluster.arn}) {
        if (field->HasValue() && (*field)->IsLiteral()) declared.emplace_back((*field)->literal());
      }
      if (cluster.name.HasValue() && cluster.name->IsLiteral()) {
        cluster_names_.emplace_back(cluster.name->literal());
      }
    }
    unit_clusters_.push_back(std::move(declared));
  }
  // A unit belongs to its own family and to that of every folder it includes, whether or not that
  // folder is a unit: two overlays of one base are no relatives, a base and its overlay are.
  families_.resize(units.size());
  for (size_t i = 0; i < units.size(); ++i) {
    families_[i].push_back(i);
    for (const std::string& included : units[i]->includes) {
      if (const auto known = by_path.find(included); known != by_path.end()) {
        families_[i].push_back(known->second);
        families_[known->second].push_back(i);
      }
    }
  }
  for (std::vector<size_t>& family : families_) std::ranges::sort(family);
}

bool Scopes::Related(size_t a, size_t b) const {
  return std::ranges::binary_search(families_[a], b);
}

size_t Scopes::CommonDepth(size_t a, size_t b) const {
  return CommonPrefix(Components(paths_[a]), Components(paths_[b]));
}

Level Scopes::Between(size_t a, size_t b) const {
  if (a == b) return Level::kSameUnit;
  if (Related(a, b)) return Level::kRelatedUnit;
  for (const std::string& cluster : unit_clusters_[a]) {
    if (Holds(unit_clusters_[b], cluster)) return Level::kSameCluster;
  }
  return EnvironmentsConflict(paths_[a], paths_[b], cluster_names_) ? Level::kWholeInput
                                                                    : Level::kNearestFolder;
}

Scopes::Winners Scopes::Resolve(size_t unit, std::span<const size_t> candidates) const {
  Winners winners;
  size_t depth = 0;
  for (size_t i = 0; i < candidates.size(); ++i) {
    const Level level = Between(unit, candidates[i]);
    const size_t common = level == Level::kNearestFolder ? CommonDepth(unit, candidates[i]) : 0;
    const bool better = winners.candidates.empty() || level < winners.level ||
                        (level == winners.level && common > depth);
    if (better) {
      winners = {.level = level, .candidates = {i}};
      depth = common;
    } else if (level == winners.level && common == depth) {
      winners.candidates.push_back(i);
    }
  }
  return winners;
}

}  // namespace irsalint::graph
