#include "analyzer/syntax/placeholder.h"

#include <algorithm>

namespace irsalint::syntax {

bool IsFilledInByHand(const Text& text) {
  return !text.IsLiteral() && std::ranges::all_of(text.pieces(), [](const Text::Piece& piece) {
    return !piece.is_hole || piece.hole.syntax == HoleSyntax::kAngle ||
           piece.hole.syntax == HoleSyntax::kMask;
  });
}

}  // namespace irsalint::syntax
