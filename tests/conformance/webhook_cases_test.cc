// The drawn cases reach every branch of §3 and §4 of docs/reference/semantics.md often.

#include "tests/conformance/webhook_cases.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/harness/sample.h"

namespace irsalint::test {
namespace {

using nlohmann::json;
using ::testing::SizeIs;

constexpr uint64_t kSeeds = 10'000;
constexpr size_t kOften = 50;

constexpr std::string_view kAwsNames[] = {"AWS_ROLE_ARN",
                                          "AWS_WEB_IDENTITY_TOKEN_FILE",
                                          "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                                          "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
                                          "AWS_DEFAULT_REGION",
                                          "AWS_REGION",
                                          "AWS_STS_REGIONAL_ENDPOINTS"};

// A container of the Pod, and of the patch.
struct Change {
  json before;
  json after;
  std::vector<std::string> appended;  // names of variables
  bool has_new_mount = false;
};

struct Seen {
  WebhookCase input;
  json patch;
  std::vector<Change> changes;
};

// Null where one of the members is not there.
const json& At(const json& value, const std::string& pointer) {
  static const json null;
  const json::json_pointer path(pointer);
  return value.contains(path) ? value.at(path) : null;
}

const json& ValueOfOperation(const Seen& seen, std::string_view path) {
  static const json null;
  for (const json& operation : seen.patch) {
    if (operation.at("path") == path) return operation.at("value");
  }
  return null;
}

bool HasOperation(const Seen& seen, std::string_view path) {
  return !ValueOfOperation(seen, path).is_null();
}

void AddChanges(Seen& seen, const std::string& list) {
  const json& after = ValueOfOperation(seen, list);
  const json& before = At(seen.input.pod, list);
  for (size_t i = 0; i < after.size(); ++i) {
    Change change{.before = before.at(i), .after = after.at(i)};
    const json& env = At(change.after, "/env");
    for (size_t at = At(change.before, "/env").size(); at < env.size(); ++at) {
      change.appended.push_back(env.at(at).at("name"));
    }
    change.has_new_mount =
        At(change.after, "/volumeMounts").size() > At(change.before, "/volumeMounts").size();
    seen.changes.push_back(std::move(change));
  }
}

Seen See(uint64_t seed) {
  Seen seen{.input = RandomWebhookCase(seed)};
  seen.patch = PatchByModel(seen.input);
  AddChanges(seen, "/spec/containers");
  AddChanges(seen, "/spec/initContainers");
  return seen;
}

bool IsWebIdentity(const Seen& seen) { return !seen.input.has_association && !seen.patch.empty(); }

std::string KeyOf(const Seen& seen, std::string_view name) {
  return seen.input.annotation_prefix + "/" + std::string(name);
}

std::optional<std::string> OnAccount(const Seen& seen, std::string_view name) {
  const auto& annotations = seen.input.account_annotations;
  const auto found = annotations.find(KeyOf(seen, name));
  if (found == annotations.end()) return std::nullopt;
  return found->second;
}

std::optional<std::string> OnPod(const Seen& seen, std::string_view name) {
  const json& annotations = At(seen.input.pod, "/metadata/annotations");
  if (!annotations.contains(KeyOf(seen, name))) return std::nullopt;
  return annotations.at(KeyOf(seen, name)).get<std::string>();
}

bool HasName(const json& list, std::string_view name) {
  return std::any_of(list.begin(), list.end(),
                     [&](const json& item) { return item.at("name") == name; });
}

std::string ReservedVolume(const Seen& seen) {
  return seen.input.has_association ? seen.input.container_credentials.volume_name
                                    : "aws-iam-token";
}

std::string MountPath(const Seen& seen) {
  return seen.input.has_association ? seen.input.container_credentials.mount_path
                                    : seen.input.token_mount_path;
}

// Of the volume that the patch adds; null where it adds none.
const json& Token(const Seen& seen) {
  const std::string token = "/projected/sources/0/serviceAccountToken";
  const json& of_first = At(ValueOfOperation(seen, "/spec/volumes"), "/0" + token);
  return of_first.is_null() ? At(ValueOfOperation(seen, "/spec/volumes/0"), token) : of_first;
}

int64_t Expiration(const Seen& seen) {
  const json& seconds = At(Token(seen), "/expirationSeconds");
  return seconds.is_null() ? -1 : seconds.get<int64_t>();
}

// The value that a container got for a variable.
std::string Got(const Change& change, std::string_view variable) {
  for (const json& item : At(change.after, "/env")) {
    if (item.at("name") == variable) return item.value("value", "");
  }
  return "";
}

std::string RoleGot(const Seen& seen) {
  for (const Change& change : seen.changes) {
    const auto& names = change.appended;
    if (std::find(names.begin(), names.end(), kAwsNames[0]) != names.end()) {
      return Got(change, kAwsNames[0]);
    }
  }
  return "";
}

struct Branch {
  std::string_view name;
  bool (*is_reached)(const Seen& seen);
};

const std::vector<Branch>& Branches() {
  static const std::vector<Branch> branches = {
      // §3.2
      {"association and role",
       [](const Seen& seen) {
         return seen.input.has_association && !!OnAccount(seen, "role-arn");
       }},
      {"association, no role",
       [](const Seen& seen) { return seen.input.has_association && !OnAccount(seen, "role-arn"); }},
      {"role", IsWebIdentity},
      {"no role: no patch",
       [](const Seen& seen) { return seen.patch.empty() && !OnAccount(seen, "role-arn"); }},
      {"no role, though composing is on: no patch",
       [](const Seen& seen) {
         return seen.patch.empty() && !OnAccount(seen, "role-arn") &&
                seen.input.compose_role_arn.is_on;
       }},
      {"empty role: no patch",
       [](const Seen& seen) { return seen.patch.empty() && OnAccount(seen, "role-arn") == ""; }},
      {"no role but on the Pod: no patch",
       [](const Seen& seen) {
         return seen.patch.empty() && !OnAccount(seen, "role-arn") && !!OnPod(seen, "role-arn");
       }},
      {"no role but of another prefix: no patch",
       [](const Seen& seen) {
         return seen.patch.empty() && !OnAccount(seen, "role-arn") &&
                std::size(seen.input.account_annotations) > 3;
       }},
      {"custom prefix",
       [](const Seen& seen) {
         return IsWebIdentity(seen) && seen.input.annotation_prefix != "eks.amazonaws.com";
       }},

      // §3.4
      {"empty role, composed",
       [](const Seen& seen) { return RoleGot(seen).ends_with(":iam::777788889999:role/"); }},
      {"blank role, composed", [](const Seen& seen) { return RoleGot(seen).ends_with(":role/ "); }},
      {"blank role, verbatim", [](const Seen& seen) { return RoleGot(seen) == " "; }},
      {"bare name, verbatim", [](const Seen& seen) { return RoleGot(seen) == "uploader"; }},
      {"role with blanks around it",
       [](const Seen& seen) { return RoleGot(seen).ends_with("\n"); }},
      {"ARN while composing is on",
       [](const Seen& seen) {
         return seen.input.compose_role_arn.is_on &&
                RoleGot(seen).find("::1111") != std::string::npos;
       }},
      {"composed in aws",
       [](const Seen& seen) { return RoleGot(seen).starts_with("arn:aws:iam::7777"); }},
      {"composed in aws-cn",
       [](const Seen& seen) { return RoleGot(seen).starts_with("arn:aws-cn:iam::7777"); }},
      {"composed in aws-us-gov",
       [](const Seen& seen) { return RoleGot(seen).starts_with("arn:aws-us-gov:iam::7777"); }},
      {"composed in aws-iso",
       [](const Seen& seen) { return RoleGot(seen).starts_with("arn:aws-iso:iam::7777"); }},
      {"composed in aws-iso-b",
       [](const Seen& seen) { return RoleGot(seen).starts_with("arn:aws-iso-b:iam::7777"); }},
      {"composed in aws-eusc",
       [](const Seen& seen) { return RoleGot(seen).starts_with("arn:aws-eusc:iam::7777"); }},

      // §3.3 audience
      {"audience of the flag's default",
       [](const Seen& seen) {
         return !OnAccount(seen, "audience") && At(Token(seen), "/audience") == "sts.amazonaws.com";
       }},
      {"audience of the flag",
       [](const Seen& seen) { return At(Token(seen), "/audience") == "audience.example.com"; }},
      {"audience of the account",
       [](const Seen& seen) { return At(Token(seen), "/audience") == "vault "; }},
      {"empty audience",
       [](const Seen& seen) { return Expiration(seen) > 0 && !Token(seen).contains("audience"); }},
      {"audience of the account, ignored",
       [](const Seen& seen) {
         return !!OnAccount(seen, "audience") &&
                At(Token(seen), "/audience") == "pods.eks.amazonaws.com";
       }},

      // §3.3 token-expiration and §3.7
      {"expiration of the Pod before that of the account",
       [](const Seen& seen) {
         return OnPod(seen, "token-expiration") == "3600" && Expiration(seen) == 3600 &&
                OnAccount(seen, "token-expiration").value_or("3600") != "3600";
       }},
      {"expiration of the account, the Pod's is none",
       [](const Seen& seen) {
         return OnPod(seen, "token-expiration").has_value() && Expiration(seen) > 0 &&
                std::to_string(Expiration(seen)) == OnAccount(seen, "token-expiration") &&
                OnPod(seen, "token-expiration")->find_first_not_of("0123456789") == 0;
       }},
      {"expiration of the account",
       [](const Seen& seen) {
         return !OnPod(seen, "token-expiration") &&
                std::to_string(Expiration(seen)) == OnAccount(seen, "token-expiration");
       }},
      {"expiration of the flag, both annotations are none",
       [](const Seen& seen) {
         return !!OnPod(seen, "token-expiration") && !!OnAccount(seen, "token-expiration") &&
                Expiration(seen) == seen.input.token_expiration && Expiration(seen) != 86400 &&
                OnPod(seen, "token-expiration") != std::to_string(Expiration(seen)) &&
                OnAccount(seen, "token-expiration") != std::to_string(Expiration(seen));
       }},
      {"expiration of the flag",
       [](const Seen& seen) {
         return !OnPod(seen, "token-expiration") && !OnAccount(seen, "token-expiration") &&
                Expiration(seen) == seen.input.token_expiration;
       }},
      {"at least 600, of the Pod",
       [](const Seen& seen) {
         return Expiration(seen) == 600 && OnPod(seen, "token-expiration") == "599";
       }},
      {"at least 600, of the account",
       [](const Seen& seen) {
         return Expiration(seen) == 600 && !OnPod(seen, "token-expiration") &&
                OnAccount(seen, "token-expiration").value_or("").starts_with('-');
       }},
      {"the greatest expiration", [](const Seen& seen) { return Expiration(seen) == INT64_MAX; }},
      {"drawn at random, of the flag",
       [](const Seen& seen) {
         return Expiration(seen) == 79200 && !OnPod(seen, "token-expiration") &&
                !OnAccount(seen, "token-expiration");
       }},
      {"drawn at random, as asked for",
       [](const Seen& seen) {
         return Expiration(seen) == 79200 && OnPod(seen, "token-expiration") == "86400";
       }},
      {"Pod Identity, not drawn",
       [](const Seen& seen) {
         return seen.input.has_association && Expiration(seen) > 0 && Expiration(seen) != 79200;
       }},
      {"web identity, 86400",
       [](const Seen& seen) { return IsWebIdentity(seen) && Expiration(seen) == 86400; }},

      // §3.5
      {"all containers are skipped, the volume is added",
       [](const Seen& seen) {
         return OnPod(seen, "skip-containers") == "app,sidecar,proxy,setup,mesh" &&
                Expiration(seen) > 0;
       }},
      {"containers are named to be skipped on the account",
       [](const Seen& seen) {
         return !OnPod(seen, "skip-containers") && !!OnAccount(seen, "skip-containers") &&
                !seen.changes.empty() && seen.changes.front().has_new_mount;
       }},

      // §4.1, last paragraph
      {"Windows",
       [](const Seen& seen) {
         return At(seen.input.pod, "/spec/nodeSelector/kubernetes.io~1os") == "windows";
       }},
      {"Windows by the beta label alone",
       [](const Seen& seen) {
         return At(seen.input.pod, "/spec/nodeSelector/beta.kubernetes.io~1os") == "windows" &&
                At(seen.input.pod, "/spec/nodeSelector/kubernetes.io~1os").is_null();
       }},
      {"Windows by the beta label against the other",
       [](const Seen& seen) {
         return At(seen.input.pod, "/spec/nodeSelector/beta.kubernetes.io~1os") == "windows" &&
                At(seen.input.pod, "/spec/nodeSelector/kubernetes.io~1os") == "linux";
       }},
      {"Windows by spec.os, which does not count",
       [](const Seen& seen) { return At(seen.input.pod, "/spec/os/name") == "windows"; }},

      // §4.2
      {"web identity: no label",
       [](const Seen& seen) {
         return IsWebIdentity(seen) && At(seen.input.pod, "/metadata/labels").is_null();
       }},
      {"new labels", [](const Seen& seen) { return HasOperation(seen, "/metadata/labels"); }},
      {"labels are null",
       [](const Seen& seen) {
         return seen.input.has_association && seen.input.pod.at("metadata").contains("labels") &&
                At(seen.input.pod, "/metadata/labels").is_null();
       }},
      {"labels are there, but empty",
       [](const Seen& seen) {
         return seen.input.has_association &&
                At(seen.input.pod, "/metadata/labels") == json::object();
       }},
      {"labels are there",
       [](const Seen& seen) {
         return seen.input.has_association &&
                At(seen.input.pod, "/metadata/labels") == json::object({{"app", "uploader"}});
       }},
      {"the label is there with another value",
       [](const Seen& seen) {
         return seen.input.has_association &&
                At(seen.input.pod, "/metadata/labels/eks.amazonaws.com~1pod-identity") ==
                    "disabled";
       }},
      {"volumes are absent",
       [](const Seen& seen) {
         return HasOperation(seen, "/spec/volumes") &&
                !seen.input.pod.at("spec").contains("volumes");
       }},
      {"volumes are null",
       [](const Seen& seen) {
         return HasOperation(seen, "/spec/volumes") &&
                seen.input.pod.at("spec").contains("volumes");
       }},
      {"volumes are empty",
       [](const Seen& seen) {
         return HasOperation(seen, "/spec/volumes/0") &&
                At(seen.input.pod, "/spec/volumes") == json::array();
       }},
      {"volumes are there",
       [](const Seen& seen) {
         return HasOperation(seen, "/spec/volumes/0") &&
                !At(seen.input.pod, "/spec/volumes").empty();
       }},
      {"the volume of web identity is there",
       [](const Seen& seen) { return IsWebIdentity(seen) && Token(seen).is_null(); }},
      {"the volume of Pod Identity is there",
       [](const Seen& seen) { return seen.input.has_association && Token(seen).is_null(); }},
      {"the volume of the other mode is there",
       [](const Seen& seen) {
         return seen.input.has_association && !Token(seen).is_null() &&
                HasName(At(seen.input.pod, "/spec/volumes"), "aws-iam-token");
       }},
      {"init containers",
       [](const Seen& seen) { return HasOperation(seen, "/spec/initContainers"); }},
      {"init containers are null or empty",
       [](const Seen& seen) {
         return !seen.patch.empty() && seen.input.pod.at("spec").contains("initContainers") &&
                !HasOperation(seen, "/spec/initContainers");
       }},
      {"ephemeral containers",
       [](const Seen& seen) {
         return !seen.patch.empty() && seen.input.pod.at("spec").contains("ephemeralContainers");
       }},
  };
  return branches;
}

struct ContainerBranch {
  std::string_view name;
  bool (*is_reached)(const Seen& seen, const Change& change);
};

bool IsUntouched(const Change& change) { return change.appended.empty() && !change.has_new_mount; }

bool GotTokenFile(const Change& change) {
  return !change.appended.empty() && change.appended.back().ends_with("TOKEN_FILE");
}

const std::vector<ContainerBranch>& ContainerBranches() {
  static const std::vector<ContainerBranch> branches = {
      // §3.3 sts-regional-endpoints
      {"regional by the account, not by the flag",
       [](const Seen& seen, const Change& change) {
         return !seen.input.sts_regional_endpoint && !change.appended.empty() &&
                change.appended.front() == kAwsNames[6];
       }},
      {"regional by the flag, the annotation is none",
       [](const Seen& seen, const Change& change) {
         return OnAccount(seen, "sts-regional-endpoints") == "regional" &&
                !change.appended.empty() && change.appended.front() == kAwsNames[6];
       }},
      {"not regional by the account, but by the flag",
       [](const Seen& seen, const Change& change) {
         return seen.input.sts_regional_endpoint && change.has_new_mount &&
                !HasName(At(change.after, "/env"), kAwsNames[6]);
       }},
      {"not regional by the flag, the annotation is none",
       [](const Seen& seen, const Change& change) {
         return OnAccount(seen, "sts-regional-endpoints") == "yes" && change.has_new_mount &&
                !HasName(At(change.after, "/env"), kAwsNames[6]);
       }},

      // §4.1, rules 1 and 2
      {"skipped, for no other reason",
       [](const Seen& seen, const Change& change) {
         return IsUntouched(change) && !HasName(At(change.after, "/env"), kAwsNames[6]) &&
                !HasName(At(change.after, "/volumeMounts"), ReservedVolume(seen));
       }},
      {"skipped, a native sidecar",
       [](const Seen& seen, const Change& change) {
         return OnPod(seen, "skip-containers")
                    .value_or("")
                    .starts_with("app,sidecar,proxy,setup") &&
                change.after.contains("restartPolicy") && IsUntouched(change);
       }},
      {"named to be skipped, but the list cannot be parsed",
       [](const Seen& seen, const Change& change) {
         return OnPod(seen, "skip-containers") == "app,\"" && change.before.at("name") == "app" &&
                change.has_new_mount;
       }},
      {"named to be skipped, but with a blank",
       [](const Seen& seen, const Change& change) {
         const std::string_view name =
             OnPod(seen, "skip-containers") == "app, sidecar" ? "sidecar" : "app";
         return OnPod(seen, "skip-containers").value_or("").find(' ') < 5 &&
                change.before.at("name") == name && change.has_new_mount;
       }},
      {"named to be skipped, but on a later line",
       [](const Seen& seen, const Change& change) {
         return OnPod(seen, "skip-containers").value_or("").find("\r\n") != std::string::npos &&
                OnPod(seen, "skip-containers")->find("sidecar") != std::string::npos &&
                change.before.at("name") == "sidecar" && change.has_new_mount;
       }},
      {"early exit of web identity",
       [](const Seen& seen, const Change& change) {
         return IsWebIdentity(seen) && !OnPod(seen, "skip-containers") && IsUntouched(change) &&
                !HasName(At(change.after, "/volumeMounts"), ReservedVolume(seen));
       }},
      {"early exit of Pod Identity",
       [](const Seen& seen, const Change& change) {
         return seen.input.has_association && !OnPod(seen, "skip-containers") &&
                IsUntouched(change) &&
                !HasName(At(change.after, "/volumeMounts"), ReservedVolume(seen));
       }},

      // §4.1, rules 3 and 4
      {"region but no flag",
       [](const Seen& seen, const Change& change) {
         return seen.input.aws_default_region.empty() && change.has_new_mount &&
                !HasName(At(change.after, "/env"), "AWS_REGION");
       }},
      {"the other mode's variables do not count",
       [](const Seen& seen, const Change& change) {
         return GotTokenFile(change) &&
                HasName(At(change.before, "/env"), seen.input.has_association
                                                       ? "AWS_ROLE_ARN"
                                                       : "AWS_CONTAINER_CREDENTIALS_FULL_URI");
       }},
      {"variables of envFrom do not count",
       [](const Seen&, const Change& change) {
         return GotTokenFile(change) && !At(change.before, "/envFrom/0/prefix").is_null();
       }},
      {"the reserved mount elsewhere",
       [](const Seen& seen, const Change& change) {
         const json& mounts = At(change.after, "/volumeMounts");
         return GotTokenFile(change) && !change.has_new_mount &&
                std::none_of(mounts.begin(), mounts.end(), [&](const json& mount) {
                  return mount.at("mountPath") == MountPath(seen);
                });
       }},
      {"another volume at the reserved path",
       [](const Seen& seen, const Change& change) {
         const json& mounts = At(change.before, "/volumeMounts");
         return change.has_new_mount &&
                std::any_of(mounts.begin(), mounts.end(), [&](const json& mount) {
                  return mount.at("mountPath") == MountPath(seen);
                });
       }},
      {"a native sidecar is patched",
       [](const Seen&, const Change& change) {
         return GotTokenFile(change) && change.after.contains("restartPolicy");
       }},

      // §4.1, last paragraph
      {"token file on Windows, web identity",
       [](const Seen&, const Change& change) {
         return GotTokenFile(change) && Got(change, kAwsNames[1]).starts_with("C:\\");
       }},
      {"token file on Windows, Pod Identity",
       [](const Seen&, const Change& change) {
         return GotTokenFile(change) && Got(change, kAwsNames[3]).starts_with("C:\\");
       }},
      {"cleaned join, web identity",
       [](const Seen& seen, const Change& change) {
         const std::string file = Got(change, kAwsNames[1]);
         return GotTokenFile(change) && file.starts_with('/') &&
                file != seen.input.token_mount_path + "/token";
       }},
      {"cleaned join, Pod Identity",
       [](const Seen& seen, const Change& change) {
         const ContainerCredentials& flags = seen.input.container_credentials;
         const std::string file = Got(change, kAwsNames[3]);
         return GotTokenFile(change) && file.starts_with('/') &&
                file != flags.mount_path + "/" + flags.token_path;
       }},

      // §4.2, last paragraph
      {"env is null",
       [](const Seen&, const Change& change) {
         return change.before.contains("env") && At(change.before, "/env").is_null();
       }},
      {"env is empty and vanishes",
       [](const Seen&, const Change& change) {
         return At(change.before, "/env") == json::array() && !change.after.contains("env");
       }},
      {"mounts are empty and vanish",
       [](const Seen&, const Change& change) {
         return At(change.before, "/volumeMounts") == json::array() &&
                !change.after.contains("volumeMounts");
       }},
      {"command is empty and vanishes",
       [](const Seen&, const Change& change) {
         return change.before.contains("command") && !change.after.contains("command");
       }},
  };
  return branches;
}

using Counts = std::map<std::string, size_t>;

void ExpectOften(const Counts& counts) {
  for (const auto& [name, count] : counts) EXPECT_GT(count, kOften) << name;
}

// Each name without its own, so that none is forgotten that is never reached.
template <typename Rows>
Counts NoneOf(const Rows& rows) {
  Counts counts;
  for (const auto& row : rows) counts.emplace(row.name, 0);
  return counts;
}

// They are about our own cases, which are the same in every build.
class WebhookCasesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (kSampling > 1) GTEST_SKIP() << "the cases are looked at in a plain build";
  }
};

