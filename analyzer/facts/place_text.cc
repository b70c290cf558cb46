#include "analyzer/facts/place_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

#include "analyzer/base/strings.h"

namespace irsalint::facts {
namespace {

using syntax::Embed;
using syntax::Part;
using syntax::Step;

constexpr std::string_view kPercentJson = "|percent";
constexpr std::string_view kJson = "|json";
constexpr std::string_view kYaml = "|yaml";

std::string_view NameOf(Embed embed) {
  switch (embed) {
    case Embed::kJson:
      return kJson;
    case Embed::kPercentEncodedJson:
      return kPercentJson;
    case Embed::kYaml:
      return kYaml;
  }
  return kJson;
}

std::string_view MarkOf(Part part) {
  switch (part) {
    case Part::kKey:
      return "k";
    case Part::kValue:
      return "";
    case Part::kPair:
      return "p";
  }
  return "";
}

void AppendKey(std::string_view key, std::string* text) {
  for (const char c : key) {
    if (c == '~') {
      *text += "~0";
    } else if (c == '/') {
      *text += "~1";
    } else {
      *text += c;
    }
  }
}

std::optional<std::string> ParseKey(std::string_view text) {
  std::string key;
  key.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '~') {
      key += text[i];
      continue;
    }
    if (++i == text.size() || (text[i] != '0' && text[i] != '1')) return std::nullopt;
    key += text[i] == '0' ? '~' : '/';
  }
  return key;
}

// The number that is all of `text`, written as FormatPlace writes it.
template <typename Number>
std::optional<Number> ParseNumber(std::string_view text) {
  Number number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end) return std::nullopt;
  if (text.size() > 1 && text.front() == '0') return std::nullopt;
  return number;
}

std::optional<Step> ParseStep(std::string_view text) {
  for (const Embed embed : {Embed::kJson, Embed::kPercentEncodedJson, Embed::kYaml}) {
    if (text == NameOf(embed)) return Step{.kind = Step::Kind::kEmbed, .key = {}, .embed = embed};
  }
  const auto pair = base::SplitOnce(text, ':');
  const auto index = ParseNumber<uint32_t>(pair ? pair->before : text);
  if (!index) return std::nullopt;
  if (!pair) return Step{.kind = Step::Kind::kItem, .index = *index, .key = {}};
  std::optional<std::string> key = ParseKey(pair->after);
  if (!key) return std::nullopt;
  return Step{.kind = Step::Kind::kPair, .index = *index, .key = *std::move(key)};
}

}  // namespace

std::string FormatPlace(size_t document, Part part, const syntax::Route& route) {
  std::string text = fmt::format("{}{}", document, MarkOf(part));
  for (const Step& step : route) {
    text += '/';
    switch (step.kind) {
      case Step::Kind::kPair:
        fmt::format_to(std::back_inserter(text), "{}:", step.index);
        AppendKey(step.key, &text);
        break;
      case Step::Kind::kItem:
        fmt::format_to(std::back_inserter(text), "{}", step.index);
        break;
      case Step::Kind::kEmbed:
        text += NameOf(step.embed);
        break;
    }
  }
  return text;
}

std::optional<PlaceText> ParsePlace(std::string_view text) {
  const size_t head_end = std::min(text.find('/'), text.size());
  std::string_view head = text.substr(0, head_end);
  PlaceText place;
  for (const Part part : {Part::kKey, Part::kPair}) {
    const auto number = base::StripSuffix(head, MarkOf(part));
    if (!number) continue;
    place.part = part;
    head = *number;
    break;
  }
  const auto document = ParseNumber<size_t>(head);
  if (!document) return std::nullopt;
  place.document = *document;
  if (head_end == text.size()) return place;
  for (const std::string_view part : base::SplitBy(text.substr(head_end + 1), '/')) {
    std::optional<Step> step = ParseStep(part);
    if (!step) return std::nullopt;
    place.route.push_back(*std::move(step));
  }
  return place;
}

}  // namespace irsalint::facts
