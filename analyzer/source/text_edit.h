#pragma once

#include <string>

#include "analyzer/source/span.h"

namespace irsalint::source {

// Replaces the bytes of `span` by `text`; an empty span inserts.
struct TextEdit {
  Span span;
  std::string text;

  friend bool operator==(const TextEdit&, const TextEdit&) = default;
};

}  // namespace irsalint::source
