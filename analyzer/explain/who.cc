#include "analyzer/explain/who.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <utility>

#include "analyzer/base/arn.h"
#include "analyzer/base/strings.h"
#include "analyzer/base/utf8.h"
#include "analyzer/explain/grant_words.h"
#include "analyzer/explain/json_text.h"
#include "analyzer/explain/who_value.h"

namespace irsalint::explain {
namespace {

using Json = nlohmann::ordered_json;

// The issuer that a Federated value names: what stands behind `:oidc-provider/`. Nothing for
// providers of other kinds.
std::optional<syntax::Text> IssuerOf(const syntax::Text& provider) {
  constexpr std::string_view kMark = ":oidc-provider/";
  if (provider.IsLiteral()) {
    const auto issuer = base::OidcProviderIssuer(provider.literal());
    if (!issuer.has_value()) return std::nullopt;
    return syntax::Text::Literal(*issuer);
  }
  std::vector<syntax::Text::Piece> rest;
  bool found = false;
  for (const syntax::Text::Piece& piece : provider.pieces()) {
    if (found) {
      rest.push_back(piece);
      continue;
    }
    if (piece.is_hole) continue;
    const size_t at = piece.literal.find(kMark);
    if (at == std::string::npos) continue;
    found = true;
    syntax::Text::Piece after;
    after.literal = piece.literal.substr(at + kMark.size());
    if (!after.literal.empty()) rest.push_back(std::move(after));
  }
  if (found) return syntax::Text::FromPieces(std::move(rest));
  return provider;  // a hole holds the issuer
}

// `"Principal": "*"` and `{"AWS": "*"}` let tokens of every provider pass, as iam::Evaluate takes
// them (docs/reference/iam.md §11.6).
bool IsEverybody(const iam::Principal& principal) {
  return principal.kind == iam::PrincipalKind::kEverybody ||
         (principal.kind == iam::PrincipalKind::kAws && principal.value.text.literal() == "*");
}

// The issuers of which a condition key names the subject.
std::vector<syntax::Text> IssuersOfSubjectKeys(const iam::PolicyDocument& policy) {
  std::vector<syntax::Text> issuers;
  for (const iam::Statement& statement : policy.statements) {
    for (const iam::Condition& condition : statement.conditions) {
      const auto issuer = base::StripSuffix(condition.key.text.literal(), ":sub");
      if (!issuer.has_value()) continue;
      syntax::Text text = syntax::Text::Literal(*issuer);
      if (std::ranges::find(issuers, text) == issuers.end()) issuers.push_back(std::move(text));
    }
  }
  return issuers;
}

// What a policy that trusts everybody admits of the widest issuer: one that it tests the subject
// of, or one that it does not name.
AdmittedByProvider AdmittedOfAnyProvider(const iam::PolicyDocument& policy,
                                         const iam::Principal& everybody) {
  std::vector<syntax::Text> issuers = IssuersOfSubjectKeys(policy);
  issuers.push_back(syntax::Text::Literal("issuer.invalid"));
  AdmittedByProvider widest{
      .provider = everybody.value.text.Written(), .subjects = {}, .place = everybody.value.place};
  for (size_t i = 0; i < issuers.size(); ++i) {
    const syntax::Text provider =
        syntax::Text::Literal("arn:aws:iam::000000000000:oidc-provider/").Append(issuers[i]);
    iam::SubjectSet subjects = iam::AdmittedSubjects(policy, provider, issuers[i]);
    if (i == 0 || subjects.subject_class > widest.subjects.subject_class) {
      widest.subjects = std::move(subjects);
    }
  }
  return widest;
}

std::vector<AdmittedByProvider::Wide> WideOf(const iam::PolicyDocument& policy,
                                             const iam::SubjectSet& subjects) {
  std::vector<AdmittedByProvider::Wide> wide;
  for (const iam::Grant& grant : iam::WideGrants(policy, subjects)) {
    wide.push_back(
        {.form = grant.form, .value = ValueOf(policy, grant), .place = PlaceOf(policy, grant)});
  }
  return wide;
}

void AddLine(std::string_view name, const std::vector<std::string>& values, std::string& text) {
  if (values.empty()) return;
  text += fmt::format("  {}: {}\n", name, base::EscapeForDisplay(base::Join(values, ", ")));
}

// Only where it can be said where they stand.
void AddWide(const std::vector<AdmittedByProvider::Wide>& wide, const PlaceLines& lines,
             std::string& text) {
  for (const AdmittedByProvider::Wide& one : wide) {
    const std::string line = lines.At(one.place);
    if (line.empty()) continue;
    const std::string value =
        one.value.empty() ? "" : fmt::format("\"{}\", ", base::EscapeForDisplay(one.value));
    text += fmt::format("  because: {}{}\n    at {}\n", value, WordsFor(one.form), line);
  }
}

const AdmittedByProvider* Widest(const std::vector<AdmittedByProvider>& admitted) {
  const auto widest = std::ranges::max_element(
      admitted, {}, [](const AdmittedByProvider& one) { return one.subjects.subject_class; });
  return widest == admitted.end() ? nullptr : &*widest;
}

}  // namespace

std::string_view WordsFor(iam::SubjectClass subject_class) {
  switch (subject_class) {
    case iam::SubjectClass::kNeverMatches:
      return "no service account";
    case iam::SubjectClass::kExact:
      return "exactly one service account";
    case iam::SubjectClass::kFiniteList:
      return "a finite list of service accounts";
    case iam::SubjectClass::kPartialWildcard:
      return "every service account that fits a pattern";
    case iam::SubjectClass::kAnyAccountInNamespace:
      return "every service account of one or more namespaces";
    case iam::SubjectClass::kAnyNamespace:
      return "a service account name in every namespace";
    case iam::SubjectClass::kAnyAccountInNamespaceFamily:
      return "every service account of all namespaces that fit a pattern";
    case iam::SubjectClass::kAnyAccountInSomeNamespacesAndAnyNamespace:
      return "every service account of some namespaces, and a name in every namespace";
    case iam::SubjectClass::kAnyAccountInCluster:
      return "every service account of the cluster";
    case iam::SubjectClass::kAnyCluster:
      return "every caller of every identity provider of the account";
    case iam::SubjectClass::kUnknown:
      return "it depends on something that is not known";
  }
  return "";
}

std::vector<AdmittedByProvider> WhoIsAdmitted(const iam::PolicyDocument& policy) {
  std::vector<AdmittedByProvider> admitted;
  bool everybody = false;
  for (const iam::Statement& statement : policy.statements) {
    if (statement.effect != iam::Effect::kAllow) continue;
    for (const iam::Principal& principal : statement.principals) {
      if (IsEverybody(principal)) {
        if (!everybody) admitted.push_back(AdmittedOfAnyProvider(policy, principal));
        everybody = true;
        continue;
      }
      if (principal.kind != iam::PrincipalKind::kFederated) continue;
      std::string provider = principal.value.text.Written();
      const auto known = std::ranges::find(admitted, provider, &AdmittedByProvider::provider);
      if (known != admitted.end()) continue;
      const std::optional<syntax::Text> issuer = IssuerOf(principal.value.text);
      if (!issuer.has_value()) continue;
      admitted.push_back({.provider = std::move(provider),
                          .subjects = iam::AdmittedSubjects(policy, principal.value.text, *issuer),
                          .place = principal.value.place});
    }
  }
  for (AdmittedByProvider& one : admitted) one.wide = WideOf(policy, one.subjects);
  return admitted;
}

std::string WhoText(const std::vector<AdmittedByProvider>& admitted) {
  return WhoText(admitted, {});
}

std::string WhoText(const std::vector<AdmittedByProvider>& admitted, const PlaceLines& lines) {
  if (admitted.empty()) {
    return fmt::format("{}: no OIDC provider is trusted\n",
                       iam::ToString(iam::SubjectClass::kNeverMatches));
  }
  std::string text;
  for (const AdmittedByProvider& one : admitted) {
    const iam::SubjectSet& subjects = one.subjects;
    text += fmt::format("{}: {}\n", iam::ToString(subjects.subject_class),
                        WordsFor(subjects.subject_class));
    text += fmt::format("  through: {}\n", base::EscapeForDisplay(one.provider));
    if (const std::string line = lines.At(one.place); !line.empty()) {
      text += fmt::format("    at {}\n", line);
    }
    AddLine("for example", subjects.examples, text);
    AddLine("whole namespaces", subjects.namespaces, text);
    AddLine("in every namespace", subjects.any_namespace_names, text);
    AddLine("narrowed by", subjects.guards, text);
    AddWide(one.wide, lines, text);
  }
  return text;
}

std::vector<syntax::Place> PlacesOf(const std::vector<AdmittedByProvider>& admitted) {
  std::vector<syntax::Place> places;
  for (const AdmittedByProvider& one : admitted) {
    places.push_back(one.place);
    for (const AdmittedByProvider::Wide& wide : one.wide) places.push_back(wide.place);
  }
  return places;
}

Json ProvidersJson(const std::vector<AdmittedByProvider>& admitted) {
  Json providers = Json::array();
  for (const AdmittedByProvider& one : admitted) {
    Json item;
    item["provider"] = one.provider;
    item["class"] = iam::ToString(one.subjects.subject_class);
    item["examples"] = one.subjects.examples;
    item["namespaces"] = one.subjects.namespaces;
    item["accountNames"] = one.subjects.any_namespace_names;
    item["guards"] = one.subjects.guards;
    providers.push_back(std::move(item));
  }
  return providers;
}

Json ProvidersJson(const std::vector<AdmittedByProvider>& admitted, const PlaceLines& lines) {
  Json providers = ProvidersJson(admitted);
  for (size_t i = 0; i < admitted.size(); ++i) {
    AddPlace(lines, admitted[i].place, providers[i]);
    Json wide = Json::array();
    for (const AdmittedByProvider::Wide& one : admitted[i].wide) {
      Json item;
      item["form"] = ToString(one.form);
      if (!one.value.empty()) item["value"] = one.value;
      AddPlace(lines, one.place, item);
      wide.push_back(std::move(item));
    }
    providers[i]["wide"] = std::move(wide);
  }
  return providers;
}

std::string WhoJson(const std::vector<AdmittedByProvider>& admitted) {
  const AdmittedByProvider* widest = Widest(admitted);
  Json json;
  json["class"] = iam::ToString(widest == nullptr ? iam::SubjectClass::kNeverMatches
                                                  : widest->subjects.subject_class);
  json["examples"] = widest == nullptr ? std::vector<std::string>() : widest->subjects.examples;
  json["providers"] = ProvidersJson(admitted);
  return ToText(json);
}

}  // namespace irsalint::explain
