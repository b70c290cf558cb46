#include "analyzer/rule/annotation_edits.h"

namespace irsalint::rule {
namespace {

using syntax::NewPair;
using syntax::NewValue;

constexpr std::string_view kMetadata = "metadata";
constexpr std::string_view kAnnotations = "annotations";

}  // namespace

syntax::Edit InsertAnnotation(const syntax::Place& place, std::string_view key,
                              std::string_view value, std::string_view after) {
  const std::string_view at =
      place.route.empty() ? std::string_view() : std::string_view(place.route.back().key);
  if (at == kAnnotations) {
    return syntax::InsertPair{.map = place,
                              .key = std::string(key),
                              .value = NewValue::String(value),
                              .after = std::string(after)};
  }
  NewValue annotations =
      NewValue::Map({NewPair{.key = std::string(key), .value = NewValue::String(value)}});
  if (at == kMetadata) {
    return syntax::InsertPair{
        .map = place, .key = std::string(kAnnotations), .value = std::move(annotations)};
  }
  return syntax::InsertPair{.map = place,
                            .key = std::string(kMetadata),
                            .value = NewValue::Map({NewPair{.key = std::string(kAnnotations),
                                                            .value = std::move(annotations)}})};
}

syntax::Edit SetAnnotation(const kube::Annotation& annotation, std::string_view value) {
  return syntax::SetValue{.place = annotation.key_place, .value = NewValue::String(value)};
}

syntax::Edit RenameAnnotation(const kube::Annotation& annotation, std::string_view key) {
  return syntax::RenameKey{.pair = annotation.key_place, .key = std::string(key)};
}

syntax::Edit RemoveAnnotation(const kube::Annotation& annotation) {
  return syntax::Remove{.place = annotation.key_place};
}

}  // namespace irsalint::rule
