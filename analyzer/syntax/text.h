#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/truth.h"

namespace irsalint::syntax {

// How a part of a value that something else fills in later was written.
enum class HoleSyntax : uint8_t {
  kDollarBrace,  // ${x}
  kDollarParen,  // $(x)
  kDollarName,   // $x
  kMustache,     // {{ x }}
  kAngle,        // <x>
  kPercent,      // %s
  kMask,         // xxxx
  kMissing,      // nothing was written and the tool that applies the file decides (a namespace)
};

// A part of a value that is not known. Two holes are the same value only if all three fields are
// equal: the same expression in another unit may expand to something else.
struct Hole {
  HoleSyntax syntax = HoleSyntax::kDollarBrace;
  std::string expression;  // as written, delimiters included
  std::string scope;       // the unit (module instance, release) in which it has its value

  friend bool operator==(const Hole&, const Hole&) = default;
};

// A string as literal pieces and holes. All-literal texts, nearly all of them, hold one string.
class Text {
 public:
  struct Piece {
    std::string literal;  // used when !is_hole
    Hole hole;            // used when is_hole
    bool is_hole = false;

    friend bool operator==(const Piece&, const Piece&) = default;
  };

  Text() = default;
  static Text Literal(std::string_view text);
  static Text OfHole(Hole hole);
  static Text FromPieces(std::vector<Piece> pieces);  // joins neighbouring literals

  bool IsLiteral() const { return pieces_ == nullptr; }
  bool IsEmpty() const { return IsLiteral() && literal_.empty(); }

  // The whole string when IsLiteral(), else "".
  std::string_view literal() const { return literal_; }

  // The pieces when !IsLiteral(), else empty.
  const std::vector<Piece>& pieces() const;

  // As it was written: holes by their expression ("" for kMissing).
  std::string Written() const;

  // For people: as it was written, and what nobody wrote in angle brackets, `<namespace>`.
  std::string Shown() const;

  Text Append(const Text& other) const;
  Text Append(std::string_view literal) const;

  friend bool operator==(const Text& a, const Text& b);

 private:
  std::string literal_;
  // Of which one is a hole; null for a literal text. Shared by copies: a unit has one namespace
  // that nobody wrote, and all of its objects are in it.
  std::shared_ptr<const std::vector<Piece>> pieces_;
};

// What a hole may expand to when two texts are compared.
enum class HoleRange : uint8_t {
  kAnything,
  kWithoutColon,  // namespace, account or account name
};

// Whether two texts are the same string (design: holes). Equal prefixes and suffixes cancel piece
// by piece, equal holes too; what is left decides: nothing on both sides is kYes, an impossible
// match kNo, everything else kMaybe.
base::Truth Equal(const Text& a, const Text& b, HoleRange range = HoleRange::kAnything);

}  // namespace irsalint::syntax
