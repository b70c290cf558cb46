#include "analyzer/lsp/document_links.h"

#include <fmt/format.h>

#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "analyzer/engine/locate.h"
#include "analyzer/lsp/analysed_file.h"
#include "analyzer/lsp/diagnostics.h"

namespace irsalint::lsp {
namespace {

// A reference and what it names first, in another file.
struct Link {
  syntax::Place from;
  syntax::Place to;
};

std::vector<Link> LinksOf(const Folder& folder, source::SourceId source) {
  std::vector<Link> found;
  for (const graph::Mention& mention : folder.links().mentions()) {
    if (mention.place.document.source != source || graph::IsDefinition(mention.kind)) continue;
    for (syntax::Place& place : folder.links().DefinitionsOf(mention)) {
      if (place.document.source == source) continue;
      found.push_back({.from = mention.place, .to = std::move(place)});
      break;
    }
  }
  return found;
}

}  // namespace

Json DocumentLinks(const Session& session, const DocumentParams& params) {
  Json links = Json::array();
  const std::optional<AnalysedFile> file = AnalysedFileAt(session, params.uri);
  if (!file.has_value()) return links;
  std::vector<syntax::Place> places;
  for (Link& link : LinksOf(*file->folder, file->source)) {
    places.push_back(std::move(link.from));
    places.push_back(std::move(link.to));
  }
  const std::vector<rule::LocatedPlace> located =
      engine::LocatePlaces(places, file->folder->ForLocating()).places;
  std::set<Json> ranges;  // a document that several units hold has its mentions several times
  for (size_t i = 0; i + 1 < located.size(); i += 2) {
    const rule::LocatedPlace& to = located[i + 1];
    const Json range = RangeIn(located[i], session.documents.Find(file->path), session.client);
    if (!ranges.insert(range).second) continue;
    links.push_back(
        {{"range", range},
         {"target", fmt::format("{}#L{}", session.documents.UriOf(file->folder->Absolute(to.path)),
                                to.line)}});
  }
  return links;
}

}  // namespace irsalint::lsp
