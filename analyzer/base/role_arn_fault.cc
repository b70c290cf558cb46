#include "analyzer/base/role_arn_fault.h"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include "analyzer/base/arn.h"
#include "analyzer/base/strings.h"

namespace irsalint::base {
namespace {

constexpr size_t kParts = 6;
constexpr std::string_view kRole = "role/";

// What people write where the ARN of a role belongs.
struct OtherResource {
  std::string_view prefix;
  std::string_view name;
};
constexpr std::array<OtherResource, 6> kOtherResources = {{
    {"instance-profile/", "an instance profile"},
    {"user/", "a user"},
    {"group/", "a group"},
    {"policy/", "a policy"},
    {"oidc-provider/", "an OIDC provider"},
    {"saml-provider/", "a SAML provider"},
}};

// The characters of a role's path and name: `[\w-\/.@+=,]`.
bool IsRoleChar(char c) {
  return IsAsciiAlnum(c) || std::string_view("_-/.@+=,").find(c) != std::string_view::npos;
}

bool IsBlank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::string_view NameOfBlank(char c) {
  if (c == '\n' || c == '\r') return "a line break";
  return c == '\t' ? "a tab" : "a blank";
}

// Finds what is wrong with one text, part by part.
class Finder {
 public:
  explicit Finder(std::string_view text) : text_(text) {
    for (const std::string_view part : SplitBy(text, ':')) {
      parts_.push_back({static_cast<size_t>(part.data() - text.data()), part});
    }
  }

  std::optional<RoleArnFault> Find() const {
    if (auto fault = Surroundings()) return fault;
    if (auto fault = Prefix()) return fault;
    if (auto fault = Colons()) return fault;
    if (auto fault = Service()) return fault;
    if (auto fault = Region()) return fault;
    if (auto fault = Account()) return fault;
    return Resource();
  }

 private:
  struct Part {
    size_t begin = 0;
    std::string_view text;
  };

  static RoleArnFault At(const Part& part, std::string what) {
    return {.what = std::move(what), .begin = part.begin, .end = part.begin + part.text.size()};
  }

  // The resource is all behind the fifth colon.
  Part ResourcePart() const {
    const size_t begin = parts_[kParts - 1].begin;
    return {begin, text_.substr(begin)};
  }

  // Blanks and quotes: nobody trims the annotation.
  std::optional<RoleArnFault> Surroundings() const {
    const auto blank = std::ranges::find_if(text_, IsBlank);
    if (blank != text_.end()) {
      const auto begin = static_cast<size_t>(blank - text_.begin());
      const size_t end = std::min(
          static_cast<size_t>(std::find_if_not(blank, text_.end(), IsBlank) - text_.begin()),
          text_.size());
      const std::string_view where = begin == 0            ? "begins with"
                                     : end == text_.size() ? "ends in"
                                                           : "contains";
      return RoleArnFault{
          .what = fmt::format("{} {}", where, NameOfBlank(*blank)), .begin = begin, .end = end};
    }
    const size_t quote = text_.find_first_of("\"'`");
    if (quote == text_.npos) return std::nullopt;
    return RoleArnFault{.what = "contains a quote", .begin = quote, .end = quote + 1};
  }

  std::optional<RoleArnFault> Prefix() const {
    if (parts_.front().text != "arn") {
      return parts_.size() == 1 ? At(parts_.front(), "is a name, not an ARN")
                                : At(parts_.front(), fmt::format("begins with \"{}\", not \"arn\"",
                                                                 parts_.front().text));
    }
    if (parts_.size() == 1) return At(parts_.front(), "is a name, not an ARN");
    const Part& partition = parts_[1];
    const bool known =
        partition.text.starts_with("aws") && std::ranges::all_of(partition.text, [](char c) {
          return IsAsciiLower(c) || IsAsciiDigit(c) || c == '-';
        });
    if (known) return std::nullopt;
    return At(partition, fmt::format("has \"{}\" where the partition belongs", partition.text));
  }

