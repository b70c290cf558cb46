#include "tests/conformance/webhook_model.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace irsalint::test {
namespace {

using nlohmann::json;

using Annotations = std::map<std::string, std::string>;
using Names = std::span<const std::string_view>;

// All sections are those of docs/reference/semantics.md.

// §4.1: the names of `env` whose presence counts.
constexpr std::array<std::string_view, 2> kWi = {"AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE"};
constexpr std::array<std::string_view, 2> kCc = {"AWS_CONTAINER_CREDENTIALS_FULL_URI",
                                                 "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"};
constexpr std::array<std::string_view, 2> kRg = {"AWS_DEFAULT_REGION", "AWS_REGION"};
constexpr std::array<std::string_view, 1> kSt = {"AWS_STS_REGIONAL_ENDPOINTS"};

// §3.3: what a value of sts-regional-endpoints may be.
constexpr std::array<std::pair<std::string_view, bool>, 12> kBooleans = {{{"1", true},
                                                                          {"t", true},
                                                                          {"T", true},
                                                                          {"TRUE", true},
                                                                          {"true", true},
                                                                          {"True", true},
                                                                          {"0", false},
                                                                          {"f", false},
                                                                          {"F", false},
                                                                          {"FALSE", false},
                                                                          {"false", false},
                                                                          {"False", false}}};

// §3.4: how a region begins, and its partition. All others are `aws`.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kPartitions = {
    {{"cn-", "aws-cn"},
     {"us-gov-", "aws-us-gov"},
     {"us-iso-", "aws-iso"},
     {"us-isob-", "aws-iso-b"},
     {"eusc-", "aws-eusc"}}};

constexpr std::string_view kPodIdentityLabel = "eks.amazonaws.com/pod-identity";  // §4.2, 1

// A row of §4.1, rule 3: what is appended where it is due and no name of the pair is there.
struct EnvRow {
  bool is_due = false;
  Names unless;
  std::vector<std::pair<std::string_view, std::string>> appended;
};

// The parameters of a mode (§3.7) and what follows from them for every container.
struct Injection {
  bool adds_label = false;
  std::string volume_name;
  std::string mount_path;
  std::string file_name;
  std::string audience;
  int64_t expiration = 0;
  Names own_names;  // WI or CC
  std::vector<EnvRow> env;
  std::vector<std::string> skipped;
};

// Null where there is no such member.
const json& Member(const json& object, std::string_view name) {
  static const json null;
  const auto found = object.is_object() ? object.find(name) : object.end();
  return found != object.end() ? *found : null;
}

std::optional<std::string> Find(const Annotations& annotations, const std::string& key) {
  const auto found = annotations.find(key);
  if (found == annotations.end()) return std::nullopt;
  return found->second;
}

Annotations AnnotationsOf(const json& pod) {
  Annotations annotations;
  const json& written = Member(Member(pod, "metadata"), "annotations");
  for (const auto& [key, value] : written.items()) annotations[key] = value.get<std::string>();
  return annotations;
}

std::string KeyOf(const WebhookCase& webhook_case, std::string_view name) {
  return webhook_case.annotation_prefix + "/" + std::string(name);
}

// §3.3: base 10, signed, 64 bits, one sign at most and nothing around it.
std::optional<int64_t> IntegerOf(std::string_view text) {
  if (text.starts_with('+')) {
    text.remove_prefix(1);
    if (text.starts_with('-')) return std::nullopt;
  }
  int64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end) return std::nullopt;
  return value;
}

// §3.5: a quoted field up to its closing quote; `at` stands behind that. A doubled quote is one.
std::optional<std::string> QuotedField(std::string_view text, size_t& at) {
  std::string field;
  for (++at; at < text.size(); ++at) {
    if (text[at] == '"') {
      ++at;
      if (at == text.size() || text[at] != '"') return field;
    }
    field += text[at];
  }
  return std::nullopt;
}

bool EndsField(std::string_view text, size_t at) {
  return at == text.size() || text[at] == ',' || text[at] == '\n';
}

// §3.5: the fields of the first record; none where there is no record or it cannot be parsed.
std::vector<std::string> FirstRecord(std::string text) {
  for (size_t at = text.find("\r\n"); at != std::string::npos; at = text.find("\r\n", at + 1)) {
    text.erase(at, 1);
  }
  if (text.ends_with('\r')) text.pop_back();  // Go takes the end of the text for that of a line
  text.erase(0, std::min(text.find_first_not_of('\n'), text.size()));
  if (text.empty()) return {};

  std::vector<std::string> fields;
  for (size_t at = 0;; ++at) {
    std::string field;
    if (at < text.size() && text[at] == '"') {
      std::optional<std::string> quoted = QuotedField(text, at);
      if (!quoted.has_value() || !EndsField(text, at)) return {};
      field = *std::move(quoted);
    } else {
      for (; !EndsField(text, at); ++at) field += text[at];
      if (field.find('"') != std::string::npos) return {};
    }
    fields.push_back(std::move(field));
    if (at == text.size() || text[at] == '\n') return fields;
  }
}

