#include "analyzer/source/line_index.h"

#include <algorithm>
#include <cstring>

#include "analyzer/base/utf8.h"

namespace irsalint::source {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Offsets of the first byte of every line. `first` is where line 1 starts.
std::vector<uint32_t> LineStarts(std::string_view text, size_t first) {
  std::vector<uint32_t> starts = {static_cast<uint32_t>(first)};
  const bool has_carriage_return = text.find('\r') != std::string_view::npos;
  if (!has_carriage_return) {
    for (size_t at = text.find('\n', first); at != std::string_view::npos;
         at = text.find('\n', at + 1)) {
      starts.push_back(static_cast<uint32_t>(at + 1));
    }
    return starts;
  }
  for (size_t at = first; at < text.size(); ++at) {
    if (text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n') continue;
    if (text[at] == '\n' || text[at] == '\r') starts.push_back(static_cast<uint32_t>(at + 1));
  }
  return starts;
}

// `offset` moved back to the first byte of the character that holds it, not before `line_start`.
size_t CharacterStart(std::string_view text, size_t line_start, size_t offset) {
  if (offset >= text.size()) return text.size();
  size_t start = offset;
  for (size_t back = 0; back < 3 && start > line_start; ++back, --start) {
    if ((static_cast<unsigned char>(text[start]) & 0xC0) != 0x80) break;
  }
  size_t end = start;
  base::DecodeUtf8(text, &end);
  return end > offset ? start : offset;
}

}  // namespace

LineIndex::LineIndex(std::string_view text)
    : text_(text),
      starts_(LineStarts(text, text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0)) {}

LineColumn LineIndex::At(size_t offset) const {
  offset = std::clamp<size_t>(offset, starts_.front(), std::max<size_t>(text_.size(), starts_[0]));
  const auto next = std::upper_bound(starts_.begin(), starts_.end(), offset);
  const size_t line = static_cast<size_t>(next - starts_.begin());
  const size_t start = starts_[line - 1];
  const size_t end = CharacterStart(text_, start, offset);
  const size_t before = base::CountCodePoints(text_.substr(start, end - start));
  return {.line = static_cast<uint32_t>(line), .column = static_cast<uint32_t>(before + 1)};
}

uint32_t LineIndex::Utf16Column(size_t offset) const {
  offset = std::clamp<size_t>(offset, starts_.front(), std::max<size_t>(text_.size(), starts_[0]));
  const size_t start = *std::prev(std::upper_bound(starts_.begin(), starts_.end(), offset));
  const size_t end = CharacterStart(text_, start, offset);
  return static_cast<uint32_t>(base::CountUtf16Units(text_.substr(start, end - start)) + 1);
}

std::string_view LineIndex::Line(uint32_t line) const {
  if (line == 0 || line > starts_.size()) return {};
  const size_t begin = starts_[line - 1];
  size_t end = line < starts_.size() ? starts_[line] : text_.size();
  if (end > begin && text_[end - 1] == '\n') --end;
  if (end > begin && text_[end - 1] == '\r') --end;
  return text_.substr(begin, end - begin);
}

size_t LineIndex::LineStart(uint32_t line) const {
  if (line == 0) return starts_.front();
  return line <= starts_.size() ? starts_[line - 1] : text_.size();
}

}  // namespace irsalint::source
