#include "analyzer/graph/issuer_faults.h"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "analyzer/base/issuer.h"
#include "analyzer/base/strings.h"
#include "analyzer/graph/audience.h"
#include "analyzer/graph/trusted_issuers.h"
#include "analyzer/iam/built_in_provider.h"
#include "analyzer/iam/issuer_fault.h"
#include "analyzer/iam/key_fault.h"
#include "analyzer/iam/missing_key.h"
#include "analyzer/iam/subject_fault.h"
#include "analyzer/syntax/holes.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using syntax::Text;
using Kind = PolicyFault::Kind;

constexpr std::string_view kProviderMark = "oidc-provider/";
constexpr std::string_view kSamlMark = "saml-provider/";

std::string Join(std::string_view issuer, std::string_view behind) {
  return issuer.empty() ? std::string() : fmt::format("{}{}", issuer, behind);
}

// All of a key before its claim, as written.
std::string_view BeforeClaim(std::string_view key) { return key.substr(0, key.rfind(':')); }

// Conditions that hold without their key are the business of vacuous-condition.
bool IsVacuous(const iam::Condition& condition) {
  return condition.op.has_value() &&
         (condition.op->if_exists || condition.op->prefix == iam::SetPrefix::kForAllValues);
}

class StatementReader {
 public:
  StatementReader(const TrustPolicy& policy, size_t index)
      : policy_(policy),
        index_(index),
        statement_(policy.object->document.statements[index]),
        in_fault_(statement_.conditions.size()) {}

  std::vector<PolicyFault> Read() {
    ReadPrincipals();
    ReadKeys();
    if (!HasFaultyPrincipal()) ReadOtherIssuers();
    return std::move(faults_);
  }

 private:
  void ReadPrincipals();
  void ReadKeys();
  void ReadOtherIssuers();
  bool HasFaultyPrincipal() const;
  std::optional<iam::Repairable> FaultOfKey(const iam::Condition& condition) const;
  std::string OnlyIssuer() const;
  std::string RightKey(const iam::Condition& condition) const;
  void AddKeyFault(Kind kind, size_t condition, const iam::Repairable& fault);
  PolicyFault NewFault(Kind kind) const { return {.kind = kind, .statement = index_}; }

  const TrustPolicy& policy_;
  size_t index_;
  const iam::Statement& statement_;
  std::vector<bool> in_fault_;  // conditions whose key belongs to a fault already
  std::vector<PolicyFault> faults_;
};

bool StatementReader::HasFaultyPrincipal() const {
  return std::ranges::any_of(faults_,
                             [](const PolicyFault& fault) { return !fault.principals.empty(); });
}

void StatementReader::ReadPrincipals() {
  for (size_t p = 0; p < statement_.principals.size(); ++p) {
    const iam::Principal& principal = statement_.principals[p];
    const std::string arn = principal.value.text.Written();
    if (principal.kind != iam::PrincipalKind::kFederated) continue;
    const size_t mark = arn.find(kProviderMark);
    const Text issuer = IssuerOfProviderArn(principal.value.text);
    if (mark == arn.npos || !issuer.IsLiteral()) continue;
    const size_t begin = mark + kProviderMark.size();
    // An account of documentation makes all of it documentation.
    if (syntax::HoldsDummy(std::string_view(arn).substr(0, begin))) continue;
    const std::string_view written = std::string_view(arn).substr(begin);
    const auto wrong = iam::FaultOfEksIssuer(written);
    if (!wrong.has_value()) continue;
    PolicyFault fault = NewFault(Kind::kIssuerShape);
    fault.principals = {p};
    fault.place = PieceOf(principal.value.place, begin + wrong->begin, begin + wrong->end);
    fault.found = written;
    fault.what = wrong->what;
    fault.required = wrong->repaired;
    // Keys that repeat the mistake are mended with it.
    for (size_t c = 0; c < statement_.conditions.size(); ++c) {
      if (BeforeClaim(statement_.conditions[c].key.text.Written()) != written) continue;
      fault.conditions.push_back(c);
      in_fault_[c] = true;
    }
    faults_.push_back(std::move(fault));
  }
}

