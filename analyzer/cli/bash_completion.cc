#include <fmt/format.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/cli/completion.h"
#include "analyzer/cli/completion_place.h"

namespace irsalint::cli {
namespace {

// Bash cuts `--option=value` into three words, so an option is also seen behind a `=`.
constexpr std::string_view kHead = R"(# Completion of irsalint for bash.
# In ~/.bashrc: source <(irsalint completion bash)

# Adds the words of $1 that begin with $2; $3 stands before each.
_irsalint_words() {
  local found
  while IFS= read -r found; do
    COMPREPLY+=("$found")
  done < <(compgen -P "$3" -W "$1" -- "$2")
}

_irsalint_files() {
  local found
  compopt -o filenames 2>/dev/null
  while IFS= read -r found; do
    COMPREPLY+=("$found")
  done < <(compgen -f -- "$1")
}

# Words with commas between them: the last one is completed.
_irsalint_list() {
  local before=""
  [[ $2 == *,* ]] && before="${2%,*},"
  _irsalint_words "$1" "${2##*,}" "$before"
}

_irsalint() {
  local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD - 1]}" place="" at i
  COMPREPLY=()
  for ((at = 1; at < COMP_CWORD; ++at)); do
    case "$place/${COMP_WORDS[at]}" in
)";

constexpr std::string_view kAfterPlaces = R"(      *) break ;;
    esac
  done
  for ((i = at; i < COMP_CWORD; ++i)); do
    if [[ ${COMP_WORDS[i]} == -- ]]; then
      _irsalint_files "$word"
      return
    fi
  done
  if [[ $word == = ]]; then
    word=""
    before+="="
  elif [[ $before == = ]]; then
    before="${COMP_WORDS[COMP_CWORD - 2]}="
  fi
  case "$place $before" in
)";

constexpr std::string_view kTail = R"(  esac
}

complete -F _irsalint irsalint
)";

// The patterns of a branch of `case`, a line each.
std::string Branch(const std::vector<std::string>& patterns, std::string_view commands) {
  std::string text;
  for (const std::string& pattern : patterns) {
    text += text.empty() ? "    " : " | \\\n    ";
    text += pattern;
  }
  return fmt::format("{})\n{}      ;;\n", text, commands);
}

std::string Complete(const OptionInfo& info) {
  const std::string words = fmt::format("{}", fmt::join(info.words, " "));
  switch (info.value) {
    case ValueKind::kNone:
    case ValueKind::kAny:
      return "";
    case ValueKind::kFile:
      return (words.empty() ? "" : fmt::format("      _irsalint_words \"{}\" \"$word\"\n", words)) +
             "      _irsalint_files \"$word\"\n";
    case ValueKind::kWords:
      return fmt::format("      _irsalint_words \"{}\" \"$word\"\n", words);
    case ValueKind::kList:
      return fmt::format("      _irsalint_list \"{}\" \"$word\"\n", words);
  }
  return "";
}

// A branch for each kind of value, with the options of all places that take it.
std::string ValueBranches(const std::vector<CompletionPlace>& places) {
  std::map<std::string, std::vector<std::string>> patterns;
  for (const CompletionPlace& place : places) {
    for (const OptionInfo* option : place.options) {
      if (option->value == ValueKind::kNone) continue;
      for (const std::string& name : option->names) {
        std::vector<std::string>& same = patterns[Complete(*option)];
        same.push_back(fmt::format("\"{} {}=\"", place.path, name));
        if (!option->is_optional) same.push_back(fmt::format("\"{} {}\"", place.path, name));
      }
    }
  }
  std::string text;
  for (const auto& [commands, same] : patterns) text += Branch(same, commands + "      return\n");
  return text;
}

std::string OptionNames(const CompletionPlace& place) {
  std::string names;
  for (const OptionInfo* option : place.options) {
    for (const std::string& name : option->names) names += (names.empty() ? "" : " ") + name;
  }
  return names;
}

std::string CommandNames(const CompletionPlace& place) {
  std::string names;
  for (const CommandInfo* command : place.commands) {
    names += (names.empty() ? "" : " ") + command->name;
  }
  return names;
}

std::string PlaceBranch(const CompletionPlace& place) {
  std::string text = fmt::format(
      "      if [[ $word == -* ]]; then\n"
      "        _irsalint_words \"{}\" \"$word\"\n"
      "        return\n"
      "      fi\n",
      OptionNames(place));
  if (!place.commands.empty()) {
    text += fmt::format("      ((at == COMP_CWORD)) && _irsalint_words \"{}\" \"$word\"\n",
                        CommandNames(place));
  }
  for (const OptionInfo* argument : place.arguments) {
    if (argument->value == ValueKind::kWords) text += Complete(*argument);
  }
  if (place.TakesFiles()) text += "      _irsalint_files \"$word\"\n";
  return Branch({place.path.empty() ? "\"\"" : place.path}, text);
}

}  // namespace

std::string BashCompletion(const CommandInfo& program) {
  const std::vector<CompletionPlace> places = CompletionPlaces(program);
  std::string text(kHead);
  std::vector<std::string> paths;
  for (const CompletionPlace& place : places) {
    if (!place.path.empty()) paths.push_back(place.path);
  }
  text += fmt::format("      {}) place+=\"/${{COMP_WORDS[at]}}\" ;;\n",
                      fmt::join(paths, " | \\\n      "));
  text += kAfterPlaces;
  text += ValueBranches(places);
  text += "  esac\n  case \"$place\" in\n";
  for (const CompletionPlace& place : places) text += PlaceBranch(place);
  text += kTail;
  return text;
}

}  // namespace irsalint::cli
