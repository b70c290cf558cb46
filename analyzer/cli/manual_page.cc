#include "analyzer/cli/manual_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "analyzer/base/strings.h"
#include "analyzer/base/version.h"

namespace irsalint::cli {
namespace {

constexpr std::string_view kDescription =
    ".SH DESCRIPTION\n"
    "irsalint reads Kubernetes manifests and IAM documents, links workload, service\n"
    "account, role, trust policy and OIDC provider, and reports each link that is\n"
    "broken, unsafe or unprovable. It needs no cluster, no account and no network,\n"
    "and runs nothing of what it reads.\n";

constexpr std::string_view kRest =
    ".SH FILES\n"
    ".TP\n"
    ".I .irsalint.yaml\n"
    "The configuration: the nearest one at or above the working directory.\n"
    ".SH ENVIRONMENT\n"
    ".TP\n"
    ".B NO_COLOR\n"
    "Switches colour off unless it is empty.\n"
    ".TP\n"
    ".BR CLICOLOR_FORCE \", \" FORCE_COLOR\n"
    "Switch colour on unless they are empty or 0.\n";

std::string ToText(const base::Date& day) {
  return fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day);
}

// A line of text: a backslash, a dash and a leading dot or quote mean something to the formatter.
std::string Escaped(std::string_view text) {
  std::string escaped;
  if (text.starts_with(".") || text.starts_with("'")) escaped += "\\&";
  for (const char c : text) {
    if (c == '\\') {
      escaped += "\\(rs";
    } else if (c == '-') {
      escaped += "\\-";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

std::string Bold(std::string_view text) { return "\\fB" + Escaped(text) + "\\fR"; }

std::string Italic(std::string_view text) { return "\\fI" + Escaped(text) + "\\fR"; }

// `--format {text,json}`, `--fix [=unsafe]`, `-h, --help`.
std::string Tag(const OptionInfo& option) {
  std::string tag;
  for (const std::string& name : option.names) tag += (tag.empty() ? "" : ", ") + Bold(name);
  if (!option.shape.empty()) tag += (option.is_optional ? "" : " ") + Italic(option.shape);
  return tag;
}

// Running text, in lines of the length that formatters ask for.
std::string Filled(std::string_view text) {
  constexpr size_t kWidth = 78;
  std::string filled;
  std::string line;
  for (const std::string_view word : base::SplitBy(text, ' ')) {
    if (!line.empty() && line.size() + word.size() >= kWidth) {
      filled += Escaped(line) + "\n";
      line.clear();
    }
    line += line.empty() ? "" : " ";
    line += word;
  }
  return filled + Escaped(line) + "\n";
}

std::string Entry(const std::string& tag, const std::string& description) {
  return fmt::format(".TP\n{}\n{}", tag, Filled(description));
}

// A footer of the help: indented lines stand as they are, others are running text. One that begins
// with a small letter goes on with the sentence above.
std::string Footer(std::string_view footer) {
  std::string text = ".PP\n";
  std::string_view above;
  for (const std::string_view line : base::SplitBy(footer, '\n')) {
    if (line.empty()) {
      text += ".PP\n";
    } else if (line.starts_with(" ")) {
      text += ".nf\n" + Escaped(line) + "\n.fi\n";
    } else {
      const bool goes_on = line.front() >= 'a' && line.front() <= 'z';
      text += (above.empty() || goes_on ? "" : ".br\n") + Filled(line);
    }
    above = line;
  }
  return text;
}

std::string WithoutFullStop(std::string_view text) {
  return std::string(text.substr(0, text.size() - (text.ends_with('.') ? 1 : 0)));
}

std::string Usage(const CommandInfo& command, const std::string& name) {
  std::string usage = Bold(name) + " [" + Italic("OPTIONS") + "]";
  for (const OptionInfo& argument : command.arguments) {
    const std::string shown =
        Italic(argument.shape) + (argument.is_repeated ? std::string("...") : std::string());
    usage += argument.is_optional ? " [" + shown + "]" : " " + shown;
  }
  return usage;
}

// The options under the headings of the help. That each command has --help is said once.
std::string Options(const CommandInfo& command) {
  std::string text;
  std::vector<std::string_view> groups;
  for (const OptionInfo& option : command.options) {
    if (std::ranges::find(groups, option.group) == groups.end()) groups.push_back(option.group);
  }
  for (const std::string_view group : groups) {
    std::string entries;
    for (const OptionInfo& option : command.options) {
      const bool is_help = std::ranges::find(option.names, "--help") != option.names.end();
      if (option.group == group && !is_help) entries += Entry(Tag(option), option.description);
    }
    if (entries.empty()) continue;
    if (group != "Options") text += fmt::format(".PP\n{}:\n", Escaped(group));
    text += entries;
  }
  return text;
}

void AddCommand(const CommandInfo& command, const std::string& name, std::string& text) {
  if (command.commands.empty()) {
    text += fmt::format(".SS {}\n{}\n.PP\n{}.\n", Escaped(name), Usage(command, name),
                        Escaped(command.description));
    for (const OptionInfo& argument : command.arguments) {
      text += Entry(Italic(argument.shape), argument.description);
    }
    text += Options(command);
    if (!command.footer.empty()) text += Footer(command.footer);
    return;
  }
  for (const CommandInfo& below : command.commands) {
    AddCommand(below, name + " " + below.name, text);
  }
}

}  // namespace

std::string ManualPage(const CommandInfo& program, const base::Date& day) {
  std::string text = fmt::format(
      ".TH {} 1 \"{}\" \"{} {}\" \"User Commands\"\n"
      ".SH NAME\n{} \\- {}\n"
      ".SH SYNOPSIS\n{} [{}...]\n.br\n{} {} [{}]\n",
      "IRSALINT", ToText(day), program.name, base::kVersion, program.name,
      Escaped(WithoutFullStop(program.description)), Bold(program.name), Italic("PATH"),
      Bold(program.name), Italic("COMMAND"), Italic("OPTIONS"));
  text += kDescription;
  text += Footer(program.footer);
  text += ".SH OPTIONS\n";
  for (const OptionInfo& option : program.options) text += Entry(Tag(option), option.description);
  text += ".PP\nEach command has " + Bold("--help") + " too.\n.SH COMMANDS\n";
  for (const CommandInfo& command : program.commands) {
    AddCommand(command, program.name + " " + command.name, text);
  }
  text += kRest;
  return text;
}

}  // namespace irsalint::cli
