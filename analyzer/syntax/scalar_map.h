#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "analyzer/syntax/node.h"

namespace irsalint::syntax {

// Maps offsets of a scalar's decoded text to offsets of its raw bytes (folding, escapes, indentation,
// percent-encoding). Built on demand for one scalar.
class ScalarMap {
 public:
  // `raw` are the bytes of the scalar as written, quotes or block header included; `text` what the
  // parser decoded from it.
  static ScalarMap ForYaml(ScalarStyle style, std::string_view raw, std::string_view text);
  static ScalarMap ForJson(std::string_view raw, std::string_view text);
  static ScalarMap ForPercentEncoding(std::string_view raw, std::string_view text);

  // Offset in `raw` of the decoded byte at `offset`; past the end, the offset after the last byte.
  uint32_t ToRaw(uint32_t offset) const;

 private:
  // Runs in which decoded and raw advance together; sorted by decoded offset.
  struct Run {
    uint32_t decoded = 0;
    uint32_t raw = 0;
    uint32_t length = 0;
  };
  std::vector<Run> runs_;
  uint32_t raw_end_ = 0;
};

}  // namespace irsalint::syntax
