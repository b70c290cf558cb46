#include "analyzer/syntax/locate.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <memory>

#include "analyzer/syntax/content.h"
#include "analyzer/syntax/lexical_end.h"

namespace irsalint::syntax {

class Locator::Impl {
 public:
  Impl(source::SourceId source, std::string_view file, Syntax syntax)
      : source_(source), file_(file), syntax_(syntax) {}

  source::Span Locate(const Place& place) {
    if (place.document.source != source_) return SpanOf({0, 0});
    Content& slice = SliceOf(place.document);
    const bool has_value = slice.root() != nullptr && !IsUnwritten(*slice.root());
    if (!has_value) return SpanOf(slice.FirstLine());

    Walk walk{.content = &slice, .node = slice.root()};
    for (const Step& step : place.route) {
      if (!Follow(step, &walk)) {
        return SpanOf(walk.content->ToFile(walk.content->ExtentOf(*walk.node)));
      }
    }
    return SpanOf(walk.content->ToFile(ExtentOfPart(walk, place)));
  }

 private:
  struct Walk {
    Content* content = nullptr;
    const Node* node = nullptr;
    const Pair* pair = nullptr;  // that holds the node as its value, if the last step was a pair
  };

  // False, and nothing changed, if there is no such child.
  static bool Follow(const Step& step, Walk* walk) {
    const Node& node = *walk->node;
    switch (step.kind) {
      case Step::Kind::kPair:
        if (step.index >= node.pairs.size()) return false;
        walk->pair = &node.pairs[step.index];
        walk->node = walk->pair->value;
        return true;
      case Step::Kind::kItem:
        if (step.index >= node.items.size()) return false;
        walk->pair = nullptr;
        walk->node = node.items[step.index];
        return true;
      case Step::Kind::kEmbed: {
        if (!node.IsScalar()) return false;
        Content& embedded = walk->content->Embedded(node, step.embed);
        if (embedded.root() == nullptr) return false;
        *walk = {.content = &embedded, .node = embedded.root()};
        return true;
      }
    }
    return false;
  }

  static Extent ExtentOfPart(const Walk& walk, const Place& place) {
    Content& content = *walk.content;
    const bool has_key = walk.pair != nullptr;
    if (has_key && place.part == Part::kPair) return content.ExtentOf(*walk.pair);
    const Node& node = has_key && place.part == Part::kKey ? *walk.pair->key : *walk.node;
    return place.range.has_value() ? content.ExtentOf(node, *place.range) : content.ExtentOf(node);
  }

  Content& SliceOf(DocumentId id) {
    const auto size = static_cast<uint32_t>(file_.size());
    id.begin = std::min(id.begin, size);
    id.end = std::clamp(id.end, id.begin, size);
    std::unique_ptr<Content>& slice = slices_[id];
    if (slice == nullptr) slice = std::make_unique<Content>(file_, id, syntax_);
    return *slice;
  }

  source::Span SpanOf(Extent extent) const {
    const auto size = static_cast<uint32_t>(file_.size());
    const uint32_t begin = std::min(extent.begin, size);
    return {.source = source_, .begin = begin, .end = std::clamp(extent.end, begin, size)};
  }

  source::SourceId source_;
  std::string_view file_;
  Syntax syntax_;
  std::map<DocumentId, std::unique_ptr<Content>> slices_;
};

Locator::Locator(source::SourceId source, std::string_view file, Syntax syntax)
    : impl_(std::make_unique<Impl>(source, file, syntax)) {}

Locator::~Locator() = default;

source::Span Locator::Locate(const Place& place) { return impl_->Locate(place); }

}  // namespace irsalint::syntax
