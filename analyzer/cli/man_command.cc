#include <CLI/App.hpp>
#include <memory>
#include <string>

#include "analyzer/base/date.h"
#include "analyzer/cli/command_tree.h"
#include "analyzer/cli/commands.h"
#include "analyzer/cli/manual_page.h"

namespace irsalint::cli {

void AddManCommand(CLI::App& app, CommandContext& context) {
  const auto day = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("man", "Print the manual page; man -l reads it");
  command->add_option("--date", *day, "Day that the page bears; today without it")
      ->check([](const std::string& text) {
        return base::ParseDate(text).has_value() ? std::string()
                                                 : "is no date of the form YYYY-MM-DD: " + text;
      })
      ->option_text("YYYY-MM-DD");
  command->callback([day, &app, &context] {
    const base::Date date = base::ParseDate(*day).value_or(context.world.today);
    context.console.Print(ManualPage(DescribeCommands(app, {}), date));
  });
}

}  // namespace irsalint::cli
