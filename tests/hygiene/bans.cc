#include "tests/hygiene/bans.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>

namespace irsalint::hygiene {
namespace {

enum class Scope { kAll, kHeaders, kOutsideCli };

struct Ban {
  std::string_view word;
  std::string_view reason;
  Scope scope;
};

constexpr std::array kBans = {
    Ban{"using namespace", "a header's names leak into all that include it", Scope::kHeaders},
    Ban{"std::cout", "only the command line writes to the terminal", Scope::kOutsideCli},
    Ban{"std::cerr", "only the command line writes to the terminal", Scope::kOutsideCli},
    Ban{"printf", "only the command line writes to the terminal", Scope::kOutsideCli},
    Ban{"fprintf", "only the command line writes to the terminal", Scope::kOutsideCli},
    Ban{"getenv", "only the command line reads the environment", Scope::kOutsideCli},
    Ban{"system_clock", "the analysis has no calendar", Scope::kOutsideCli},
    Ban{"std::regex", "backtracks without bound; use analyzer/base/regex.h", Scope::kAll},
    Ban{"rand", "results must not vary", Scope::kAll},
};

constexpr std::array kBannedHeaders = {
    Ban{"<regex>", "backtracks without bound; use analyzer/base/regex.h", Scope::kAll},
    Ban{"<iostream>", "only the command line writes to the terminal", Scope::kOutsideCli},
};

// Not in g++ 12 or not in clang 14.
constexpr std::array kMissing = {
    std::string_view("std::expected"),      std::string_view("std::format"),
    std::string_view("std::print"),         std::string_view("std::views"),
    std::string_view("std::ranges::views"), std::string_view("std::source_location"),
};

// Where `catch (...)` may stand, and why.
constexpr std::array kCatchAll = {
    std::string_view("analyzer/engine/check.cc"),     // a rule that throws is reported by its id
    std::string_view("analyzer/engine/parallel.cc"),  // carries an exception to the caller's thread
    std::string_view("analyzer/syntax/yaml.cc"),      // yaml-cpp
    std::string_view("analyzer/syntax/json.cc"),      // nlohmann_json
    std::string_view("analyzer/facts/json_reader.cc"),  // nlohmann_json
    std::string_view("analyzer/cli/main.cc"),           // a fault of ours ends with status 3
};

bool Applies(Scope scope, std::string_view path) {
  switch (scope) {
    case Scope::kAll:
      return true;
    case Scope::kHeaders:
      return path.ends_with(".h");
    case Scope::kOutsideCli:
      return !path.starts_with("analyzer/cli/");
  }
  return true;
}

std::string Trimmed(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t\n");
  if (begin == std::string_view::npos) return "";
  return std::string(text.substr(begin, text.find_last_not_of(" \t\n") - begin + 1));
}

// One line of a comment without its slashes: code, rather than words about code?
bool LooksLikeCode(std::string_view comment) {
  constexpr std::array kBeginnings = {
      std::string_view("#include"), std::string_view("#if"),    std::string_view("return "),
      std::string_view("if ("),     std::string_view("for ("),  std::string_view("while ("),
      std::string_view("auto "),    std::string_view("const "), std::string_view("EXPECT_"),
      std::string_view("ASSERT_"),  std::string_view("std::"),  std::string_view("} else"),
  };
  const bool begins =
      std::any_of(kBeginnings.begin(), kBeginnings.end(),
                  [&](std::string_view beginning) { return comment.starts_with(beginning); });
  if (comment.starts_with("#include") || comment == "}" || comment.ends_with(");")) return true;
  const bool ends = comment.ends_with(';') || comment.ends_with('{');
  return ends && (begins || comment.find(" = ") != std::string_view::npos);
}

class Reporter {
 public:
  explicit Reporter(std::string path) : path_(std::move(path)) {}

  void Add(size_t line, std::string message) {
    violations_.push_back({.path = path_, .line = line, .message = std::move(message)});
  }

  std::vector<Violation> Take() { return std::move(violations_); }

