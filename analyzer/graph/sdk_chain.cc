#include "analyzer/graph/sdk_chain.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

namespace irsalint::graph {
namespace {

using base::Truth;

// What a chain does where a provider is configured, but not well. kUnknown is what the sources do
// not settle (docs/reference/semantics.md, the cells marked [U]).
enum class OnFailure : uint8_t { kNext, kStop, kUnknown };

// What AWS_PROFILE does besides naming a profile.
enum class NamedProfile : uint8_t {
  kNames,         // nothing
  kDropsKeys,     // the keys of the environment do not count
  kDropsAllElse,  // neither do they, nor the web identity of the environment
};

struct FamilyRow {
  SdkFamily family;
  std::string_view name;
  std::span<const Provider> order;
  OnFailure without_role;  // token file variable set, role variable missing
  OnFailure without_file;  // the other way round
  OnFailure web_identity;  // both set, but the file or STS fails
  OnFailure container;     // kStop also where the metadata service is asked in its place only
  NamedProfile named = NamedProfile::kNames;
  std::string_view needs = {};
};

using enum Provider;

constexpr Provider kBotoOrder[] = {kEnvironmentKeys, kProfileOther, kWebIdentity,
                                   kProfile,         kContainer,    kImds};
constexpr Provider kWebIdentityFirst[] = {kEnvironmentKeys, kWebIdentity, kProfile, kContainer,
                                          kImds};
constexpr Provider kProfileFirst[] = {kEnvironmentKeys, kProfile, kWebIdentity, kContainer, kImds};
constexpr Provider kJsV2Order[] = {kEnvironmentKeys, kProfile,     kContainer,
                                   kProfileOther,    kWebIdentity, kImds};
constexpr Provider kDotnetV3Order[] = {kWebIdentity, kProfile, kEnvironmentKeys, kContainer, kImds};
constexpr Provider kCppOrder[] = {kEnvironmentKeys, kProfile,   kWebIdentity,
                                  kProfileOther,    kContainer, kImds};

constexpr std::string_view kStsModule = "the module sts on the class path";
constexpr std::string_view kSecurityToken = "the package AWSSDK.SecurityToken";

// docs/reference/semantics.md §11.1 and §11.2, row by row.
constexpr FamilyRow kRows[] = {
    {.family = SdkFamily::kBoto3,
     .name = "boto3 and AWS CLI",
     .order = kBotoOrder,
     .without_role = OnFailure::kStop,
     .without_file = OnFailure::kNext,
     .web_identity = OnFailure::kStop,
     .container = OnFailure::kStop},
    {.family = SdkFamily::kGoV2,
     .name = "Go v2",
     .order = kWebIdentityFirst,
     .without_role = OnFailure::kStop,
     .without_file = OnFailure::kNext,
     .web_identity = OnFailure::kStop,
     .container = OnFailure::kStop,
     .named = NamedProfile::kDropsAllElse},
    {.family = SdkFamily::kJavaV2,
     .name = "Java v2",
     .order = kWebIdentityFirst,
     .without_role = OnFailure::kNext,
     .without_file = OnFailure::kNext,
     .web_identity = OnFailure::kNext,
     .container = OnFailure::kNext,
     .needs = kStsModule},
    {.family = SdkFamily::kJsV3,
     .name = "JavaScript v3",
     .order = kProfileFirst,
     .without_role = OnFailure::kNext,
     .without_file = OnFailure::kNext,
     .web_identity = OnFailure::kStop,
     .container = OnFailure::kStop,
     .named = NamedProfile::kDropsKeys},
    {.family = SdkFamily::kJsV2,
     .name = "JavaScript v2",
     .order = kJsV2Order,
     .without_role = OnFailure::kNext,
     .without_file = OnFailure::kNext,
     .web_identity = OnFailure::kNext,
     .container = OnFailure::kUnknown},
    {.family = SdkFamily::kDotnetV4,
     .name = ".NET v4",
     .order = kWebIdentityFirst,
     .without_role = OnFailure::kNext,
     .without_file = OnFailure::kNext,
     .web_identity = OnFailure::kStop,
     .container = OnFailure::kStop,
     .needs = kSecurityToken},
    {.family = SdkFamily::kDotnetV3,
     .name = ".NET v3",
     .order = kDotnetV3Order,
     .without_role = OnFailure::kNext,
     .without_file = OnFailure::kNext,
     .web_identity = OnFailure::kStop,
     .container = OnFailure::kStop,
     .needs = kSecurityToken},
    {.family = SdkFamily::kCpp,
     .name = "C++",
     .order = kCppOrder,
     .without_role = OnFailure::kNext,
     .without_file = OnFailure::kNext,
     .web_identity = OnFailure::kNext,
     .container = OnFailure::kStop},
    {.family = SdkFamily::kPhp,
     .name = "PHP",
     .order = kWebIdentityFirst,
     .without_role = OnFailure::kNext,
     .without_file = OnFailure::kNext,
     .web_identity = OnFailure::kNext,
     .container = OnFailure::kStop},
    {.family = SdkFamily::kRuby,
     .name = "Ruby",
     .order = kWebIdentityFirst,
     .without_role = OnFailure::kNext,
     .without_file = OnFailure::kNext,
     .web_identity = OnFailure::kStop,
     .container = OnFailure::kStop},
    {.family = SdkFamily::kRust,
     .name = "Rust",
     .order = kProfileFirst,
     .without_role = OnFailure::kUnknown,
     .without_file = OnFailure::kUnknown,
     .web_identity = OnFailure::kStop,
     .container = OnFailure::kStop},
};
static_assert(std::size(kRows) == kSdkFamilies.size());

const FamilyRow& RowOf(SdkFamily family) {
  return *std::ranges::find(kRows, family, &FamilyRow::family);
}

bool CanBe(const Premise& premise) { return premise.holds != Truth::kNo; }
bool CanFail(const Premise& premise) { return premise.holds != Truth::kYes; }

// A small set that keeps the order of the enum.
template <typename T>
void Insert(std::vector<T>& set, T value) {
  const auto at = std::ranges::lower_bound(set, value);
  if (at == set.end() || *at != value) set.insert(at, value);
}

// "AWS_ROLE_ARN is not set", "it is not known whether AWS_ROLE_ARN is set"; the premise's own words
// where it has some.
std::string IsSet(const Premise& premise, std::string_view name) {
  if (!premise.why.empty()) return premise.why;
  switch (premise.holds) {
    case Truth::kNo:
      return fmt::format("{} is not set", name);
    case Truth::kMaybe:
      return fmt::format("it is not known whether {} is set", name);
    case Truth::kYes:
      return fmt::format("{} is set", name);
  }
  return {};
}

// Asks the providers of one family, one by one.
class Chain {
 public:
  Chain(const FamilyRow& row, const ChainInput& input)
      : row_(row), input_(input), named_(input.profile_named.holds) {}

