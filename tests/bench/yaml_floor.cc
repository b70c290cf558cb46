// What yaml-cpp alone costs: feeds it the documents of a tree that irsalint parses, with a handler
// that does nothing, and prints the CPU seconds of that alone.
//
//   yaml_floor DIR      → one line: `cpu S slices N bytes N failed N`
//
// The documents are found by irsalint's own walk, splitting and sniffing, and are in memory before
// the clock starts: finding and reading them is not part of the figure. Kustomizations count too,
// because irsalint reads each of them while it plans its units. YAML only: the JSON files of a tree
// are nobody's floor here.

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <cstdint>
#include <cstdio>
#include <ctime>
#include <istream>
#include <streambuf>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/real_file_system.h"
#include "analyzer/load/limits.h"
#include "analyzer/load/sniff.h"
#include "analyzer/load/units.h"
#include "analyzer/syntax/stream.h"

namespace {

namespace load = irsalint::load;
namespace syntax = irsalint::syntax;

// yaml-cpp makes no progress on some inputs (`,`): it then starts document after document where it
// stands. irsalint stops it in the same way.
struct NoProgress {};

class NullHandler : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark& mark) override {
    if (mark.pos == last_) throw NoProgress{};
    last_ = mark.pos;
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t,
                const std::string&) override {}
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {}
  void OnMapEnd() override {}

 private:
  int last_ = -1;
};

class SliceBuffer : public std::streambuf {
 public:
  explicit SliceBuffer(std::string_view bytes) {
    char* begin = const_cast<char*>(bytes.data());  // a get area is never written to
    setg(begin, begin, begin + bytes.size());
  }
};

// The slices of one file that irsalint parses, as load/extract.cc chooses them.
void SelectFrom(std::string_view bytes, std::vector<std::string>& selected) {
  bool is_checked = false;
  for (const syntax::Slice slice : syntax::SplitStream(bytes, load::kMaxDocuments).slices) {
    const std::string_view text = bytes.substr(slice.begin, slice.end - slice.begin);
    if (!load::YamlMayMatter(text)) continue;
    if (!is_checked && syntax::CheckEncoding(bytes).has_value()) return;
    is_checked = true;
    const bool is_template = load::HasBytes(text, "{{") && syntax::IsGoTemplate(text);
    if (!is_template) selected.emplace_back(text);
  }
}

std::vector<std::string> Select(const std::string& directory) {
  const irsalint::base::RealFileSystem files;
  const std::vector<std::string> paths = {directory};
  const load::LoadPlan plan = load::PlanUnits(files, paths, {});
  std::vector<std::string> selected;
  for (const load::PlannedKustomization& kustomization : plan.kustomizations) {
    const auto bytes = files.Read(kustomization.path, load::kMaxFileBytes);
    if (bytes) selected.push_back(*bytes);
  }
  for (const load::PlannedFile& file : plan.files) {
    if (file.form != load::FileForm::kYaml) continue;
    const auto bytes = files.Read(file.path, load::kMaxFileBytes);
    if (bytes) SelectFrom(*bytes, selected);
  }
  return selected;
}

// False where yaml-cpp complains; irsalint stops at the same event.
bool Feed(std::string_view slice) {
  SliceBuffer buffer(slice);
  std::istream stream(&buffer);
  NullHandler handler;
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(handler)) {
    }
  } catch (const NoProgress&) {
    return false;
  } catch (const YAML::Exception&) {
    return false;
  }
  return true;
}

double CpuSeconds() {
  constexpr double kNanosecondsPerSecond = 1e9;
  timespec now = {};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / kNanosecondsPerSecond;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: yaml_floor DIR\n", stderr);
    return 2;
  }
  const std::vector<std::string> slices = Select(argv[1]);
  uint64_t bytes = 0;
  uint64_t failed = 0;
  const double start = CpuSeconds();
  for (const std::string& slice : slices) {
    bytes += slice.size();
    if (!Feed(slice)) ++failed;
  }
  const double seconds = CpuSeconds() - start;
  fmt::print("cpu {:.4f} slices {} bytes {} failed {}\n", seconds, slices.size(), bytes, failed);
  return 0;
}
