#pragma once

#include <map>
#include <span>
#include <string>

#include "analyzer/rule/report.h"
#include "analyzer/syntax/place.h"

namespace irsalint::explain {

// Where the places stand that an explanation names. An explanation is made of places; they are
// located all at once, each file being read once, and then it is printed.
class PlaceLines {
 public:
  PlaceLines() = default;
  // `located[i]` is where `places[i]` stands.
  PlaceLines(std::span<const syntax::Place> places, std::span<const rule::LocatedPlace> located);

  // Null for a place that is not among them.
  [[nodiscard]] const rule::LocatedPlace* Find(const syntax::Place& place) const;

  // `file:line`, safe for a terminal; the file alone where its line is not known, "" for a place
  // that is not among them.
  [[nodiscard]] std::string At(const syntax::Place& place) const;

 private:
  struct IsBefore {
    bool operator()(const syntax::Place& a, const syntax::Place& b) const {
      return syntax::Before(a, b);
    }
  };
  std::map<syntax::Place, rule::LocatedPlace, IsBefore> lines_;
};

}  // namespace irsalint::explain