  FamilyOutcome Walk() {
    FamilyOutcome result = {.family = row_.family, .outcomes = {}, .steps = {}};
    // How the next provider can be reached: with all before it skipped, or after one that failed.
    bool untouched = true;
    bool failed = false;
    for (const Provider provider : row_.order) {
      if (!untouched && !failed) break;
      step_ = {.provider = provider, .effects = {}, .gives = {}, .why = {}};
      Ask(provider);
      if (Has(Effect::kStops)) Insert(result.outcomes, Outcome::kError);
      if (Has(Effect::kGives)) {
        for (const Outcome outcome : step_.gives) Insert(result.outcomes, outcome);
      }
      failed = (failed && Has(Effect::kSkips)) || Has(Effect::kFails);
      untouched = untouched && Has(Effect::kSkips);
      result.steps.push_back(std::move(step_));
    }
    if (failed) Insert(result.outcomes, Outcome::kError);
    if (untouched) Insert(result.outcomes, Outcome::kNothing);
    return result;
  }

 private:
  bool Has(Effect effect) const {
    return std::ranges::find(step_.effects, effect) != step_.effects.end();
  }
  void Add(Effect effect) { Insert(step_.effects, effect); }
  void AddGiving(Outcome outcome) {
    Add(Effect::kGives);
    Insert(step_.gives, outcome);
  }
  void Say(std::string_view clause) {
    if (clause.empty()) return;
    if (!step_.why.empty()) step_.why += "; ";
    step_.why += clause;
  }

