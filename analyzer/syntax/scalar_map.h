#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "analyzer/syntax/node.h"

namespace irsalint::syntax {

// Maps offsets of a scalar's decoded text to offsets of its raw bytes (folding, escapes,
// indentation, percent-encoding). Built on demand for one scalar. Where the two texts disagree the
// rest maps to the last byte that agreed; no answer lies outside `raw`.
class ScalarMap {
 public:
  // `raw` are the bytes of the scalar as written, quotes or block header included; `text` what the
  // parser decoded from it.
  static ScalarMap ForYaml(ScalarStyle style, std::string_view raw, std::string_view text);
  static ScalarMap ForJson(std::string_view raw, std::string_view text);
  static ScalarMap ForPercentEncoding(std::string_view raw, std::string_view text);

  // Offset in `raw` of the decoded byte at `offset`; past the end, the offset after the last byte
  // (before a closing quote).
  uint32_t ToRaw(uint32_t offset) const;

  // Offset in `raw` after the decoded byte before `offset`: the end of a range that ends at
  // `offset`. For 0 the same as ToRaw.
  uint32_t EndToRaw(uint32_t offset) const;

  // Offset of the decoded byte that the raw byte at `offset` is part of; for bytes that mean
  // nothing (quotes, indentation) that of the next one, past the end the size of the text.
  uint32_t FromRaw(uint32_t offset) const;

 private:
  class Builder;

  // A piece of the decoded text and its raw bytes. Of equal length, the two advance together; else
  // it is one unit (an escape, a folded line break).
  struct Run {
    uint32_t decoded = 0;
    uint32_t raw = 0;
    uint32_t length = 0;
    uint32_t raw_length = 0;
  };

  // The run that holds the decoded byte at `offset`; null past the end.
  const Run* RunAt(uint32_t offset) const;

  std::vector<Run> runs_;  // sorted by and without gaps in `decoded`
  uint32_t raw_end_ = 0;
};

}  // namespace irsalint::syntax