std::optional<iam::Repairable> StatementReader::FaultOfKey(const iam::Condition& condition) const {
  const Text& key = condition.key.text;
  if (auto fault = iam::FaultOfConditionKey(key)) return fault;
  const auto parts = iam::ParseProviderKey(key);
  if (!parts.has_value()) return std::nullopt;
  if (IsKubernetes(policy_, parts->issuer)) return iam::FaultOfKubernetesKey(key);
  // Another issuer may end in a slash, but then its provider does as well.
  for (const iam::Principal& principal : statement_.principals) {
    const auto issuer = IssuerOf(principal);
    if (!issuer.has_value() || !issuer->IsLiteral()) continue;
    if (Equal(parts->issuer, issuer->Append("/")) != Truth::kYes) continue;
    const size_t slash = issuer->literal().size();
    return iam::Repairable{.what = "has a slash before its claim that its provider does not have",
                           .begin = slash,
                           .end = slash + 1,
                           .repaired = fmt::format("{}:{}", issuer->literal(), parts->claim)};
  }
  return std::nullopt;
}

// The issuer of the only provider that the statement trusts: what its keys have to name. Empty
// where there is a choice.
std::string StatementReader::OnlyIssuer() const {
  std::string only;
  for (const iam::Principal& principal : statement_.principals) {
    const auto issuer = IssuerOf(principal);
    if (!issuer.has_value()) continue;
    if (!issuer->IsLiteral() || !only.empty()) return {};
    only = issuer->literal();
  }
  return HasFaultyPrincipal() ? std::string() : only;
}

// All of a key that may belong into one: no scheme, no ARN, no blanks.
std::string WithoutOrnament(std::string_view key) {
  const size_t mark = key.rfind(kProviderMark);
  if (mark != key.npos) key.remove_prefix(mark + kProviderMark.size());
  for (const std::string_view scheme : {"https://", "http://"}) {
    key = base::StripPrefix(key, scheme).value_or(key);
  }
  std::string bare(key);
  std::erase_if(bare, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
  return bare;
}

// The claim that values are of, by their form.
std::string_view ClaimOf(const std::vector<iam::Value>& values) {
  const auto is_audience = [](const iam::Value& value) {
    return value.text.literal() == kDefaultAudience;
  };
  const auto is_subject = [](const iam::Value& value) { return iam::LooksLikeSubject(value.text); };
  if (values.empty()) return {};
  if (std::ranges::all_of(values, is_subject)) return "sub";
  return std::ranges::all_of(values, is_audience) ? "aud" : "";
}

// What a key must be that lacks one of its halves or holds blanks, as the statement's only provider
// has it.
std::string StatementReader::RightKey(const iam::Condition& condition) const {
  const std::string issuer = OnlyIssuer();
  if (issuer.empty() || !condition.key.text.IsLiteral()) return {};
  const std::string bare = WithoutOrnament(condition.key.text.literal());
  for (const std::string_view claim : {"sub", "aud"}) {
    const std::string right = fmt::format("{}:{}", issuer, claim);
    if (bare == claim || bare == fmt::format(":{}", claim) || bare == right) return right;
  }
  if (bare != issuer && bare != fmt::format("{}:", issuer)) return {};
  const std::string_view claim = ClaimOf(condition.values);
  return claim.empty() ? std::string() : fmt::format("{}:{}", issuer, claim);
}

// One fault for all keys in which the same stands before the claim; a wrong claim is its own.
void StatementReader::AddKeyFault(Kind kind, size_t condition, const iam::Repairable& wrong) {
  const std::string key = statement_.conditions[condition].key.text.Written();
  in_fault_[condition] = true;
  const size_t issuer_end = BeforeClaim(key).size();
  const bool of_issuer = wrong.begin < issuer_end;
  for (PolicyFault& fault : faults_) {
    if (!of_issuer || fault.kind != kind || fault.conditions.empty()) continue;
    const std::string other = statement_.conditions[fault.conditions.front()].key.text.Written();
    if (BeforeClaim(other) != BeforeClaim(key) || fault.what != wrong.what) continue;
    fault.conditions.push_back(condition);
    return;
  }
  PolicyFault fault = NewFault(kind);
  fault.conditions = {condition};
  fault.place = PieceOf(statement_.conditions[condition].key.place, wrong.begin, wrong.end);
  fault.found = key;
  fault.what = wrong.what;
  fault.required = wrong.repaired;
  faults_.push_back(std::move(fault));
}

void StatementReader::ReadKeys() {
  for (size_t c = 0; c < statement_.conditions.size(); ++c) {
    const iam::Condition& condition = statement_.conditions[c];
    if (in_fault_[c] || IsVacuous(condition)) continue;
    if (auto wrong = FaultOfKey(condition)) {
      if (wrong->repaired.empty()) wrong->repaired = RightKey(condition);
      AddKeyFault(Kind::kKeyShape, c, *wrong);
      continue;
    }
    const auto parts = iam::ParseProviderKey(condition.key.text);
    if (!parts.has_value() || !parts->issuer.IsLiteral()) continue;
    auto wrong = iam::FaultOfEksIssuer(parts->issuer.literal());
    if (!wrong.has_value()) continue;
    if (wrong->repaired.empty()) wrong->repaired = OnlyIssuer();
    wrong->repaired = Join(wrong->repaired, fmt::format(":{}", parts->claim));
    AddKeyFault(Kind::kIssuerShape, c, *wrong);
  }
}

// Keys that no token of the statement's providers brings along.
void StatementReader::ReadOtherIssuers() {
  std::vector<std::string> trusted;
  std::vector<size_t> providers;
  for (size_t p = 0; p < statement_.principals.size(); ++p) {
    const iam::Principal& principal = statement_.principals[p];
    const bool anybody =
        principal.kind == iam::PrincipalKind::kEverybody || principal.value.text.literal() == "*";
    if (anybody || !principal.value.text.IsLiteral()) return;
    const auto issuer = IssuerOf(principal);
    if (!issuer.has_value()) continue;
    trusted.push_back(base::AsciiLower(issuer->literal()));
    providers.push_back(p);
  }
  if (trusted.empty() || statement_.not_principal) return;
  const size_t first_fault = faults_.size();
  size_t keys = 0;  // well-formed keys that must be there
  for (size_t c = 0; c < statement_.conditions.size(); ++c) {
    const iam::Condition& condition = statement_.conditions[c];
    if (in_fault_[c] || iam::HoldsWithoutKey(condition) != Truth::kNo) continue;
    const auto parts = iam::ParseProviderKey(condition.key.text);
    if (!parts.has_value() || !parts->issuer.IsLiteral() || condition.values.empty()) continue;
    ++keys;
    const std::string issuer = base::AsciiLower(parts->issuer.literal());
    if (std::ranges::find(trusted, issuer) != trusted.end()) continue;
    const auto known = std::ranges::find_if(
        faults_.begin() + static_cast<ptrdiff_t>(first_fault), faults_.end(),
        [&](const PolicyFault& fault) { return base::AsciiLower(fault.found) == issuer; });
    if (known != faults_.end()) {
      known->conditions.push_back(c);
      continue;
    }
    PolicyFault fault = NewFault(Kind::kKeyIssuer);
    fault.conditions = {c};
    fault.found = parts->issuer.literal();
    fault.place = PieceOf(condition.key.place, 0, fault.found.size());
    if (trusted.size() == 1) {
      fault.required = IssuerOf(statement_.principals[providers.front()])->literal();
    }
    faults_.push_back(std::move(fault));
  }
  // Several keys that agree with each other: then the provider is the odd one.
  const bool one_other = faults_.size() == first_fault + 1 && trusted.size() == 1;
  if (!one_other || keys < 2 || faults_.back().conditions.size() != keys) return;
  PolicyFault& fault = faults_.back();
  fault.principals = {providers.front()};
  fault.place = statement_.principals[providers.front()].value.place;
  std::swap(fault.found, fault.required);
}

}  // namespace