// §3.4 and step 2 of §3.2: nothing where the role is absent or empty.
std::optional<std::string> RoleOf(const WebhookCase& webhook_case) {
  std::optional<std::string> role =
      Find(webhook_case.account_annotations, KeyOf(webhook_case, "role-arn"));
  if (!role.has_value()) return std::nullopt;
  const ComposeRoleArn& compose = webhook_case.compose_role_arn;
  if (compose.is_on && role->find("arn:") == std::string::npos) {
    std::string partition = "aws";
    for (const auto& [prefix, name] : kPartitions) {
      if (compose.region.starts_with(prefix)) partition = name;
    }
    role = "arn:" + partition + ":iam::" + compose.account + ":role/" + *role;
  }
  if (role->empty()) return std::nullopt;
  return role;
}

// §3.3 token-expiration: Pod, account, flag; what an annotation says is at least 600.
int64_t ExpirationOf(const WebhookCase& webhook_case) {
  for (const Annotations& level :
       {AnnotationsOf(webhook_case.pod), webhook_case.account_annotations}) {
    const std::optional<std::string> text = Find(level, KeyOf(webhook_case, "token-expiration"));
    const std::optional<int64_t> seconds = text.has_value() ? IntegerOf(*text) : std::nullopt;
    if (seconds.has_value()) return std::max<int64_t>(*seconds, 600);
  }
  return webhook_case.token_expiration;
}

// §3.3 sts-regional-endpoints.
bool IsRegional(const WebhookCase& webhook_case) {
  const std::optional<std::string> text =
      Find(webhook_case.account_annotations, KeyOf(webhook_case, "sts-regional-endpoints"));
  for (const auto& [spelling, value] : kBooleans) {
    if (text == spelling) return value;
  }
  return webhook_case.sts_regional_endpoint;
}

// §4.1, last paragraph: the cleaned join, and its form on a node that is selected as Windows.
std::string TokenFile(const json& pod, const std::string& mount_path, const std::string& file) {
  std::string path = std::filesystem::path(mount_path + "/" + file).lexically_normal().string();
  const json& selector = Member(Member(pod, "spec"), "nodeSelector");
  if (Member(selector, "kubernetes.io/os") == "windows" ||
      Member(selector, "beta.kubernetes.io/os") == "windows") {
    std::replace(path.begin(), path.end(), '/', '\\');
    path.insert(0, "C:");
  }
  return path;
}

// §4.1, rule 3, (a) and (b).
std::vector<EnvRow> CommonEnv(const WebhookCase& webhook_case) {
  const std::string& region = webhook_case.aws_default_region;
  return {
      {.is_due = IsRegional(webhook_case), .unless = kSt, .appended = {{kSt[0], "regional"}}},
      {.is_due = !region.empty(), .unless = kRg, .appended = {{kRg[0], region}, {kRg[1], region}}}};
}

std::vector<std::string> SkippedNames(const WebhookCase& webhook_case) {
  return FirstRecord(
      Find(AnnotationsOf(webhook_case.pod), KeyOf(webhook_case, "skip-containers")).value_or(""));
}

// §3.7, column web-identity.
Injection WebIdentity(const WebhookCase& webhook_case, const std::string& role) {
  Injection injection{
      .adds_label = false,
      .volume_name = "aws-iam-token",
      .mount_path = webhook_case.token_mount_path,
      .file_name = "token",
      .audience = Find(webhook_case.account_annotations, KeyOf(webhook_case, "audience"))
                      .value_or(webhook_case.token_audience),
      .expiration = ExpirationOf(webhook_case),
      .own_names = kWi,
      .env = CommonEnv(webhook_case),
      .skipped = SkippedNames(webhook_case),
  };
  const std::string token_file =
      TokenFile(webhook_case.pod, injection.mount_path, injection.file_name);
  injection.env.push_back(
      {.is_due = true, .unless = kWi, .appended = {{kWi[0], role}, {kWi[1], token_file}}});
  return injection;
}

// §3.7, column container-credentials.
Injection ByContainerCredentials(const WebhookCase& webhook_case) {
  const ContainerCredentials& flags = webhook_case.container_credentials;
  const int64_t expiration = ExpirationOf(webhook_case);
  Injection injection{
      .adds_label = true,
      .volume_name = flags.volume_name,
      .mount_path = flags.mount_path,
      .file_name = flags.token_path,
      .audience = flags.audience,
      .expiration = expiration == 86400 ? 79200 : expiration,
      .own_names = kCc,
      .env = CommonEnv(webhook_case),
      .skipped = SkippedNames(webhook_case),
  };
  const std::string token_file =
      TokenFile(webhook_case.pod, injection.mount_path, injection.file_name);
  injection.env.push_back({.is_due = true,
                           .unless = kCc,
                           .appended = {{kCc[0], flags.full_uri}, {kCc[1], token_file}}});
  return injection;
}

