#pragma once

#include "analyzer/syntax/text.h"

namespace irsalint::syntax {

// Whether a text waits for somebody to complete it by hand: it has holes, and all of them are of
// the forms that no tool replaces, `<x>` and `xxxx`.
bool IsFilledInByHand(const Text& text);

}  // namespace irsalint::syntax
