#include "tests/conformance/rewrites.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <span>
#include <vector>

#include "analyzer/base/json_quote.h"
#include "analyzer/base/strings.h"
#include "analyzer/load/file_form.h"
#include "analyzer/syntax/parse.h"
#include "analyzer/syntax/stream.h"

namespace irsalint::test {
namespace {

using syntax::Node;

constexpr size_t kMaxDocuments = 1000;

bool IsJson(const SourceFile& file) {
  const load::FileForm form = load::FormOfName(file.name).value_or(load::FileForm::kByContent);
  return load::SyntaxOf(form, file.text) == syntax::Syntax::kJson;
}

enum class ListOrder : uint8_t { kAsWritten, kReversed };

// How a node is written on one line, or indented by one space a level.
enum class Layout : uint8_t { kLine, kIndented };

class Writer {
 public:
  Writer(ListOrder order, Layout layout) : order_(order), layout_(layout) {}

  void Write(const Node& node) {
    if (node.IsScalar()) {
      WriteScalar(node);
      return;
    }
    text_ += node.IsList() ? '[' : '{';
    ++depth_;
    bool is_first = true;
    for (size_t i = 0; i < node.items.size(); ++i) {
      StartItem(is_first);
      const bool reversed = order_ == ListOrder::kReversed;
      Write(*node.items[reversed ? node.items.size() - 1 - i : i]);
    }
    for (const syntax::Pair& pair : node.pairs) {
      StartItem(is_first);
      Write(*pair.key);
      text_ += ": ";
      Write(*pair.value);
    }
    --depth_;
    if (!is_first) NewLine();
    text_ += node.IsList() ? ']' : '}';
  }

  std::string Take() { return std::move(text_); }

 private:
  // Quotes make a string of a plain scalar, and a key like others of a merge key.
  void WriteScalar(const Node& node) {
    const bool is_plain = node.style == syntax::ScalarStyle::kPlain;
    if (is_plain && (!node.IsString() || IsMergeKey(node))) {
      text_ += node.text.empty() ? "null" : node.text;
    } else {
      base::AppendJsonQuoted(node.text, &text_);
    }
  }

  void StartItem(bool& is_first) {
    if (!is_first) text_ += layout_ == Layout::kLine ? ", " : ",";
    is_first = false;
    NewLine();
  }

  void NewLine() {
    if (layout_ == Layout::kLine) return;
    text_ += '\n';
    text_.append(depth_, ' ');
  }

