#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace irsalint::syntax {

// One document of a YAML stream: bytes [begin, end) of the file, from after the previous document's
// end. A `---` line belongs to the slice that it opens, a `...` line to the one that it ends.
struct Slice {
  uint32_t begin = 0;
  uint32_t end = 0;

  friend constexpr bool operator==(const Slice&, const Slice&) = default;
};

// The most documents of one file that are looked at.
inline constexpr size_t kMaxDocuments = 10'000;

// Cuts a stream at its document markers, at memory speed. Slices with nothing but blanks, comments
// and markers are left out. Stops after `max_documents` and says so.
struct Stream {
  std::vector<Slice> slices;
  bool limit_reached = false;
};
Stream SplitStream(std::string_view file, size_t max_documents);

// Why a file is not text that can be analysed (UTF-16, NUL bytes, invalid UTF-8), with the offset
// of the first bad byte; nothing for good text. Memory speed.
struct EncodingProblem {
  std::string message;
  uint32_t offset = 0;
};
std::optional<EncodingProblem> CheckEncoding(std::string_view file);

// Whether the bytes are a template that only rendering makes YAML; such a slice is recognised and
// never parsed. It is one when an action starts where a value, an entry or a line starts (`name:
// {{ .x }}`, `{{- if … }}`; also Jinja's `{%` and Terraform's `%{`), or when the quotes around an
// action are its own (`"{{ f "a" }}"`). Actions inside quotes (`"{{ .x }}"`), behind other text of
// a plain scalar (`app-{{ .x }}`), in block scalars (alert texts) and in comments do not make it
// one: they are holes, or nothing, in valid YAML.
bool IsGoTemplate(std::string_view slice);

}  // namespace irsalint::syntax
