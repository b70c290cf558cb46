#include "tests/harness/doc_example.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "analyzer/base/strings.h"

namespace irsalint::test {
namespace {

constexpr std::string_view kFence = "```";

struct Block {
  std::string heading;
  std::string language;
  std::string file;
  std::string text;
  bool ends = false;
};

std::vector<Block> BlocksOf(std::string_view doc) {
  std::vector<Block> blocks;
  std::string heading;
  bool inside = false;
  for (const std::string_view line : base::SplitBy(doc, '\n')) {
    if (const auto info = base::StripPrefix(line, kFence); info.has_value()) {
      inside = !inside;
      if (!inside) {
        blocks.back().ends = true;
        continue;
      }
      const auto words = base::SplitOnce(*info, ' ');
      const std::string language(words.has_value() ? words->before : *info);
      blocks.push_back({.heading = heading,
                        .language = language,
                        .file = words.has_value() ? std::string(words->after)
                                                  : fmt::format("example.{}", language),
                        .text = {}});
    } else if (inside) {
      blocks.back().text += fmt::format("{}\n", line);
    } else if (line.starts_with("## ")) {
      heading = line;
    }
  }
  return blocks;
}

bool IsFile(const Block& block) { return block.language == "yaml" || block.language == "json"; }

}  // namespace

Tree FilesBelow(std::string_view doc, std::string_view heading) {
  Tree files;
  for (const Block& block : BlocksOf(doc)) {
    if (block.heading == heading && IsFile(block)) files[block.file] = block.text;
  }
  return files;
}

std::vector<std::string> FaultsOfExamples(std::string_view doc) {
  std::vector<std::string> faults;
  std::map<std::pair<std::string, std::string>, int> count;
  for (const Block& block : BlocksOf(doc)) {
    if (!block.ends) faults.push_back("a fence never ends");
    if (!IsFile(block)) continue;
    if (++count[{block.heading, block.file}] == 2) {
      faults.push_back(
          fmt::format("two blocks below \"{}\" are called {}", block.heading, block.file));
    }
  }
  return faults;
}

}  // namespace irsalint::test
