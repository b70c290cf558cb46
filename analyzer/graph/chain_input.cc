#include "analyzer/graph/chain_input.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "analyzer/base/strings.h"
#include "analyzer/base/utf8.h"
#include "analyzer/graph/container_variables.h"
#include "analyzer/kube/mounts.h"
#include "analyzer/kube/token_access.h"
#include "analyzer/kube/token_file.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using kube::ValueShape;

Premise ToPremise(const Variable& variable) { return {.holds = variable.set, .why = variable.why}; }

std::string Joined(std::string_view first, std::string_view second) {
  return second.empty() ? std::string(first) : fmt::format("{}; {}", first, second);
}

bool HoldsCredentials(ValueShape shape) {
  return shape == ValueShape::kCredentials || shape == ValueShape::kTemporaryCredentials ||
         shape == ValueShape::kExampleCredentials;
}

// Where the SDKs look for shared files unless variables say otherwise: in `.aws` of a home.
bool IsInSharedFolder(std::string_view path) {
  return path.ends_with("/.aws") || base::Contains(path, "/.aws/");
}

// Where the credentials file of a container lies; "" where that is not known, or there is none.
std::string SharedCredentialsPath(const kube::Container& container,
                                  const ContainerVariables& variables) {
  const Variable variable = variables.Find("AWS_SHARED_CREDENTIALS_FILE");
  if (variable.set == Truth::kYes && variable.value.HasValue()) {
    return std::string(variable.value->literal());
  }
  if (variable.set != Truth::kNo) return {};
  for (const kube::VolumeMount& mount : container.volume_mounts) {
    std::string path = kube::ContainerPath(mount.path);
    if (path.ends_with("/.aws")) return path + "/credentials";
    if (path.ends_with("/.aws/credentials")) return path;
  }
  return {};
}

// Reads the input off one container.
class Reader {
 public:
  Reader(const IdentityGraph& graph, const FinalContainer& container)
      : container_(container), variables_(graph, container.workload, container.container) {}

  ChainInput Read() {
    ReadKeys();
    ReadSharedFiles();
    ReadWebIdentity();
    ReadContainerCredentials();
    ReadImds();
    return std::move(input_);
  }

 private:
  void ReadKeys() {
    const Variable id = variables_.Find("AWS_ACCESS_KEY_ID");
    const Variable secret = variables_.Find("AWS_SECRET_ACCESS_KEY");
    input_.static_keys = {.holds = And(id.set, secret.set), .why = Joined(id.why, secret.why)};
    if (id.set == secret.set) return;
    // The one that is not there settles it.
    input_.static_keys.why = id.set < secret.set ? id.why : secret.why;
  }

