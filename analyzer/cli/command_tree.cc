#include "analyzer/cli/command_tree.h"

#include <CLI/App.hpp>
#include <string_view>
#include <utility>

#include "analyzer/base/strings.h"
#include "analyzer/cli/output.h"

namespace irsalint::cli {
namespace {

struct Value {
  ValueKind kind = ValueKind::kAny;
  std::vector<std::string> words = {};
  bool is_optional = false;
};

std::vector<std::string> SplitWords(std::string_view text, char separator) {
  const std::vector<std::string_view> parts = base::SplitBy(text, separator);
  return {parts.begin(), parts.end()};
}

// The shapes are written for people, in few forms: `{a,b}`, `[=a]`, `FILE|none`, `RULE,...`, and
// `F[=FILE]` for the formats of a report.
Value ValueOfShape(std::string_view shape, std::span<const std::string> rules) {
  const std::vector<std::string> ids(rules.begin(), rules.end());
  if (shape.starts_with("{") && shape.ends_with("}")) {
    return {.kind = ValueKind::kWords, .words = SplitWords(shape.substr(1, shape.size() - 2), ',')};
  }
  if (shape.starts_with("[=") && shape.ends_with("]")) {
    return {.kind = ValueKind::kWords,
            .words = SplitWords(shape.substr(2, shape.size() - 3), '|'),
            .is_optional = true};
  }
  if (shape == "F[=FILE]") {
    const std::span<const std::string_view> formats = FormatNames();
    return {.kind = ValueKind::kWords, .words = {formats.begin(), formats.end()}};
  }
  if (shape == "RULE") return {.kind = ValueKind::kWords, .words = ids};
  if (shape == "RULE,...") return {.kind = ValueKind::kList, .words = ids};
  if (shape.starts_with("FILE|")) {
    return {.kind = ValueKind::kFile, .words = SplitWords(shape.substr(5), '|')};
  }
  if (shape.starts_with("FILE")) return {.kind = ValueKind::kFile};
  return {};
}

bool IsFlag(const CLI::Option& option) {
  return option.get_items_expected_max() == 0 && option.get_option_text().empty();
}

OptionInfo DescribeOption(const CLI::Option& option, const std::string& group,
                          std::span<const std::string> rules) {
  OptionInfo info = {.description = option.get_description(), .group = group};
  for (const std::string& name : option.get_snames()) info.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) info.names.push_back("--" + name);
  if (IsFlag(option)) return info;
  info.shape = option.get_option_text();
  Value value = ValueOfShape(info.shape, rules);
  info.value = value.kind;
  info.words = std::move(value.words);
  info.is_optional = value.is_optional;
  return info;
}

OptionInfo DescribeArgument(const CLI::Option& argument, std::span<const std::string> rules) {
  const std::string name = argument.get_name(true);
  const std::string& text = argument.get_option_text();
  Value value = name == "PATH" ? Value{.kind = ValueKind::kFile}
                               : ValueOfShape(text.empty() ? name : text, rules);
  return {.names = {name},
          .description = argument.get_description(),
          .group = "",
          .shape = name,
          .value = value.kind,
          .words = std::move(value.words),
          .is_optional = !argument.get_required(),
          .is_repeated = argument.get_items_expected_max() > 1};
}

// Groups of options are commands without a name to CLI11, and parts of their command to a reader.
void AddOptions(const CLI::App& app, std::span<const std::string> rules, CommandInfo& info) {
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_positional()) {
      info.arguments.push_back(DescribeArgument(*option, rules));
    } else {
      const std::string group = app.get_name().empty() ? app.get_group() : option->get_group();
      info.options.push_back(DescribeOption(*option, group, rules));
    }
  }
}

CommandInfo Describe(const CLI::App& app, const std::string& footer_above,
                     std::span<const std::string> rules) {
  const std::string footer = app.get_footer();
  CommandInfo info = {.name = app.get_name(),
                      .description = app.get_description(),
                      .footer = footer == footer_above ? "" : footer};
  AddOptions(app, rules, info);
  for (const CLI::App* below : app.get_subcommands({})) {
    if (below->get_name().empty()) {
      AddOptions(*below, rules, info);
    } else {
      info.commands.push_back(Describe(*below, footer, rules));
    }
  }
  return info;
}

}  // namespace

CommandInfo DescribeCommands(const CLI::App& app, std::span<const std::string> rules) {
  return Describe(app, "", rules);
}

}  // namespace irsalint::cli
