#include "tests/hygiene/source_text.h"

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "tests/harness/paths.h"

namespace irsalint::hygiene {
namespace {

enum class Kind { kCode, kComment, kLiteral };

bool IsIdentifier(char c) { return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0; }

// Walks C++ lexically; answers the kind of each byte. Delimiters of literals count as code, those
// of comments as comment.
class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text), kinds_(text.size(), Kind::kCode) {}

  std::vector<Kind> Run() {
    while (at_ < text_.size()) {
      const std::string_view rest = text_.substr(at_);
      if (rest.starts_with("//")) {
        MarkUntil(Kind::kComment, text_.find('\n', at_));
      } else if (rest.starts_with("/*")) {
        MarkUntil(Kind::kComment, After("*/", at_ + 2));
      } else if (rest.starts_with("R\"") && !IsTailOfWord()) {
        RawString();
      } else if (rest.front() == '"' || (rest.front() == '\'' && !IsTailOfWord())) {
        Quoted(rest.front());
      } else {
        ++at_;
      }
    }
    return std::move(kinds_);
  }

 private:
  // A quote after a letter or digit separates digits; an R after one is part of a name.
  bool IsTailOfWord() const { return at_ > 0 && IsIdentifier(text_[at_ - 1]); }

  size_t After(std::string_view end, size_t from) const {
    const size_t found = text_.find(end, from);
    return found == std::string_view::npos ? found : found + end.size();
  }

  void MarkUntil(Kind kind, size_t end) {
    end = std::min(end, text_.size());
    for (; at_ < end; ++at_) kinds_[at_] = kind;
  }

  void RawString() {
    const size_t open = text_.find('(', at_);
    if (open == std::string_view::npos) {
      at_ = text_.size();
      return;
    }
    const std::string end = ")" + std::string(text_.substr(at_ + 2, open - at_ - 2)) + "\"";
    at_ = open + 1;
    MarkUntil(Kind::kLiteral, text_.find(end, at_));
    at_ = std::min(at_ + end.size(), text_.size());
  }

  void Quoted(char quote) {
    ++at_;
    while (at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n') {
      const size_t step = text_[at_] == '\\' ? 2 : 1;
      MarkUntil(Kind::kLiteral, at_ + step);
    }
    if (at_ < text_.size()) ++at_;
  }

  std::string_view text_;
  std::vector<Kind> kinds_;
  size_t at_ = 0;
};

std::string Keep(std::string_view text, Kind wanted) {
  const std::vector<Kind> kinds = Lexer(text).Run();
  std::string kept(text);
  for (size_t i = 0; i < kept.size(); ++i) {
    if (kinds[i] != wanted && kept[i] != '\n') kept[i] = ' ';
  }
  return kept;
}

}  // namespace

std::string ToText(const std::vector<Violation>& violations) {
  std::string text;
  for (const Violation& violation : violations) {
    text += violation.path + ":" + std::to_string(violation.line) + ": " + violation.message + "\n";
  }
  return text;
}

std::string CodeOnly(std::string_view text) { return Keep(text, Kind::kCode); }

std::string CommentsOnly(std::string_view text) { return Keep(text, Kind::kComment); }

std::vector<std::string> Lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return lines;
}

bool HasWord(std::string_view text, std::string_view word) {
  for (size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const size_t end = at + word.size();
    const bool begins = at == 0 || !IsIdentifier(text[at - 1]) || !IsIdentifier(word.front());
    const bool ends = end == text.size() || !IsIdentifier(text[end]) || !IsIdentifier(word.back());
    if (begins && ends) return true;
  }
  return false;
}

std::vector<Include> Includes(std::string_view text) {
  std::vector<Include> includes;
  size_t number = 0;
  for (const std::string& line : Lines(text)) {
    ++number;
    constexpr std::string_view kDirective = "#include ";
    if (!line.starts_with(kDirective)) continue;
    const char close = line[kDirective.size()] == '<' ? '>' : '"';
    const size_t end = line.find(close, kDirective.size() + 1);
    includes.push_back(
        {.line = number, .target = line.substr(kDirective.size(), end - kDirective.size() + 1)});
  }
  return includes;
}

std::vector<SourceText> ReadTree(const std::vector<std::string>& folders,
                                 const std::vector<std::string>& endings) {
  namespace fs = std::filesystem;
  std::vector<SourceText> files;
  const fs::path root = test::SourceDir();
  for (const std::string& folder : folders) {
    if (!fs::exists(root / folder)) continue;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root / folder)) {
      const std::string path = entry.path().lexically_relative(root).generic_string();
      const bool wanted =
          entry.is_regular_file() && path.find("/node_modules/") == std::string::npos &&
          std::any_of(endings.begin(), endings.end(),
                      [&](const std::string& ending) { return path.ends_with(ending); });
      if (wanted) files.push_back({.path = path, .text = test::ReadFile(entry.path().string())});
    }
  }
  std::ranges::sort(files, {}, &SourceText::path);
  return files;
}

}  // namespace irsalint::hygiene
