#include <fmt/format.h>

#include <algorithm>
#include <concepts>
#include <type_traits>
#include <utility>

#include "analyzer/base/base64.h"
#include "analyzer/base/utf8.h"
#include "analyzer/facts/fields.h"
#include "analyzer/facts/json.h"
#include "analyzer/facts/json_tape.h"
#include "analyzer/facts/place_text.h"

namespace irsalint::facts {
namespace {

using Kind = JsonTape::Kind;
using Index = JsonTape::Index;
using syntax::Known;
using syntax::Place;
using syntax::Text;

// Facts nest some twenty levels, and `via` two more for each place in it. Bounds our recursion too.
constexpr size_t kMaxDepth = 256;

// Not more at once: the first item of a list may be the one that is refused.
constexpr size_t kMaxReserved = 64;

base::Error Invalid(std::string message) {
  return {.code = base::ErrorCode::kInvalid, .message = std::move(message)};
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

  Reader(const JsonTape& json, source::SourceTable& sources) : json_(json), sources_(sources) {}

  base::Result<Facts> Take() && {
    Facts facts;
    ReadRoot(facts);
    if (error_) return Invalid(*std::move(error_));
    return facts;
  }

  template <typename T>
  void operator()(std::string_view name, T& value) {
    if (error_) return;
    const std::optional<Index> field = Find(name);
    if (!field) {
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
    if (json_[object_].kind != Kind::kObject) return Fail("expected an object");
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
    fields_read_ = size_t{1} + (Find("documents") ? 1 : 0);  // and the version
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
    if (error_ || fields_read_ == SizeOf(object_)) return;
    FieldNames known;
    T none{};
    Fields(known, none);
    for (const std::string_view name : also) known(name);
    std::vector<std::string_view> seen;
    for (Index field = json_.First(object_); field != json_.End(object_);
         field = json_[field].next) {
      const std::string_view name = json_.Key(field);
      if (!known.Contains(name)) return Fail("unknown field", name);
      if (std::ranges::find(seen, name) != seen.end()) return Fail("appears twice", name);
      seen.push_back(name);
    }
  }

  bool Is(Index value, Kind kind) const { return json_[value].kind == kind; }

  // Bytes stored as `{"base64":"…"}`.
  bool IsBase64(Index value) const {
    return Is(value, Kind::kObject) && SizeOf(value) == 1 &&
           json_.Key(json_.First(value)) == "base64";
  }

  size_t SizeOf(Index parent) const {
    size_t size = 0;
    for (Index child = json_.First(parent); child != json_.End(parent); child = json_[child].next) {
      ++size;
    }
    return size;
  }

  // The field of the object that is read now. Fields mostly come in the order in which they are
  // asked for, so the search goes on from the last one.
  std::optional<Index> Find(std::string_view name) {
    const Index first = json_.First(object_);
    const Index end = json_.End(object_);
    for (Index field = next_field_; field != end; field = json_[field].next) {
      if (json_.Key(field) == name) return Found(field);
    }
    for (Index field = first; field != next_field_; field = json_[field].next) {
      if (json_.Key(field) == name) return Found(field);
    }
    return std::nullopt;
  }
  Index Found(Index field) {
    next_field_ = json_[field].next;
    return field;
  }

  void Read(Index value, bool& result) {
    if (!Is(value, Kind::kBool)) return Fail("expected true or false");
    result = json_[value].boolean;
  }

  template <std::integral T>
  void Read(Index value, T& result) {
    if (Is(value, Kind::kUnsigned)) return Convert(json_[value].whole, result);
    if (Is(value, Kind::kInteger)) return Convert(json_[value].integer, result);
    Fail("expected a whole number");
  }
  template <std::integral From, std::integral T>
  void Convert(From number, T& result) {
    if (!std::in_range<T>(number)) return Fail("the number is out of range");
    result = static_cast<T>(number);
  }

  template <typename Enum>
  requires std::is_enum_v<Enum>
  void Read(Index value, Enum& result) {
    const auto& names = EnumNames<Enum>();
    if (!Is(value, Kind::kString)) return Fail("expected a string");
    const auto found = std::ranges::find(names, json_.String(value));
    if (found == names.end()) {
      return Fail(fmt::format("expected {}", fmt::join(names, ", ")));
    }
    result = static_cast<Enum>(found - names.begin());
  }

  void Read(Index value, std::string& result) {
    if (Is(value, Kind::kString)) {
      result = json_.String(value);
      return;
    }
    if (!IsBase64(value)) return Fail("expected a string");
    const Index encoded = json_.First(value);
    std::optional<std::string> bytes;
    if (Is(encoded, Kind::kString)) {
      bytes = base::Base64Decode(json_.String(encoded), json_.String(encoded).size());
    }
    if (!bytes) return Fail("expected base64");
    result = *std::move(bytes);
  }

  template <typename T>
  void Read(Index value, std::optional<T>& result) {
    Read(value, result.emplace());
  }

  template <typename T>
  void Read(Index value, std::vector<T>& result) {
    if (!Is(value, Kind::kList)) return Fail("expected a list");
    result.clear();
    result.reserve(std::min(SizeOf(value), kMaxReserved));
    for (Index item = json_.First(value); item != json_.End(value) && !error_;
         item = json_[item].next) {
      steps_.push_back({.name = {}, .index = result.size()});
      Read(item, result.emplace_back());
      steps_.pop_back();
    }
  }

  template <typename T>
  void Read(Index value, Known<T>& result) {
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

  void Read(Index value, Text& result) {
    if (!Is(value, Kind::kList)) {
      std::string literal;
      Read(value, literal);
      result = Text::Literal(literal);
      return;
    }
    std::vector<Text::Piece> pieces;
    Read(value, pieces);
    result = Text::FromPieces(std::move(pieces));
  }

  void Read(Index value, Text::Piece& piece) {
    piece.is_hole = Is(value, Kind::kObject) && !IsBase64(value);
    if (piece.is_hole) {
      Read(value, piece.hole);
    } else {
      Read(value, piece.literal);
    }
  }

  void Read(Index value, Place& place) {
    PlaceFields fields;
    if (Is(value, Kind::kObject) && !IsBase64(value)) {
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
  void Read(Index value, T& result) { ReadObject(value, result); }

  template <typename T>
  void ReadObject(Index value, T& result) {
    if (!Is(value, Kind::kObject)) return Fail("expected an object");
    const Index outer = std::exchange(object_, value);
    const Index outer_next_field = std::exchange(next_field_, json_.First(value));
    const size_t outer_fields_read = std::exchange(fields_read_, 0);
    Fields(*this, result);
    RefuseUnknown<T>();
    object_ = outer;
    next_field_ = outer_next_field;
    fields_read_ = outer_fields_read;
  }

  const JsonTape& json_;
  Index object_ = JsonTape::kRoot;
  Index next_field_ = JsonTape::kRoot + 1;
  source::SourceTable& sources_;
  std::vector<Step> steps_;
  size_t fields_read_ = 0;
  std::optional<std::string> error_;
  std::vector<source::SourceId> source_ids_;
  std::vector<syntax::DocumentId> documents_;
};

}  // namespace

base::Result<Facts> FromJson(std::string_view text, source::SourceTable& sources) {
  const base::Result<JsonTape> json = JsonTape::Parse(text, kMaxDepth);
  if (!json) return json.error();
  return Reader(*json, sources).Take();
}

}  // namespace irsalint::facts
