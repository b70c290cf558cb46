#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/cli/completion.h"
#include "analyzer/cli/completion_place.h"

namespace irsalint::cli {
namespace {

constexpr std::string_view kHead = R"(# Completion of irsalint for fish.
# irsalint completion fish > ~/.config/fish/completions/irsalint.fish

# Whether the words so far lead to the command $argv[1]: '' for none, /policy/why for two.
function __irsalint_at
    set -l place ''
    for word in (commandline -opc)[2..-1]
        switch "$place/$word"
            case )";

constexpr std::string_view kAfterPlaces = R"(
                set place "$place/$word"
            case '*'
                break
        end
    end
    test "$place" = $argv[1]
end

# Whether the words so far are the command $argv[1] and nothing else.
function __irsalint_begins
    set -l words /(commandline -opc)[2..-1]
    set -l path (string join '' $words)
    test "$path" = $argv[1]
end

)";

// `text` inside single quotes.
std::string Quoted(std::string_view text) {
  std::string quoted;
  for (const char c : text) {
    if (c == '\'' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return "'" + quoted + "'";
}

std::string Value(const OptionInfo& info) {
  const std::string words = Quoted(fmt::format("{}", fmt::join(info.words, " ")));
  switch (info.value) {
    case ValueKind::kNone:
      return "";
    case ValueKind::kAny:
      return " -x";
    case ValueKind::kFile:
      return info.words.empty() ? " -r -F" : " -r -F -a " + words;
    case ValueKind::kWords:
      return (info.is_optional ? " -a " : " -x -a ") + words;
    case ValueKind::kList:
      return " -x -a " + words;
  }
  return "";
}

std::string OptionLine(const std::string& at, const OptionInfo& option) {
  std::string names;
  for (const std::string& name : option.names) {
    names += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  }
  return fmt::format("complete -c irsalint -n '{}'{}{} -d {}\n", at, names, Value(option),
                     Quoted(option.description));
}

std::string PlaceLines(const CompletionPlace& place) {
  const std::string argument = place.path.empty() ? "\"\"" : place.path;
  const std::string at = "__irsalint_at " + argument;
  std::string text;
  if (!place.TakesFiles()) text += fmt::format("complete -c irsalint -n '{}' -f\n", at);
  for (const CommandInfo* command : place.commands) {
    text += fmt::format("complete -c irsalint -n '__irsalint_begins {}' -a {} -d {}\n", argument,
                        command->name, Quoted(command->description));
  }
  for (const OptionInfo* option : place.options) text += OptionLine(at, *option);
  for (const OptionInfo* word : place.arguments) {
    if (word->value != ValueKind::kWords) continue;
    text += fmt::format("complete -c irsalint -n '{}' -a {}\n", at,
                        Quoted(fmt::format("{}", fmt::join(word->words, " "))));
  }
  return text;
}

}  // namespace

std::string FishCompletion(const CommandInfo& program) {
  const std::vector<CompletionPlace> places = CompletionPlaces(program);
  std::vector<std::string> paths;
  for (const CompletionPlace& place : places) {
    if (!place.path.empty()) paths.push_back(place.path);
  }
  std::string text(kHead);
  text += fmt::format("{}", fmt::join(paths, " "));
  text += kAfterPlaces;
  for (const CompletionPlace& place : places) text += PlaceLines(place);
  return text;
}

}  // namespace irsalint::cli
