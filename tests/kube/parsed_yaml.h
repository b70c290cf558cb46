#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "analyzer/syntax/document.h"
#include "analyzer/syntax/known.h"
#include "analyzer/syntax/parse.h"
#include "analyzer/syntax/text.h"

namespace irsalint::kube {

// One YAML document and the bytes it views.
class ParsedYaml {
 public:
  explicit ParsedYaml(std::string text) : text_(std::make_unique<std::string>(std::move(text))) {
    const syntax::DocumentId id = {
        .source = source::SourceId{0}, .begin = 0, .end = static_cast<uint32_t>(text_->size())};
    syntax::Parsed parsed = syntax::ParseYaml(*text_, id);
    if (parsed.error) ADD_FAILURE() << parsed.error->message;
    document_ = std::move(parsed.document);
  }

  const syntax::Node& root() const { return *document_->root(); }
  const syntax::Node& operator*() const { return root(); }

 private:
  std::unique_ptr<std::string> text_;
  std::unique_ptr<syntax::Document> document_;
};

// `metadata.name` for a value, `key metadata.name` for a key, `.` for the root.
inline std::string Where(const syntax::Place& place) {
  std::string text = place.part == syntax::Part::kKey ? "key " : "";
  if (place.part == syntax::Part::kPair) text = "pair ";
  text += place.route.empty() ? "." : syntax::ToString(place.route);
  if (place.range) {
    text += "@" + std::to_string(place.range->begin) + "-" + std::to_string(place.range->end);
  }
  return text;
}

// A value and its place in one string: `"web" at metadata.name`, `absent at key metadata`,
// `unresolved at metadata.name`.
inline std::string Show(const syntax::Known<syntax::Text>& text) {
  if (text.IsAbsent()) return "absent at " + Where(text.place());
  if (text.IsUnresolved()) return "unresolved at " + Where(text.place());
  return "\"" + text->Written() + "\" at " + Where(text.place());
}
inline std::string Show(const syntax::Known<bool>& value) {
  if (value.IsAbsent()) return "absent at " + Where(value.place());
  if (value.IsUnresolved()) return "unresolved at " + Where(value.place());
  return (*value ? "true at " : "false at ") + Where(value.place());
}
inline std::string Show(const syntax::Known<int64_t>& value) {
  if (value.IsAbsent()) return "absent at " + Where(value.place());
  if (value.IsUnresolved()) return "unresolved at " + Where(value.place());
  return std::to_string(*value) + " at " + Where(value.place());
}

}  // namespace irsalint::kube
