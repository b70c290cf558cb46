#include "analyzer/syntax/text.h"

#include <algorithm>
#include <cstddef>
#include <deque>
#include <utility>

namespace irsalint::syntax {
namespace {

using base::Truth;
using Piece = Text::Piece;

// A text as a queue of literal views and holes from which equal ends are taken away.
class Remainder {
 public:
  explicit Remainder(const Text& text) {
    if (text.IsLiteral()) {
      if (!text.literal().empty()) items_.push_back({.literal = text.literal()});
      return;
    }
    for (const Piece& piece : text.pieces()) {
      if (piece.is_hole) {
        items_.push_back({.hole = &piece.hole});
      } else if (!piece.literal.empty()) {
        items_.push_back({.literal = piece.literal});
      }
    }
  }

  // A literal when `hole` is null.
  struct Item {
    std::string_view literal;
    const Hole* hole = nullptr;
  };

  bool IsEmpty() const { return items_.empty(); }
  bool HasHole() const {
    return std::any_of(items_.begin(), items_.end(),
                       [](const Item& item) { return item.hole != nullptr; });
  }
  const std::deque<Item>& items() const { return items_; }

  // Take away what both start (or end) with. False when literals contradict each other there.
  static bool StripPrefix(Remainder* a, Remainder* b);
  static bool StripSuffix(Remainder* a, Remainder* b);

