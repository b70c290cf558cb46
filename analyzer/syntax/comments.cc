#include "analyzer/syntax/comments.h"

#include <cstddef>
#include <limits>

#include "analyzer/syntax/stream.h"
#include "analyzer/syntax/tree_sitter.h"

namespace irsalint::syntax {
namespace {

class Collector {
 public:
  Collector(source::SourceId source, std::string_view file, const CommentScope& scope)
      : source_(source), file_(file), scope_(scope), bytes_left_(scope.max_bytes) {}

  // One document, parsed alone so that a broken one cannot hide the comments of the others.
  void AddSlice(size_t begin, size_t end) {
    const std::string_view slice = file_.substr(begin, end - begin);
    if (slice.find('#') == std::string_view::npos || slice.find(scope_.mark) == slice.npos) return;
    if (slice.size() > bytes_left_) {
      found_.left_out.push_back(
          {source_, static_cast<uint32_t>(begin), static_cast<uint32_t>(end)});
      return;
    }
    bytes_left_ -= slice.size();
    for (const OutlineNode& node : BuildOutline(slice, Syntax::kYaml).nodes) {
      if (node.kind == OutlineKind::kComment) Add(begin + node.begin, begin + node.end);
    }
  }

  // Bytes between slices: blanks, comments and document markers only.
  void AddGap(size_t begin, size_t end) {
    while (begin < end) {
      size_t line_end = file_.find_first_of("\r\n", begin);
      if (line_end > end) line_end = end;
      const size_t mark = file_.substr(begin, line_end - begin).find('#');
      if (mark != std::string_view::npos) Add(begin + mark, line_end);
      begin = line_end + 1;
    }
  }

  FoundComments Take() { return std::move(found_); }

 private:
  void Add(size_t begin, size_t end) {
    while (end > begin && (file_[end - 1] == '\r' || file_[end - 1] == '\n')) --end;
    size_t before = begin;
    while (before > 0 && (file_[before - 1] == ' ' || file_[before - 1] == '\t')) --before;
    const bool own_line = before == 0 || file_[before - 1] == '\n' || file_[before - 1] == '\r' ||
                          (before == 3 && file_.starts_with("\xef\xbb\xbf"));
    found_.comments.push_back({.span = {.source = source_,
                                        .begin = static_cast<uint32_t>(begin),
                                        .end = static_cast<uint32_t>(end)},
                               .own_line = own_line});
  }

  source::SourceId source_;
  std::string_view file_;
  const CommentScope& scope_;
  size_t bytes_left_;
  FoundComments found_;
};

}  // namespace

FoundComments Comments(source::SourceId source, std::string_view file, Syntax syntax,
                       const CommentScope& scope) {
  if (syntax != Syntax::kYaml || file.size() >= std::numeric_limits<uint32_t>::max()) return {};
  Collector collector(source, file, scope);
  const Stream stream = SplitStream(file, kMaxDocuments);
  size_t at = 0;
  for (const Slice& slice : stream.slices) {
    collector.AddGap(at, slice.begin);
    collector.AddSlice(slice.begin, slice.end);
    at = slice.end;
  }
  if (!stream.limit_reached) collector.AddGap(at, file.size());
  return collector.Take();
}

}  // namespace irsalint::syntax
