#include "analyzer/graph/scopes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "analyzer/base/arn.h"
#include "analyzer/base/strings.h"
#include "analyzer/graph/cluster_paths.h"

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

template <typename Range, typename T>
bool Holds(const Range& range, const T& value) {
  return std::ranges::find(range, value) != range.end();
}

template <typename T>
bool HaveCommon(const std::vector<T>& a, const std::vector<T>& b) {
  return std::ranges::any_of(a, [&b](const T& value) { return Holds(b, value); });
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

// Looks for the words of paths; folders of the same name, of which there are many, share them.
class WordFinder {
 public:
  explicit WordFinder(std::span<const std::string> cluster_names) : cluster_names_(cluster_names) {}

  std::vector<EnvironmentWord> Find(const std::vector<std::string_view>& components) {
    std::vector<EnvironmentWord> found;
    for (size_t c = 0; c < components.size(); ++c) {
      const auto [known, is_new] = by_component_.try_emplace(components[c]);
      if (is_new) known->second = FindIn(components[c]);
      for (EnvironmentWord word : known->second) {
        word.component = c;
        found.push_back(std::move(word));
      }
    }
    return found;
  }

 private:
  std::vector<EnvironmentWord> FindIn(std::string_view component) const {
    using Kind = EnvironmentWord::Kind;
    std::vector<EnvironmentWord> found;
    const auto add = [&found](Kind kind, std::string word) {
      found.push_back({.kind = kind, .word = std::move(word)});
    };
    if (Holds(cluster_names_, component)) add(Kind::kCluster, std::string(component));
    const std::vector<std::string> words = WordsIn(component);
    for (size_t i = 0; i < words.size(); ++i) {
      if (base::IsAccountId(words[i])) add(Kind::kAccount, words[i]);
      if (std::string region = RegionAt(words, i); !region.empty()) {
        add(Kind::kRegion, std::move(region));
      }
      const auto stage = std::ranges::find(kStages, std::string_view(words[i]), &StageWord::word);
      if (stage != kStages.end()) add(Kind::kStage, std::string(stage->stage));
    }
    return found;
  }

  std::span<const std::string> cluster_names_;
  std::unordered_map<std::string_view, std::vector<EnvironmentWord>> by_component_;
};

}  // namespace

std::vector<EnvironmentWord> EnvironmentWordsOf(std::string_view path,
                                                std::span<const std::string> cluster_names) {
  return WordFinder(cluster_names).Find(Components(path));
}

bool EnvironmentsConflict(std::string_view a, std::string_view b,
                          std::span<const std::string> cluster_names) {
  return Scopes::Conflict(
      {.components = Components(a), .words = EnvironmentWordsOf(a, cluster_names)},
      {.components = Components(b), .words = EnvironmentWordsOf(b, cluster_names)});
}

Scopes::Scopes(std::span<const facts::Facts* const> units,
               std::span<const DeclaredCluster> declared_clusters) {
  std::vector<std::string> cluster_names;
  for (const DeclaredCluster& cluster : declared_clusters) cluster_names.push_back(cluster.name);
  const ClusterPaths cluster_paths(declared_clusters);
  for (const facts::Facts* unit : units) {
    std::vector<std::string> declared;
    declared_clusters_.push_back(cluster_paths.ClustersOf(unit->unit));
    for (const size_t i : declared_clusters_.back()) {
      const DeclaredCluster& cluster = declared_clusters[i];
      if (!cluster.issuer.empty()) declared.push_back(cluster.issuer);
      declared.push_back(fmt::format("arn:{}:eks:{}:{}:cluster/{}", cluster.partition,
                                     cluster.region, cluster.account, cluster.name));
    }
    for (const facts::Cluster& cluster : unit->clusters) {
      for (const facts::KnownText* field : {&cluster.issuer, &cluster.arn}) {
        if (field->HasValue() && (*field)->IsLiteral()) declared.emplace_back((*field)->literal());
      }
      if (cluster.name.HasValue() && cluster.name->IsLiteral()) {
        cluster_names.emplace_back(cluster.name->literal());
      }
    }
    unit_clusters_.push_back(std::move(declared));
  }
  WordFinder word_finder(cluster_names);
  std::unordered_map<std::string_view, size_t> by_path;
  for (size_t i = 0; i < units.size(); ++i) {
    by_path.emplace(units[i]->unit, i);
    std::vector<std::string_view> components = Components(units[i]->unit);
    std::vector<EnvironmentWord> words = word_finder.Find(components);
    paths_.push_back({.components = std::move(components), .words = std::move(words)});
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

bool Scopes::ShareCluster(size_t a, size_t b) const {
  return HaveCommon(declared_clusters_[a], declared_clusters_[b]) ||
         HaveCommon(unit_clusters_[a], unit_clusters_[b]);
}

bool Scopes::DeclaredApart(size_t a, size_t b) const {
  return !declared_clusters_[a].empty() && !declared_clusters_[b].empty() &&
         !HaveCommon(declared_clusters_[a], declared_clusters_[b]);
}

size_t Scopes::CommonDepth(const Path& a, const Path& b) {
  size_t common = 0;
  while (common < a.components.size() && common < b.components.size() &&
         a.components[common] == b.components[common]) {
    ++common;
  }
  return common;
}

bool Scopes::Conflict(const Path& a, const Path& b) {
  if (a.words.empty() || b.words.empty()) return false;
  const size_t common = CommonDepth(a, b);
  using Kind = EnvironmentWord::Kind;
  for (const Kind kind : {Kind::kStage, Kind::kAccount, Kind::kRegion, Kind::kCluster}) {
    bool both = false;
    bool shared = false;
    for (const EnvironmentWord& word : a.words) {
      if (word.kind != kind || word.component < common) continue;
      for (const EnvironmentWord& other : b.words) {
        if (other.kind != kind || other.component < common) continue;
        both = true;
        shared |= word.word == other.word;
      }
    }
    if (both && !shared) return true;
  }
  return false;
}

Level Scopes::Between(size_t a, size_t b) const {
  if (a == b) return Level::kSameUnit;
  if (Related(a, b)) return Level::kRelatedUnit;
  if (ShareCluster(a, b)) return Level::kSameCluster;
  return DeclaredApart(a, b) || Conflict(paths_[a], paths_[b]) ? Level::kWholeInput
                                                               : Level::kNearestFolder;
}

Scopes::Winners Scopes::Resolve(size_t unit, std::span<const size_t> candidates) const {
  Winners winners;
  size_t depth = 0;
  for (size_t i = 0; i < candidates.size(); ++i) {
    const Level level = Between(unit, candidates[i]);
    const size_t common =
        level == Level::kNearestFolder ? CommonDepth(paths_[unit], paths_[candidates[i]]) : 0;
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
