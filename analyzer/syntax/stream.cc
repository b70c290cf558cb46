#include "analyzer/syntax/stream.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "analyzer/base/utf8.h"
#include "analyzer/syntax/yaml_structure.h"

namespace irsalint::syntax {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// The start of the line after the one that holds `at`.
size_t NextLine(std::string_view text, size_t at) {
  const size_t end = text.find('\n', at);
  return end == std::string_view::npos ? text.size() : end + 1;
}

bool IsMarker(std::string_view text, size_t at, char c) {
  if (text.size() - at < 3 || text[at] != c || text[at + 1] != c || text[at + 2] != c) return false;
  if (text.size() - at == 3) return true;
  const char next = text[at + 3];
  return next == ' ' || next == '\t' || next == '\n' || next == '\r';
}

// Whether anything but blanks and a comment stands in the line from `at` on.
bool LineHasContent(std::string_view text, size_t at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r')) ++at;
  return at < text.size() && text[at] != '\n' && text[at] != '#';
}

class Splitter {
 public:
  Splitter(std::string_view file, size_t max_documents)
      : file_(file), max_documents_(max_documents) {}

  Stream Split() {
    size_t line = file_.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
    Restart(line);
    while (line < file_.size() && !stream_.limit_reached) {
      const char first = file_[line];
      if (first == '-' && IsMarker(file_, line, '-')) {
        // Comments and directives above the first `---` belong to the document that it opens.
        if (has_marker_ || has_content_) {
          Cut(line);
          Restart(line);
        }
        has_marker_ = true;
        has_content_ = LineHasContent(file_, line + 3);
      } else if (first == '.' && IsMarker(file_, line, '.')) {
        const size_t end = NextLine(file_, line);
        Cut(end);
        Restart(end);
      } else if (!has_content_) {
        const bool is_directive = first == '%' && !has_marker_;
        has_content_ = !is_directive && LineHasContent(file_, line);
      }
      line = NextLine(file_, line);
    }
    Cut(file_.size());
    return std::move(stream_);
  }

 private:
  void Restart(size_t begin) {
    begin_ = begin;
    has_marker_ = false;
    has_content_ = false;
  }

  void Cut(size_t end) {
    if (!has_content_ || stream_.limit_reached) return;
    if (stream_.slices.size() == max_documents_) {
      stream_.limit_reached = true;
      return;
    }
    stream_.slices.push_back(
        {.begin = static_cast<uint32_t>(begin_), .end = static_cast<uint32_t>(end)});
  }

  std::string_view file_;
  size_t max_documents_;
  Stream stream_;
  size_t begin_ = 0;
  bool has_marker_ = false;
  bool has_content_ = false;
};

// The offset of the first NUL or byte above 0x7F at or after `at`; the end if there is none.
size_t SkipAscii(std::string_view text, size_t at) {
  constexpr uint64_t kOnes = 0x0101010101010101;
  constexpr uint64_t kHighs = 0x8080808080808080;
  while (at + sizeof(uint64_t) <= text.size()) {
    uint64_t word = 0;
    std::memcpy(&word, text.data() + at, sizeof(word));
    // The high bit of a byte is set if it was set before, or if the byte was 0 and borrowed.
    if (((word | (word - kOnes)) & kHighs) != 0) break;
    at += sizeof(word);
  }
  while (at < text.size() && static_cast<signed char>(text[at]) > 0) ++at;
  return at;
}

std::string_view WideEncoding(std::string_view file) {
  using std::string_view_literals::operator""sv;
  if (file.starts_with("\xFF\xFE\0\0"sv) || file.starts_with("\0\0\xFE\xFF"sv)) return "UTF-32";
  if (file.starts_with("\xFF\xFE"sv) || file.starts_with("\xFE\xFF"sv)) return "UTF-16";
  if (file.size() < 4) return {};
  // No byte-order mark: text in which every other byte of the first characters is NUL.
  const auto is_nul = [file](size_t i) { return file[i] == '\0'; };
  if (!is_nul(0) && is_nul(1) && !is_nul(2) && is_nul(3)) return "UTF-16";
  if (is_nul(0) && !is_nul(1) && is_nul(2) && !is_nul(3)) return "UTF-16";
  return {};
}

}  // namespace

Stream SplitStream(std::string_view file, size_t max_documents) {
  return Splitter(file, max_documents).Split();
}

std::optional<EncodingProblem> CheckEncoding(std::string_view file) {
  if (const std::string_view wide = WideEncoding(file); !wide.empty()) {
    return EncodingProblem{fmt::format("the file is {}; save it as UTF-8", wide), 0};
  }
  for (size_t at = SkipAscii(file, 0); at < file.size(); at = SkipAscii(file, at)) {
    const auto offset = static_cast<uint32_t>(at);
    if (file[at] == '\0') {
      return EncodingProblem{"the file holds a NUL byte; it is not text", offset};
    }
    const char32_t character = base::DecodeUtf8(file, &at);
    if (character >= base::kInvalidByteBase) {
      return EncodingProblem{fmt::format("the file is not valid UTF-8 (byte 0x{:02X})",
                                         static_cast<uint32_t>(character - base::kInvalidByteBase)),
                             offset};
    }
  }
  return std::nullopt;
}

bool IsGoTemplate(std::string_view slice) {
  const auto holds = [slice](std::string_view mark) {
    return slice.find(mark) != std::string_view::npos;
  };
  if (!holds("{{") && !holds("{%") && !holds("%{")) return false;
  StructureWalker walker(slice);
  StructureMark mark;
  while (walker.Next(&mark)) {
    const std::string_view text = slice.substr(mark.begin, mark.end - mark.begin);
    switch (mark.kind) {
      case StructureMark::Kind::kFlowOpen:
      case StructureMark::Kind::kPlain:
        if (IsTemplateMark(slice.substr(mark.begin))) return true;
        break;
      case StructureMark::Kind::kQuoted: {
        // An action that starts in the quotes and does not end there: its own quotes ended them.
        const size_t action = text.rfind("{{");
        if (action != std::string_view::npos && text.find("}}", action) == std::string_view::npos) {
          return true;
        }
        break;
      }
      case StructureMark::Kind::kFlowClose:
      case StructureMark::Kind::kFlowEntry:
        break;
    }
  }
  return false;
}

}  // namespace irsalint::syntax
