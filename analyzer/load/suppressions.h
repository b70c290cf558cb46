#pragma once

#include <string_view>

#include "analyzer/facts/facts.h"
#include "analyzer/source/source_id.h"
#include "analyzer/syntax/document.h"

namespace irsalint::load {

// Whether a file can hold a suppression at all: almost none does, so this is asked of every file
// and reads at memory speed.
bool MayHoldSuppressions(std::string_view bytes);

// Whether a document of such a file may have an annotation of ours, whatever its kind.
bool MayHoldSuppressingAnnotation(std::string_view slice);

// Adds what the comments of a YAML stream suppress. The bytes are valid text.
void ReadLineSuppressions(source::SourceId source, std::string_view file, facts::Facts* facts);

// Adds what the annotations `irsalint.dev/ignore` of a document suppress: those of its objects,
// of the items of a list, and of pod templates.
void ReadObjectSuppressions(const syntax::Document& document, facts::Facts* facts);

}  // namespace irsalint::load
