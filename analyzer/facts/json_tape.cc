#include "analyzer/facts/json_tape.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

namespace irsalint::facts {
namespace {

// Offsets are 32 bits; decoded text is never longer than the JSON.
constexpr size_t kMaxBytes = size_t{1} << 31;

base::Error Invalid(std::string message) {
  return {.code = base::ErrorCode::kInvalid, .message = std::move(message)};
}

}  // namespace

// Receives nlohmann's events.
class TapeBuilder : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit TapeBuilder(size_t max_depth) : max_depth_(max_depth) {}

  bool null() override { return Leaf({.kind = JsonTape::Kind::kNull}); }
  bool boolean(bool value) override {
    return Leaf({.kind = JsonTape::Kind::kBool, .boolean = value});
  }
  bool number_integer(int64_t value) override {
    return Leaf({.kind = JsonTape::Kind::kInteger, .integer = value});
  }
  bool number_unsigned(uint64_t value) override {
    return Leaf({.kind = JsonTape::Kind::kUnsigned, .whole = value});
  }
  bool number_float(double, const std::string&) override {
    return Leaf({.kind = JsonTape::Kind::kReal});
  }
  bool string(std::string& value) override {
    return Leaf({.kind = JsonTape::Kind::kString, .string = Keep(value)});
  }
  bool binary(nlohmann::json::binary_t&) override { return false; }
  bool start_object(size_t) override { return Open(JsonTape::Kind::kObject); }
  bool start_array(size_t) override { return Open(JsonTape::Kind::kList); }
  bool end_object() override { return Close(); }
  bool end_array() override { return Close(); }
  bool key(std::string& value) override {
    key_ = Keep(value);
    return true;
  }
  bool parse_error(size_t position, const std::string&, const nlohmann::json::exception&) override {
    error_ = fmt::format("the facts are not JSON: error at byte {}", position);
    return false;
  }

  base::Result<JsonTape> Take(bool is_complete) && {
    if (is_complete) return std::move(tape_);
    return Invalid(std::move(error_));
  }

 private:
  JsonTape::Piece Keep(std::string_view text) {
    const JsonTape::Piece piece = {.begin = static_cast<uint32_t>(tape_.text_.size()),
                                   .length = static_cast<uint32_t>(text.size())};
    tape_.text_ += text;
    return piece;
  }

  bool Leaf(JsonTape::Value value) {
    value.key = std::exchange(key_, {});
    value.next = static_cast<uint32_t>(tape_.values_.size() + 1);
    tape_.values_.push_back(value);
    return true;
  }

  bool Open(JsonTape::Kind kind) {
    if (open_.size() == max_depth_) {
      error_ = "the facts are nested too deeply";
      return false;
    }
    open_.push_back(static_cast<uint32_t>(tape_.values_.size()));
    return Leaf({.kind = kind});
  }

  bool Close() {
    tape_.values_[open_.back()].next = static_cast<uint32_t>(tape_.values_.size());
    open_.pop_back();
    return true;
  }

  JsonTape tape_;
  std::vector<uint32_t> open_;  // lists and objects that are not closed yet
  JsonTape::Piece key_;
  size_t max_depth_;
  std::string error_;
};

base::Result<JsonTape> JsonTape::Parse(std::string_view json, size_t max_depth) {
  if (json.size() >= kMaxBytes) return Invalid("the facts are larger than 2 GiB");
  TapeBuilder builder(max_depth);
  const bool is_complete = nlohmann::json::sax_parse(json.begin(), json.end(), &builder);
  return std::move(builder).Take(is_complete);
}

}  // namespace irsalint::facts
