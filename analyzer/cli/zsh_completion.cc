#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/cli/completion.h"
#include "analyzer/cli/completion_place.h"

namespace irsalint::cli {
namespace {

constexpr std::string_view kHead = R"(#compdef irsalint
# Completion of irsalint for zsh.
# As a file: irsalint completion zsh > "${fpath[1]}/_irsalint"
# In ~/.zshrc, behind compinit: source <(irsalint completion zsh)

_irsalint() {
  local curcontext="$curcontext" state place=""
  local -a commands
  local -i at=2
  while (( at < CURRENT )); do
    case "$place/${words[at]}" in
)";

constexpr std::string_view kAfterPlaces = R"(      (*) break ;;
    esac
    (( ++at ))
  done
  # _arguments shall see the words of the last command alone.
  shift $(( at - 2 )) words
  (( CURRENT -= at - 2 ))

  case "$place" in
)";

// The file is loaded by compinit, which calls it for its function, or read by `source`.
constexpr std::string_view kTail = R"(  esac
}

if [[ ${funcstack[1]} == _irsalint ]]; then
  _irsalint "$@"
else
  compdef _irsalint irsalint
fi
)";

// `text` inside single quotes, with a backslash before what means something in a specification.
std::string Quoted(std::string_view text) {
  std::string quoted;
  for (const char c : text) {
    if (c == '\'') {
      quoted += "'\\''";
      continue;
    }
    if (c == '[' || c == ']' || c == ':' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted;
}

// What is offered for a value: the end of a specification.
std::string Action(const OptionInfo& info) {
  const std::string words = fmt::format("{}", fmt::join(info.words, " "));
  switch (info.value) {
    case ValueKind::kNone:
    case ValueKind::kAny:
      return " ";
    case ValueKind::kFile:
      return words.empty() ? "_files" : fmt::format("{{_files; compadd -- {}}}", words);
    case ValueKind::kWords:
      return fmt::format("({})", words);
    case ValueKind::kList:
      return fmt::format("_values -s , word {}", words);
  }
  return "";
}

// An option may be given again, hence the star.
std::string Specification(const OptionInfo& option, const std::string& name) {
  const std::string description = Quoted(option.description);
  if (option.value == ValueKind::kNone) return fmt::format("'*{}[{}]'", name, description);
  return fmt::format("'*{}={}[{}]:{}{}:{}'", name, option.is_optional ? "-" : "", description,
                     option.is_optional ? ":" : "", Quoted(option.shape), Action(option));
}

std::string ArgumentSpecification(const OptionInfo& argument, size_t position) {
  const std::string where = argument.is_repeated ? "*" : fmt::format("{}", position);
  return fmt::format("'{}:{}:{}'", where, Quoted(argument.shape), Action(argument));
}

std::string PlaceBranch(const CompletionPlace& place) {
  std::string text = fmt::format("    ({})\n", place.path.empty() ? "''" : place.path);
  text += "      _arguments -C";
  const auto add = [&text](const std::string& specification) {
    text += " \\\n        " + specification;
  };
  for (const OptionInfo* option : place.options) {
    for (const std::string& name : option->names) add(Specification(*option, name));
  }
  if (!place.commands.empty()) add("'1: :->first'");
  size_t position = place.commands.empty() ? 0 : 1;
  for (const OptionInfo* argument : place.arguments) {
    add(ArgumentSpecification(*argument, ++position));
  }
  text += " && return\n";
  if (!place.commands.empty()) {
    text += "      [[ $state == first ]] || return\n      commands=(\n";
    for (const CommandInfo* command : place.commands) {
      text += fmt::format("        '{}:{}'\n", command->name, Quoted(command->description));
    }
    text += "      )\n      _describe -t commands command commands\n";
    if (place.TakesFiles()) text += "      _files\n";
  }
  text += "      ;;\n";
  return text;
}

}  // namespace

std::string ZshCompletion(const CommandInfo& program) {
  const std::vector<CompletionPlace> places = CompletionPlaces(program);
  std::string text(kHead);
  for (const CompletionPlace& place : places) {
    if (place.path.empty()) continue;
    text += fmt::format("      ({}) place+=\"/${{words[at]}}\" ;;\n", place.path);
  }
  text += kAfterPlaces;
  for (const CompletionPlace& place : places) text += PlaceBranch(place);
  text += kTail;
  return text;
}

}  // namespace irsalint::cli