  // One colon too few or too many shows by where the account stands.
  std::optional<RoleArnFault> Colons() const {
    const auto account =
        std::ranges::find_if(parts_, [](const Part& part) { return IsAccountId(part.text); });
    const auto at = static_cast<size_t>(account - parts_.begin());
    if (account != parts_.end() && at < 4) {
      return RoleArnFault{.what = fmt::format("has {} colons before the account, not 4", at),
                          .begin = account->begin,
                          .end = account->begin};
    }
    if (account != parts_.end() && at > 4 && AreEmpty(3, at)) {
      return RoleArnFault{.what = fmt::format("has {} colons before the account, not 4", at),
                          .begin = parts_[3].begin,
                          .end = account->begin};
    }
    if (parts_.size() >= kParts) return std::nullopt;
    return At(parts_.back(),
              fmt::format("has {} parts between colons, not {}", parts_.size(), kParts));
  }

  bool AreEmpty(size_t first, size_t last) const {
    return std::all_of(parts_.begin() + static_cast<ptrdiff_t>(first),
                       parts_.begin() + static_cast<ptrdiff_t>(last),
                       [](const Part& part) { return part.text.empty(); });
  }

  std::optional<RoleArnFault> Service() const {
    const Part& service = parts_[2];
    if (service.text == "iam") return std::nullopt;
    if (service.text == "sts" && ResourcePart().text.starts_with("assumed-role/")) {
      return At(ResourcePart(), "is that of a session (assumed-role), not of the role");
    }
    return At(service, fmt::format("is of service \"{}\", not \"iam\"", service.text));
  }

  std::optional<RoleArnFault> Region() const {
    const Part& region = parts_[3];
    if (region.text.empty()) return std::nullopt;
    return At(region, fmt::format("has a region (\"{}\"), and IAM has none", region.text));
  }

  std::optional<RoleArnFault> Account() const {
    const Part& account = parts_[4];
    if (IsAccountId(account.text)) return std::nullopt;
    if (account.text.empty()) return At(account, "has no account");
    if (std::ranges::all_of(account.text, IsAsciiDigit)) {
      return At(account, fmt::format("has an account of {} digits, not 12", account.text.size()));
    }
    return At(account, fmt::format("has \"{}\" where 12 digits belong", account.text));
  }

  std::optional<RoleArnFault> Resource() const {
    const Part resource = ResourcePart();
    for (const OtherResource& other : kOtherResources) {
      if (!resource.text.starts_with(other.prefix)) continue;
      return At({resource.begin, other.prefix.substr(0, other.prefix.size() - 1)},
                fmt::format("is that of {}, not of a role", other.name));
    }
    if (resource.text == "role" || resource.text == kRole) return At(resource, "names no role");
    if (resource.text.starts_with("role:role/")) {
      return At({resource.begin, "role:role"}, "says \"role:role/\", not \"role/\"");
    }
    if (!resource.text.starts_with(kRole)) {
      const Part head = {resource.begin, resource.text.substr(0, resource.text.find('/'))};
      return At(head, fmt::format("has \"{}\" where \"role/\" belongs", head.text));
    }
    const std::string_view name = resource.text.substr(kRole.size());
    const auto bad = std::ranges::find_if_not(name, IsRoleChar);
    if (bad == name.end()) return std::nullopt;
    const auto at = static_cast<size_t>(bad - name.begin());
    return At(
        {resource.begin + kRole.size() + at, name.substr(at, CharSize(name.substr(at)))},
        fmt::format("has \"{}\" in the role's name", name.substr(at, CharSize(name.substr(at)))));
  }

  // The bytes of the UTF-8 character that a text begins with.
  static size_t CharSize(std::string_view text) {
    const auto is_inside = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
    const auto next = std::find_if_not(text.begin() + 1, text.end(), is_inside);
    return static_cast<size_t>(next - text.begin());
  }

  std::string_view text_;
  std::vector<Part> parts_;
};

}  // namespace

std::optional<RoleArnFault> FaultOfRoleArn(std::string_view text) {
  if (WebhookAcceptsRoleArn(text)) return std::nullopt;
  return Finder(text).Find();
}

bool IsBareRoleName(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, IsRoleChar);
}

}  // namespace irsalint::base
