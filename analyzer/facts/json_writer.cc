#include <fmt/format.h>

#include <concepts>
#include <iterator>
#include <map>
#include <type_traits>
#include <unordered_map>

#include "analyzer/base/base64.h"
#include "analyzer/base/json_quote.h"
#include "analyzer/base/utf8.h"
#include "analyzer/facts/fields.h"
#include "analyzer/facts/json.h"
#include "analyzer/facts/place_text.h"

namespace irsalint::facts {
namespace {

using syntax::Known;
using syntax::Place;
using syntax::Text;

// Writes JSON text field by field and collects the documents that places name.
class Writer {
 public:
  static constexpr bool kWrites = true;

  explicit Writer(const std::vector<FileRecord>& files) {
    for (size_t i = 0; i < files.size(); ++i) file_index_.emplace(files[i].source.value, i);
  }

  std::string Take(const Facts& facts) && {
    out_ = "{";
    (*this)("version", kFactsVersion);
    Fields(*this, facts);
    // Moved out: writing them must not see them grow.
    const std::vector<DocumentRecord> documents = std::move(documents_);
    (*this)("documents", documents);
    out_ += '}';
    return std::move(out_);
  }

  template <typename T>
  void operator()(std::string_view name, const T& value) {
    if (IsEmpty(value)) return;
    Name(name);
    Write(value);
  }
  void operator()(std::string_view name, bool value, OmitTrue) {
    if (value) return;
    Name(name);
    Write(value);
  }

 private:
  static bool IsEmpty(const std::string& value) { return value.empty(); }
  static bool IsEmpty(bool value) { return !value; }
  static bool IsEmpty(const Place& value) { return value == Place{}; }
  static bool IsEmpty(const Text& value) { return value.IsEmpty(); }
  template <typename T>
  static bool IsEmpty(const std::vector<T>& value) {
    return value.empty();
  }
  template <typename T>
  static bool IsEmpty(const std::optional<T>& value) {
    return !value.has_value();
  }
  template <typename T>
  static bool IsEmpty(const Known<T>& value) {
    return value.IsAbsent() && IsEmpty(value.place());
  }
  template <typename T>
  static bool IsEmpty(const T&) {
    return false;
  }

  void Name(std::string_view name) {
    if (out_.back() != '{') out_ += ',';
    out_ += '"';
    out_ += name;
    out_ += "\":";
  }

  void Write(bool value) { out_ += value ? "true" : "false"; }

  template <std::integral T>
  void Write(T value) {
    fmt::format_to(std::back_inserter(out_), "{}", value);
  }

  template <typename Enum>
  requires std::is_enum_v<Enum>
  void Write(Enum value) {
    out_ += '"';
    out_ += EnumNames<Enum>()[static_cast<size_t>(value)];
    out_ += '"';
  }

  // JSON has no bytes: what is not UTF-8 is stored as base64.
  void Write(const std::string& value) {
    if (base::IsValidUtf8(value)) {
      base::AppendJsonQuoted(value, &out_);
      return;
    }
    out_ += "{\"base64\":\"";
    out_ += base::Base64Encode(value);
    out_ += "\"}";
  }

  template <typename T>
  void Write(const std::optional<T>& value) {
    Write(*value);
  }

  template <typename T>
  void Write(const std::vector<T>& values) {
    out_ += '[';
    bool is_first = true;
    for (const T& value : values) {
      if (!is_first) out_ += ',';
      is_first = false;
      Write(value);
    }
    out_ += ']';
  }

  template <typename T>
  void Write(const Known<T>& known) {
    out_ += '{';
    switch (known.state()) {
      case Known<T>::State::kValue:
        Name("value");
        Write(*known);
        break;
      case Known<T>::State::kUnresolved:
        (*this)("unresolved", true);
        break;
      case Known<T>::State::kAbsent:
        (*this)("absent", true);
        break;
    }
    (*this)("at", known.place());
    out_ += '}';
  }

  // A literal text is a string, one with holes a list of strings and holes.
  void Write(const Text& text) {
    if (text.IsLiteral()) {
      Write(std::string(text.literal()));
      return;
    }
    out_ += '[';
    bool is_first = true;
    for (const Text::Piece& piece : text.pieces()) {
      if (!is_first) out_ += ',';
      is_first = false;
      if (piece.is_hole) {
        Write(piece.hole);
      } else {
        Write(piece.literal);
      }
    }
    out_ += ']';
  }

  // Most places are one string; ranges, `via` and external lines make them an object.
  void Write(const Place& place) {
    const bool has_route = place.document != syntax::DocumentId{} || !place.route.empty() ||
                           place.part != syntax::Part::kValue;
    const std::string at =
        has_route ? FormatPlace(DocumentIndex(place.document), place.part, place.route) : "";
    if (has_route && !place.range && place.via.empty() && !place.external) {
      Write(at);
      return;
    }
    out_ += '{';
    (*this)("at", at);
    (*this)("range", place.range);
    (*this)("via", place.via);
    (*this)("external", place.external);
    out_ += '}';
  }

  template <typename T>
  requires std::is_class_v<T>
  void Write(const T& value) {
    out_ += '{';
    Fields(*this, value);
    out_ += '}';
  }

  size_t DocumentIndex(const syntax::DocumentId& document) {
    const auto [found, is_new] = document_index_.try_emplace(document, documents_.size());
    if (is_new) {
      const auto file = file_index_.find(document.source.value);
      documents_.push_back({.file = file == file_index_.end() ? std::optional<size_t>()
                                                              : std::optional(file->second),
                            .begin = document.begin,
                            .end = document.end});
    }
    return found->second;
  }

  std::string out_;
  std::unordered_map<uint32_t, size_t> file_index_;
  std::map<syntax::DocumentId, size_t> document_index_;
  std::vector<DocumentRecord> documents_;
};

}  // namespace

std::string ToJson(const Facts& facts) { return Writer(facts.files).Take(facts); }

}  // namespace irsalint::facts