std::optional<Text> IssuerOf(const iam::Principal& principal) {
  if (principal.kind != iam::PrincipalKind::kFederated) return std::nullopt;
  const Text& text = principal.value.text;
  const std::string written = text.Written();
  if (base::Contains(written, kSamlMark)) return std::nullopt;
  if (base::Contains(written, kProviderMark)) return IssuerOfProviderArn(text);
  // A bare issuer or a URL is no provider: IAM refuses it.
  if (text.IsLiteral() && !iam::IsBuiltInProvider(written)) return std::nullopt;
  return text;
}

bool IsKubernetes(const TrustPolicy& policy, const Text& issuer) {
  const bool eks = issuer.IsLiteral() ? base::LooksLikeEksIssuer(issuer.literal())
                                      : base::Contains(issuer.Written(), "oidc.eks.");
  return eks || std::ranges::any_of(policy.issuers, [&](const TrustedIssuer& trusted) {
           return trusted.kubernetes == Truth::kYes && trusted.issuer == issuer;
         });
}

std::vector<PolicyFault> IssuerFaultsOf(const TrustPolicy& policy, size_t statement) {
  return StatementReader(policy, statement).Read();
}

syntax::Place PieceOf(const syntax::Place& place, size_t begin, size_t end) {
  syntax::Place piece = place;
  if (begin < end) {
    piece.range =
        syntax::TextRange{.begin = static_cast<uint32_t>(begin), .end = static_cast<uint32_t>(end)};
  }
  return piece;
}

}  // namespace irsalint::graph