 private:
  std::string path_;
  std::vector<Violation> violations_;
};

// The first words of statements that declare no variable.
bool DeclaresNoVariable(std::string_view statement) {
  constexpr std::array kWords = {
      std::string_view("using"),
      std::string_view("typedef"),
      std::string_view("namespace"),
      std::string_view("class"),
      std::string_view("struct"),
      std::string_view("enum"),
      std::string_view("union"),
      std::string_view("template"),
      std::string_view("friend"),
      std::string_view("concept"),
      std::string_view("static_assert"),
      std::string_view("return"),
      std::string_view("requires"),
      std::string_view("public"),
      std::string_view("private"),
      std::string_view("else"),
      std::string_view("do"),
      std::string_view("try"),
      std::string_view("case"),
      std::string_view("default"),
  };
  const std::string_view first = statement.substr(0, statement.find_first_of(" <(\n\t:{"));
  return std::find(kWords.begin(), kWords.end(), first) != kWords.end();
}

// A declaration or definition of a function, or a control statement: a parenthesis comes before any
// initialiser.
bool IsFunction(std::string_view statement) {
  const size_t paren = statement.find('(');
  return HasWord(statement, "operator") ||
         (paren != std::string_view::npos && paren < statement.find_first_of("={"));
}

bool IsConstant(std::string_view statement) {
  const std::string_view head = statement.substr(0, statement.find_first_of("={"));
  // `const char* name` points to constants but can itself be pointed elsewhere.
  const size_t star = head.rfind('*');
  const std::string_view own = star == std::string_view::npos ? head : head.substr(star);
  return HasWord(head, "constexpr") || HasWord(own, "const");
}

// Follows the braces of a file and judges each statement at namespace scope and each static one
// elsewhere. What stands inside an initialiser or an argument list belongs to its statement.
class GlobalFinder {
 public:
  explicit GlobalFinder(const SourceText& file) : code_(CodeOnly(file.text)), out_(file.path) {}

  std::vector<Violation> Run() {
    for (at_ = 0; at_ < code_.size(); ++at_) {
      if (code_[at_] == '#' && IsBlank()) SkipDirective();
      if (at_ == code_.size()) break;
      if (code_[at_] == '\n') ++line_;
      Step(code_[at_]);
    }
    return out_.Take();
  }

 private:
  enum class Brace { kNamespace, kExpression, kOther };

  bool IsBlank() const { return Trimmed(statement_).empty(); }

  void SkipDirective() {
    for (; at_ < code_.size() && (code_[at_] != '\n' || code_[at_ - 1] == '\\'); ++at_) {
      if (code_[at_] == '\n') ++line_;
    }
  }

  bool IsInExpression() const {
    return parentheses_ > 0 || (!braces_.empty() && braces_.back() == Brace::kExpression);
  }

  void Step(char c) {
    if (c == '{') {
      Open();
    } else if (c == '}') {
      Close();
    } else if (c == ';' && !IsInExpression()) {
      Judge();
      Clear();
    } else {
      if (c == '(') ++parentheses_;
      if (c == ')' && parentheses_ > 0) --parentheses_;
      if (IsBlank()) begins_ = line_;
      statement_ += c;
    }
  }

  void Open() {
    const std::string statement = Trimmed(statement_);
    const bool is_namespace = statement.starts_with("namespace") ||
                              statement.starts_with("inline namespace") || statement == "extern";
    const bool initialises =
        !statement.empty() && !DeclaresNoVariable(statement) && !IsFunction(statement);
    if (IsInExpression() || (initialises && !is_namespace)) {
      braces_.push_back(Brace::kExpression);
      statement_ += '{';
      return;
    }
    braces_.push_back(is_namespace && IsNamespaceScope() ? Brace::kNamespace : Brace::kOther);
    Clear();
  }

  void Close() {
    const Brace closed = braces_.empty() ? Brace::kOther : braces_.back();
    if (!braces_.empty()) braces_.pop_back();
    if (closed == Brace::kExpression) {
      statement_ += '}';
    } else {
      Clear();
    }
  }

  void Clear() {
    statement_.clear();
    parentheses_ = 0;
  }

  bool IsNamespaceScope() const {
    return std::all_of(braces_.begin(), braces_.end(),
                       [](Brace brace) { return brace == Brace::kNamespace; });
  }

