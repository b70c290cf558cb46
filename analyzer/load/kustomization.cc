#include "analyzer/load/kustomization.h"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "analyzer/base/strings.h"
#include "analyzer/load/limits.h"
#include "analyzer/load/parse_place.h"
#include "analyzer/syntax/document.h"
#include "analyzer/syntax/node.h"
#include "analyzer/syntax/stream.h"

namespace irsalint::load {
namespace {

using facts::OpenReason;
using syntax::Node;

std::optional<KustomizationEntry> StringEntry(const Node* node) {
  if (node == nullptr || !node->IsString() || node->text.empty()) return std::nullopt;
  return KustomizationEntry{.text = std::string(node->text), .place = syntax::PlaceOf(*node)};
}

// Files that a generator reads are written `path` or `key=path`.
std::string_view GeneratorPath(std::string_view entry) {
  const std::optional<base::SplitPair> pair = base::SplitOnce(entry, '=');
  return pair.has_value() ? pair->after : entry;
}

class Reader {
 public:
  explicit Reader(const Node& root) : root_(root) {}

  Kustomization Read() {
    result_.is_component = syntax::StringOr(syntax::Find(&root_, "kind")) == "Component";
    AddStrings(syntax::Find(&root_, "resources"), &result_.resources);
    AddStrings(syntax::Find(&root_, "bases"), &result_.resources);
    AddStrings(syntax::Find(&root_, "components"), &result_.components);
    result_.namespace_name = StringEntry(syntax::Find(&root_, "namespace"));
    result_.name_prefix = StringEntry(syntax::Find(&root_, "namePrefix"));
    result_.name_suffix = StringEntry(syntax::Find(&root_, "nameSuffix"));
    ReadPatches();
    ReadGenerators();
    ReadPlugins();
    return std::move(result_);
  }

 private:
  static void AddStrings(const Node* list, std::vector<KustomizationEntry>* entries) {
    if (list == nullptr || !list->IsList()) return;
    for (const Node* item : list->items) {
      if (std::optional<KustomizationEntry> entry = StringEntry(item)) {
        entries->push_back(*std::move(entry));
      }
    }
  }

  std::vector<const Node*> ItemsOf(std::string_view key) const {
    const Node* list = syntax::Find(&root_, key);
    if (list == nullptr || !list->IsList()) return {};
    return {list->items.begin(), list->items.end()};
  }

  void AddFile(const Node* node) {
    if (std::optional<KustomizationEntry> entry = StringEntry(node)) {
      result_.other_files.push_back(*std::move(entry));
    }
  }

  // A list whose items are paths, or documents written in place.
  void AddFileUnlessInline(const Node* node) {
    if (node->IsString() && !base::Contains(node->text, "\n")) AddFile(node);
  }

  void AddGeneratorFile(const Node* node) {
    std::optional<KustomizationEntry> entry = StringEntry(node);
    if (!entry.has_value()) return;
    entry->text = std::string(GeneratorPath(entry->text));
    result_.other_files.push_back(*std::move(entry));
  }

  void Open(OpenReason::Kind kind, std::string message, const Node& node) {
    result_.open_reasons.push_back(
        {.kind = kind, .message = std::move(message), .place = syntax::PlaceOf(node)});
  }

  void ReadPatches() {
    constexpr std::string_view kNotApplied = "this patch is not applied";
    for (const std::string_view key : {"patches", "patchesJson6902"}) {
      for (const Node* item : ItemsOf(key)) {
        AddFile(syntax::Find(item, "path"));
        Open(OpenReason::Kind::kPatch, std::string(kNotApplied), *item);
      }
    }
    for (const Node* item : ItemsOf("patchesStrategicMerge")) {
      AddFileUnlessInline(item);
      Open(OpenReason::Kind::kPatch, std::string(kNotApplied), *item);
    }
    for (const Node* item : ItemsOf("replacements")) {
      AddFile(syntax::Find(item, "path"));
      Open(OpenReason::Kind::kPatch, "this replacement is not applied", *item);
    }
    const Node* annotations = syntax::Find(&root_, "commonAnnotations");
    if (annotations == nullptr || !annotations->IsMap()) return;
    for (const syntax::Pair& pair : annotations->pairs) {
      if (!base::Contains(pair.key->text, "amazonaws.com/")) continue;
      Open(OpenReason::Kind::kPatch, "this annotation is not added to the objects", *pair.key);
    }
  }

