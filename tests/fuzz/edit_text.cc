// Edits of any text: an edit is refused, or the text has the tree that it should have. The first
// bytes of the input choose the syntax and the edits, the rest is the file.

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/syntax/edit.h"
#include "analyzer/syntax/parse.h"
#include "tests/syntax/edit_model.h"

namespace irsalint::syntax {
namespace {

constexpr source::SourceId kSource{7};
constexpr size_t kMaxNodes = 2'000;  // aliases counted out; more would take long and show no more

// The bytes that choose; zeros once they have run out.
class Choices {
 public:
  explicit Choices(std::string_view bytes) : bytes_(bytes) {}

  size_t Below(size_t bound) {
    size_t value = 0;
    for (int i = 0; i < 2; ++i) {
      value = value * 256 + (at_ < bytes_.size() ? static_cast<unsigned char>(bytes_[at_]) : 0);
      ++at_;
    }
    return bound == 0 ? 0 : value % bound;
  }

 private:
  std::string_view bytes_;
  size_t at_ = 0;
};

constexpr size_t kChoiceBytes = 64;
constexpr size_t kEdits = 5;

// The values of a document that have a place of their own, and those in its scalars.
class Values {
 public:
  void Add(const Node& node) {
    if (nodes_.size() >= kMaxNodes) return;
    nodes_.push_back(&node);
    if (node.is_alias) return;
    for (const Node* item : node.items) Add(*item);
    for (const Pair& pair : node.pairs) Add(*pair.value);
    const auto embed = EmbedOf(node);
    if (!embed.has_value()) return;
    Parsed inner = ParseEmbedded(node, *embed);
    if (inner.error) return;
    embedded_.push_back(std::move(inner.document));
    Add(*embedded_.back()->root());
  }

  const std::vector<const Node*>& nodes() const { return nodes_; }

 private:
  std::vector<const Node*> nodes_;
  std::vector<std::unique_ptr<Document>> embedded_;
};

// Nodes of the tree with aliases counted out, up to a bit more than the limit.
size_t Expanded(const Node& node) {
  size_t count = 1;
  for (const Node* item : node.items) {
    if (count <= kMaxNodes) count += Expanded(*item);
  }
  for (const Pair& pair : node.pairs) {
    if (count <= kMaxNodes) count += Expanded(*pair.key) + Expanded(*pair.value);
  }
  return count;
}

NewValue ValueFrom(Choices* choices) {
  constexpr std::string_view kTexts[] = {
      "x",  "3600", "",        "a: b",    " x", "x # y",       "a\nb\n", "'",  "\"\\",
      "*x", "on",   "{{ x }}", "a\n\n b", "é",  "x\t\r\n\x7F", "---",    "- ", "[a], {b}"};
  const NewValue text = NewValue::String(kTexts[choices->Below(std::size(kTexts))]);
  switch (choices->Below(6)) {
    case 0:
      return NewValue::Bool(true);
    case 1:
      return NewValue::List({text, NewValue::Map({{"k", text}, {"l", NewValue::List({})}})});
    case 2:
      return NewValue::Map({{"k", text}, {text.text, NewValue::List({text})}});
    default:
      return text;
  }
}

Edit EditFrom(const Node& node, Choices* choices) {
  constexpr std::string_view kKeys[] = {"key", "a:b", "<<", "true", "a/b.c", ""};
  const Place place = PlaceOf(node);
  const std::string key(kKeys[choices->Below(std::size(kKeys))]);
  const size_t kind = choices->Below(5);
  if (kind == 1 && (node.IsMap() || node.IsNull())) {
    const std::string after(
        node.pairs.empty() ? "" : node.pairs[choices->Below(node.pairs.size())].key->text);
    return InsertPair{.map = place, .key = key, .value = ValueFrom(choices), .after = after};
  }
  if (kind == 1 && node.IsList()) return InsertItem{.list = place, .value = ValueFrom(choices)};
  if (kind == 2 && node.parent != nullptr) return Remove{.place = place};
  if (kind == 3 && node.parent != nullptr && node.parent->IsMap()) {
    return RenameKey{.pair = place, .key = key};
  }
  return SetValue{.place = place, .value = ValueFrom(choices)};
}

[[noreturn]] void Fail(std::string_view reason, std::string_view before, std::string_view after,
                       const Edit& edit) {
  fmt::print(stderr, "{}: edit {} at {}\n=== before\n{}\n=== after\n{}\n===\n", reason,
             edit.index(), ToString(PlaceOf(edit).route), before, after);
  std::abort();
}

void CheckOne(std::string_view file, Syntax syntax, const std::vector<Parsed>& documents,
              const Edit& edit) {
  const auto edits = EditText(kSource, file, syntax, std::vector<Edit>{edit});
  if (!edits) return;
  const std::string after = ApplyTextEdits(file, *edits);
  if (OutcomeOf(file, documents, after, syntax, edit) == Outcome::kWrong) {
    Fail("the tree is wrong", file, after, edit);
  }
}

// Of several edits only what needs no model of them all: the text is cut at sorted, disjoint places
// and still has as many documents that can be read.
void CheckAll(std::string_view file, Syntax syntax, const std::vector<Parsed>& documents,
              const std::vector<Edit>& all) {
  const auto edits = EditText(kSource, file, syntax, all);
  if (!edits) return;
  const std::string after = ApplyTextEdits(file, *edits);
  size_t end = 0;
  for (const source::TextEdit& edit : *edits) {
    if (edit.span.begin < end || edit.span.end > file.size()) {
      Fail("the text edits overlap", file, after, all.back());
    }
    end = edit.span.end;
  }
  const std::vector<Parsed> now = ParseDocuments(after, syntax);
  if (now.size() != documents.size()) Fail("documents were lost", file, after, all.back());
  for (size_t i = 0; i < now.size(); ++i) {
    if (now[i].error.has_value() != documents[i].error.has_value()) {
      Fail("a document cannot be read", file, after, all.back());
    }
  }
}

}  // namespace

void Run(std::string_view input) {
  Choices choices(input.substr(0, kChoiceBytes));
  const std::string_view file = input.substr(std::min(kChoiceBytes, input.size()));
  // JSON is YAML, too.
  const bool is_json = (file.starts_with('{') || file.starts_with('[')) && choices.Below(2) == 0;
  const Syntax syntax = is_json ? Syntax::kJson : Syntax::kYaml;
  const std::vector<Parsed> documents = ParseDocuments(file, syntax);
  Values values;
  for (const Parsed& parsed : documents) {
    if (parsed.error) continue;
    if (Expanded(*parsed.document->root()) > kMaxNodes) return;
    values.Add(*parsed.document->root());
  }
  const std::vector<const Node*>& nodes = values.nodes();
  if (nodes.empty()) return;
  std::vector<Edit> edits;
  for (size_t i = 0; i < kEdits; ++i) {
    edits.push_back(EditFrom(*nodes[choices.Below(nodes.size())], &choices));
    CheckOne(file, syntax, documents, edits.back());
    CheckAll(file, syntax, documents, edits);
  }
}

}  // namespace irsalint::syntax

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  irsalint::syntax::Run({reinterpret_cast<const char*>(data), size});
  return 0;
}
