#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "analyzer/syntax/document.h"
#include "analyzer/syntax/node.h"
#include "analyzer/syntax/parse.h"

namespace irsalint::syntax {

// How large a finished subtree is once its aliases are counted out.
struct SubtreeSize {
  size_t nodes = 0;
  size_t depth = 0;  // nested lists and maps; 0 for a scalar
};

// Builds the tree of one document from the events of a parser: links nodes to their parents, keeps
// the limits and collects duplicate keys. Children wait on one stack that is reused, and move to
// the arena when their collection closes.
class TreeBuilder {
 public:
  // `outer_depth` is the number of lists and maps around an embedded document.
  TreeBuilder(Document& document, const Limits& limits, size_t outer_depth);

  // Makes `host` the scalar that holds the document.
  void SetHost(const Node& host, Embed embed);

  // The next three add the next value (a key where AtKey()). Null once a limit is passed: then
  // error() says which, and nothing more may be added.
  Node* AddScalar(NodeKind kind, ScalarStyle style, uint32_t start, std::string_view text);
  Node* AddAlias(uint32_t start, const Node& target, SubtreeSize size);
  Node* Open(NodeKind kind, uint32_t start);

  // Ends the innermost open collection and returns it.
  Node* Close();

  // Whether the next value is a key of the innermost map.
  bool AtKey() const { return !frames_.empty() && frames_.back().at_key; }

  // The innermost open collection; null at the root.
  const Node* Parent() const { return frames_.empty() ? nullptr : frames_.back().node; }

  // Nodes so far, aliases counted out.
  size_t NodeCount() const { return node_count_; }

  // Depth of the subtree that Close() returned last.
  size_t ClosedDepth() const { return closed_depth_; }

  // A copy of `text` that lives as long as the document.
  std::string_view Keep(std::string_view text);

  // After the last event: sorts what was collected on the way.
  void Finish();

  const std::optional<ParseError>& error() const { return error_; }

 private:
  struct Frame {
    Node* node = nullptr;
    size_t first_child = 0;  // in children_
    size_t depth = 0;        // of the deepest child so far
    uint32_t next_index = 0;
    bool at_key = false;
  };

  struct IndexedKey {
    std::string_view text;
    uint32_t index = 0;
  };

  Node* NewNode(NodeKind kind, uint32_t start, size_t counts_as);
  void Attach(Node& node);
  void CollectDuplicateKeys(const Node& map);
  void NoteDepth(size_t depth);
  bool CheckDepth(size_t depth, uint32_t start);

  Document& document_;
  Limits limits_;
  size_t outer_depth_;
  size_t node_count_ = 0;
  size_t closed_depth_ = 0;
  std::vector<Frame> frames_;
  std::vector<const Node*> children_;  // of all open collections; keys and values alternate
  std::vector<IndexedKey> by_key_;     // the keys of a large map, sorted
  std::optional<ParseError> error_;
};

}  // namespace irsalint::syntax
