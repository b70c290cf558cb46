// The only file of this layer that knows nlohmann's parser. Its SAX events carry no positions;
// JSON's tokens are regular, so a cursor that walks over the same bytes in step with the events is
// exact.

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "analyzer/syntax/parse_text.h"
#include "analyzer/syntax/tree_builder.h"

namespace irsalint::syntax {
namespace {

constexpr int kNumberOverflow = 406;  // nlohmann's id of the exception

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Stands behind the last token that nlohmann has reported.
class TokenCursor {
 public:
  explicit TokenCursor(TextRegion region)
      : text_(region.whole.substr(0, region.end)), begin_(region.begin), at_(region.begin) {}

  // Moves to the next token that carries a value or opens or closes a collection.
  size_t Start() {
    while (at_ < text_.size() && (IsBlank(text_[at_]) || text_[at_] == ',' || text_[at_] == ':')) {
      ++at_;
    }
    return at_;
  }

  void Skip(size_t length) { at_ = std::min(at_ + length, text_.size()); }

  // Moves behind the string that starts here; `decoded` is its value. The value as a view of the
  // text, or nothing if escapes make it differ.
  std::optional<std::string_view> SkipString(std::string_view decoded) {
    const size_t content = at_ + 1;
    const size_t closing = content + decoded.size();
    if (closing < text_.size() && text_[closing] == '"' &&
        text_.substr(content, decoded.size()) == decoded) {
      at_ = closing + 1;
      return text_.substr(content, decoded.size());
    }
    at_ = content;
    while (at_ < text_.size() && text_[at_] != '"') at_ += text_[at_] == '\\' ? 2 : 1;
    Skip(1);
    return std::nullopt;
  }

  std::string_view SkipNumber() {
    const size_t start = at_;
    at_ = std::min(text_.find_first_not_of("+-.0123456789Ee", at_), text_.size());
    return text_.substr(start, at_ - start);
  }

  char operator[](size_t at) const { return at < text_.size() ? text_[at] : '\0'; }
  size_t end() const { return text_.size(); }

  // The last byte before `at` that is not a blank; `at` itself if there is none.
  size_t LastBefore(size_t at) const {
    size_t last = at;
    while (last > begin_) {
      --last;
      if (!IsBlank(text_[last])) return last;
    }
    return at;
  }

 private:
  std::string_view text_;
  size_t begin_;
  size_t at_;
};

class JsonReader : public nlohmann::json_sax<nlohmann::json> {
 public:
  JsonReader(TextRegion region, TreeBuilder& builder)
      : begin_(region.begin), cursor_(region), builder_(builder) {}

  bool null() override { return Literal(NodeKind::kNull, "null"); }
  bool boolean(bool value) override {
    return Literal(NodeKind::kBool, value ? std::string_view("true") : std::string_view("false"));
  }
  bool number_integer(number_integer_t) override { return Number(); }
  bool number_unsigned(number_unsigned_t) override { return Number(); }
  bool number_float(number_float_t, const string_t&) override { return Number(); }
  bool string(string_t& value) override { return String(value); }
  bool key(string_t& value) override { return String(value); }
  bool binary(binary_t&) override { return true; }  // not in text

  bool start_object(size_t) override { return Open(NodeKind::kMap); }
  bool start_array(size_t) override { return Open(NodeKind::kList); }
  bool end_object() override { return Close(); }
  bool end_array() override { return Close(); }

  bool parse_error(size_t bytes_read, const std::string&,
                   const nlohmann::json::exception& exception) override {
    error_ = Describe(bytes_read, exception);
    return false;
  }

  std::optional<ParseError> error() const {
    return builder_.error().has_value() ? builder_.error() : error_;
  }

 private:
  bool Add(NodeKind kind, ScalarStyle style, size_t start, std::string_view text) {
    return builder_.AddScalar(kind, style, static_cast<uint32_t>(start), text) != nullptr;
  }

