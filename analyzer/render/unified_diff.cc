#include "analyzer/render/unified_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <vector>

namespace irsalint::render {
namespace {

constexpr size_t kContext = 3;

// More changed lines than these are shown as one change of all of them.
constexpr ptrdiff_t kMaxChanges = 1000;

// With their line feeds; the last one may have none.
std::vector<std::string_view> LinesOf(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const size_t feed = text.find('\n');
    const size_t length = feed == std::string_view::npos ? text.size() : feed + 1;
    lines.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return lines;
}

// One line of the result: of both texts, of the first alone, of the second alone.
struct Row {
  char mark = ' ';
  std::string_view line;
};

using Lines = std::vector<std::string_view>;

// The shortest way from `before` to `after`: E. W. Myers, "An O(ND) difference algorithm" (1986),
// forward and greedy. `trace[d]` holds how far each diagonal is reached with d changes.
std::vector<Row> RowsOf(const Lines& before, const Lines& after) {
  const auto n = static_cast<ptrdiff_t>(before.size());
  const auto m = static_cast<ptrdiff_t>(after.size());
  const ptrdiff_t limit = std::min(n + m, kMaxChanges);
  std::vector<std::vector<ptrdiff_t>> trace;
  std::vector<ptrdiff_t> reached(static_cast<size_t>(2 * limit + 3), 0);
  const auto at = [limit](ptrdiff_t diagonal) { return static_cast<size_t>(diagonal + limit + 1); };
  const auto goes_down = [&at](const std::vector<ptrdiff_t>& far, ptrdiff_t d, ptrdiff_t k) {
    return k == -d || (k != d && far[at(k - 1)] < far[at(k + 1)]);
  };
  bool found = false;
  for (ptrdiff_t d = 0; d <= limit && !found; ++d) {
    trace.push_back(reached);
    for (ptrdiff_t k = -d; k <= d && !found; k += 2) {
      ptrdiff_t x = goes_down(reached, d, k) ? reached[at(k + 1)] : reached[at(k - 1)] + 1;
      ptrdiff_t y = x - k;
      while (x < n && y < m && before[static_cast<size_t>(x)] == after[static_cast<size_t>(y)]) {
        ++x;
        ++y;
      }
      reached[at(k)] = x;
      found = x == n && y == m;
    }
  }

  std::vector<Row> rows;
  if (!found) {
    for (const std::string_view line : before) rows.push_back({.mark = '-', .line = line});
    for (const std::string_view line : after) rows.push_back({.mark = '+', .line = line});
    return rows;
  }
  ptrdiff_t x = n;
  ptrdiff_t y = m;
  for (auto d = static_cast<ptrdiff_t>(trace.size()) - 1; d >= 0; --d) {
    const std::vector<ptrdiff_t>& far = trace[static_cast<size_t>(d)];
    const ptrdiff_t k = x - y;
    const bool down = goes_down(far, d, k);
    const ptrdiff_t from_x = d == 0 ? 0 : far[at(down ? k + 1 : k - 1)];
    const ptrdiff_t from_y = d == 0 ? 0 : from_x - (down ? k + 1 : k - 1);
    while (x > from_x && y > from_y) {
      rows.push_back({.mark = ' ', .line = before[static_cast<size_t>(--x)]});
      --y;
    }
    if (d == 0) break;
    if (down) {
      rows.push_back({.mark = '+', .line = after[static_cast<size_t>(--y)]});
    } else {
      rows.push_back({.mark = '-', .line = before[static_cast<size_t>(--x)]});
    }
  }
  std::ranges::reverse(rows);
  return rows;
}

// `12,3`: where a hunk begins in one of the files and how many lines it has there. The line before
// it stands for none.
std::string RangeOf(size_t first, size_t count) {
  if (count == 1) return fmt::format("{}", first + 1);
  return fmt::format("{},{}", count == 0 ? first : first + 1, count);
}

void AppendHunk(const std::vector<Row>& rows, size_t begin, size_t end, std::string& text) {
  const auto count = [&rows](size_t from, size_t to, char other) {
    return static_cast<size_t>(std::count_if(
        rows.begin() + static_cast<ptrdiff_t>(from), rows.begin() + static_cast<ptrdiff_t>(to),
        [other](const Row& row) { return row.mark != other; }));
  };
  fmt::format_to(std::back_inserter(text), "@@ -{} +{} @@\n",
                 RangeOf(count(0, begin, '+'), count(begin, end, '+')),
                 RangeOf(count(0, begin, '-'), count(begin, end, '-')));
  for (size_t i = begin; i < end; ++i) {
    text += rows[i].mark;
    text += rows[i].line;
    if (!rows[i].line.ends_with('\n')) text += "\n\\ No newline at end of file\n";
  }
}

}  // namespace

std::string UnifiedDiff(std::string_view path, std::string_view before, std::string_view after) {
  if (before == after) return "";
  const std::vector<Row> rows = RowsOf(LinesOf(before), LinesOf(after));
  std::string text = fmt::format("--- a/{}\n+++ b/{}\n", path, path);
  size_t at = 0;
  while (true) {
    while (at < rows.size() && rows[at].mark == ' ') ++at;
    if (at == rows.size()) return text;
    const size_t begin = at - std::min(at, kContext);
    size_t last = at;  // the last change of the hunk
    for (size_t i = at; i < rows.size() && i <= last + 2 * kContext + 1; ++i) {
      if (rows[i].mark != ' ') last = i;
    }
    const size_t end = std::min(rows.size(), last + kContext + 1);
    AppendHunk(rows, begin, end, text);
    at = last + 1;
  }
}

}  // namespace irsalint::render
