// An input that is kept up to date while files are edited, made and removed says what a fresh run
// over the same files says.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "analyzer/base/in_memory_file_system.h"
#include "analyzer/base/overlay_file_system.h"
#include "analyzer/base/strings.h"
#include "analyzer/engine/judge.h"
#include "analyzer/engine/live_input.h"
#include "analyzer/render/json.h"
#include "rules/all_rules.h"
#include "tests/harness/paths.h"
#include "tests/harness/sample.h"

namespace irsalint::test {
namespace {

using Files = std::map<std::string, std::string>;

// The files below folders of testdata/, by their paths below it.
Files FilesOf(const std::vector<std::string>& folders) {
  Files files;
  const std::filesystem::path root = Testdata("");
  for (const std::string& folder : folders) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
      if (!entry.is_regular_file()) continue;
      files.emplace(std::filesystem::relative(entry.path(), root).generic_string(),
                    ReadFile(entry.path().string()));
    }
  }
  return files;
}

std::string JudgementOf(const base::FileSystem& files, const engine::LinkedInput& input,
                        const engine::RunOptions& options) {
  engine::PhaseClock clock({});
  const engine::Judgement judgement =
      engine::Judge(files, input, rules::AllRules(), options, clock);
  std::string text = render::RenderJson(judgement.report);
  for (const std::string& path : judgement.unread) text += "not read: " + path + "\n";
  return text;
}

// A tree of files that somebody works on.
class WorkingTree {
 public:
  WorkingTree(Files files, unsigned seed) : files_(std::move(files)), random_(seed) {
    for (const auto& [path, text] : files_) {
      paths_.push_back(path);
      overlay_.SetDocument(path, text);
    }
    live_.Read();
  }

  // Changes something; says what.
  std::string Change() {
    const std::string& path = Any(paths_);
    const std::string before = files_[path];
    std::string after;
    std::string what;
    switch (Below(6)) {
      case 0:
        return Remove(path);
      case 1:
        after = (path.ends_with(".json") ? "\n" : "# a comment\n") + before;
        what = "moves ";
        break;
      case 2:
        after = before + "\n---\nkind: Unrelated\n";
        what = "lengthens ";
        break;
      case 3:
        after = WithoutALine(before);
        what = "takes a line from ";
        break;
      case 4:
        after = WithOtherWord(before);
        what = "renames in ";
        break;
      default:
        after = FilesOfOthers(path);
        what = "overwrites ";
        break;
    }
    last_ = path;
    before_ = before;
    Write(path, after);
    return what + path;
  }

  void Undo() { Write(last_, before_); }

  [[nodiscard]] std::string Live() const {
    return JudgementOf(live_.files(), live_.linked(), options_);
  }
  [[nodiscard]] std::string Fresh() const {
    engine::PhaseClock clock({});
    const engine::LinkedInput input = engine::ReadAndLink(overlay_, options_, clock);
    return JudgementOf(overlay_, input, options_);
  }

  // Whether a file cannot be parsed: then the input that is kept knows more.
  [[nodiscard]] bool IsBroken() const {
    engine::PhaseClock clock({});
    const engine::LinkedInput input = engine::ReadAndLink(overlay_, options_, clock);
    return std::ranges::any_of(input.extraction.units, [](const facts::Facts& unit) {
      return std::ranges::any_of(unit.open_reasons, [](const facts::OpenReason& reason) {
        return reason.kind == facts::OpenReason::Kind::kParseError;
      });
    });
  }

 private:
  void Write(const std::string& path, const std::string& text) {
    overlay_.SetDocument(path, text);
    files_[path] = text;
    Refresh(path);
  }

  void Refresh(const std::string& path) {
    const std::string changed[] = {path};
    live_.Refresh(changed);
  }

  size_t Below(size_t end) { return std::uniform_int_distribution<size_t>(0, end - 1)(random_); }

  template <typename T>
  const T& Any(const std::vector<T>& from) {
    return from[Below(from.size())];
  }

  std::string Remove(const std::string& path) {
    overlay_.RemoveDocument(path);
    files_.erase(path);
    Refresh(path);
    return "removes " + path;
  }

  std::string WithoutALine(const std::string& text) {
    std::vector<std::string_view> lines = base::SplitBy(text, '\n');
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(Below(lines.size())));
    std::string shorter;
    for (const std::string_view line : lines) shorter += std::string(line) + "\n";
    return shorter;
  }

  // Names of accounts, roles, namespaces and files all hold one of these.
  std::string WithOtherWord(std::string text) {
    const std::vector<std::string> words = {"prod", "dev", "base", "worker", "sa", "app", "yaml"};
    const std::string& from = Any(words);
    const std::string& to = Any(words);
    const size_t at = text.find(from);
    if (at != std::string::npos) text.replace(at, from.size(), to);
    return text;
  }

  // What a file of the same name holds elsewhere or held in the beginning.
  std::string FilesOfOthers(const std::string& path) {
    std::vector<std::string> texts = {originals_.contains(path) ? originals_.at(path) : ""};
    const std::string name = std::filesystem::path(path).filename().string();
    for (const auto& [other, text] : originals_) {
      if (std::filesystem::path(other).filename().string() == name) texts.push_back(text);
    }
    return Any(texts);
  }

  Files files_;
  const Files originals_ = files_;
  std::vector<std::string> paths_;
  std::string last_;    // the file that was changed last
  std::string before_;  // what it held
  std::mt19937 random_;
  base::InMemoryFileSystem nothing_;
  base::OverlayFileSystem overlay_{nothing_};
  engine::RunOptions options_ = {.paths = {"."}, .persona = rule::Persona::kAuditor};
  engine::LiveInput live_{overlay_, options_};
};

void ExpectAlike(const std::vector<std::string>& folders, unsigned seed) {
  constexpr size_t kChanges = kSampling == 1 ? 100 : 25;
  WorkingTree tree(FilesOf(folders), seed);
  std::vector<std::string> changes;
  std::set<std::string> judgements;
  for (size_t i = 0; i < kChanges; ++i) {
    changes.push_back(tree.Change());
    if (tree.IsBroken()) {
      changes.back() += ", and undoes it";
      tree.Undo();
    }
    const std::string fresh = tree.Fresh();
    judgements.insert(fresh);
    ASSERT_EQ(tree.Live(), fresh) << "with seed " << seed << ", after "
                                  << base::Join(changes, "\n");
  }
  EXPECT_GT(judgements.size(), kChanges / 4) << "with seed " << seed;
}

void ExpectAlikeForSeeds(const std::vector<std::string>& folders, unsigned seeds) {
  for (unsigned seed = 0; seed < seeds; ++seed) {
    if (IsSampled(seed)) ExpectAlike(folders, seed);
  }
}

TEST(LiveInput, SaysWhatAFreshRunSaysOfKustomizations) {
  ExpectAlikeForSeeds({"inputs/kustomize"}, 4);
}

TEST(LiveInput, SaysWhatAFreshRunSaysOfManyUnits) {
  ExpectAlikeForSeeds({"inputs/kustomize", "inputs/scopes", "walkthrough"}, 2);
}

}  // namespace
}  // namespace irsalint::test
