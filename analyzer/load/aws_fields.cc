#include "analyzer/load/aws_fields.h"

#include <optional>

#include "analyzer/base/arn.h"
#include "analyzer/base/issuer.h"
#include "analyzer/syntax/scalar_type.h"

namespace irsalint::load {

using facts::KnownText;
using syntax::Field;
using syntax::Node;
using syntax::PlaceOf;

namespace {

constexpr std::string_view kNoScope;

// The place of the rest of a scalar, from `begin` on.
syntax::Place PlaceOfRest(const Node& scalar, size_t begin) {
  if (begin == 0) return PlaceOf(scalar);
  return PlaceOf(scalar, syntax::TextRange{static_cast<uint32_t>(begin),
                                           static_cast<uint32_t>(scalar.text.size())});
}

}  // namespace

KnownText ReadField(const Node& map, std::string_view key, Field field) {
  const Node* value = syntax::Find(&map, key);
  if (value == nullptr) return KnownText::Absent(syntax::PlaceOfMissing(map));
  if (value->IsNull()) return KnownText::Absent(PlaceOf(*value));
  if (!value->IsString()) return KnownText::Unresolved(PlaceOf(*value));
  return KnownText::Of(syntax::ReadText(value->text, field, kNoScope), PlaceOf(*value));
}

KnownText ReadIssuer(const Node& map, std::string_view key) {
  const Node* value = syntax::Find(&map, key);
  if (value == nullptr || !value->IsString()) return ReadField(map, key, Field::kIssuer);
  const std::string_view issuer = base::NormalizeIssuer(value->text);
  return KnownText::Of(syntax::ReadText(issuer, Field::kIssuer, kNoScope),
                       PlaceOfRest(*value, value->text.size() - issuer.size()));
}

KnownText IssuerOfProvider(const KnownText& arn) {
  if (!arn.HasValue()) return arn;
  if (!arn->IsLiteral()) return KnownText::Unresolved(arn.place());
  const std::string_view text = arn->literal();
  const std::optional<std::string_view> issuer = base::OidcProviderIssuer(text);
  if (!issuer.has_value()) return KnownText::Absent(arn.place());
  syntax::Place place = arn.place();
  place.range = syntax::TextRange{static_cast<uint32_t>(text.size() - issuer->size()),
                                  static_cast<uint32_t>(text.size())};
  return KnownText::Of(syntax::Text::Literal(*issuer), std::move(place));
}

syntax::Known<bool> ReadBool(const Node& map, std::string_view key) {
  const Node* value = syntax::Find(&map, key);
  if (value == nullptr) return syntax::Known<bool>::Absent(syntax::PlaceOfMissing(map));
  if (value->IsNull()) return syntax::Known<bool>::Absent(PlaceOf(*value));
  const std::optional<bool> flag = syntax::BoolOf(value);
  return flag.has_value() ? syntax::Known<bool>::Of(*flag, PlaceOf(*value))
                          : syntax::Known<bool>::Unresolved(PlaceOf(*value));
}

syntax::Known<int64_t> ReadInt(const Node& map, std::string_view key) {
  using KnownInt = syntax::Known<int64_t>;
  const Node* value = syntax::Find(&map, key);
  if (value == nullptr) return KnownInt::Absent(syntax::PlaceOfMissing(map));
  if (value->IsNull()) return KnownInt::Absent(PlaceOf(*value));
  const std::optional<int64_t> number = syntax::IntOf(value);
  return number.has_value() ? KnownInt::Of(*number, PlaceOf(*value))
                            : KnownInt::Unresolved(PlaceOf(*value));
}

std::vector<iam::Value> ReadValues(const Node& map, std::string_view key, Field field) {
  std::vector<iam::Value> values;
  const Node* list = syntax::Find(&map, key);
  if (list == nullptr || !list->IsList()) return values;
  for (const Node* item : list->items) {
    if (!item->IsString()) continue;
    values.push_back(
        {.text = syntax::ReadText(item->text, field, kNoScope), .place = PlaceOf(*item)});
  }
  return values;
}

std::vector<const Node*> ReadMaps(const Node& map, std::string_view key) {
  std::vector<const Node*> maps;
  const Node* list = syntax::Find(&map, key);
  if (list == nullptr || !list->IsList()) return maps;
  for (const Node* item : list->items) {
    if (item->IsMap()) maps.push_back(item);
  }
  return maps;
}

std::string AccountOf(const KnownText& arn) {
  if (!arn.HasValue() || !arn->IsLiteral()) return {};
  const std::optional<base::Arn> parts = base::ParseArn(arn->literal());
  return parts.has_value() ? std::string(parts->account) : std::string();
}

bool IsNodeEntryType(std::string_view type) {
  return type == "EC2" || type == "EC2_LINUX" || type == "EC2_WINDOWS";
}

bool IsTruncated(const Node& answer) {
  if (syntax::BoolOf(syntax::Find(&answer, "IsTruncated")).value_or(false)) return true;
  for (const std::string_view key : {"NextToken", "nextToken", "Marker"}) {
    const Node* mark = syntax::Find(&answer, key);
    if (mark != nullptr && !mark->IsNull()) return true;
  }
  return false;
}

}  // namespace irsalint::load
