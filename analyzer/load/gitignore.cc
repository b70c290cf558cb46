#include "analyzer/load/gitignore.h"

#include <algorithm>
#include <array>
#include <utility>

#include "analyzer/base/strings.h"

namespace irsalint::load {
namespace {

constexpr size_t kBytes = 256;

bool IsSpecial(char c) { return c == '*' || c == '?' || c == '[' || c == '\\'; }

// The named classes of POSIX in the C locale, with the blanks that git counts as space.
bool InNamedClass(std::string_view name, unsigned char byte) {
  const char c = static_cast<char>(byte);
  const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
  const bool printable = byte >= 0x20 && byte < 0x7f;
  if (name == "alnum") return base::IsAsciiAlnum(c);
  if (name == "alpha") return base::IsAsciiAlpha(c);
  if (name == "blank") return c == ' ' || c == '\t';
  if (name == "cntrl") return byte < 0x20 || byte == 0x7f;
  if (name == "digit") return base::IsAsciiDigit(c);
  if (name == "graph") return printable && !space;
  if (name == "lower") return base::IsAsciiLower(c);
  if (name == "print") return printable;
  if (name == "punct") return printable && !space && !base::IsAsciiAlnum(c);
  if (name == "space") return space;
  if (name == "upper") return base::IsAsciiUpper(c);
  if (name == "xdigit") {
    const char lower = base::ToAsciiLower(c);
    return base::IsAsciiDigit(c) || (lower >= 'a' && lower <= 'f');
  }
  return false;
}

constexpr std::array<std::string_view, 12> kNamedClasses = {"alnum", "alpha", "blank", "cntrl",
                                                            "digit", "graph", "lower", "print",
                                                            "punct", "space", "upper", "xdigit"};

// Removes trailing spaces, except one that a backslash protects.
std::string_view TrimTrailingSpaces(std::string_view line) {
  size_t keep = 0;
  for (size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\') {
      if (i + 1 == line.size()) return line;
      ++i;
      keep = i + 1;
    } else if (line[i] != ' ') {
      keep = i + 1;
    }
  }
  return line.substr(0, keep);
}

std::string_view BaseName(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

}  // namespace

IgnorePattern::IgnorePattern(std::string_view line) {
  std::string_view glob = line;
  if (!glob.empty() && glob.front() == '!') {
    negated_ = true;
    glob.remove_prefix(1);
  }
  if (!glob.empty() && glob.back() == '/') {
    directories_only_ = true;
    glob.remove_suffix(1);
  }
  base_name_only_ = glob.find('/') == std::string_view::npos;
  if (!glob.empty() && glob.front() == '/') glob.remove_prefix(1);
  impossible_ = glob.empty();
  Compile(glob);
}

void IgnorePattern::Compile(std::string_view glob) {
  size_t at = 0;
  while (at < glob.size()) {
    const char c = glob[at];
    if (c == '*') {
      at = CompileStars(glob, at);
    } else if (c == '[') {
      at = CompileClass(glob, at + 1);
      if (at == std::string_view::npos) {
        impossible_ = true;
        return;
      }
    } else if (c == '?') {
      tokens_.push_back({.kind = Token::Kind::kAny});
      ++at;
    } else {
      if (c == '\\' && ++at == glob.size()) {
        impossible_ = true;
        return;
      }
      tokens_.push_back({.kind = Token::Kind::kByte, .byte = static_cast<unsigned char>(glob[at])});
      ++at;
    }
  }
}

size_t IgnorePattern::CompileStars(std::string_view glob, size_t at) {
  size_t after = at;
  while (after < glob.size() && glob[after] == '*') ++after;
  const bool several = after - at > 1;
  // git compares the text before the first special character by itself and matches the rest as if
  // it began there, so `**` right behind a literal prefix crosses directories too: "a/b**/c".
  const bool behind_literal = std::none_of(glob.begin(), glob.begin() + static_cast<long>(at),
                                           [](char c) { return IsSpecial(c); });
  const bool starts_component = behind_literal || glob[at - 1] == '/';
  const std::string_view rest = glob.substr(after);
  const bool ends_component = rest.empty() || rest.front() == '/' || rest.substr(0, 2) == "\\/";

  if (!several || base_name_only_ || !starts_component || !ends_component) {
    tokens_.push_back({.kind = Token::Kind::kRun});
    return after;
  }
  if (!rest.empty() && rest.front() == '/') {
    tokens_.push_back({.kind = Token::Kind::kDirectories});
    return after + 1;
  }
  tokens_.push_back({.kind = Token::Kind::kRunOfAll});
  return after;
}

size_t IgnorePattern::CompileClass(std::string_view glob, size_t at) {
  ByteSet set(kBytes, false);
  bool inverted = false;
  if (at < glob.size() && (glob[at] == '!' || glob[at] == '^')) {
    inverted = true;
    ++at;
  }
  int previous = -1;  // the character that can begin a range
  for (bool first = true;; first = false) {
    if (at >= glob.size()) return std::string_view::npos;
    char c = glob[at];
    if (c == ']' && !first) break;
    const bool named = c == '[' && at + 1 < glob.size() && glob[at + 1] == ':';
    if (named) {
      const size_t close = glob.find(']', at + 2);
      if (close == std::string_view::npos) return std::string_view::npos;
      if (close > at + 2 && glob[close - 1] == ':') {
        const std::string_view name = glob.substr(at + 2, close - 1 - (at + 2));
        if (std::find(kNamedClasses.begin(), kNamedClasses.end(), name) == kNamedClasses.end()) {
          return std::string_view::npos;
        }
        for (size_t byte = 0; byte < kBytes; ++byte) {
          if (InNamedClass(name, static_cast<unsigned char>(byte))) set[byte] = true;
        }
        previous = -1;
        at = close + 1;
        continue;
      }
    }
    if (c == '-' && previous > 0 && at + 1 < glob.size() && glob[at + 1] != ']') {
      c = glob[++at];
      if (c == '\\') {
        if (++at == glob.size()) return std::string_view::npos;
        c = glob[at];
      }
      for (size_t byte = static_cast<size_t>(previous); byte <= static_cast<unsigned char>(c);
           ++byte) {
        set[byte] = true;
      }
      previous = -1;
    } else {
      if (c == '\\') {
        if (++at == glob.size()) return std::string_view::npos;
        c = glob[at];
      }
      set[static_cast<unsigned char>(c)] = true;
      previous = static_cast<unsigned char>(c);
    }
    ++at;
  }
  if (inverted) set.flip();
  set[static_cast<unsigned char>('/')] = false;
  tokens_.push_back({.kind = Token::Kind::kClass, .index = static_cast<uint32_t>(classes_.size())});
  classes_.push_back(std::move(set));
  return at + 1;
}

bool IgnorePattern::Matches(std::string_view path, bool is_directory) const {
  if (impossible_ || (directories_only_ && !is_directory)) return false;
  return MatchesGlob(base_name_only_ ? BaseName(path) : path);
}

bool IgnorePattern::MatchesGlob(std::string_view text) const {
  using Kind = Token::Kind;
  // The part before the first wildcard decides nearly always.
  size_t literal = 0;
  while (literal < tokens_.size() && tokens_[literal].kind == Kind::kByte) {
    if (literal >= text.size() ||
        static_cast<unsigned char>(text[literal]) != tokens_[literal].byte) {
      return false;
    }
    ++literal;
  }
  if (literal == tokens_.size()) return literal == text.size();

  // Follows all positions at once: `active[i]` means that tokens before i have matched.
  std::vector<char> active(tokens_.size() + 1, 0);
  std::vector<char> next(tokens_.size() + 1, 0);
  const auto enter = [this](std::vector<char>& set, size_t position) {
    set[position] = 1;
    while (position < tokens_.size() &&
           (tokens_[position].kind == Kind::kRun || tokens_[position].kind == Kind::kRunOfAll ||
            tokens_[position].kind == Kind::kDirectories)) {
      set[++position] = 1;
    }
  };
  enter(active, literal);
  for (const char c : text.substr(literal)) {
    std::fill(next.begin(), next.end(), 0);
    for (size_t i = literal; i < tokens_.size(); ++i) {
      if (!active[i]) continue;
      const Token& token = tokens_[i];
      switch (token.kind) {
        case Kind::kByte:
          if (token.byte == static_cast<unsigned char>(c)) enter(next, i + 1);
          break;
        case Kind::kAny:
          if (c != '/') enter(next, i + 1);
          break;
        case Kind::kClass:
          if (classes_[token.index][static_cast<unsigned char>(c)]) enter(next, i + 1);
          break;
        case Kind::kRun:
          if (c != '/') enter(next, i);
          break;
        case Kind::kRunOfAll:
          enter(next, i);
          break;
        case Kind::kDirectories:
          // Inside the run: what follows may begin only after a '/'.
          next[i] = 1;
          if (c == '/') enter(next, i + 1);
          break;
      }
    }
    std::swap(active, next);
  }
  return active[tokens_.size()] != 0;
}

IgnoreFile::IgnoreFile(std::string_view directory, std::string_view text) : directory_(directory) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (base::StartsWith(text, kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  while (!text.empty()) {
    const size_t newline = text.find('\n');
    std::string_view line = text.substr(0, newline);
    text.remove_prefix(newline == std::string_view::npos ? text.size() : newline + 1);
    if (line.empty() || line.front() == '#') continue;
    if (line.back() == '\r') line.remove_suffix(1);
    line = TrimTrailingSpaces(line.substr(0, line.find('\0')));
    if (!line.empty()) patterns_.emplace_back(line);
  }
}

IgnoreVerdict IgnoreFile::Check(std::string_view path, bool is_directory) const {
  if (!directory_.empty()) {
    if (path.size() <= directory_.size() + 1 || !base::StartsWith(path, directory_) ||
        path[directory_.size()] != '/') {
      return IgnoreVerdict::kUndecided;
    }
    path.remove_prefix(directory_.size() + 1);
  }
  for (auto pattern = patterns_.rbegin(); pattern != patterns_.rend(); ++pattern) {
    if (pattern->Matches(path, is_directory)) {
      return pattern->is_negated() ? IgnoreVerdict::kIncluded : IgnoreVerdict::kIgnored;
    }
  }
  return IgnoreVerdict::kUndecided;
}

IgnoreStack IgnoreStack::With(std::shared_ptr<const IgnoreFile> file) const {
  IgnoreStack extended = *this;
  extended.files_.push_back(std::move(file));
  return extended;
}

bool IgnoreStack::Ignores(std::string_view path, bool is_directory) const {
  for (auto file = files_.rbegin(); file != files_.rend(); ++file) {
    const IgnoreVerdict verdict = (*file)->Check(path, is_directory);
    if (verdict != IgnoreVerdict::kUndecided) return verdict == IgnoreVerdict::kIgnored;
  }
  return false;
}

}  // namespace irsalint::load
