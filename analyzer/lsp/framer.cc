#include "analyzer/lsp/framer.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "analyzer/base/strings.h"

namespace irsalint::lsp {
namespace {

constexpr std::string_view kLength = "content-length:";
constexpr size_t kMaxHeaderLine = 8 * 1024;
constexpr size_t kMaxReadBytes = 64 * 1024;  // that stay in the buffer

// Where `Content-Length:` ends in a line, in any case; npos where it does not stand there.
size_t EndOfName(std::string_view line) {
  const std::string lower = base::AsciiLower(line);
  const size_t at = lower.rfind(kLength);
  return at == std::string::npos ? at : at + kLength.size();
}

std::optional<size_t> ParseLength(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  size_t length = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  const bool is_number = !text.empty() && end == text.data() + text.size();
  // What is too large for a number is too large for us.
  if (is_number && error == std::errc::result_out_of_range) return static_cast<size_t>(-1);
  if (!is_number || error != std::errc()) return std::nullopt;
  return length;
}

// Whether a line has the form `NAME: VALUE` of a header.
bool IsHeader(std::string_view line) {
  const size_t colon = line.find(':');
  return colon != std::string_view::npos && colon > 0 &&
         std::ranges::all_of(line.substr(0, colon),
                             [](char c) { return base::IsAsciiAlnum(c) || c == '-'; });
}

}  // namespace

void Framer::Add(std::string_view bytes) {
  if (!is_over_) buffer_ += bytes;
}

std::optional<Frame> Framer::Next() {
  if (is_over_) return std::nullopt;
  if (!in_content_) {
    std::optional<Frame> frame = NextOfHeader();
    if (frame.has_value() || !in_content_) return frame;
  }
  if (buffer_.size() - begin_ < *length_) return std::nullopt;
  Frame frame = {.text = buffer_.substr(begin_, *length_)};
  begin_ += *length_;
  length_.reset();
  in_content_ = false;
  DropRead();
  return frame;
}

// Reads lines until the header ends or there is something to tell.
std::optional<Frame> Framer::NextOfHeader() {
  while (!in_content_) {
    const size_t end = buffer_.find('\n', begin_);
    if (end == std::string::npos) {
      if (buffer_.size() - begin_ <= kMaxHeaderLine) return std::nullopt;
      begin_ = buffer_.size() - kLength.size() * 2;  // the next header may begin there
      DropRead();
      return Complain("a line that is too long for a header");
    }
    std::string line = buffer_.substr(begin_, end - begin_);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    begin_ = end + 1;
    std::optional<Frame> frame = line.empty() ? EndHeader() : ReadLine(line);
    DropRead();
    if (frame.has_value()) return frame;
  }
  return std::nullopt;
}

std::optional<Frame> Framer::ReadLine(std::string_view line) {
  in_header_ = true;
  const size_t value = EndOfName(line);
  if (value == std::string_view::npos) {
    return IsHeader(line) ? std::nullopt : Complain("a line that is no header");
  }
  length_ = ParseLength(line.substr(value));
  if (!length_.has_value()) return Complain("a Content-Length that is no number");
  return value == kLength.size() ? std::nullopt : Complain("bytes before a header");
}

std::optional<Frame> Framer::EndHeader() {
  const bool had_lines = in_header_;
  const bool complained = complained_;
  in_header_ = false;
  complained_ = false;
  if (!had_lines) return std::nullopt;
  if (!length_.has_value()) {
    if (complained) return std::nullopt;
    return Frame{.kind = Frame::Kind::kMalformed, .text = "a header without Content-Length"};
  }
  if (*length_ > max_bytes_) {
    is_over_ = true;
    buffer_.clear();
    return Frame{.kind = Frame::Kind::kOversized,
                 .text = fmt::format("a message of more than {} bytes", max_bytes_)};
  }
  in_content_ = true;
  return std::nullopt;
}

// Once for each header.
std::optional<Frame> Framer::Complain(std::string_view why) {
  if (complained_) return std::nullopt;
  complained_ = true;
  return Frame{.kind = Frame::Kind::kMalformed, .text = std::string(why)};
}

void Framer::DropRead() {
  if (begin_ == buffer_.size()) {
    buffer_.clear();
    begin_ = 0;
  } else if (begin_ > kMaxReadBytes) {
    buffer_.erase(0, begin_);
    begin_ = 0;
  }
}

std::string Framed(std::string_view message) {
  return fmt::format("Content-Length: {}\r\n\r\n{}", message.size(), message);
}

}  // namespace irsalint::lsp
