#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analyzer/base/result.h"
#include "analyzer/syntax/edit.h"
#include "analyzer/syntax/layout.h"
#include "analyzer/syntax/node.h"

// What edits do to the tree of one document, node by node. Only syntax/edit*.cc use this.
namespace irsalint::syntax {

// A change of a text, at offsets of that text.
struct TextChange {
  size_t begin = 0;
  size_t end = 0;
  std::string text;
};

// Behind which element a new one stands; kInFront for none.
inline constexpr size_t kInFront = static_cast<size_t>(-1);

struct Insertion {
  size_t behind = kInFront;
  std::string key;  // of a pair
  NewValue value;
};

// The text of a scalar that holds a document, once the edits inside it are made.
struct HostChange {
  std::string text;
  std::vector<TextChange> parts;  // the same as changes of the old text
};

// Which of the ways to write a change is taken: the nicest, and others for where that would change
// more than it should.
enum class Way : uint8_t {
  kNicest,
  kBelowBlankLines,  // a new element behind the blank lines that end a block scalar
  kInBrackets,       // the first elements of an empty collection
  kWhole,            // a scalar that holds a document, written anew
  kQuoted,           // the same in double quotes
};

// All that happens to one node; of a key a rename alone.
struct NodeChange {
  const Node* node = nullptr;
  std::optional<NewValue> value;
  std::optional<HostChange> host;
  std::optional<std::string> key;
  NodeKind inserts_into = NodeKind::kMap;  // what null becomes
  std::vector<Insertion> inserted;         // in the order of their edits
  std::set<size_t> removed;                // pairs or items
  Way way = Way::kNicest;
};

class Changes {
 public:
  // The change of `node`, a new one if it has none yet.
  NodeChange& At(const Node& node);

  // Null for a node that does not change itself.
  const NodeChange* Find(const Node& node) const;

  const std::vector<NodeChange>& all() const { return all_; }
  std::vector<NodeChange>& all() { return all_; }

 private:
  std::vector<NodeChange> all_;  // in the order of the edits
  std::unordered_map<const Node*, size_t> index_;
};

// An edit and what is left of its route inside one document.
struct RoutedEdit {
  const Edit* edit = nullptr;
  std::span<const Step> route;
};

// Edits of the document inside a scalar.
struct EmbeddedEdits {
  const Node* host = nullptr;
  Embed embed = Embed::kJson;
  std::vector<RoutedEdit> edits;
};

struct ResolvedEdits {
  Changes changes;
  std::vector<EmbeddedEdits> embedded;
};

// What the edits mean for the tree below `root`. A kInvalid error for a place that is not there,
// for edits that contradict each other, and for values that several places share.
base::Result<ResolvedEdits> ResolveEdits(const Layout& layout, const Node& root,
                                         std::span<const RoutedEdit> edits);

// An error if one edit changes what another removes or replaces, or a key would stand twice.
base::Result<void> CheckContradictions(const Changes& changes);

// The errors of all that EditText refuses. A value that is written once and repeated by `alias`
// cannot change in one place alone.
base::Error Refusal(std::string_view message);
base::Error RefusalOfShared(const Layout& layout, const Node& alias);
inline constexpr std::string_view kContradiction = "another fix changes the same place";

}  // namespace irsalint::syntax
