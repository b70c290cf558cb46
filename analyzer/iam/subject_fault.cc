#include "analyzer/iam/subject_fault.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "analyzer/base/strings.h"
#include "analyzer/base/subject.h"
#include "analyzer/base/utf8.h"
#include "analyzer/iam/compare.h"
#include "analyzer/iam/request.h"
#include "analyzer/iam/subject_set.h"

namespace irsalint::iam {
namespace {

using base::Language;
using base::Truth;
using syntax::Text;

constexpr std::string_view kGroupPrefix = "system:serviceaccounts";
constexpr std::string_view kBlanks = " \t\r\n";
constexpr size_t kNearPrefix = 2;  // edits
constexpr size_t kMaxNamespace = 63;
constexpr size_t kMaxName = 253;

const Language& Subjects() {
  static const Language kSubjects = AllSubjects();
  return kSubjects;
}

bool MayBeSubject(std::string_view text) {
  if (text.find_first_of("*?") == text.npos) return Subjects().Matches(text);
  return Intersects(Language::Of(base::Pattern::Like(text)), Subjects()).truth != Truth::kNo;
}

// A word in capitals, or in brackets: somebody fills it in.
bool IsPlaceholder(std::string_view part) {
  if (part.find_first_of("[]{}<>$%#") != part.npos || base::Contains(part, "...")) return true;
  const bool lower = std::ranges::any_of(part, base::IsAsciiLower);
  return !lower && std::ranges::any_of(part, base::IsAsciiUpper);
}

bool HoldsPlaceholder(std::string_view text) {
  return std::ranges::any_of(base::SplitBy(text, ':'), IsPlaceholder);
}

// The parts of `NAMESPACE:NAME` behind whatever was meant to be the prefix.
std::string_view BehindPrefix(std::string_view text) {
  const std::string lower = base::AsciiLower(text);
  constexpr std::string_view kMeant[] = {"system:serviceaccounts",
                                         "system:serviceaccount",
                                         "system:service-account",
                                         "system:service_account",
                                         "system:sa",
                                         "serviceaccount"};
  for (const std::string_view meant : kMeant) {
    if (!lower.starts_with(meant)) continue;
    const std::string_view rest = text.substr(meant.size());
    if (rest.empty() || rest.front() == ':' || rest.front() == '/') {
      return rest.empty() ? rest : rest.substr(1);
    }
  }
  const size_t first = text.find(':');
  const size_t second = first == text.npos ? first : text.find(':', first + 1);
  if (second == text.npos) return text;
  const bool near = base::EditDistance(text.substr(0, second + 1), base::kSubjectPrefix,
                                       kNearPrefix) <= kNearPrefix;
  return near ? text.substr(second + 1) : text;
}

bool IsTooLong(std::string_view text) {
  const auto parts = base::ParseSubject(text);
  return parts.has_value() && text.find_first_of("*?") == text.npos &&
         (parts->namespace_name.size() > kMaxNamespace || parts->name.size() > kMaxName);
}

// The one subject that a slip of the keyboard made of it; empty if that is not plain.
std::string RepairedSubject(std::string_view text) {
  const std::string_view trimmed = base::TrimAscii(text);
  std::string repaired(BehindPrefix(trimmed));
  // A user or a group of another kind.
  if (repaired == trimmed && repaired.starts_with("system:")) return {};
  std::erase_if(repaired, [](char c) { return kBlanks.find(c) != kBlanks.npos; });
  std::ranges::replace(repaired, '/', ':');
  repaired = std::string(base::kSubjectPrefix) + base::AsciiLower(repaired);
  return MayBeSubject(repaired) && !IsTooLong(repaired) ? repaired : std::string();
}

// What is wrong with one part of a subject that has the right prefix.
std::optional<Repairable> FaultOfPart(std::string_view part, std::string_view what, size_t begin) {
  const auto fault = [&](std::string message, size_t from, size_t to) {
    return Repairable{
        .what = std::move(message), .begin = begin + from, .end = begin + to, .repaired = {}};
  };
  const std::string name(what);
  if (part.empty()) return fault("has an empty " + name, 0, 0);
  const size_t limit = what == "namespace" ? kMaxNamespace : kMaxName;
  if (part.size() > limit && part.find('*') == part.npos) {
    return fault(fmt::format("has a {} of more than {} characters", name, limit), 0, part.size());
  }
  for (size_t next = 0; next < part.size();) {
    const size_t i = next;
    base::DecodeUtf8(part, &next);
    const char c = part[i];
    const std::string_view shown = part.substr(i, next - i);
    if (base::IsAsciiUpper(c)) {
      return fault(
          fmt::format("has a {} with the capital \"{}\", but names are lower case", name, shown), i,
          next);
    }
    if (kBlanks.find(c) != kBlanks.npos) return fault("has a blank in its " + name, i, next);
    if (c == ':') return fault("has more than a namespace and a name", i, part.size());
    const bool dot = c == '.' && what == "name";
    const bool allowed =
        base::IsAsciiLower(c) || base::IsAsciiDigit(c) || c == '-' || dot || c == '*' || c == '?';
    if (!allowed) {
      return fault(fmt::format("has a {} with \"{}\", which no {} holds", name, shown, name), i,
                   next);
    }
  }
  return fault(fmt::format("has a {} that Kubernetes does not allow", name), 0, part.size());
}

bool IsPart(std::string_view what, std::string_view part) {
  const bool is_namespace = what == "namespace";
  const std::string subject = is_namespace ? fmt::format("{}{}:x", base::kSubjectPrefix, part)
                                           : fmt::format("{}x:{}", base::kSubjectPrefix, part);
  const size_t limit = is_namespace ? kMaxNamespace : kMaxName;
  const bool fits = part.size() <= limit || part.find('*') != part.npos;
  return fits && MayBeSubject(subject);
}

// What is wrong with the text, which is known to be no subject.
Repairable Explain(std::string_view text) {
  const auto fault = [&](std::string what, size_t begin, size_t end) {
    return Repairable{.what = std::move(what), .begin = begin, .end = end, .repaired = {}};
  };
  if (text.empty()) return fault("is empty", 0, 0);
  if (kBlanks.find(text.front()) != kBlanks.npos) return fault("begins with a blank", 0, 1);
  if (kBlanks.find(text.back()) != kBlanks.npos) {
    return fault("ends in a blank", text.size() - 1, text.size());
  }
  if (text.starts_with(kGroupPrefix) &&
      (text.size() == kGroupPrefix.size() || text[kGroupPrefix.size()] == ':')) {
    return fault("begins as a group of service accounts does, \"system:serviceaccounts\"", 0,
                 kGroupPrefix.size());
  }
  const auto rest = base::StripPrefix(text, base::kSubjectPrefix);
  if (!rest.has_value()) {
    const std::string_view behind = BehindPrefix(text);
    const size_t end = behind.size() == text.size() ? text.size() : text.size() - behind.size();
    return fault("does not begin with \"system:serviceaccount:\"", 0, end);
  }
  const size_t begin = base::kSubjectPrefix.size();
  const auto parts = base::SplitOnce(*rest, ':');
  if (!parts.has_value()) {
    const size_t slash = rest->find('/');
    return slash == rest->npos
               ? fault("has only one of namespace and name", begin, text.size())
               : fault("has \"/\" between namespace and name", begin + slash, begin + slash + 1);
  }
  if (!IsPart("namespace", parts->before)) {
    return *FaultOfPart(parts->before, "namespace", begin);
  }
  return *FaultOfPart(parts->after, "name", begin + parts->before.size() + 1);
}

}  // namespace

std::optional<Repairable> FaultOfSubject(BaseOperator base, const Text& value,
                                         Variables variables) {
  // Wildcards count, whatever the operator.
  const bool ignores_case = base == BaseOperator::kStringEqualsIgnoreCase ||
                            base == BaseOperator::kStringNotEqualsIgnoreCase;
  const Text compared =
      ignores_case && value.IsLiteral() ? Text::Literal(base::AsciiLower(value.literal())) : value;
  const std::string written = compared.Written();
  if (value.IsLiteral() && HoldsPlaceholder(written)) return std::nullopt;
  const auto pattern = SubjectPattern(BaseOperator::kStringLike, compared, Request{}, variables);
  if (!pattern.has_value()) return std::nullopt;
  const bool possible = Intersects(Language::Of(*pattern), Subjects()).truth != Truth::kNo;
  if (possible && !(value.IsLiteral() && IsTooLong(written))) return std::nullopt;
  if (value.IsLiteral()) {
    Repairable fault = Explain(written);
    fault.repaired = RepairedSubject(written);
    return fault;
  }
  return Repairable{.what = "can be no subject, whatever stands for its placeholder",
                    .begin = 0,
                    .end = written.size(),
                    .repaired = {}};
}

bool LooksLikeSubject(const Text& value) {
  const std::string lower = base::AsciiLower(value.Written());
  return base::StartsWith(base::TrimAscii(lower), "system:") ||
         base::Contains(lower, "serviceaccount");
}

}  // namespace irsalint::iam
