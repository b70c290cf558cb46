#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace irsalint::cli {

// What may be written for an option's value or for an argument.
enum class ValueKind : uint8_t {
  kNone,   // a flag
  kAny,    // nothing is known of it
  kFile,   // a path, or one of the words
  kWords,  // one of the words
  kList,   // some of the words, with commas between them
};

struct OptionInfo {
  std::vector<std::string> names;  // with their dashes; for an argument the one that the help shows
  std::string description;
  std::string group;  // the heading that the help shows it under
  std::string shape;  // the value as the help shows it, as in `FILE|none`; "" for a flag
  ValueKind value = ValueKind::kNone;
  std::vector<std::string> words = {};
  bool is_optional = false;  // the value, then written `--option=VALUE`; or the argument itself
  bool is_repeated = false;  // an argument that takes all that follow
};

struct CommandInfo {
  std::string name;
  std::string description;
  std::string footer;  // its own; "" where the help repeats the program's
  std::vector<OptionInfo> options = {};
  std::vector<OptionInfo> arguments = {};
  std::vector<CommandInfo> commands = {};
};

// The command line as it is declared, for what is written from it: completions, the manual page.
// `rules` are the words of values that name rules.
[[nodiscard]] CommandInfo DescribeCommands(const CLI::App& app, std::span<const std::string> rules);

}  // namespace irsalint::cli