  bool Literal(NodeKind kind, std::string_view text) {
    const size_t start = cursor_.Start();
    cursor_.Skip(text.size());
    return Add(kind, ScalarStyle::kPlain, start, text);
  }

  bool Number() {
    const size_t start = cursor_.Start();
    return Add(NodeKind::kNumber, ScalarStyle::kPlain, start, cursor_.SkipNumber());
  }

  bool String(const std::string& value) {
    const size_t start = cursor_.Start();
    const std::optional<std::string_view> view = cursor_.SkipString(value);
    return Add(NodeKind::kString, ScalarStyle::kDoubleQuoted, start,
               view ? *view : builder_.Keep(value));
  }

  bool Open(NodeKind kind) {
    const size_t start = cursor_.Start();
    cursor_.Skip(1);
    return builder_.Open(kind, static_cast<uint32_t>(start)) != nullptr;
  }

  bool Close() {
    cursor_.Start();
    cursor_.Skip(1);
    builder_.Close();
    return true;
  }

  ParseError Describe(size_t bytes_read, const nlohmann::json::exception& exception);

  size_t begin_;
  TokenCursor cursor_;
  TreeBuilder& builder_;
  std::optional<ParseError> error_;
};

// nlohmann's reason without its place, its id and the text read so far.
std::string ReasonOf(std::string_view what) {
  if (const size_t dash = what.find(" - "); dash != std::string_view::npos) {
    what.remove_prefix(dash + 3);
  }
  if (const size_t read = what.find("; last read: "); read != std::string_view::npos) {
    const std::string_view behind = what.substr(read);
    const size_t expected = behind.rfind("; expected ");
    const std::string_view kept =
        expected == std::string_view::npos ? std::string_view() : behind.substr(expected);
    return std::string(what.substr(0, read)) + std::string(kept);
  }
  return std::string(what);
}

ParseError JsonReader::Describe(size_t bytes_read, const nlohmann::json::exception& exception) {
  const size_t token = cursor_.Start();
  const size_t last_read = begin_ + (bytes_read > 0 ? bytes_read - 1 : 0);
  const auto at = [](size_t offset) { return static_cast<uint32_t>(offset); };
  const char first = cursor_[token];
  if (token >= cursor_.end()) {
    return {"the JSON text ends before its value is complete", at(cursor_.end())};
  }
  const size_t before = cursor_.LastBefore(token);
  if ((first == ']' || first == '}') && before < token && cursor_[before] == ',') {
    return {"a comma without a value behind it", at(before)};
  }
  if (first == '/') return {"comments are not allowed in JSON", at(token)};
  if (first == '\'') return {"JSON strings need double quotes", at(token)};
  if (exception.id == kNumberOverflow) return {"the number is too large", at(token)};
  const std::string reason = ReasonOf(exception.what());
  const bool is_string = first == '"' && reason.starts_with("invalid string");
  if (is_string && reason.find("missing closing quote") != std::string::npos) {
    return {"the string is never closed", at(token)};
  }
  // Inside a string the byte that was read last is the bad one; else the token is.
  const size_t offset = is_string ? std::clamp(last_read, token, cursor_.end()) : token;
  return {"not valid JSON: " + reason, at(offset)};
}

}  // namespace

std::optional<ParseError> ReadJson(TextRegion region, TreeBuilder& builder) {
  const std::string_view bytes = region.whole.substr(region.begin, region.end - region.begin);
  JsonReader reader(region, builder);
  const bool parsed = nlohmann::json::sax_parse(bytes.data(), bytes.data() + bytes.size(), &reader,
                                                nlohmann::json::input_format_t::json,
                                                /*strict=*/true, /*ignore_comments=*/false);
  if (parsed) return std::nullopt;
  if (reader.error()) return reader.error();
  return ParseError{"not valid JSON", static_cast<uint32_t>(region.begin)};
}

}  // namespace irsalint::syntax
