#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace irsalint::hygiene {

// One file of the repository: its path from the root and its bytes.
struct SourceText {
  std::string path;
  std::string text;
};

struct Violation {
  std::string path;
  size_t line = 0;  // 1-based
  std::string message;

  bool operator==(const Violation&) const = default;
};

// "path:line: message", one to a line.
std::string ToText(const std::vector<Violation>& violations);

// C++ source with comments and the insides of string and character literals blanked; every other
// byte keeps its offset.
std::string CodeOnly(std::string_view text);

// C++ source with everything but the insides of comments blanked.
std::string CommentsOnly(std::string_view text);

std::vector<std::string> Lines(std::string_view text);

// True if `word` stands in `text` with no identifier character on either side.
bool HasWord(std::string_view text, std::string_view word);

// One `#include` of a file: `"analyzer/base/truth.h"` or `<string>`, delimiters kept.
struct Include {
  size_t line = 0;
  std::string target;
};
std::vector<Include> Includes(std::string_view text);

// The files of these folders (from the repository's root) with one of these endings, by path.
std::vector<SourceText> ReadTree(const std::vector<std::string>& folders,
                                 const std::vector<std::string>& endings);

}  // namespace irsalint::hygiene