// §3.2.
std::optional<Injection> InjectionOf(const WebhookCase& webhook_case) {
  if (webhook_case.has_association) return ByContainerCredentials(webhook_case);
  const std::optional<std::string> role = RoleOf(webhook_case);
  if (!role.has_value()) return std::nullopt;
  return WebIdentity(webhook_case, *role);
}

// Has an item of this list one of these names?
bool HasAny(const json& list, Names names) {
  return std::any_of(list.begin(), list.end(), [&](const json& item) {
    return std::find(names.begin(), names.end(), Member(item, "name")) != names.end();
  });
}

bool HasName(const json& list, std::string_view name) { return HasAny(list, Names(&name, 1)); }

void DropEmpty(json& object, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    const json value = Member(object, name);
    const bool is_empty =
        value.is_null() || value == "" || value == false || value == json::array();
    if (is_empty) object.erase(std::string(name));
  }
}

// §4.2, last paragraph: the API's types do not write what is empty, but for names, mount paths and
// `resources`.
json Typed(json container) {
  DropEmpty(container,
            {"image", "command", "args", "env", "envFrom", "volumeMounts", "restartPolicy"});
  if (container.contains("env")) {
    for (json& variable : container["env"]) DropEmpty(variable, {"value", "valueFrom"});
  }
  if (container.contains("volumeMounts")) {
    for (json& mount : container["volumeMounts"]) DropEmpty(mount, {"readOnly"});
  }
  container.emplace("resources", json::object());
  return container;
}

// §4.1, the rules in their order.
json PatchedContainer(json container, const Injection& injection) {
  const std::string name = container.at("name");
  const auto& skipped = injection.skipped;
  if (std::find(skipped.begin(), skipped.end(), name) != skipped.end()) return Typed(container);

  const json env = Member(container, "env");  // what was written, while the container grows
  if (HasAny(env, injection.own_names) && HasAny(env, kRg) && HasAny(env, kSt)) {
    return Typed(container);
  }

  for (const EnvRow& row : injection.env) {
    if (!row.is_due || HasAny(env, row.unless)) continue;
    for (const auto& [variable, value] : row.appended) {
      container["env"].push_back(json::object({{"name", variable}, {"value", value}}));
    }
  }

  if (!HasName(Member(container, "volumeMounts"), injection.volume_name)) {
    container["volumeMounts"].push_back(json::object({{"name", injection.volume_name},
                                                      {"readOnly", true},
                                                      {"mountPath", injection.mount_path}}));
  }
  return Typed(container);
}

json PatchedContainers(const json& containers, const Injection& injection) {
  json patched = json::array();
  for (const json& container : containers) {
    patched.push_back(PatchedContainer(container, injection));
  }
  return patched;
}

// §4.2, 2. An empty audience is not written either.
json TokenVolume(const Injection& injection) {
  json token = {{"audience", injection.audience},
                {"expirationSeconds", injection.expiration},
                {"path", injection.file_name}};
  DropEmpty(token, {"audience"});
  const json source = json::object({{"serviceAccountToken", std::move(token)}});
  return {{"name", injection.volume_name},
          {"projected", json::object({{"sources", json::array({source})}})}};
}

}  // namespace

// §4.2.
json PatchByModel(const WebhookCase& webhook_case) {
  json patch = json::array();
  const std::optional<Injection> injection = InjectionOf(webhook_case);
  if (!injection.has_value()) return patch;

  const auto add = [&](std::string_view path, const json& value) {
    patch.push_back(json::object({{"op", "add"}, {"path", path}, {"value", value}}));
  };
  const json& labels = Member(Member(webhook_case.pod, "metadata"), "labels");
  const json& spec = Member(webhook_case.pod, "spec");
  const json& volumes = Member(spec, "volumes");
  const json& init_containers = Member(spec, "initContainers");

  if (injection->adds_label) {
    if (labels.is_null()) {
      add("/metadata/labels", json::object({{std::string(kPodIdentityLabel), "enabled"}}));
    } else {
      add("/metadata/labels/eks.amazonaws.com~1pod-identity", "enabled");
    }
  }
  if (!HasName(volumes, injection->volume_name)) {
    const json volume = TokenVolume(*injection);
    if (volumes.is_null()) {
      add("/spec/volumes", json::array({volume}));
    } else {
      add("/spec/volumes/0", volume);
    }
  }
  add("/spec/containers", PatchedContainers(Member(spec, "containers"), *injection));
  if (!init_containers.empty()) {
    add("/spec/initContainers", PatchedContainers(init_containers, *injection));
  }
  return patch;
}

}  // namespace irsalint::test
