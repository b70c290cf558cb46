#include "analyzer/render/chain.h"

#include <algorithm>
#include <tuple>

namespace irsalint::render {
namespace {

using rule::ChainLink;
using rule::LocatedPlace;

// The places of one link, in the order of the files: those in the object of the first of them,
// which the finding puts first for a reason.
std::vector<const LocatedPlace*> PlacesOf(const std::vector<const LocatedPlace*>& all,
                                          ChainLink link) {
  std::vector<const LocatedPlace*> places;
  for (const LocatedPlace* place : all) {
    if (place->part.link != link || place->line == 0) continue;
    if (places.empty() || place->part == places.front()->part) places.push_back(place);
  }
  std::ranges::sort(places, {}, [](const LocatedPlace* place) {
    return std::tuple(place->line, place->column, place->end_line, place->end_column);
  });
  return places;
}

}  // namespace

std::vector<ChainStep> ChainOf(const rule::LocatedFinding& finding) {
  std::vector<const LocatedPlace*> all = {&finding.primary};
  for (const LocatedPlace& place : finding.related) all.push_back(&place);
  std::vector<ChainStep> steps;
  size_t links = 0;
  for (const ChainLink link : {ChainLink::kWorkload, ChainLink::kServiceAccount, ChainLink::kRole,
                               ChainLink::kTrustPolicy}) {
    const std::vector<const LocatedPlace*> places = PlacesOf(all, link);
    links += places.empty() ? 0 : 1;
    for (const LocatedPlace* place : places) {
      steps.push_back(
          {.place = place, .message = place->message.empty() ? finding.message : place->message});
    }
  }
  if (links < 2) steps.clear();
  return steps;
}

}  // namespace irsalint::render
