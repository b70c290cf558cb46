#include "analyzer/base/strings.h"

#include <algorithm>

#include "analyzer/base/utf8.h"

namespace irsalint::base {
namespace {

constexpr std::string_view kBlanks = " \t\n\v\f\r";

template <class Parts>
std::string JoinParts(const Parts& parts, std::string_view separator) {
  std::string joined;
  bool first = true;
  for (const auto& part : parts) {
    if (!first) joined += separator;
    joined += part;
    first = false;
  }
  return joined;
}

}  // namespace

std::string_view TrimAscii(std::string_view text) {
  const size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

std::vector<std::string_view> SplitBy(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  size_t begin = 0;
  for (;;) {
    const size_t end = text.find(separator, begin);
    parts.push_back(text.substr(begin, end - begin));
    if (end == std::string_view::npos) return parts;
    begin = end + 1;
  }
}

std::optional<SplitPair> SplitOnce(std::string_view text, char separator) {
  const size_t at = text.find(separator);
  if (at == std::string_view::npos) return std::nullopt;
  return SplitPair{.before = text.substr(0, at), .after = text.substr(at + 1)};
}

bool Contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

bool StartsWith(std::string_view text, std::string_view prefix) { return text.starts_with(prefix); }

bool EndsWith(std::string_view text, std::string_view suffix) { return text.ends_with(suffix); }

std::optional<std::string_view> StripPrefix(std::string_view text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return std::nullopt;
  return text.substr(prefix.size());
}

std::optional<std::string_view> StripSuffix(std::string_view text, std::string_view suffix) {
  if (!text.ends_with(suffix)) return std::nullopt;
  return text.substr(0, text.size() - suffix.size());
}

std::string AsciiLower(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), ToAsciiLower);
  return lower;
}

bool EqualsIgnoreAsciiCase(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, {}, ToAsciiLower, ToAsciiLower);
}

bool EqualsIgnoreCase(std::string_view left, std::string_view right) {
  size_t left_offset = 0;
  size_t right_offset = 0;
  while (left_offset < left.size() && right_offset < right.size()) {
    const char32_t left_char = SimpleFold(DecodeUtf8(left, &left_offset));
    const char32_t right_char = SimpleFold(DecodeUtf8(right, &right_offset));
    if (left_char != right_char) return false;
  }
  return left_offset == left.size() && right_offset == right.size();
}

size_t EditDistance(std::string_view left, std::string_view right, size_t limit) {
  if (left.size() > right.size()) std::swap(left, right);
  limit = std::min(limit, right.size());
  const size_t too_far = limit + 1;
  if (right.size() - left.size() > limit) return too_far;
  // Three rows of the distance table (rows: prefixes of `right`), of which only the band of width
  // 2 × limit + 1 around the diagonal can hold values within the limit.
  std::vector<size_t> before_previous(left.size() + 1, too_far);
  std::vector<size_t> previous(left.size() + 1, too_far);
  std::vector<size_t> current(left.size() + 1, too_far);
  for (size_t i = 0; i <= std::min(left.size(), limit); ++i) previous[i] = i;
  for (size_t row = 1; row <= right.size(); ++row) {
    const size_t first = row > limit ? row - limit : 0;
    const size_t last = std::min(left.size(), row + limit);
    size_t best = too_far;
    if (first > 0) current[first - 1] = too_far;
    for (size_t i = first; i <= last; ++i) {
      size_t distance = too_far;
      if (i == 0) {
        distance = row;
      } else {
        const bool is_same = left[i - 1] == right[row - 1];
        distance = previous[i - 1] + (is_same ? 0 : 1);
        distance = std::min(distance, current[i - 1] + 1);
        distance = std::min(distance, previous[i] + 1);
        if (row > 1 && i > 1 && left[i - 1] == right[row - 2] && left[i - 2] == right[row - 1]) {
          distance = std::min(distance, before_previous[i - 2] + 1);
        }
      }
      current[i] = std::min(distance, too_far);
      best = std::min(best, current[i]);
    }
    if (last < left.size()) current[last + 1] = too_far;
    if (best == too_far && row > 1) {
      // A swap can still reach the next row from the previous one, which is then also too far.
      const size_t best_before = *std::ranges::min_element(previous);
      if (best_before >= too_far) return too_far;
    }
    std::swap(before_previous, previous);
    std::swap(previous, current);
  }
  return std::min(previous[left.size()], too_far);
}

std::string Join(std::span<const std::string_view> parts, std::string_view separator) {
  return JoinParts(parts, separator);
}

std::string Join(std::span<const std::string> parts, std::string_view separator) {
  return JoinParts(parts, separator);
}

std::string JoinQuoted(std::span<const std::string> parts, size_t max_shown) {
  const size_t shown = std::min(parts.size(), max_shown);
  const bool is_cut = shown < parts.size();
  std::string joined;
  for (size_t i = 0; i < shown; ++i) {
    if (i > 0) joined += (i + 1 == shown && !is_cut) ? " and " : ", ";
    joined += '"';
    joined += EscapeForDisplay(parts[i]);
    joined += '"';
  }
  if (is_cut) {
    if (shown > 0) joined += " and ";
    joined += std::to_string(parts.size() - shown);
    joined += shown > 0 ? " more" : " values";
  }
  return joined;
}

}  // namespace irsalint::base