  void ReadSharedFiles() {
    input_.profile_named = ToPremise(variables_.Find("AWS_PROFILE"));
    input_.shared_files = {.holds = Truth::kNo, .why = "no shared file is mounted or named"};
    input_.shared_keys.holds = Truth::kMaybe;
    if (ReadSharedKeys()) return;
    for (const std::string_view name :
         {"AWS_PROFILE", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"}) {
      const Variable variable = variables_.Find(name);
      if (variable.set == Truth::kNo) continue;
      input_.shared_files = {.holds = Truth::kMaybe,
                             .why = Joined(variable.why, "what the file holds is not known")};
      return;
    }
    for (const kube::VolumeMount& mount : container_.container.volume_mounts) {
      if (!IsInSharedFolder(mount.path)) continue;
      input_.shared_files = {
          .holds = Truth::kMaybe,
          .why = fmt::format("a volume is mounted at \"{}\"; what it holds is not known",
                             base::EscapeForDisplay(mount.path))};
      return;
    }
  }

  // An access key in a credentials file that is a Secret of the input. Whether that is the profile
  // in use is known only where none is named.
  bool ReadSharedKeys() {
    const kube::AwsDataEntry* file = SharedKeyFileOf(container_, variables_);
    if (file == nullptr || input_.profile_named.holds != Truth::kNo) return false;
    const std::string why =
        fmt::format("the credentials file is \"{}\" of a Secret and holds an access key",
                    base::EscapeForDisplay(file->key));
    input_.shared_files = {.holds = Truth::kYes, .why = why};
    input_.shared_keys = {.holds = Truth::kYes, .why = {}};
    return true;
  }

  void ReadWebIdentity() {
    input_.role_variable = ToPremise(variables_.Find("AWS_ROLE_ARN"));
    const Variable file = variables_.Find("AWS_WEB_IDENTITY_TOKEN_FILE");
    input_.token_file_variable = ToPremise(file);
    if (file.set == Truth::kNo) return;
    const kube::TokenFile token = TokenAt(file);
    input_.token_file_usable = Usable(token);
    if (token.kind == kube::TokenFile::Kind::kApiServerToken) {
      input_.sts_accepts = {.holds = Truth::kNo,
                            .why = "STS refuses a token of the API server's own audience"};
    }
  }

  kube::TokenFile TokenAt(const Variable& variable) const {
    if (!variable.value.HasValue()) {
      return {.why = fmt::format("which file {} names is not known",
                                 variable.entry == nullptr ? "it" : variable.entry->name)};
    }
    return kube::TokenFileAt(container_.spec, container_.container, *variable.value,
                             container_.automount);
  }

  Premise Usable(const kube::TokenFile& token) const {
    if (!token.IsToken()) return {.holds = token.exists, .why = token.why};
    const kube::TokenAccess access =
        kube::TokenAccessOf(container_.spec, container_.container, token.volume);
    return {.holds = And(token.exists, access.readable), .why = Joined(token.why, access.why)};
  }

  void ReadContainerCredentials() {
    const Variable uri = variables_.Find("AWS_CONTAINER_CREDENTIALS_FULL_URI");
    input_.full_uri = ToPremise(uri);
    input_.relative_uri = ToPremise(variables_.Find("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"));
    if (uri.set == Truth::kNo) return;
    if (uri.value.HasValue() && uri.value->IsLiteral()) {
      const bool is_agent = IsAgentEndpoint(uri.value->literal());
      input_.full_uri_is_agent = {
          .holds = base::FromBool(is_agent),
          .why = is_agent ? "" : "it is not the endpoint of EKS Pod Identity"};
    }
    // Without a token the agent has no answer.
    const Variable file = variables_.Find("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
    const Premise usable = file.set == Truth::kNo ? ToPremise(file) : Usable(TokenAt(file));
    input_.agent_answers = {.holds = And(usable.holds, Truth::kMaybe), .why = usable.why};
  }

  void ReadImds() {
    const Variable disabled = variables_.Find("AWS_EC2_METADATA_DISABLED");
    input_.imds_disabled = ToPremise(disabled);
    if (disabled.set == Truth::kNo || !disabled.value.HasValue()) return;
    if (!disabled.value->IsLiteral()) return;
    const bool is_true = base::EqualsIgnoreAsciiCase(disabled.value->literal(), "true");
    input_.imds_disabled = {.holds = And(disabled.set, base::FromBool(is_true)),
                            .why = fmt::format("AWS_EC2_METADATA_DISABLED is \"{}\"",
                                               base::EscapeForDisplay(disabled.value->literal()))};
  }

  const FinalContainer& container_;
  ContainerVariables variables_;
  ChainInput input_;
};

}  // namespace

ChainInput ChainInputOf(const IdentityGraph& graph, const FinalContainer& container) {
  return Reader(graph, container).Read();
}

const kube::AwsDataEntry* SharedKeyFileOf(const FinalContainer& container,
                                          const ContainerVariables& variables) {
  const std::string path = SharedCredentialsPath(container.container, variables);
  const auto mounted = kube::MountedAt(container.spec, container.container, path);
  if (mounted.size() != 1 || mounted.front().volume == nullptr) return nullptr;
  const kube::Volume& volume = *mounted.front().volume;
  for (const std::string& name : volume.secrets) {
    const kube::AwsData* secret =
        variables.FindObject(kube::EnvReference::Kind::kSecret,
                             kube::KnownText::Of(syntax::Text::Literal(name), volume.place));
    if (secret == nullptr) continue;
    const auto entry =
        std::ranges::find(secret->entries, mounted.front().path, &kube::AwsDataEntry::key);
    if (entry != secret->entries.end() && HoldsCredentials(entry->shape)) return &*entry;
  }
  return nullptr;
}

bool IsAgentEndpoint(std::string_view uri) {
  for (const std::string_view host : {"http://169.254.170.23", "http://[fd00:ec2::23]"}) {
    const auto rest = base::StripPrefix(uri, host);
    if (rest.has_value() && (rest->empty() || rest->front() == '/' || rest->front() == ':')) {
      return true;
    }
  }
  return false;
}

}  // namespace irsalint::graph
