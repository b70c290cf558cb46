#include "analyzer/rule/field_edits.h"

namespace irsalint::rule {

bool IsWrittenAt(const syntax::Place& place) {
  return place.via.empty() && !place.external.has_value();
}

}  // namespace irsalint::rule