TEST_F(WebhookCasesTest, EveryBranchIsReachedOften) {
  Counts cases = NoneOf(Branches());
  Counts containers = NoneOf(ContainerBranches());
  for (uint64_t seed = 0; seed < kSeeds; ++seed) {
    const Seen seen = See(seed);
    for (const Branch& branch : Branches()) {
      if (branch.is_reached(seen)) ++cases[std::string(branch.name)];
    }
    for (const Change& change : seen.changes) {
      for (const ContainerBranch& branch : ContainerBranches()) {
        if (branch.is_reached(seen, change)) ++containers[std::string(branch.name)];
      }
    }
  }
  ExpectOften(cases);
  ExpectOften(containers);
  EXPECT_THAT(cases, SizeIs(Branches().size()));
  EXPECT_THAT(containers, SizeIs(ContainerBranches().size()));
}

// §4.1: all sets of the names that count, each name in all its forms, and all that can be appended
// in either mode.
TEST_F(WebhookCasesTest, EveryCombinationOfVariables) {
  Counts sets;
  Counts forms;
  Counts additions;
  for (uint64_t seed = 0; seed < kSeeds; ++seed) {
    const Seen seen = See(seed);
    for (const Change& change : seen.changes) {
      std::string present;
      for (const std::string_view name : kAwsNames) {
        present += HasName(At(change.before, "/env"), name) ? '1' : '0';
      }
      ++sets[present];
      for (const json& variable : At(change.before, "/env")) {
        const std::string name = variable.at("name");
        if (std::find(std::begin(kAwsNames), std::end(kAwsNames), name) == std::end(kAwsNames)) {
          continue;
        }
        const json& value = At(variable, "/value");
        const bool is_from = variable.contains("valueFrom");
        ++forms[name + (is_from ? " from" : value.is_null() ? " without" : " " + value.dump())];
      }
      std::string appended = seen.input.has_association ? "Pod Identity:" : "web identity:";
      for (const std::string& name : change.appended) appended += " " + name;
      ++additions[appended + (change.has_new_mount ? " and mount" : "")];
    }
  }
  EXPECT_THAT(sets, SizeIs(size_t{1} << std::size(kAwsNames)));
  EXPECT_THAT(forms, SizeIs(std::size(kAwsNames) * 4));
  EXPECT_THAT(additions, SizeIs(32));  // two modes, three groups, a mount
  ExpectOften(sets);
  ExpectOften(forms);
  ExpectOften(additions);
}