  void Ask(Provider provider) {
    switch (provider) {
      case Provider::kEnvironmentKeys:
        return AskKeys();
      case Provider::kWebIdentity:
        return AskWebIdentity();
      case Provider::kProfile:
        return AskProfile();
      case Provider::kProfileOther:
        return AskProfileOther();
      case Provider::kContainer:
        return AskContainer();
      case Provider::kImds:
        return AskImds();
    }
  }

  // What a provider does that is configured and fails.
  void AddFailure(OnFailure on_failure) {
    if (on_failure != OnFailure::kStop) Add(Effect::kFails);
    if (on_failure != OnFailure::kNext) Add(Effect::kStops);
    if (on_failure == OnFailure::kUnknown) SayUnconfirmed();
  }
  // What one does that is only half configured.
  void AddHalf(OnFailure on_failure) {
    if (on_failure != OnFailure::kStop) Add(Effect::kSkips);
    if (on_failure != OnFailure::kNext) Add(Effect::kStops);
    if (on_failure == OnFailure::kUnknown) SayUnconfirmed();
  }
  void SayUnconfirmed() { Say("what this SDK does then is not confirmed"); }

  // Where AWS_PROFILE makes the SDK pass over this provider. Whether it may still be asked.
  bool IsStillAsked(bool profile_drops_it) {
    if (!profile_drops_it || named_ == Truth::kNo) return true;
    Add(Effect::kSkips);
    Say(fmt::format("{}, and this SDK then reads the profile instead",
                    IsSet(input_.profile_named, "AWS_PROFILE")));
    return named_ != Truth::kYes;
  }

  void AskKeys() {
    if (!IsStillAsked(row_.named != NamedProfile::kNames)) return;
    const Premise& keys = input_.static_keys;
    if (CanFail(keys)) Add(Effect::kSkips);
    // Past keys that are there leads nothing but a profile.
    if (!CanFail(keys)) named_ = Truth::kYes;
    if (CanBe(keys)) AddGiving(Outcome::kStaticKeys);
    Say(IsSet(keys, "an access key"));
  }

  void AskWebIdentity() {
    if (!IsStillAsked(row_.named == NamedProfile::kDropsAllElse)) return;
    const Premise& role = input_.role_variable;
    const Premise& file = input_.token_file_variable;
    Say(IsSet(role, "AWS_ROLE_ARN"));
    Say(IsSet(file, "AWS_WEB_IDENTITY_TOKEN_FILE"));
    if (CanFail(role) && CanFail(file)) Add(Effect::kSkips);
    if (CanFail(role) && CanBe(file)) AddHalf(row_.without_role);
    if (CanBe(role) && CanFail(file)) AddHalf(row_.without_file);
    if (CanBe(role) && CanBe(file)) AskSts();
  }

  void AskSts() {
    const Premise& usable = input_.token_file_usable;
    const Premise& accepted = input_.sts_accepts;
    Say(usable.why);
    if (CanBe(usable)) Say(accepted.why);
    if (CanBe(usable) && CanBe(accepted)) {
      AddGiving(Outcome::kWebIdentityRole);
      if (!row_.needs.empty()) Say(fmt::format("this SDK needs {} for it", row_.needs));
    }
    if (CanFail(usable) || CanFail(accepted)) AddFailure(row_.web_identity);
  }

  bool HasNoSharedFiles() {
    if (CanBe(input_.shared_files)) return false;
    Add(Effect::kSkips);
    Say(input_.shared_files.why.empty() ? "there are no shared files" : input_.shared_files.why);
    return true;
  }

  void AskProfile() {
    if (HasNoSharedFiles()) return;
    Say(input_.shared_files.why);
    Say(input_.shared_keys.why);
    AddGiving(Outcome::kProfile);
    const bool is_certain =
        input_.shared_files.holds == Truth::kYes && input_.shared_keys.holds == Truth::kYes;
    if (is_certain) return;
    Add(Effect::kSkips);
    // A profile that is named and not there is an error.
    if (CanBe(input_.profile_named)) Add(Effect::kStops);
  }

  void AskProfileOther() {
    if (HasNoSharedFiles()) return;
    Add(Effect::kSkips);
    Say(input_.shared_files.why);
    Say(input_.shared_keys.why);
    if (CanFail(input_.shared_keys)) AddGiving(Outcome::kProfile);
  }

