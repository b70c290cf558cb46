#include "analyzer/cli/completion_place.h"

#include <algorithm>
#include <string_view>

namespace irsalint::cli {
namespace {

constexpr std::string_view kDefaultCommand = "check";

void AddOwn(const CommandInfo& command, CompletionPlace& place) {
  for (const OptionInfo& option : command.options) {
    const bool is_there = std::ranges::any_of(
        place.options, [&option](const OptionInfo* other) { return other->names == option.names; });
    if (!is_there) place.options.push_back(&option);
  }
  for (const OptionInfo& argument : command.arguments) place.arguments.push_back(&argument);
}

void AddPlaces(const CommandInfo& command, const std::string& path,
               std::vector<CompletionPlace>& places) {
  CompletionPlace place = {.path = path};
  AddOwn(command, place);
  for (const CommandInfo& below : command.commands) {
    place.commands.push_back(&below);
    if (path.empty() && below.name == kDefaultCommand) AddOwn(below, place);
  }
  places.push_back(std::move(place));
  for (const CommandInfo& below : command.commands) {
    AddPlaces(below, path + "/" + below.name, places);
  }
}

}  // namespace

bool CompletionPlace::TakesFiles() const {
  return std::ranges::any_of(
      arguments, [](const OptionInfo* argument) { return argument->value == ValueKind::kFile; });
}

std::vector<CompletionPlace> CompletionPlaces(const CommandInfo& program) {
  std::vector<CompletionPlace> places;
  AddPlaces(program, "", places);
  return places;
}

}  // namespace irsalint::cli
