#include "tests/hygiene/layering.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace irsalint::hygiene {
namespace {

// Each layer with the layers right below it; it may include all that can be reached.
const std::map<std::string, std::vector<std::string>>& LayersBelow() {
  static const std::map<std::string, std::vector<std::string>> below = {
      {"base", {}},           {"source", {"base"}},
      {"syntax", {"source"}}, {"iam", {"syntax"}},
      {"kube", {"syntax"}},   {"facts", {"iam", "kube"}},
      {"load", {"facts"}},    {"graph", {"load"}},
      {"rule", {"graph"}},    {"rules", {"rule"}},
      {"engine", {"rule"}},   {"render", {"rule"}},
      {"explain", {"rule"}},  {"lsp", {"rules", "engine", "render", "explain"}},
      {"cli", {"lsp"}},
  };
  return below;
}

bool Reaches(const std::string& from, const std::string& to) {
  if (from == to) return true;
  const auto found = LayersBelow().find(from);
  return found != LayersBelow().end() &&
         std::any_of(found->second.begin(), found->second.end(),
                     [&](const std::string& below) { return Reaches(below, to); });
}

// "analyzer/base/x.h" is of the layer base, "rules/trust/x.cc" of the layer rules.
std::optional<std::string> LayerOf(std::string_view path) {
  constexpr std::string_view kAnalyzer = "analyzer/";
  if (path.starts_with("rules/")) return "rules";
  if (!path.starts_with(kAnalyzer)) return std::nullopt;
  path.remove_prefix(kAnalyzer.size());
  return std::string(path.substr(0, path.find('/')));
}

// A third-party library: how its headers begin, and the files that may include them. A boundary
// that ends in '/' is a folder; one in ".cc" a file; `sources_only` keeps it out of headers.
struct Library {
  std::string_view name;
  std::string_view header_prefix;
  std::vector<std::string_view> boundary;
  enum class Headers { kAllowed, kRefused } headers;
};

const std::vector<Library>& Libraries() {
  using enum Library::Headers;
  static const std::vector<Library> libraries = {
      {"yaml-cpp", "<yaml-cpp/", {"analyzer/syntax/"}, kRefused},
      {"tree-sitter", "<tree_sitter/", {"analyzer/syntax/"}, kRefused},
      {"nlohmann_json",
       "<nlohmann/",
       {"analyzer/syntax/json.cc", "analyzer/facts/", "analyzer/render/", "analyzer/explain/",
        "analyzer/lsp/"},
       kAllowed},
      {"CLI11", "<CLI/", {"analyzer/cli/"}, kRefused},
      {"RE2", "<re2/", {"analyzer/base/regex.h", "analyzer/base/regex.cc"}, kAllowed},
      {"fmt", "<fmt/", {"analyzer/", "rules/"}, kRefused},
      {"GoogleTest", "<gtest/", {}, kRefused},
      {"GoogleMock", "<gmock/", {}, kRefused},
  };
  return libraries;
}

bool IsHeader(std::string_view path) { return path.ends_with(".h"); }

std::optional<std::string> LibraryFault(const std::string& path, const std::string& target) {
  for (const Library& library : Libraries()) {
    if (!target.starts_with(library.header_prefix)) continue;
    const bool inside = std::any_of(
        library.boundary.begin(), library.boundary.end(),
        [&](std::string_view place) { return std::string_view(path).starts_with(place); });
    if (!inside) return target + " is outside the boundary of " + std::string(library.name);
    if (IsHeader(path) && library.headers == Library::Headers::kRefused) {
      return target + " belongs in a .cc: no header may include " + std::string(library.name);
    }
    return std::nullopt;
  }
  return std::nullopt;
}

bool IsThirdParty(const std::string& target) {
  return std::any_of(Libraries().begin(), Libraries().end(), [&](const Library& library) {
    return target.starts_with(library.header_prefix);
  });
}

std::string Unquoted(const std::string& target) { return target.substr(1, target.size() - 2); }

// Headers that show a third-party type, themselves or by what they include: private to their layer.
std::set<std::string> HeadersWithLibraries(const std::vector<SourceText>& files) {
  std::set<std::string> found;
  for (bool grew = true; grew;) {
    const size_t before = found.size();
    for (const SourceText& file : files) {
      if (!IsHeader(file.path)) continue;
      for (const Include& include : Includes(file.text)) {
        if (IsThirdParty(include.target) || found.contains(Unquoted(include.target))) {
          found.insert(file.path);
        }
      }
    }
    grew = found.size() > before;
  }
  return found;
}

void CheckInclude(const SourceText& file, const std::string& layer, const Include& include,
                  const std::set<std::string>& with_libraries, std::vector<Violation>* violations) {
  const auto report = [&](std::string message) {
    violations->push_back({.path = file.path, .line = include.line, .message = std::move(message)});
  };
  if (const std::optional<std::string> fault = LibraryFault(file.path, include.target)) {
    report(*fault);
  }
  if (include.target.front() != '"') return;
  const std::string target = Unquoted(include.target);
  const std::optional<std::string> target_layer = LayerOf(target);
  if (!target_layer.has_value()) {
    report(include.target + " is not a path from the repository's root in analyzer/ or rules/");
  } else if (!Reaches(layer, *target_layer)) {
    report("the layer " + layer + " may not include the layer " + *target_layer);
  } else if (layer != *target_layer && with_libraries.contains(target)) {
    report(target + " shows a third-party type, so only its own layer may include it");
  }
}

}  // namespace

std::vector<Violation> CheckLayering(const std::vector<SourceText>& files) {
  std::vector<Violation> violations;
  std::set<std::string> paths;
  for (const SourceText& file : files) paths.insert(file.path);
  const std::set<std::string> with_libraries = HeadersWithLibraries(files);

  for (const SourceText& file : files) {
    const std::optional<std::string> layer = LayerOf(file.path);
    if (!layer.has_value() || !LayersBelow().contains(*layer)) {
      violations.push_back({.path = file.path, .line = 1, .message = "is in no known layer"});
      continue;
    }
    const std::vector<Include> includes = Includes(file.text);
    for (const Include& include : includes) {
      CheckInclude(file, *layer, include, with_libraries, &violations);
    }
    if (IsHeader(file.path)) continue;
    const std::string own = file.path.substr(0, file.path.rfind('.')) + ".h";
    if (paths.contains(own) && (includes.empty() || includes.front().target != "\"" + own + "\"")) {
      violations.push_back(
          {.path = file.path, .line = 1, .message = "includes its own header not first"});
    }
  }
  return violations;
}

}  // namespace irsalint::hygiene
