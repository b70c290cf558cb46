#include <fmt/format.h>

#include <algorithm>
#include <concepts>
#include <nlohmann/json.hpp>
#include <type_traits>
#include <utility>

#include "analyzer/base/base64.h"
#include "analyzer/base/utf8.h"
#include "analyzer/facts/fields.h"
#include "analyzer/facts/json.h"
#include "analyzer/facts/place_text.h"

namespace irsalint::facts {
namespace {

using nlohmann::json;
using syntax::Known;
using syntax::Place;
using syntax::Text;

// Facts nest some twenty levels, and `via` two more for each place in it.
constexpr size_t kMaxDepth = 256;

base::Error Invalid(std::string message) {
  return {.code = base::ErrorCode::kInvalid, .message = std::move(message)};
}

// Whether brackets outside of strings nest deeper than kMaxDepth: checked before anything recurses.
bool IsTooDeep(std::string_view text) {
  size_t depth = 0;
  bool in_string = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
      continue;
    }
    if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth > kMaxDepth) return true;
    } else if ((c == ']' || c == '}') && depth > 0) {
      --depth;
    }
  }
  return false;
}

base::Result<json> Parse(std::string_view text) {
  if (IsTooDeep(text)) return Invalid("the facts are nested too deeply");
  try {
    return json::parse(text.begin(), text.end());
  } catch (const json::parse_error& error) {
    return Invalid(fmt::format("the facts are not JSON: error at byte {}", error.byte));
  } catch (const json::exception&) {
    return Invalid("the facts are not JSON: a number is out of range");
  }
}

// Names the fields of a type.
class FieldNames {
 public:
  static constexpr bool kWrites = false;

  template <typename... Ignored>
  void operator()(std::string_view name, const Ignored&...) {
    names_.push_back(name);
  }
  bool Contains(std::string_view name) const {
    return std::ranges::find(names_, name) != names_.end();
  }

 private:
  std::vector<std::string_view> names_;
};

// Reads fields out of a JSON value. The first fault is kept, with the way to it; what follows is
// skipped.
class Reader {
 public:
  static constexpr bool kWrites = false;

  Reader(const json& root, source::SourceTable& sources) : object_(&root), sources_(sources) {}

  base::Result<Facts> Take() && {
    Facts facts;
    ReadRoot(facts);
    if (error_) return Invalid(*std::move(error_));
    return facts;
  }

  template <typename T>
  void operator()(std::string_view name, T& value) {
    if (error_) return;
    const auto field = object_->find(name);
    if (field == object_->end()) {
      if constexpr (std::is_enum_v<T>) Fail("is missing", name);
      return;
    }
    ++fields_read_;
    steps_.push_back({.name = name});
    Read(*field, value);
    steps_.pop_back();
  }
  void operator()(std::string_view name, bool& value, OmitTrue) {
    value = true;
    (*this)(name, value);
  }

 private:
  // A field, or an item when `name` is empty.
  struct Step {
    std::string_view name;
    size_t index = 0;
  };

  void ReadRoot(Facts& facts) {
    if (!object_->is_object()) return Fail("expected an object");
    int64_t version = -1;
    (*this)("version", version);
    if (!error_ && version != kFactsVersion) {
      Fail(version == -1 ? "is missing" : fmt::format("{} is not supported", version), "version");
    }
    std::vector<FileRecord> files;
    std::vector<DocumentRecord> documents;
    (*this)("files", files);
    (*this)("documents", documents);
    if (error_) return;
    InternSources(files, documents);
    if (error_) return;
    fields_read_ = object_->count("version") + object_->count("documents");
    Fields(*this, facts);
    RefuseUnknown<Facts>({"version", "documents"});
    for (size_t i = 0; i < facts.files.size(); ++i) facts.files[i].source = source_ids_[i];
    CheckIndices(facts);
  }

  void InternSources(const std::vector<FileRecord>& files,
                     const std::vector<DocumentRecord>& documents) {
    for (size_t i = 0; i < documents.size(); ++i) {
      const DocumentRecord& record = documents[i];
      if (record.file && *record.file >= files.size()) {
        return Fail(fmt::format("{} is out of range", *record.file),
                    fmt::format("documents[{}].file", i));
      }
      if (record.begin > record.end) {
        return Fail("lies before begin", fmt::format("documents[{}].end", i));
      }
    }
    for (const FileRecord& file : files) source_ids_.push_back(sources_.Intern(file.path));
    for (const DocumentRecord& record : documents) {
      documents_.push_back({.source = record.file ? source_ids_[*record.file] : source::SourceId{},
                            .begin = record.begin,
                            .end = record.end});
    }
  }

  void CheckIndices(const Facts& facts) {
    for (size_t i = 0; i < facts.roles.size(); ++i) {
      const std::optional<size_t>& policy = facts.roles[i].trust_policy;
      if (policy && *policy >= facts.trust_policies.size()) {
        Fail(fmt::format("{} is out of range", *policy), fmt::format("roles[{}].trustPolicy", i));
      }
    }
  }

  void Fail(std::string_view fault, std::string_view field = {}) {
    if (error_) return;
    std::string path;
    for (const Step& step : steps_) {
      if (step.name.empty()) {
        path += fmt::format("[{}]", step.index);
      } else {
        if (!path.empty()) path += '.';
        path += step.name;
      }
    }
    if (!field.empty()) {
      if (!path.empty()) path += '.';
      path += base::EscapeForDisplay(field);
    }
    error_ = path.empty() ? std::string(fault) : fmt::format("{}: {}", path, fault);
  }

