#include "analyzer/explain/yaml_text.h"

#include <nlohmann/json.hpp>
#include <string_view>

#include "analyzer/explain/yaml_scalar.h"
#include "analyzer/syntax/scalar_type.h"

namespace irsalint::explain {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kIndent = 2;

class YamlWriter {
 public:
  // The pairs or items of a structure that is not empty, each on lines of its own. The first line
  // is not indented: what stands before it has done so.
  void WriteBlock(const Json& value, size_t indent) {
    bool first = true;
    for (const auto& [key, child] : value.items()) {
      if (!first) text_.append(indent, ' ');
      first = false;
      if (value.is_array()) {
        text_ += "- ";
        WriteInline(child, indent);
      } else {
        text_ += YamlScalar(key) + ":";
        WriteBelow(child, indent);
      }
    }
  }

  // A whole line for a value that has no lines of its own.
  void WriteLine(const Json& value) { text_ += ScalarOf(value) + "\n"; }

  std::string Take() && { return std::move(text_); }

  static bool HasBlock(const Json& value) { return value.is_structured() && !value.empty(); }

 private:
  // Behind `- `.
  void WriteInline(const Json& value, size_t indent) {
    if (HasBlock(value)) {
      WriteBlock(value, indent + kIndent);
    } else {
      WriteLine(value);
    }
  }

  // Behind `key:`. Lists stand as deep as their key, as is customary for Kubernetes.
  void WriteBelow(const Json& value, size_t indent) {
    if (!HasBlock(value)) {
      text_ += ' ';
      WriteLine(value);
      return;
    }
    const size_t inner = value.is_array() ? indent : indent + kIndent;
    text_ += '\n';
    text_.append(inner, ' ');
    WriteBlock(value, inner);
  }

  static std::string ScalarOf(const Json& value) {
    if (!value.is_string()) return value.dump();
    const std::string& text = value.get_ref<const std::string&>();
    // "36000" is a text here, and would be read back as a number.
    const bool is_text = syntax::KindOfPlain(text) == syntax::NodeKind::kString;
    return is_text ? YamlScalar(text) : '"' + text + '"';
  }

  std::string text_;
};

}  // namespace

std::string YamlText(const Json& value) {
  YamlWriter writer;
  if (YamlWriter::HasBlock(value)) {
    writer.WriteBlock(value, 0);
  } else {
    writer.WriteLine(value);
  }
  return std::move(writer).Take();
}

}  // namespace irsalint::explain
