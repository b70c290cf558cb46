#include "analyzer/load/extract.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "analyzer/base/sha256.h"
#include "analyzer/base/strings.h"
#include "analyzer/load/assemble.h"
#include "analyzer/load/aws_answer.h"
#include "analyzer/load/duplicate_keys.h"
#include "analyzer/load/kubernetes.h"
#include "analyzer/load/parse_place.h"
#include "analyzer/load/policy_file.h"
#include "analyzer/load/sniff.h"
#include "analyzer/load/suppressions.h"
#include "analyzer/syntax/document.h"
#include "analyzer/syntax/stream.h"

namespace irsalint::load {
namespace {

using facts::OpenReason;
using syntax::DocumentId;
using syntax::Node;

// Adds the time until the end of a scope to a counter, if anybody asked.
class Stopwatch {
 public:
  Stopwatch(bool enabled, uint64_t* total) : total_(enabled ? total : nullptr) {
    if (total_ != nullptr) start_ = std::chrono::steady_clock::now();
  }
  Stopwatch(const Stopwatch&) = delete;
  Stopwatch& operator=(const Stopwatch&) = delete;
  ~Stopwatch() {
    if (total_ == nullptr) return;
    const auto elapsed = std::chrono::steady_clock::now() - start_;
    *total_ += static_cast<uint64_t>(
        std::chrono::duration_cast<std::chrono::nanoseconds>(elapsed).count());
  }

 private:
  uint64_t* total_;
  std::chrono::steady_clock::time_point start_;
};

bool StartsLikeUtf16(std::string_view bytes) {
  return base::StartsWith(bytes, "\xFF\xFE") || base::StartsWith(bytes, "\xFE\xFF");
}

// Whether anything would matter in a file that is UTF-16, or has NUL bytes for another reason: the
// words that are looked for are ASCII.
bool MattersWithoutNulBytes(std::string_view bytes, FileForm form) {
  if (StartsLikeUtf16(bytes)) bytes.remove_prefix(2);
  std::string text(bytes);
  std::erase(text, '\0');
  if (SyntaxOf(form, text) == syntax::Syntax::kJson) return JsonMayMatter(text);
  const syntax::Stream stream = syntax::SplitStream(text, kMaxDocuments);
  return std::ranges::any_of(stream.slices, [&text](const syntax::Slice& slice) {
    return YamlMayMatter(std::string_view(text).substr(slice.begin, slice.end - slice.begin));
  });
}

// The marks without which no slice is a template, for the fast way out.
bool HoldsActions(std::string_view bytes) {
  return HasBytes(bytes, "{{") || HasBytes(bytes, "{%") || HasBytes(bytes, "%{");
}

// JSON that something else fills in before it is JSON.
bool IsJsonTemplate(std::string_view bytes, FileForm form) {
  return form == FileForm::kPolicyOnly || HasBytes(bytes, "{{") || HasBytes(bytes, "${") ||
         HasBytes(bytes, "%{");
}

class FileExtractor {
 public:
  FileExtractor(const FileInput& input, const ExtractOptions& options)
      : input_(input), bytes_(input.bytes), options_(options) {
    result_.stats.files = 1;
    result_.stats.bytes = bytes_.size();
  }

  FileFacts Extract() {
    if (bytes_.size() > kMaxFileBytes) {
      Open(OpenReason::Kind::kParseError,
           fmt::format("this file is larger than {} MB and was not read", kMaxFileBytes >> 20),
           PlaceOfByte(input_.source, bytes_, 0));
    } else if (input_.form == FileForm::kPolicyOnly) {
      if (LooksLikePolicyFile(bytes_) && IsText())
        ExtractJson(DocumentId{input_.source, 0, Size()});
    } else if (MayHoldText()) {
      may_suppress_ = MayHoldSuppressions(bytes_);
      ExtractByForm();
    }
    RecordFile();
    return std::move(result_);
  }

 private:
  uint32_t Size() const { return static_cast<uint32_t>(bytes_.size()); }

  void Open(OpenReason::Kind kind, std::string message, syntax::Place place) {
    result_.facts.open_reasons.push_back(
        {.kind = kind, .message = std::move(message), .place = std::move(place)});
  }