  const ListOrder order_;
  const Layout layout_;
  size_t depth_ = 0;
  std::string text_;
};

std::string Written(const Node& node, ListOrder order, Layout layout) {
  Writer writer(order, layout);
  writer.Write(node);
  return writer.Take();
}

// The documents of a file; nothing where one of them cannot be read.
std::optional<std::vector<std::unique_ptr<syntax::Document>>> DocumentsOf(const SourceFile& file) {
  std::vector<std::unique_ptr<syntax::Document>> documents;
  std::vector<syntax::Slice> slices = {
      {.begin = 0, .end = static_cast<uint32_t>(file.text.size())}};
  if (!IsJson(file)) slices = syntax::SplitStream(file.text, kMaxDocuments).slices;
  for (const syntax::Slice& slice : slices) {
    const std::string_view bytes = file.text.substr(slice.begin, slice.end - slice.begin);
    if (!IsJson(file) && syntax::IsGoTemplate(bytes)) return std::nullopt;
    const syntax::DocumentId id = {.begin = slice.begin, .end = slice.end};
    syntax::Parsed parsed =
        IsJson(file) ? syntax::ParseJson(file.text, id) : syntax::ParseYaml(file.text, id);
    if (parsed.error.has_value()) return std::nullopt;
    documents.push_back(std::move(parsed.document));
  }
  return documents;
}

// What a parser reads there, layout aside.
std::optional<std::string> ValueOf(const SourceFile& file) {
  const auto documents = DocumentsOf(file);
  if (!documents.has_value()) return std::nullopt;
  std::string value;
  for (const auto& document : *documents) {
    value += Written(*document->root(), ListOrder::kAsWritten, Layout::kLine) + "\n";
  }
  return value;
}

std::optional<std::string> IfSameValue(const SourceFile& file, std::string rewritten) {
  const std::optional<std::string> before = ValueOf(file);
  const bool same = before.has_value() && before == ValueOf({.name = file.name, .text = rewritten});
  if (!same || rewritten == file.text) return std::nullopt;
  return rewritten;
}

// Lines with their endings.
std::vector<std::string> LinesOf(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

bool HoldsComments(std::string_view text) {
  return base::Contains(text, "# Source:") || base::Contains(text, "irsalint");
}

bool HoldsAliases(const Node& node) {
  if (node.is_alias) return true;
  return std::ranges::any_of(node.items, [](const Node* item) { return HoldsAliases(*item); }) ||
         std::ranges::any_of(node.pairs,
                             [](const syntax::Pair& pair) { return HoldsAliases(*pair.value); });
}

class LineInserter {
 public:
  explicit LineInserter(const SourceFile& file)
      : file_(file),
        value_(ValueOf(file)),
        more_(IsJson(file) ? "\n\n" : "\n# more\n"),
        lines_(LinesOf(file.text)) {}

  std::optional<std::string> Run() {
    if (!value_.has_value() || lines_.empty()) return std::nullopt;
    Insert(lines_);
    std::string text = Text();
    if (text == file_.text) return std::nullopt;
    return text;
  }

 private:
  // Before all of these lines, or before those halves of them where it is allowed.
  void Insert(std::span<std::string> lines) {
    const std::vector<std::string> before(lines.begin(), lines.end());
    for (std::string& line : lines) line.insert(0, more_);
    if (ValueOf({.name = file_.name, .text = Text()}) == value_) return;
    std::ranges::copy(before, lines.begin());
    if (lines.size() == 1) return;
    Insert(lines.first(lines.size() / 2));
    Insert(lines.subspan(lines.size() / 2));
  }

  std::string Text() const { return base::Join(lines_, ""); }

  const SourceFile& file_;
  const std::optional<std::string> value_;
  const std::string more_;
  std::vector<std::string> lines_;
};

}  // namespace

std::optional<std::string> WithMoreLines(const SourceFile& file) {
  return LineInserter(file).Run();
}

std::optional<std::string> Reindented(const SourceFile& file) {
  if (IsJson(file)) {
    const auto documents = DocumentsOf(file);
    if (!documents.has_value()) return std::nullopt;
    return IfSameValue(
        file, Written(*documents->front()->root(), ListOrder::kAsWritten, Layout::kIndented));
  }
  std::string text;
  for (const std::string& line : LinesOf(file.text)) {
    text.append(std::min(line.find_first_not_of(' '), line.size()), ' ');
    text += line;
  }
  return IfSameValue(file, std::move(text));
}

std::optional<std::string> WithCarriageReturns(const SourceFile& file) {
  std::string text;
  for (const char c : file.text) {
    if (c == '\n') text += '\r';
    text += c;
  }
  return IfSameValue(file, std::move(text));
}

std::optional<std::string> WithListsReversed(const SourceFile& file) {
  const auto documents = DocumentsOf(file);
  if (!documents.has_value() || HoldsComments(file.text)) return std::nullopt;
  std::string text;
  for (const auto& document : *documents) {
    if (HoldsAliases(*document->root())) return std::nullopt;
    if (!IsJson(file)) text += "---\n";
    text += Written(*document->root(), ListOrder::kReversed, Layout::kLine) + "\n";
  }
  return text;
}

std::optional<std::string> WithDocumentsReversed(const SourceFile& file) {
  const auto documents = DocumentsOf(file);
  if (!documents.has_value() || documents->size() < 2) return std::nullopt;
  std::string text;
  for (auto document = documents->rbegin(); document != documents->rend(); ++document) {
    const syntax::DocumentId& id = (*document)->id();
    const std::string_view slice = file.text.substr(id.begin, id.end - id.begin);
    if (!slice.starts_with("---")) text += "---\n";
    text += slice;
    if (!text.ends_with('\n')) text += '\n';
  }
  return text;
}

}  // namespace irsalint::test
