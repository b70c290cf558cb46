#include "analyzer/lsp/navigation.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "analyzer/engine/locate.h"
#include "analyzer/lsp/cursor.h"
#include "analyzer/lsp/diagnostics.h"

namespace irsalint::lsp {
namespace {

// Each place once: a document that several units hold is one document.
Json LocationsOf(const std::vector<syntax::Place>& places, const Folder& folder,
                 const Session& session) {
  Json locations = Json::array();
  for (const rule::LocatedPlace& place :
       engine::LocatePlaces(places, folder.ForLocating()).places) {
    Json location = LocationOf(place, folder, session.client, session.documents);
    if (std::ranges::find(locations, location) == locations.end()) {
      locations.push_back(std::move(location));
    }
  }
  return locations;
}

}  // namespace

Json Definitions(const Session& session, const PositionParams& params) {
  const std::optional<Cursor> cursor = CursorAt(session, params.uri, params.position);
  if (!cursor.has_value() || cursor->mentions.empty()) return Json::array();
  std::vector<syntax::Place> places;
  for (const graph::Mention* mention : cursor->mentions) {
    std::ranges::move(cursor->folder->links().DefinitionsOf(*mention), std::back_inserter(places));
  }
  return LocationsOf(places, *cursor->folder, session);
}

Json References(const Session& session, const ReferenceParams& params) {
  const std::optional<Cursor> cursor = CursorAt(session, params.uri, params.position);
  if (!cursor.has_value() || cursor->mentions.empty()) return Json::array();
  std::vector<syntax::Place> places;
  for (const graph::Mention* mention : cursor->mentions) {
    const graph::MentionLinks& links = cursor->folder->links();
    if (params.includes_declaration) {
      std::ranges::move(links.DefinitionsOf(*mention), std::back_inserter(places));
    }
    std::ranges::move(links.ReferencesOf(*mention), std::back_inserter(places));
  }
  return LocationsOf(places, *cursor->folder, session);
}

}  // namespace irsalint::lsp