  // Without a NUL byte or the mark of UTF-16, sniffing is right about what matters, and only files
  // in which something matters are checked byte by byte.
  bool MayHoldText() {
    const Stopwatch watch(options_.measure_time, &result_.stats.sniff_ns);
    if (!StartsLikeUtf16(bytes_) && bytes_.find('\0') == std::string_view::npos) return true;
    if (MattersWithoutNulBytes(bytes_, input_.form)) return IsText();
    result_.stats.documents += 1;
    result_.stats.skipped += 1;
    return false;
  }

  bool IsText() {
    if (text_checked_) return is_text_;
    text_checked_ = true;
    const std::optional<syntax::EncodingProblem> problem = syntax::CheckEncoding(bytes_);
    is_text_ = !problem.has_value();
    if (problem.has_value()) {
      Open(OpenReason::Kind::kParseError, problem->message,
           PlaceOfByte(input_.source, bytes_, problem->offset));
    }
    return is_text_;
  }

  void ExtractByForm() {
    const bool is_json = SyntaxOf(input_.form, bytes_) == syntax::Syntax::kJson;
    if (!is_json) {
      ExtractStream();
      return;
    }
    const bool skip = options_.skip == ExtractOptions::Skip::kIrrelevant && !SniffJson();
    if (skip) {
      result_.stats.documents += 1;
      result_.stats.skipped += 1;
    } else if (IsText()) {
      ExtractJson(DocumentId{input_.source, 0, Size()});
    }
  }

  bool SniffJson() {
    const Stopwatch watch(options_.measure_time, &result_.stats.sniff_ns);
    return JsonMayMatter(bytes_) || HasAnnotation(bytes_);
  }

  void ExtractJson(DocumentId document) {
    result_.stats.documents += 1;
    syntax::Parsed parsed = Parse(document, syntax::Syntax::kJson);
    if (!parsed.error.has_value()) {
      ExtractDocument(*parsed.document);
      return;
    }
    // A stream whose first document is written like JSON.
    if (input_.form == FileForm::kByContent && HasBytes(bytes_, "\n---")) {
      result_.stats.documents -= 1;
      ExtractStream();
      return;
    }
    if (options_.skip == ExtractOptions::Skip::kNothing && !SniffJson()) return;
    if (IsJsonTemplate(bytes_, input_.form)) {
      result_.stats.templates += 1;
      Open(OpenReason::Kind::kTemplate, "this template was not rendered", PlaceOfSlice(document));
    } else {
      AddParseError(*parsed.error);
    }
  }

  // What asks to be quiet is read whatever the document is, so that it can be called unused.
  bool HasAnnotation(std::string_view slice) const {
    return may_suppress_ && MayHoldSuppressingAnnotation(slice);
  }

  void ExtractStream() {
    syntax::Stream stream;
    {
      const Stopwatch watch(options_.measure_time, &result_.stats.sniff_ns);
      stream = syntax::SplitStream(bytes_, options_.max_documents);
    }
    for (const syntax::Slice slice : stream.slices) {
      if (!ExtractSlice(DocumentId{input_.source, slice.begin, slice.end})) return;
    }
    if (stream.limit_reached) {
      Open(OpenReason::Kind::kParseError,
           fmt::format("this file has more than {} documents; the rest was not read",
                       options_.max_documents),
           PlaceOfByte(input_.source, bytes_, stream.slices.back().end));
    }
    const Stopwatch watch(options_.measure_time, &result_.stats.extract_ns);
    if (may_suppress_ && !syntax::CheckEncoding(bytes_).has_value()) {
      ReadLineSuppressions(input_.source, bytes_, &result_.facts);
    }
  }

  // False if the file is not text, so that all its other slices are no good either.
  bool ExtractSlice(DocumentId document) {
    const std::string_view slice = bytes_.substr(document.begin, document.end - document.begin);
    result_.stats.documents += 1;
    bool matters = false;
    bool is_template = false;
    {
      const Stopwatch watch(options_.measure_time, &result_.stats.sniff_ns);
      matters = YamlMayMatter(slice) || HasAnnotation(slice);
      is_template = (matters || options_.skip == ExtractOptions::Skip::kNothing) &&
                    HoldsActions(slice) && syntax::IsGoTemplate(slice);
    }
    if (!matters && options_.skip == ExtractOptions::Skip::kIrrelevant) {
      result_.stats.skipped += 1;
      return true;
    }
    if (matters && !IsText()) return false;
    if (is_template) {
      result_.stats.templates += 1;
      // One for each file says it: charts have hundreds.
      if (matters && !template_reported_) {
        template_reported_ = true;
        Open(OpenReason::Kind::kTemplate, "this template was not rendered", PlaceOfSlice(document));
      }
      return true;
    }
    const syntax::Parsed parsed = Parse(document, syntax::Syntax::kYaml);
    if (!parsed.error.has_value()) {
      ExtractDocument(*parsed.document);
    } else if (matters) {
      AddParseError(*parsed.error);
    }
    return true;
  }