// Every value of an annotation, while the webhook acts.
TEST_F(WebhookCasesTest, EveryValueOfAnAnnotation) {
  struct Row {
    std::string_view name;
    std::optional<std::string> (*value)(const Seen& seen, std::string_view name);
    size_t values;
  };
  const std::vector<Row> rows = {
      {"skip-containers", OnPod, 39},      {"token-expiration", OnPod, 28},
      {"token-expiration", OnAccount, 28}, {"sts-regional-endpoints", OnAccount, 22},
      {"role-arn", OnAccount, 10},         {"audience", OnAccount, 3},
  };
  std::vector<Counts> counts(rows.size());
  for (uint64_t seed = 0; seed < kSeeds; ++seed) {
    const Seen seen = See(seed);
    if (seen.patch.empty()) continue;
    for (size_t i = 0; i < rows.size(); ++i) {
      const std::optional<std::string> value = rows[i].value(seen, rows[i].name);
      if (value.has_value()) ++counts[i][json(*value).dump()];
    }
  }
  for (size_t i = 0; i < rows.size(); ++i) {
    EXPECT_THAT(counts[i], SizeIs(rows[i].values)) << rows[i].name;
    ExpectOften(counts[i]);
  }
}

// The cases of a seed are the same everywhere: FNV-1a over the text of some.
TEST_F(WebhookCasesTest, TheSameForEveryCompiler) {
  uint64_t hash = 0xcbf29ce484222325;
  for (uint64_t seed = 0; seed < 200; ++seed) {
    for (const char c : CaseAsJson(RandomWebhookCase(seed)).dump()) {
      hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    }
  }
  EXPECT_EQ(hash, uint64_t{0xfcc2cafc86b9ef4e});
}

}  // namespace
}  // namespace irsalint::test