  void ReadGenerators() {
    for (const std::string_view key : {"configMapGenerator", "secretGenerator"}) {
      for (const Node* item : ItemsOf(key)) {
        AddGeneratorFile(syntax::Find(item, "env"));
        for (const std::string_view list_key : {"files", "envs"}) {
          const Node* list = syntax::Find(item, list_key);
          if (list == nullptr || !list->IsList()) continue;
          for (const Node* file : list->items) AddGeneratorFile(file);
        }
        Open(OpenReason::Kind::kGenerator, fmt::format("what this {} makes is not known", key),
             *item);
      }
    }
    for (const std::string_view key : {"helmCharts", "helmChartInflationGenerator"}) {
      for (const Node* item : ItemsOf(key)) {
        AddFile(syntax::Find(item, "valuesFile"));
        AddFile(syntax::Find(item, "values"));
        const Node* more = syntax::Find(item, "additionalValuesFiles");
        if (more != nullptr && more->IsList()) {
          for (const Node* file : more->items) AddFile(file);
        }
        Open(OpenReason::Kind::kGenerator, "this Helm chart is not rendered", *item);
      }
    }
  }

  void ReadPlugins() {
    for (const Node* item : ItemsOf("generators")) {
      AddFileUnlessInline(item);
      Open(OpenReason::Kind::kGenerator, "what this generator makes is not known", *item);
    }
    for (const Node* item : ItemsOf("transformers")) {
      AddFileUnlessInline(item);
      Open(OpenReason::Kind::kPatch, "this transformer is not applied", *item);
    }
    for (const std::string_view key : {"validators", "crds", "configurations"}) {
      for (const Node* item : ItemsOf(key)) AddFileUnlessInline(item);
    }
    AddFile(syntax::FindPath(&root_, "openapi", "path"));
  }

  const Node& root_;
  Kustomization result_;
};

}  // namespace

bool IsKustomizationName(std::string_view base_name) {
  return base_name == "kustomization.yaml" || base_name == "kustomization.yml" ||
         base_name == "Kustomization";
}

bool IsRemote(std::string_view entry) {
  constexpr std::array<std::string_view, 5> kPrefixes = {"git@", "git::", "github.com/",
                                                         "gitlab.com/", "bitbucket.org/"};
  for (const std::string_view prefix : kPrefixes) {
    if (base::StartsWith(entry, prefix)) return true;
  }
  return base::Contains(entry, "://") || base::Contains(entry, "?ref=") ||
         base::Contains(entry, ".git//");
}

ParsedKustomization ReadKustomization(source::SourceId source, std::string_view bytes) {
  ParsedKustomization result;
  if (const std::optional<syntax::EncodingProblem> problem = syntax::CheckEncoding(bytes)) {
    result.error = syntax::ParseError{.message = problem->message, .offset = problem->offset};
    return result;
  }
  const syntax::Stream stream = syntax::SplitStream(bytes, 1);
  result.kustomization.emplace();
  if (stream.slices.empty()) return result;
  const syntax::Slice slice = stream.slices.front();
  if (syntax::IsGoTemplate(bytes.substr(slice.begin, slice.end - slice.begin))) {
    result.kustomization->open_reasons.push_back(
        {.kind = OpenReason::Kind::kTemplate,
         .message = "this kustomization is a template that was not rendered",
         .place = PlaceOfSlice({source, slice.begin, slice.end})});
    return result;
  }
  syntax::Parsed parsed = syntax::ParseYaml(bytes, {source, slice.begin, slice.end});
  if (parsed.error.has_value()) {
    result.kustomization.reset();
    result.error = *std::move(parsed.error);
  } else if (parsed.document->root() != nullptr) {
    result.kustomization = Reader(*parsed.document->root()).Read();
  }
  return result;
}

}  // namespace irsalint::load
