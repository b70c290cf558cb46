#include "analyzer/lsp/hints.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/base/utf8.h"
#include "analyzer/engine/locate.h"
#include "analyzer/explain/identity_hints.h"
#include "analyzer/lsp/analysed_file.h"
#include "analyzer/lsp/diagnostics.h"

namespace irsalint::lsp {
namespace {

// A hint and where it stands for the client.
struct PlacedHint {
  std::string text;
  Range range;
};

// Those of one file, each once.
std::vector<PlacedHint> Placed(std::vector<explain::Hint> hints, const AnalysedFile& file,
                               const Session& session) {
  std::erase_if(hints, [&file](const explain::Hint& hint) {
    return hint.place.document.source != file.source;
  });
  std::vector<syntax::Place> places;
  for (const explain::Hint& hint : hints) places.push_back(hint.place);
  const std::vector<rule::LocatedPlace> located =
      engine::LocatePlaces(places, file.folder->ForLocating()).places;
  std::vector<PlacedHint> placed;
  for (size_t i = 0; i < hints.size(); ++i) {
    PlacedHint hint = {
        .text = base::EscapeForDisplay(hints[i].text),
        .range = RangeIn(located[i], session.documents.Find(file.path), session.client)};
    const bool is_new = std::ranges::none_of(placed, [&hint](const PlacedHint& other) {
      return other.text == hint.text && other.range == hint.range;
    });
    if (is_new) placed.push_back(std::move(hint));
  }
  return placed;
}

}  // namespace

Json CodeLenses(const Session& session, const DocumentParams& params) {
  Json lenses = Json::array();
  const std::optional<AnalysedFile> file = AnalysedFileAt(session, params.uri);
  if (!file.has_value() || !session.settings.code_lens) return lenses;
  const graph::IdentityGraph& graph = file->folder->graph();
  std::vector<explain::Hint> hints;
  const auto is_here = [&](const graph::NamedRole::Policy& policy) {
    return graph[policy.policy].object->document.place.document.source == file->source;
  };
  for (const graph::NamedRole& role : graph::NamedRolesOf(graph)) {
    if (std::ranges::none_of(role.policies, is_here)) continue;
    std::ranges::move(explain::AssumableBy(graph, role), std::back_inserter(hints));
  }
  for (PlacedHint& hint : Placed(std::move(hints), *file, session)) {
    // A lens stands above one line.
    lenses.push_back({{"range", Range{.start = hint.range.start, .end = hint.range.start}},
                      {"command", {{"title", std::move(hint.text)}, {"command", ""}}}});
  }
  return lenses;
}

Json InlayHints(const Session& session, const RangeParams& params) {
  Json list = Json::array();
  const std::optional<AnalysedFile> file = AnalysedFileAt(session, params.uri);
  if (!file.has_value() || !session.settings.inlay_hints) return list;
  const graph::IdentityGraph& graph = file->folder->graph();
  std::vector<explain::Hint> hints;
  const std::vector<graph::Workload>& workloads = graph.workloads();
  for (uint32_t i = 0; i < workloads.size(); ++i) {
    if (workloads[i].object->meta.place.document.source != file->source) continue;
    std::optional<explain::Hint> hint =
        explain::EffectiveIdentityHint(graph, file->folder->walks(), graph::WorkloadId{i});
    if (hint.has_value()) hints.push_back(*std::move(hint));
  }
  for (PlacedHint& hint : Placed(std::move(hints), *file, session)) {
    if (!Touch({.start = hint.range.end, .end = hint.range.end}, params.range)) continue;
    list.push_back(
        {{"position", hint.range.end}, {"label", std::move(hint.text)}, {"paddingLeft", true}});
  }
  return list;
}

}  // namespace irsalint::lsp
