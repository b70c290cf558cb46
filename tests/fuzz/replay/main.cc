// Runs a fuzz target without a fuzzer, so that every build and every sanitizer does: mutated files
// of testdata/, the same ones each time.
//
//   NAME_replay FIRST COUNT     the runs FIRST to FIRST + COUNT - 1; each stands for itself

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "tests/harness/paths.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace irsalint::test {
namespace {

constexpr size_t kChoiceBytes = 64;  // in front of the file, for what the target chooses
constexpr size_t kMaxFile = 8 * 1024;
constexpr uint64_t kReportEvery = 1'000;

// xorshift64*: small, and the same on every machine.
class Numbers {
 public:
  explicit Numbers(uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15 + 1) { Next(); }

  uint64_t Next() {
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    return state_ * 0x2545F4914F6CDD1D;
  }

  size_t Below(size_t bound) {
    return bound == 0 ? 0 : static_cast<size_t>((Next() >> 16) % bound);
  }

 private:
  uint64_t state_;
};

std::vector<std::string> Files() {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(Testdata(""))) {
    const std::string extension = entry.path().extension().string();
    const bool is_input = extension == ".json" || extension == ".yaml" || extension == ".yml";
    if (entry.is_regular_file() && is_input) paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    std::string file = ReadFile(path);
    if (file.size() <= kMaxFile) files.push_back(std::move(file));
  }
  return files;
}

class Mutator {
 public:
  explicit Mutator(std::vector<std::string> files) : files_(std::move(files)) {}

  // The input of one run.
  std::string Input(uint64_t run) const {
    Numbers numbers(run);
    std::string input;
    for (size_t i = 0; i < kChoiceBytes; ++i) input += static_cast<char>(numbers.Below(256));
    std::string file = AnyFile(&numbers);
    // Of four runs one is on the file as it is.
    for (size_t left = numbers.Below(4); left > 0; --left) Mutate(&numbers, &file);
    return input + file;
  }

 private:
  const std::string& AnyFile(Numbers* numbers) const {
    return files_[numbers->Below(files_.size())];
  }

  // A short piece of the text.
  static std::string Piece(Numbers* numbers, std::string_view text) {
    const size_t begin = numbers->Below(text.size());
    return std::string(text.substr(begin, 1 + numbers->Below(48)));
  }

  void Mutate(Numbers* numbers, std::string* file) const {
    constexpr std::string_view kTokens[] = {
        "\n",   "\r\n", "  ", "\t",           ": ",      "- ",      "? ",    "# c",    "|\n",
        ">-\n", "|+\n", "'",  "\"",           "\\",      "{",       "}",     "[",      "]",
        ",",    "&a ",  "*a", "!t ",          "---",     "\n---\n", "...\n", "<<: *a", "null",
        "{}",   "[]",   "~",  "\xEF\xBB\xBF", "\\u0041", "é",       "%7B",   "true",   "x: y\n"};
    const size_t at = numbers->Below(file->size() + 1);
    switch (numbers->Below(6)) {
      case 0:
        if (at < file->size())
          (*file)[at] = static_cast<char>((*file)[at] ^ (1 << numbers->Below(8)));
        break;
      case 1:
        file->erase(at, 1 + numbers->Below(16));
        break;
      case 2:
        file->insert(at, Piece(numbers, *file));
        break;
      case 3:
        file->insert(at, Piece(numbers, AnyFile(numbers)));
        break;
      default:
        file->insert(at, kTokens[numbers->Below(std::size(kTokens))]);
        break;
    }
  }

  std::vector<std::string> files_;
};

uint64_t NumberOf(std::string_view text) {
  uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

int Replay(uint64_t first, uint64_t count) {
  const Mutator mutator(Files());
  for (uint64_t run = first; run < first + count; ++run) {
    if (run % kReportEvery == 0) fmt::print(stderr, "run {}\n", run);
    const std::string input = mutator.Input(run);
    LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()), input.size());
  }
  return 0;
}

}  // namespace
}  // namespace irsalint::test

int main(int argc, char** argv) {
  if (argc != 3) {
    fmt::print(stderr, "usage: {} FIRST COUNT\n", argv[0]);
    return 2;
  }
  return irsalint::test::Replay(irsalint::test::NumberOf(argv[1]),
                                irsalint::test::NumberOf(argv[2]));
}
