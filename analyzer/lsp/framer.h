#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace irsalint::lsp {

// A longer message is nobody's document: files beyond 16 MiB are not analysed.
inline constexpr size_t kMaxMessageBytes = size_t{64} << 20;

// One piece of what came in.
struct Frame {
  enum class Kind : uint8_t {
    kMessage,    // `text` is its content
    kMalformed,  // bytes that are no message, and were left out; `text` says why
    kOversized,  // a message that is not read; nothing after it can be
  };

  Kind kind = Kind::kMessage;
  std::string text;

  friend bool operator==(const Frame&, const Frame&) = default;
};

// Cuts a stream of bytes into messages (the base protocol of LSP): headers, of which
// `Content-Length` counts, a blank line, the content. Finds the next header behind bytes that are
// none.
class Framer {
 public:
  explicit Framer(size_t max_message_bytes = kMaxMessageBytes) : max_bytes_(max_message_bytes) {}

  void Add(std::string_view bytes);

  // The next frame; nothing until more bytes have come.
  std::optional<Frame> Next();

 private:
  std::optional<Frame> NextOfHeader();
  std::optional<Frame> ReadLine(std::string_view line);
  std::optional<Frame> EndHeader();
  std::optional<Frame> Complain(std::string_view why);
  void DropRead();

  size_t max_bytes_;
  std::string buffer_;
  size_t begin_ = 0;              // of what is not read yet
  std::optional<size_t> length_;  // of the content whose header is being read, or was
  bool in_content_ = false;
  bool in_header_ = false;   // a line of it was read
  bool complained_ = false;  // about this header
  bool is_over_ = false;
};

// `message` with its header.
[[nodiscard]] std::string Framed(std::string_view message);

}  // namespace irsalint::lsp
