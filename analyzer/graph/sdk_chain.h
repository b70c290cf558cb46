#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/truth.h"

// Which credentials the AWS SDKs take in a container (docs/reference/semantics.md §11): each asks a
// chain of providers in an order of its own, and some give up where others go on.
namespace irsalint::graph {

// SDKs whose chains differ; the rows of §11.1, in its order.
enum class SdkFamily : uint8_t {
  kBoto3,
  kGoV2,
  kJavaV2,
  kJsV3,
  kJsV2,
  kDotnetV4,
  kDotnetV3,
  kCpp,
  kPhp,
  kRuby,
  kRust,
};
inline constexpr std::array kSdkFamilies = {
    SdkFamily::kBoto3, SdkFamily::kGoV2,     SdkFamily::kJavaV2,   SdkFamily::kJsV3,
    SdkFamily::kJsV2,  SdkFamily::kDotnetV4, SdkFamily::kDotnetV3, SdkFamily::kCpp,
    SdkFamily::kPhp,   SdkFamily::kRuby,     SdkFamily::kRust,
};

// "boto3 and AWS CLI", "Java v2".
std::string_view NameOf(SdkFamily family);

// As whom the SDK signs in the end.
enum class Outcome : uint8_t {
  kStaticKeys,       // the access key of the environment
  kProfile,          // whatever a shared config or credentials file says
  kWebIdentityRole,  // AWS_ROLE_ARN, by STS
  kPodIdentityRole,  // the role of the association, by the agent
  kOtherEndpoint,    // what an endpoint gives that is not the agent's
  kNodeRole,         // the role of the node, by the metadata service
  kError,            // a provider fails, and the SDK gives up
  kNothing,          // no provider has credentials
};

// "static keys", "node role", "error".
std::string_view NameOf(Outcome outcome);

// One thing that a chain asks about the container. `why` is a clause for people, "" where there is
// nothing to add.
struct Premise {
  base::Truth holds = base::Truth::kMaybe;
  std::string why = {};
};

// What a container offers to the SDKs. All is unknown until it is said.
struct ChainInput {
  Premise static_keys;          // AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are set
  Premise profile_named;        // AWS_PROFILE is set
  Premise shared_files;         // there is a shared config or credentials file
  Premise shared_keys;          // what it holds is an access key, for the profile in use
  Premise role_variable;        // AWS_ROLE_ARN is set
  Premise token_file_variable;  // AWS_WEB_IDENTITY_TOKEN_FILE is set
  Premise token_file_usable;    // the file is there and the process can read it
  Premise sts_accepts;          // STS gives the role for its token
  Premise full_uri;             // AWS_CONTAINER_CREDENTIALS_FULL_URI is set
  Premise full_uri_is_agent;    // to the agent of EKS Pod Identity
  Premise relative_uri;         // AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is set
  Premise agent_answers;        // the agent gives the role of an association
  Premise imds_disabled;        // AWS_EC2_METADATA_DISABLED is true
  Premise imds_reachable;       // the container reaches the metadata service of a node
};

enum class Provider : uint8_t {
  kEnvironmentKeys,
  kWebIdentity,
  kProfile,       // what the shared files say, keys included
  kProfileOther,  // what else they may say where an SDK asks twice: a role, a process, a sign-in
  kContainer,     // container credentials, as of EKS Pod Identity
  kImds,
};

// "web identity", "instance metadata".
std::string_view NameOf(Provider provider);

// What a provider does when it is asked.
enum class Effect : uint8_t {
  kSkips,  // it is not configured: the next one is asked
  kGives,  // it has credentials
  kFails,  // it is configured and fails: the next one is asked
  kStops,  // it is configured and fails, and the chain ends with its error
};

// "skips", "gives", "fails", "stops".
std::string_view NameOf(Effect effect);

// One provider that was asked. More than one effect where the input does not decide.
struct ChainStep {
  Provider provider = Provider::kEnvironmentKeys;
  std::vector<Effect> effects;  // in the order of the enum, each once; never empty
  std::vector<Outcome> gives;   // what it has if it gives
  std::string why;              // a sentence without a full stop
};

// What comes of one family's chain: one outcome where it is proved, else all that can be.
struct FamilyOutcome {
  SdkFamily family = SdkFamily::kBoto3;
  std::vector<Outcome> outcomes;  // in the order of the enum, each once; never empty
  std::vector<ChainStep> steps;   // up to the one that certainly ends the chain

  bool IsProved() const { return outcomes.size() == 1; }
  bool MayBe(Outcome outcome) const;
};

// Walks the chain of every family, in the order of kSdkFamilies.
std::vector<FamilyOutcome> Resolve(const ChainInput& input);

// What an SDK needs besides the environment for its web identity to be asked at all, and which no
// manifest shows: "the module sts on the class path". "" for most.
std::string_view NeedsForWebIdentity(SdkFamily family);

}  // namespace irsalint::graph
