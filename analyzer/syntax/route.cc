#include "analyzer/syntax/route.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "analyzer/base/strings.h"

namespace irsalint::syntax {
namespace {

bool IsPlainWord(std::string_view key) {
  return !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return base::IsAsciiAlnum(c) || c == '_' || c == '-';
  });
}

// The key as a word, or in double quotes with its quotes and backslashes escaped.
std::string KeyText(std::string_view key) {
  if (IsPlainWord(key)) return std::string(key);
  std::string quoted = "\"";
  for (const char c : key) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

void AppendKey(std::string_view key, std::string* out) {
  if (!out->empty() && out->back() != '|') *out += '.';
  *out += KeyText(key);
}

}  // namespace

std::string ToString(const Route& route) {
  std::string text;
  for (const Step& step : route) {
    switch (step.kind) {
      case Step::Kind::kPair:
        AppendKey(step.key, &text);
        break;
      case Step::Kind::kItem:
        text += fmt::format("[{}]", step.index);
        break;
      case Step::Kind::kEmbed:
        text += '|';
        break;
    }
  }
  return text;
}

std::string KeysOf(const Route& route) {
  std::string text;
  for (const Step& step : route) {
    if (step.kind == Step::Kind::kPair) AppendKey(step.key, &text);
    if (step.kind == Step::Kind::kEmbed) text += '|';
  }
  return text;
}

void Append(const Step& step, RouteNumbers& numbers) {
  numbers.push_back(static_cast<uint32_t>(step.kind));
  numbers.push_back(step.kind == Step::Kind::kEmbed ? static_cast<uint32_t>(step.embed)
                                                    : step.index);
}

RouteNumbers NumbersOf(const Route& route) {
  RouteNumbers numbers;
  for (const Step& step : route) Append(step, numbers);
  return numbers;
}

}  // namespace irsalint::syntax
