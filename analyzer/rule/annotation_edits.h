#pragma once

#include <string>
#include <string_view>

#include "analyzer/kube/object_meta.h"
#include "analyzer/syntax/edit.h"

// Edits of the annotations of an object or of a pod template.
namespace irsalint::rule {

// A new annotation, behind the one with the key `after` or last. `place` is where the annotations
// stand, or the innermost node that is there of those around them: ObjectMeta::annotations_place.
[[nodiscard]] syntax::Edit InsertAnnotation(const syntax::Place& place, std::string_view key,
                                            std::string_view value, std::string_view after = {});

// Another value, a string whatever it was.
[[nodiscard]] syntax::Edit SetAnnotation(const kube::Annotation& annotation,
                                         std::string_view value);

// Another key.
[[nodiscard]] syntax::Edit RenameAnnotation(const kube::Annotation& annotation,
                                            std::string_view key);

// One annotation less.
[[nodiscard]] syntax::Edit RemoveAnnotation(const kube::Annotation& annotation);

}  // namespace irsalint::rule
