#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace irsalint::load {

// One pattern of an ignore file (gitignore(5)), compiled. Matching is linear in text × pattern.
class IgnorePattern {
 public:
  // `line` without its line ending. A pattern that cannot match anything is kept and never matches.
  explicit IgnorePattern(std::string_view line);

  // `path` is relative to the pattern's directory, without a leading or trailing '/'.
  bool Matches(std::string_view path, bool is_directory) const;
  bool is_negated() const { return negated_; }

 private:
  // One position of the compiled glob.
  struct Token {
    enum class Kind : uint8_t {
      kByte,         // exactly `byte`
      kAny,          // one byte, '/' only in a base name pattern (where there is none)
      kClass,        // one byte of `classes_[index]`
      kRun,          // any run without '/'
      kRunOfAll,     // any run
      kDirectories,  // nothing, or any run that ends in '/'
    };
    Kind kind = Kind::kByte;
    unsigned char byte = 0;
    uint32_t index = 0;
  };
  using ByteSet = std::vector<bool>;

  void Compile(std::string_view glob);
  size_t CompileStars(std::string_view glob, size_t at);
  // The position after the class that starts at `at`; npos for one that is never closed.
  size_t CompileClass(std::string_view glob, size_t at);
  bool MatchesGlob(std::string_view text) const;

  std::vector<Token> tokens_;
  std::vector<ByteSet> classes_;
  bool negated_ = false;
  bool directories_only_ = false;
  bool base_name_only_ = false;
  bool impossible_ = false;
};

enum class IgnoreVerdict : uint8_t { kUndecided, kIgnored, kIncluded };

// The patterns of one ignore file; the last one that matches decides.
class IgnoreFile {
 public:
  // `directory` is the one that holds it, as in the paths given to Check.
  IgnoreFile(std::string_view directory, std::string_view text);

  // Undecided for paths outside of its directory.
  IgnoreVerdict Check(std::string_view path, bool is_directory) const;

 private:
  std::string directory_;
  std::vector<IgnorePattern> patterns_;
};

// The ignore files that apply in one directory, the outermost first. Cheap to extend for a
// subdirectory: the files above are shared.
class IgnoreStack {
 public:
  IgnoreStack() = default;

  // This stack and one more file, which is asked before all others.
  [[nodiscard]] IgnoreStack With(std::shared_ptr<const IgnoreFile> file) const;

  // Whether git ignores the path, given that it does not ignore the directory that holds it.
  bool Ignores(std::string_view path, bool is_directory) const;

 private:
  std::vector<std::shared_ptr<const IgnoreFile>> files_;
};

}  // namespace irsalint::load