  void Judge() {
    const std::string statement = Trimmed(statement_);
    const bool is_static =
        statement.starts_with("static ") || statement.starts_with("thread_local ");
    if (!is_static && !IsNamespaceScope()) return;
    if (statement.find(' ') == std::string::npos || DeclaresNoVariable(statement) ||
        IsFunction(statement) || IsConstant(statement)) {
      return;
    }
    out_.Add(begins_, "a variable that lives as long as the program must be const");
  }

  std::string code_;
  Reporter out_;
  std::vector<Brace> braces_;
  std::string statement_;
  size_t at_ = 0;
  size_t line_ = 1;
  size_t begins_ = 1;
  int parentheses_ = 0;
};

}  // namespace

std::vector<Violation> CheckBans(const SourceText& file) {
  Reporter out(file.path);
  for (const Include& include : Includes(file.text)) {
    for (const Ban& ban : kBannedHeaders) {
      if (include.target == ban.word && Applies(ban.scope, file.path)) {
        out.Add(include.line, std::string(ban.word) + ": " + std::string(ban.reason));
      }
    }
  }
  size_t number = 0;
  for (const std::string& line : Lines(CodeOnly(file.text))) {
    ++number;
    for (const Ban& ban : kBans) {
      if (Applies(ban.scope, file.path) && HasWord(line, ban.word)) {
        out.Add(number, std::string(ban.word) + ": " + std::string(ban.reason));
      }
    }
    if (line.find("catch (...)") != std::string::npos &&
        std::find(kCatchAll.begin(), kCatchAll.end(), file.path) == kCatchAll.end()) {
      out.Add(number,
              "catch (...): only the wrapper of a library, a rule or a thread may catch all");
    }
  }
  return out.Take();
}

std::vector<Violation> CheckEverywhere(const SourceText& file) {
  Reporter out(file.path);
  if (file.path.ends_with(".h") && !file.text.starts_with("#pragma once\n")) {
    out.Add(1, "a header begins with #pragma once");
  }
  size_t number = 0;
  for (const std::string& line : Lines(CodeOnly(file.text))) {
    ++number;
    for (std::string_view missing : kMissing) {
      if (HasWord(line, missing)) {
        out.Add(number, std::string(missing) + ": g++ 12 or clang 14 does not have it");
      }
    }
    if (line.find("DISABLED"
                  "_") != std::string::npos)
      out.Add(number, "a test is switched off");
    if (Trimmed(line) == "#if 0") out.Add(number, "code is switched off");
  }
  number = 0;
  for (const std::string& line : Lines(CommentsOnly(file.text))) {
    ++number;
    const std::string comment = Trimmed(line);
    if (HasWord(comment,
                "TO"
                "DO") ||
        HasWord(comment,
                "FIX"
                "ME")) {
      out.Add(number, "a mark of unfinished work: finish it, or file an issue");
    }
    const size_t words = comment.find_first_not_of("/* ");
    if (words != std::string::npos && LooksLikeCode(std::string_view(comment).substr(words))) {
      out.Add(number, "commented-out code");
    }
  }
  return out.Take();
}

std::vector<Violation> CheckMutableGlobals(const SourceText& file) {
  return GlobalFinder(file).Run();
}

std::vector<Violation> CheckFileName(const std::string& path) {
  const bool good = std::all_of(path.begin(), path.end(), [](char c) {
    return std::islower(static_cast<unsigned char>(c)) != 0 ||
           std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '/' || c == '.';
  });
  if (good) return {};
  return {{.path = path, .line = 1, .message = "files and folders are named in snake_case"}};
}

std::vector<Violation> CheckMachineNames(const SourceText& file) {
  // Written in two halves, for this file is among those that are read.
  constexpr std::array kNames = {
      std::string_view("/ro"
                       "ot/"),
      std::string_view("/ho"
                       "me/"),
      std::string_view("\"reso"
                       "lved\""),
  };
  Reporter out(file.path);
  size_t number = 0;
  for (const std::string& line : Lines(file.text)) {
    ++number;
    for (std::string_view name : kNames) {
      if (line.find(name) != std::string::npos) {
        out.Add(number, std::string(name) + " names one machine or the place of a package");
      }
    }
  }
  return out.Take();
}

}  // namespace irsalint::hygiene