 private:
  std::deque<Item> items_;
};

bool Remainder::StripPrefix(Remainder* a, Remainder* b) {
  while (!a->items_.empty() && !b->items_.empty()) {
    Item& left = a->items_.front();
    Item& right = b->items_.front();
    if (left.hole != nullptr && right.hole != nullptr && *left.hole == *right.hole) {
      a->items_.pop_front();
      b->items_.pop_front();
      continue;
    }
    if (left.hole != nullptr || right.hole != nullptr) return true;
    const size_t length = std::min(left.literal.size(), right.literal.size());
    if (left.literal.substr(0, length) != right.literal.substr(0, length)) return false;
    left.literal.remove_prefix(length);
    right.literal.remove_prefix(length);
    if (left.literal.empty()) a->items_.pop_front();
    if (right.literal.empty()) b->items_.pop_front();
  }
  return true;
}

bool Remainder::StripSuffix(Remainder* a, Remainder* b) {
  while (!a->items_.empty() && !b->items_.empty()) {
    Item& left = a->items_.back();
    Item& right = b->items_.back();
    if (left.hole != nullptr && right.hole != nullptr && *left.hole == *right.hole) {
      a->items_.pop_back();
      b->items_.pop_back();
      continue;
    }
    if (left.hole != nullptr || right.hole != nullptr) return true;
    const size_t length = std::min(left.literal.size(), right.literal.size());
    if (left.literal.substr(left.literal.size() - length) !=
        right.literal.substr(right.literal.size() - length)) {
      return false;
    }
    left.literal.remove_suffix(length);
    right.literal.remove_suffix(length);
    if (left.literal.empty()) a->items_.pop_back();
    if (right.literal.empty()) b->items_.pop_back();
  }
  return true;
}

// A run of literals with Σ* between them: {"a", "b"} is a*b, {""} the empty word.
using Glob = std::vector<std::string>;

// Whether `glob` has a word in common with the literal `word`.
bool Matches(const Glob& glob, std::string_view word) {
  if (glob.size() == 1) return glob.front() == word;
  const std::string& first = glob.front();
  const std::string& last = glob.back();
  if (word.size() < first.size() + last.size()) return false;
  if (!word.starts_with(first) || !word.ends_with(last)) return false;
  word = word.substr(first.size(), word.size() - first.size() - last.size());
  for (size_t i = 1; i + 1 < glob.size(); ++i) {
    const size_t found = word.find(glob[i]);
    if (found == std::string_view::npos) return false;
    word.remove_prefix(found + glob[i].size());
  }
  return true;
}

// Whether two globs have a word in common. With a star on both sides it is enough that neither
// their first nor their last literals contradict each other: each star takes up the other's middle.
bool Intersect(const Glob& a, const Glob& b) {
  if (a.size() == 1) return Matches(b, a.front());
  if (b.size() == 1) return Matches(a, b.front());
  const size_t prefix = std::min(a.front().size(), b.front().size());
  if (a.front().compare(0, prefix, b.front(), 0, prefix) != 0) return false;
  const std::string_view a_last = a.back();
  const std::string_view b_last = b.back();
  return a_last.ends_with(b_last) || b_last.ends_with(a_last);
}

// The globs between the literal colons: no hole reaches over one.
std::vector<Glob> SplitAtColons(const Remainder& text) {
  std::vector<Glob> parts = {{""}};
  for (const Remainder::Item& item : text.items()) {
    if (item.hole != nullptr) {
      parts.back().emplace_back();
      continue;
    }
    for (const char c : item.literal) {
      if (c == ':') {
        parts.push_back({""});
      } else {
        parts.back().back() += c;
      }
    }
  }
  return parts;
}

Glob WholeGlob(const Remainder& text) {
  Glob glob = {""};
  for (const Remainder::Item& item : text.items()) {
    if (item.hole != nullptr) {
      glob.emplace_back();
    } else {
      glob.back() += item.literal;
    }
  }
  return glob;
}

bool CanBeEqual(const Remainder& a, const Remainder& b, HoleRange range) {
  if (range == HoleRange::kAnything) return Intersect(WholeGlob(a), WholeGlob(b));
  const std::vector<Glob> a_parts = SplitAtColons(a);
  const std::vector<Glob> b_parts = SplitAtColons(b);
  return std::equal(a_parts.begin(), a_parts.end(), b_parts.begin(), b_parts.end(), Intersect);
}

bool IsOneHole(const Text& text) {
  return text.pieces().size() == 1 && text.pieces().front().is_hole;
}

// A literal against a hole that is the whole other text.
Truth AgainstHole(std::string_view literal, HoleRange range) {
  const bool fits = range == HoleRange::kAnything || literal.find(':') == std::string_view::npos;
  return fits ? Truth::kMaybe : Truth::kNo;
}

}  // namespace

Text Text::Literal(std::string_view text) {
  Text result;
  result.literal_ = text;
  return result;
}

Text Text::OfHole(Hole hole) {
  Text result;
  result.pieces_ = std::make_shared<const std::vector<Piece>>(
      1, Piece{.literal = {}, .hole = std::move(hole), .is_hole = true});
  return result;
}

Text Text::FromPieces(std::vector<Piece> pieces) {
  Text result;
  std::vector<Piece> joined;
  bool has_hole = false;
  for (Piece& piece : pieces) {
    has_hole = has_hole || piece.is_hole;
    if (!piece.is_hole && piece.literal.empty()) continue;
    const bool joins = !piece.is_hole && !joined.empty() && !joined.back().is_hole;
    if (joins) {
      joined.back().literal += piece.literal;
    } else {
      joined.push_back(std::move(piece));
    }
  }
  if (has_hole) {
    result.pieces_ = std::make_shared<const std::vector<Piece>>(std::move(joined));
  } else if (!joined.empty()) {
    result.literal_ = std::move(joined.front().literal);
  }
  return result;
}

const std::vector<Text::Piece>& Text::pieces() const {
  static const std::vector<Piece> kNone;
  return pieces_ == nullptr ? kNone : *pieces_;
}

bool operator==(const Text& a, const Text& b) {
  return a.literal_ == b.literal_ && (a.pieces_ == b.pieces_ || a.pieces() == b.pieces());
}

std::string Text::Written() const {
  if (IsLiteral()) return literal_;
  std::string written;
  for (const Piece& piece : *pieces_)
    written += piece.is_hole ? piece.hole.expression : piece.literal;
  return written;
}

std::string Text::Shown() const {
  if (IsLiteral()) return literal_;
  std::string shown;
  for (const Piece& piece : *pieces_) {
    if (!piece.is_hole) {
      shown += piece.literal;
    } else if (piece.hole.syntax == HoleSyntax::kMissing) {
      shown += "<" + piece.hole.expression + ">";
    } else {
      shown += piece.hole.expression;
    }
  }
  return shown;
}

Text Text::Append(const Text& other) const {
  if (IsLiteral() && other.IsLiteral()) return Literal(literal_ + other.literal_);
  const auto pieces_of = [](const Text& text) {
    if (!text.IsLiteral()) return text.pieces();
    return std::vector<Piece>{{.literal = text.literal_, .hole = {}, .is_hole = false}};
  };
  std::vector<Piece> pieces = pieces_of(*this);
  const std::vector<Piece> more = pieces_of(other);
  pieces.insert(pieces.end(), more.begin(), more.end());
  return FromPieces(std::move(pieces));
}

Text Text::Append(std::string_view literal) const { return Append(Literal(literal)); }

Truth Equal(const Text& a, const Text& b, HoleRange range) {
  if (a.IsLiteral() && b.IsLiteral()) return base::FromBool(a.literal() == b.literal());
  // A namespace that was not written is one hole: most questions with holes are these.
  if (IsOneHole(a) && IsOneHole(b)) return a == b ? Truth::kYes : Truth::kMaybe;
  if (IsOneHole(a) && b.IsLiteral()) return AgainstHole(b.literal(), range);
  if (IsOneHole(b) && a.IsLiteral()) return AgainstHole(a.literal(), range);
  Remainder left(a);
  Remainder right(b);
  if (!Remainder::StripPrefix(&left, &right) || !Remainder::StripSuffix(&left, &right)) {
    return Truth::kNo;
  }
  if (left.IsEmpty() && right.IsEmpty()) return Truth::kYes;
  if (!left.HasHole() && !right.HasHole()) return Truth::kNo;
  return CanBeEqual(left, right, range) ? Truth::kMaybe : Truth::kNo;
}

}  // namespace irsalint::syntax
