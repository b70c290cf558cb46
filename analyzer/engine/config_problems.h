#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/engine/config.h"
#include "analyzer/source/line_index.h"
#include "analyzer/source/source_id.h"
#include "analyzer/source/span.h"
#include "analyzer/syntax/node.h"
#include "analyzer/syntax/place.h"

namespace irsalint::engine {

// The file of places while a configuration is read; a run gives it another one.
inline constexpr source::SourceId kConfigSource{0};

// `"text"`, safe to print and not too long to read.
[[nodiscard]] std::string Quoted(std::string_view text);

// What stands there instead of what was expected: `a list`, `"text"`.
[[nodiscard]] std::string Describe(const syntax::Node& node);

// Collects what is wrong with a configuration, and turns places into lines and columns.
class ConfigProblems {
 public:
  // The text must outlive it.
  explicit ConfigProblems(std::string_view text) : text_(text) {}

  // Something that is wrong with a value or a key. What exceeds kMaxConfigProblems is dropped.
  void Add(const syntax::Node& node, std::string message);
  // Something that is wrong before there are values.
  void AddAt(uint32_t offset, std::string message);

  // The line on which a byte stands, 1-based.
  [[nodiscard]] uint32_t LineAt(uint32_t offset) const { return lines_.At(offset).line; }

  // All of them in the order of the file.
  [[nodiscard]] std::vector<ConfigProblem> Take();

 private:
  void AddSpan(source::Span span, std::string message);

  std::string_view text_;
  source::LineIndex lines_{text_};
  std::vector<std::pair<syntax::Place, std::string>> places_;
  std::vector<ConfigProblem> problems_;
};

}  // namespace irsalint::engine
