#include "analyzer/syntax/follow.h"

namespace irsalint::syntax {

const Node* Follow(const Node* root, const Route& route) {
  const Node* node = root;
  for (const Step& step : route) {
    if (node == nullptr) return nullptr;
    switch (step.kind) {
      case Step::Kind::kPair:
        node = step.index < node->pairs.size() ? node->pairs[step.index].value : nullptr;
        break;
      case Step::Kind::kItem:
        node = step.index < node->items.size() ? node->items[step.index] : nullptr;
        break;
      case Step::Kind::kEmbed:
        return nullptr;
    }
  }
  return node;
}

}  // namespace irsalint::syntax
