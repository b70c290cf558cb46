#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/result.h"

namespace irsalint::facts {

// A JSON document as one list of values in the order of the text, each followed by its children: no
// allocation per value, which is what reading a hundred thousand places costs. Internal to facts/.
class JsonTape {
 public:
  enum class Kind : uint8_t { kNull, kBool, kInteger, kUnsigned, kReal, kString, kList, kObject };

  // Where a piece of text stands in `text`.
  struct Piece {
    uint32_t begin = 0;
    uint32_t length = 0;
  };
  struct Value {
    Kind kind = Kind::kNull;
    bool boolean = false;
    uint32_t next = 0;  // index of the value after this one and all below it
    Piece key;          // of a member of an object
    union {
      int64_t integer;
      uint64_t whole = 0;  // kUnsigned
      Piece string;
    };
  };

  // A value, by its index.
  using Index = uint32_t;
  static constexpr Index kRoot = 0;

  const Value& operator[](Index index) const { return values_[index]; }
  std::string_view Key(Index index) const { return TextOf(values_[index].key); }
  std::string_view String(Index index) const { return TextOf(values_[index].string); }

  // Children of a list or object: from First() by `next` until End().
  Index First(Index parent) const { return parent + 1; }
  Index End(Index parent) const { return values_[parent].next; }

  // Reads a whole document without recursion. Refuses what is not JSON, nests deeper than
  // `max_depth` or has 2 GiB and more.
  static base::Result<JsonTape> Parse(std::string_view json, size_t max_depth);

 private:
  friend class TapeBuilder;

  std::string_view TextOf(Piece piece) const {
    return std::string_view(text_).substr(piece.begin, piece.length);
  }

  std::vector<Value> values_;
  std::string text_;  // decoded keys and strings, one after the other
};

}  // namespace irsalint::facts