  void AskContainer() {
    const Premise& full = input_.full_uri;
    const Premise& relative = input_.relative_uri;
    Say(IsSet(full, "AWS_CONTAINER_CREDENTIALS_FULL_URI"));
    if (CanFail(full) && CanFail(relative)) Add(Effect::kSkips);
    if (CanBe(relative)) AskRelativeUri();
    if (CanBe(full) && CanFail(relative)) AskFullUri();
  }

  // It beats the full URI in boto and Go, and what listens behind it on EKS is nothing that AWS
  // runs. For the others it is not known which of the two wins.
  void AskRelativeUri() {
    Say(IsSet(input_.relative_uri, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"));
    AddGiving(Outcome::kOtherEndpoint);
    AddFailure(row_.container);
    const bool beats = row_.family == SdkFamily::kBoto3 || row_.family == SdkFamily::kGoV2;
    if (!beats && CanBe(input_.full_uri)) {
      Say("which of the two URIs this SDK takes is not confirmed");
      AskFullUri();
    }
  }

  void AskFullUri() {
    const Premise& is_agent = input_.full_uri_is_agent;
    Say(is_agent.why);
    if (CanBe(is_agent)) {
      Say(input_.agent_answers.why);
      if (CanBe(input_.agent_answers)) AddGiving(Outcome::kPodIdentityRole);
      if (CanFail(input_.agent_answers)) AddFailure(row_.container);
    }
    if (CanFail(is_agent)) {
      AddGiving(Outcome::kOtherEndpoint);
      AddFailure(row_.container);
    }
  }

  void AskImds() {
    if (CanBe(input_.imds_disabled)) {
      Add(Effect::kSkips);
      Say(IsSet(input_.imds_disabled, "AWS_EC2_METADATA_DISABLED"));
      if (!CanFail(input_.imds_disabled)) return;
    }
    const Premise& reachable = input_.imds_reachable;
    if (CanFail(reachable)) Add(Effect::kSkips);
    if (CanBe(reachable)) AddGiving(Outcome::kNodeRole);
    SayReachable(reachable);
  }

  void SayReachable(const Premise& reachable) {
    if (!reachable.why.empty()) return Say(reachable.why);
    if (reachable.holds == Truth::kYes) return Say("the metadata service can be reached");
    if (reachable.holds == Truth::kNo) return Say("the metadata service cannot be reached");
    Say("it is not known whether the metadata service can be reached");
  }

  const FamilyRow& row_;
  const ChainInput& input_;
  Truth named_;  // whether AWS_PROFILE is set, as far as the way to the next provider tells
  ChainStep step_;
};

}  // namespace

std::string_view NameOf(SdkFamily family) { return RowOf(family).name; }

std::string_view NameOf(Outcome outcome) {
  switch (outcome) {
    case Outcome::kStaticKeys:
      return "static keys";
    case Outcome::kProfile:
      return "profile";
    case Outcome::kWebIdentityRole:
      return "web identity role";
    case Outcome::kPodIdentityRole:
      return "Pod Identity role";
    case Outcome::kOtherEndpoint:
      return "credentials of another endpoint";
    case Outcome::kNodeRole:
      return "node role";
    case Outcome::kError:
      return "error";
    case Outcome::kNothing:
      return "no credentials";
  }
  return {};
}

std::string_view NameOf(Provider provider) {
  switch (provider) {
    case Provider::kEnvironmentKeys:
      return "environment keys";
    case Provider::kWebIdentity:
      return "web identity";
    case Provider::kProfile:
      return "profile";
    case Provider::kProfileOther:
      return "profile's role, process or sign-in";
    case Provider::kContainer:
      return "container credentials";
    case Provider::kImds:
      return "instance metadata";
  }
  return {};
}

std::string_view NameOf(Effect effect) {
  switch (effect) {
    case Effect::kSkips:
      return "skips";
    case Effect::kGives:
      return "gives";
    case Effect::kFails:
      return "fails";
    case Effect::kStops:
      return "stops";
  }
  return {};
}

bool FamilyOutcome::MayBe(Outcome outcome) const {
  return std::ranges::find(outcomes, outcome) != outcomes.end();
}

std::vector<FamilyOutcome> Resolve(const ChainInput& input) {
  std::vector<FamilyOutcome> results;
  for (const FamilyRow& row : kRows) results.push_back(Chain(row, input).Walk());
  return results;
}

std::string_view NeedsForWebIdentity(SdkFamily family) { return RowOf(family).needs; }

}  // namespace irsalint::graph