  syntax::Parsed Parse(DocumentId document, syntax::Syntax syntax) {
    const Stopwatch watch(options_.measure_time, &result_.stats.parse_ns);
    result_.stats.parsed += 1;
    result_.stats.parsed_bytes += document.end - document.begin;
    return syntax == syntax::Syntax::kJson ? syntax::ParseJson(bytes_, document, options_.limits)
                                           : syntax::ParseYaml(bytes_, document, options_.limits);
  }

  void AddParseError(const syntax::ParseError& error) {
    Open(OpenReason::Kind::kParseError, error.message,
         PlaceOfByte(input_.source, bytes_, error.offset));
  }

  void ExtractDocument(const syntax::Document& document) {
    const Stopwatch watch(options_.measure_time, &result_.stats.extract_ns);
    const Node* root = document.root();
    if (root == nullptr || !root->IsMap()) return;
    facts::Facts* facts = &result_.facts;
    if (may_suppress_) ReadObjectSuppressions(document, facts);
    if (input_.form == FileForm::kPolicyOnly) {
      ReadPolicyFile(*root, input_.path, facts);
    } else if (!ReadKubernetesObject(*root, facts) && !ReadPolicyFile(*root, input_.path, facts)) {
      ReadAwsAnswer(*root, input_.path, facts);
    }
    AddDuplicateKeys(document, facts);
  }

  // Hashing costs more than sniffing, so only files that said something are hashed.
  void RecordFile() {
    if (IsEmpty(result_.facts)) return;
    result_.facts.files.push_back({.source = input_.source,
                                   .path = std::string(input_.path),
                                   .sha256 = base::Sha256Hex(bytes_)});
  }

  const FileInput& input_;
  std::string_view bytes_;
  const ExtractOptions& options_;
  FileFacts result_;
  bool may_suppress_ = false;
  bool text_checked_ = false;
  bool template_reported_ = false;
  bool is_text_ = true;
};

constexpr std::array kCounts = {
    &FileStats::files,        &FileStats::bytes,    &FileStats::documents, &FileStats::parsed,
    &FileStats::parsed_bytes, &FileStats::skipped,  &FileStats::templates, &FileStats::read_ns,
    &FileStats::sniff_ns,     &FileStats::parse_ns, &FileStats::extract_ns};
// Each is counted.
static_assert(sizeof(FileStats) == kCounts.size() * sizeof(uint64_t));

}  // namespace

FileStats& FileStats::operator+=(const FileStats& other) {
  for (uint64_t FileStats::*count : kCounts) this->*count += other.*count;
  return *this;
}

FileStats& FileStats::operator-=(const FileStats& other) {
  for (uint64_t FileStats::*count : kCounts) this->*count -= other.*count;
  return *this;
}

FileFacts ExtractFile(const FileInput& input, const ExtractOptions& options) {
  return FileExtractor(input, options).Extract();
}

FileFacts ReadAndExtract(const base::FileSystem& fs, const LoadPlan& plan, size_t file,
                         const ExtractOptions& options) {
  const PlannedFile& planned = plan.files[file];
  FileInput input{
      .source = planned.source, .path = planned.path, .bytes = {}, .form = planned.form};
  if (planned.path == kStdinPath) {
    input.bytes = plan.stdin_text;
    return ExtractFile(input, options);
  }
  uint64_t read_ns = 0;
  base::Result<std::string> bytes = std::string();
  {
    const Stopwatch watch(options.measure_time, &read_ns);
    bytes = fs.Read(planned.path, kMaxFileBytes);
  }
  FileFacts result;
  if (bytes) {
    input.bytes = *bytes;
    result = ExtractFile(input, options);
  } else {
    result.stats.files = 1;
    result.read_error = bytes.error();
    result.facts.open_reasons.push_back(
        {.kind = OpenReason::Kind::kUnreadable,
         .message = "this file was not read: " + bytes.error().message,
         .place = PlaceOfSlice({planned.source, 0, 0})});
    result.facts.files.push_back({.source = planned.source, .path = planned.path, .sha256 = {}});
  }
  result.stats.read_ns = read_ns;
  return result;
}

}  // namespace irsalint::load
