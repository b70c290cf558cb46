#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace irsalint::syntax {

// How the text of a scalar becomes a document of its own.
enum class Embed : uint8_t { kJson, kPercentEncodedJson, kYaml };

// One step from a node to a child. A pair is named by its index, so that duplicates stay apart; the
// key's text stands beside it for messages and fingerprints.
struct Step {
  enum class Kind : uint8_t { kPair, kItem, kEmbed };

  Kind kind = Kind::kPair;
  uint32_t index = 0;  // of the pair or item; 0 for an embed step
  std::string key;     // text of the pair's key
  Embed embed = Embed::kJson;

  friend bool operator==(const Step&, const Step&) = default;
};

// The way from a document's root to one node. Empty for the root.
using Route = std::vector<Step>;

// `spec.template.spec.containers[0].name`, for messages: keys that are not plain words are quoted,
// an embedded document is a `|`.
std::string ToString(const Route& route);

// The keys of a route alone, without list indices: stable when lists are re-ordered (fingerprints).
std::string KeysOf(const Route& route);

// A route without the texts of keys, by which it is looked up: two numbers for each step.
using RouteNumbers = std::vector<uint32_t>;
RouteNumbers NumbersOf(const Route& route);
void Append(const Step& step, RouteNumbers& numbers);

}  // namespace irsalint::syntax