  // After all fields of T were read: the object must hold nothing else.
  template <typename T>
  void RefuseUnknown(std::initializer_list<std::string_view> also = {}) {
    if (error_ || fields_read_ == object_->size()) return;
    FieldNames known;
    T none{};
    Fields(known, none);
    for (const std::string_view name : also) known(name);
    for (const auto& field : object_->items()) {
      if (!known.Contains(field.key())) return Fail("unknown field", field.key());
    }
  }

  void Read(const json& value, bool& result) {
    if (!value.is_boolean()) return Fail("expected true or false");
    result = value.get<bool>();
  }

  template <std::integral T>
  void Read(const json& value, T& result) {
    if (!value.is_number_integer()) return Fail("expected a whole number");
    if (value.is_number_unsigned()) {
      const uint64_t number = value.get<uint64_t>();
      if (!std::in_range<T>(number)) return Fail("the number is out of range");
      result = static_cast<T>(number);
      return;
    }
    const int64_t number = value.get<int64_t>();
    if (!std::in_range<T>(number)) return Fail("the number is out of range");
    result = static_cast<T>(number);
  }

  template <typename Enum>
  requires std::is_enum_v<Enum>
  void Read(const json& value, Enum& result) {
    const auto& names = EnumNames<Enum>();
    const std::string* text = value.get_ptr<const std::string*>();
    if (text == nullptr) return Fail("expected a string");
    const auto found = std::ranges::find(names, *text);
    if (found == names.end()) {
      return Fail(fmt::format("expected {}", fmt::join(names, ", ")));
    }
    result = static_cast<Enum>(found - names.begin());
  }

  void Read(const json& value, std::string& result) {
    if (const std::string* text = value.get_ptr<const std::string*>()) {
      result = *text;
      return;
    }
    if (!value.is_object() || value.size() != 1 || !value.contains("base64")) {
      return Fail("expected a string");
    }
    const std::string* encoded = value["base64"].get_ptr<const std::string*>();
    std::optional<std::string> bytes;
    if (encoded != nullptr) bytes = base::Base64Decode(*encoded, encoded->size());
    if (!bytes) return Fail("expected base64");
    result = *std::move(bytes);
  }

  template <typename T>
  void Read(const json& value, std::optional<T>& result) {
    Read(value, result.emplace());
  }

  template <typename T>
  void Read(const json& value, std::vector<T>& result) {
    if (!value.is_array()) return Fail("expected a list");
    result.reserve(value.size());
    for (size_t i = 0; i < value.size() && !error_; ++i) {
      steps_.push_back({.name = {}, .index = i});
      Read(value[i], result.emplace_back());
      steps_.pop_back();
    }
  }

  template <typename T>
  void Read(const json& value, Known<T>& result) {
    KnownFields<T> known;
    Read(value, known);
    if (error_) return;
    if (int{known.value.has_value()} + int{known.unresolved} + int{known.absent} != 1) {
      return Fail("expected one of value, unresolved, absent");
    }
    if (known.value) {
      result = Known<T>::Of(*std::move(known.value), std::move(known.at));
    } else if (known.unresolved) {
      result = Known<T>::Unresolved(std::move(known.at));
    } else {
      result = Known<T>::Absent(std::move(known.at));
    }
  }

  void Read(const json& value, Text& result) {
    if (!value.is_array()) {
      std::string literal;
      Read(value, literal);
      result = Text::Literal(literal);
      return;
    }
    std::vector<Text::Piece> pieces;
    Read(value, pieces);
    result = Text::FromPieces(std::move(pieces));
  }

  void Read(const json& value, Text::Piece& piece) {
    piece.is_hole = value.is_object() && !value.contains("base64");
    if (piece.is_hole) {
      Read(value, piece.hole);
    } else {
      Read(value, piece.literal);
    }
  }

  void Read(const json& value, Place& place) {
    PlaceFields fields;
    if (value.is_object() && !value.contains("base64")) {
      ReadObject(value, fields);
    } else {
      Read(value, fields.at);
    }
    if (error_) return;
    if (fields.range && fields.range->begin > fields.range->end) {
      return Fail("the range ends before it begins");
    }
    place.range = fields.range;
    place.via = std::move(fields.via);
    place.external = std::move(fields.external);
    if (fields.at.empty()) return;
    std::optional<PlaceText> at = ParsePlace(fields.at);
    if (!at) return Fail("expected a place such as 0/1:spec/0");
    if (at->document >= documents_.size()) {
      return Fail(fmt::format("document {} is out of range", at->document));
    }
    place.document = documents_[at->document];
    place.part = at->part;
    place.route = std::move(at->route);
  }

  template <typename T>
  requires std::is_class_v<T>
  void Read(const json& value, T& result) { ReadObject(value, result); }

  template <typename T>
  void ReadObject(const json& value, T& result) {
    if (!value.is_object()) return Fail("expected an object");
    const json* const outer = std::exchange(object_, &value);
    const size_t outer_fields_read = std::exchange(fields_read_, 0);
    Fields(*this, result);
    RefuseUnknown<T>();
    object_ = outer;
    fields_read_ = outer_fields_read;
  }

  const json* object_;
  source::SourceTable& sources_;
  std::vector<Step> steps_;
  size_t fields_read_ = 0;
  std::optional<std::string> error_;
  std::vector<source::SourceId> source_ids_;
  std::vector<syntax::DocumentId> documents_;
};

}  // namespace

base::Result<Facts> FromJson(std::string_view text, source::SourceTable& sources) {
  const base::Result<json> root = Parse(text);
  if (!root) return root.error();
  return Reader(*root, sources).Take();
}

}  // namespace irsalint::facts
