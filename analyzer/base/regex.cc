#include "analyzer/base/regex.h"

#include <cassert>

namespace irsalint::base {
namespace {

re2::StringPiece Piece(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

Regex::Regex(std::string_view pattern) : regex_(Piece(pattern), re2::RE2::Quiet) {
  assert(regex_.ok());
}

bool Regex::FullMatch(std::string_view text) const {
  return re2::RE2::FullMatch(Piece(text), regex_);
}

bool Regex::PartialMatch(std::string_view text) const {
  return re2::RE2::PartialMatch(Piece(text), regex_);
}

}  // namespace irsalint::base
