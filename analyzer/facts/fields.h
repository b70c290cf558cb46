#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>

#include "analyzer/facts/facts.h"

// The fields of every type that facts hold, once, for both directions of JSON and for what goes
// over all of them. An archive is called with the name and the value of each field in the order in
// which they are written. Internal to facts/.
namespace irsalint::facts {

// The parameter type of Fields: const for an archive that writes. Not deduced, so that overloads
// differ by T alone.
template <typename Archive, typename T>
using Subject = std::conditional_t<Archive::kWrites, const T, T>;

// For a flag that is left out when it is true; others are left out when they are false.
struct OmitTrue {};
inline constexpr OmitTrue kOmitTrue;

// One document of a file, which places name by index.
struct DocumentRecord {
  std::optional<size_t> file;  // index into Facts::files
  uint32_t begin = 0;
  uint32_t end = 0;
};

// Names of the values of each enum, in order from 0.
constexpr auto NamesOf(syntax::HoleSyntax) {
  return std::to_array<std::string_view>({"dollarBrace", "dollarParen", "dollarName", "mustache",
                                          "angle", "percent", "mask", "missing"});
}
constexpr auto NamesOf(base::Truth) {
  return std::to_array<std::string_view>({"no", "maybe", "yes"});
}
constexpr auto NamesOf(iam::SetPrefix) {
  return std::to_array<std::string_view>({"none", "forAllValues", "forAnyValue"});
}
inline auto NamesOf(iam::BaseOperator) {
  std::array<std::string_view, static_cast<size_t>(iam::BaseOperator::kNull) + 1> names;
  for (size_t i = 0; i < names.size(); ++i) {
    names[i] = iam::ToString(static_cast<iam::BaseOperator>(i));
  }
  return names;
}
constexpr auto NamesOf(iam::Effect) {
  return std::to_array<std::string_view>({"allow", "deny", "invalid"});
}
constexpr auto NamesOf(iam::PrincipalKind) {
  return std::to_array<std::string_view>(
      {"aws", "federated", "service", "canonicalUser", "everybody", "unknown"});
}
constexpr auto NamesOf(kube::Container::Kind) {
  return std::to_array<std::string_view>({"init", "regular"});
}
constexpr auto NamesOf(kube::EnvSource::Kind) {
  return std::to_array<std::string_view>({"configMap", "secret"});
}
constexpr auto NamesOf(kube::EnvReference::Kind) {
  return std::to_array<std::string_view>({"configMap", "secret"});
}
constexpr auto NamesOf(kube::RbacSubject::Kind) {
  return std::to_array<std::string_view>({"serviceAccount", "group", "user"});
}
constexpr auto NamesOf(kube::ValueShape) {
  return std::to_array<std::string_view>({"accessKeyId", "temporaryKeyId", "exampleKeyId",
                                          "secretAccessKey", "exampleSecretKey", "sessionToken",
                                          "credentials", "temporaryCredentials",
                                          "exampleCredentials", "roleArn", "other"});
}
constexpr auto NamesOf(InputFormat) {
  return std::to_array<std::string_view>(
      {"kubernetes", "policyFile", "awsCli", "awsCliListing", "awsCliInput"});
}
constexpr auto NamesOf(NodeRole::Evidence) {
  return std::to_array<std::string_view>(
      {"nodeGroup", "instanceProfile", "awsAuth", "accessEntry", "eksctl", "karpenter"});
}
constexpr auto NamesOf(DuplicateKey::Where) {
  return std::to_array<std::string_view>({"policy", "root", "identity", "elsewhere"});
}
constexpr auto NamesOf(Suppression::Form) {
  return std::to_array<std::string_view>({"line", "object"});
}
constexpr auto NamesOf(ClosedSet::Kind) {
  return std::to_array<std::string_view>({"roles", "oidcProviders", "clusters",
                                          "podIdentityAssociations", "serviceAccounts",
                                          "workloads"});
}
constexpr auto NamesOf(OpenReason::Kind) {
  return std::to_array<std::string_view>(
      {"parseError", "template", "remoteBase", "generator", "patch", "unreadable"});
}
constexpr auto NamesOf(UnitKind) {
  return std::to_array<std::string_view>({"stdin", "kustomization", "folder"});
}

template <typename Enum>
const auto& EnumNames() {
  static const auto kNames = NamesOf(Enum{});
  return kNames;
}

// syntax/

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, syntax::Hole>& hole) {
  archive("syntax", hole.syntax);
  archive("expression", hole.expression);
  archive("scope", hole.scope);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, syntax::TextRange>& range) {
  archive("begin", range.begin);
  archive("end", range.end);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, syntax::ExternalLine>& external) {
  archive("path", external.path);
  archive("line", external.line);
}

// What is stored of a Known, exactly one of the first three, and of a Place that is more than one
// string.
template <typename T>
struct KnownFields {
  std::optional<T> value;
  bool unresolved = false;
  bool absent = false;
  syntax::Place at;
};
template <typename Archive, typename T>
void Fields(Archive& archive, KnownFields<T>& known) {
  archive("value", known.value);
  archive("unresolved", known.unresolved);
  archive("absent", known.absent);
  archive("at", known.at);
}

struct PlaceFields {
  std::string at;
  std::optional<syntax::TextRange> range;
  std::vector<syntax::Place> via;
  std::optional<syntax::ExternalLine> external;
};
template <typename Archive>
void Fields(Archive& archive, Subject<Archive, PlaceFields>& place) {
  archive("at", place.at);
  archive("range", place.range);
  archive("via", place.via);
  archive("external", place.external);
}

// iam/

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, iam::Value>& value) {
  archive("text", value.text);
  archive("at", value.place);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, iam::Operator>& op) {
  archive("prefix", op.prefix);
  archive("base", op.base);
  archive("ifExists", op.if_exists);
  archive("canonical", op.canonical, kOmitTrue);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, iam::Principal>& principal) {
  archive("kind", principal.kind);
  archive("value", principal.value);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, iam::Condition>& condition) {
  archive("operatorName", condition.operator_name);
  archive("operator", condition.op);
  archive("key", condition.key);
  archive("values", condition.values);
  archive("place", condition.place);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, iam::Statement>& statement) {
  archive("sid", statement.sid);
  archive("effect", statement.effect);
  archive("effectPlace", statement.effect_place);
  archive("principals", statement.principals);
  archive("notPrincipal", statement.not_principal);
  archive("principalPlace", statement.principal_place);
  archive("actions", statement.actions);
  archive("notAction", statement.not_action);
  archive("actionPlace", statement.action_place);
  archive("resources", statement.resources);
  archive("notResource", statement.not_resource);
  archive("conditions", statement.conditions);
  archive("conditionPlace", statement.condition_place);
  archive("place", statement.place);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, iam::GrammarProblem>& problem) {
  archive("rule", problem.rule);
  archive("message", problem.message);
  archive("refused", problem.refused);
  archive("place", problem.place);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, iam::PolicyDocument>& document) {
  archive("version", document.version);
  archive("statements", document.statements);
  archive("problems", document.problems);
  archive("size", document.size);
  archive("place", document.place);
}

// kube/

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, kube::Annotation>& annotation) {
  archive("key", annotation.key);
  archive("value", annotation.value);
  archive("unquoted", annotation.unquoted);
  archive("keyPlace", annotation.key_place);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, kube::ObjectMeta>& meta) {
  archive("apiVersion", meta.api_version);
  archive("kind", meta.kind);
  archive("name", meta.name);
  archive("namespace", meta.namespace_name);
  archive("annotations", meta.annotations);
  archive("annotationsPlace", meta.annotations_place);
  archive("place", meta.place);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, kube::EnvReference>& reference) {
  archive("kind", reference.kind);
  archive("name", reference.name);
  archive("key", reference.key);
  archive("optional", reference.optional);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, kube::EnvVar>& variable) {
  archive("name", variable.name);
  archive("value", variable.value);
  archive("reference", variable.reference);
  archive("shape", variable.shape);
  archive("place", variable.place);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, kube::EnvSource>& source) {
  archive("kind", source.kind);
  archive("name", source.name);
  archive("prefix", source.prefix);
  archive("optional", source.optional);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, kube::VolumeMount>& mount) {
  archive("volume", mount.volume);
  archive("path", mount.path);
  archive("subPath", mount.sub_path);
  archive("place", mount.place);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, kube::Container>& container) {
  archive("kind", container.kind);
  archive("name", container.name);
  archive("image", container.image);
  archive("env", container.env);
  archive("envFrom", container.env_from);
  archive("volumeMounts", container.volume_mounts);
  archive("runAsUser", container.run_as_user);
  archive("command", container.command);
  archive("commandShape", container.command_shape);
  archive("commandPlace", container.command_place);
  archive("place", container.place);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, kube::TokenProjection>& token) {
  archive("audience", token.audience);
  archive("expirationSeconds", token.expiration_seconds);
  archive("path", token.path);
  archive("place", token.place);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, kube::Volume>& volume) {
  archive("name", volume.name);
  archive("type", volume.type);
  archive("tokens", volume.tokens);
  archive("defaultMode", volume.default_mode);
  archive("secrets", volume.secrets);
  archive("place", volume.place);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, kube::PodSpec>& spec) {
  archive("serviceAccountName", spec.service_account_name);
  archive("serviceAccount", spec.deprecated_service_account);
  archive("automountServiceAccountToken", spec.automount);
  archive("hostNetwork", spec.host_network);
  archive("runAsUser", spec.run_as_user);
  archive("fsGroup", spec.fs_group);
  archive("os", spec.os);
  archive("nodeSelector", spec.node_selector);
  archive("containers", spec.containers);
  archive("volumes", spec.volumes);
  archive("place", spec.place);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, kube::Workload>& workload) {
  archive("meta", workload.meta);
  archive("templateAnnotations", workload.template_annotations);
  archive("templateAnnotationsPlace", workload.template_annotations_place);
  archive("eksLabels", workload.eks_labels);
  archive("spec", workload.spec);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, kube::ServiceAccount>& account) {
  archive("meta", account.meta);
  archive("automountServiceAccountToken", account.automount);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, kube::RbacSubject>& subject) {
  archive("kind", subject.kind);
  archive("name", subject.name);
  archive("namespace", subject.namespace_name);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, kube::RbacBinding>& binding) {
  archive("meta", binding.meta);
  archive("subjects", binding.subjects);
  archive("role", binding.role);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, kube::AwsDataEntry>& entry) {
  archive("key", entry.key);
  archive("shape", entry.shape);
  archive("value", entry.value);
  archive("place", entry.place);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, kube::AwsData>& data) {
  archive("meta", data.meta);
  archive("type", data.type);
  archive("entries", data.entries);
}

// facts/

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, DocumentRecord>& document) {
  archive("file", document.file);
  archive("begin", document.begin);
  archive("end", document.end);
}

// The source is not stored: it is the file's index.
template <typename Archive>
void Fields(Archive& archive, Subject<Archive, FileRecord>& file) {
  archive("path", file.path);
  archive("sha256", file.sha256);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, Role>& role) {
  archive("arn", role.arn);
  archive("name", role.name);
  archive("trustPolicy", role.trust_policy);
  archive("format", role.format);
  archive("place", role.place);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, TrustPolicy>& policy) {
  archive("document", policy.document);
  archive("format", policy.format);
  archive("path", policy.path);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, PermissionAttachment>& attachment) {
  archive("roleName", attachment.role_name);
  archive("roleArn", attachment.role_arn);
  archive("managedPolicyArn", attachment.managed_policy_arn);
  archive("document", attachment.document);
  archive("path", attachment.path);
  archive("place", attachment.place);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, OidcProvider>& provider) {
  archive("arn", provider.arn);
  archive("issuer", provider.issuer);
  archive("url", provider.url);
  archive("clientIds", provider.client_ids);
  archive("clientIdsPlace", provider.client_ids_place);
  archive("thumbprints", provider.thumbprints);
  archive("format", provider.format);
  archive("place", provider.place);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, Cluster>& cluster) {
  archive("name", cluster.name);
  archive("arn", cluster.arn);
  archive("region", cluster.region);
  archive("issuer", cluster.issuer);
  archive("version", cluster.version);
  archive("place", cluster.place);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, MetadataOptions>& options) {
  archive("httpEndpoint", options.http_endpoint);
  archive("httpTokens", options.http_tokens);
  archive("hopLimit", options.hop_limit);
  archive("place", options.place);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, LaunchTemplateName>& name) {
  archive("id", name.id);
  archive("name", name.name);
  archive("version", name.version);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, LaunchTemplate>& launch_template) {
  archive("name", launch_template.name);
  archive("isDefault", launch_template.is_default);
  archive("instanceProfile", launch_template.instance_profile);
  archive("metadataOptions", launch_template.metadata_options);
  archive("place", launch_template.place);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, EgressPolicy>& policy) {
  archive("meta", policy.meta);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, NodeRole>& role) {
  archive("evidence", role.evidence);
  archive("roleArn", role.role_arn);
  archive("cluster", role.cluster);
  archive("name", role.name);
  archive("groups", role.groups);
  archive("addonPolicies", role.addon_policies);
  archive("amiType", role.ami_type);
  archive("launchTemplate", role.launch_template);
  archive("metadataOptions", role.metadata_options);
  archive("place", role.place);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, PodIdentityAssociation>& association) {
  archive("cluster", association.cluster);
  archive("namespace", association.namespace_name);
  archive("serviceAccount", association.service_account);
  archive("roleArn", association.role_arn);
  archive("targetRoleArn", association.target_role_arn);
  archive("disableSessionTags", association.disable_session_tags);
  archive("arn", association.arn);
  archive("externalId", association.external_id);
  archive("place", association.place);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, MadeAccount>& account) {
  archive("namespace", account.namespace_name);
  archive("name", account.name);
  archive("roleArn", account.role_arn);
  archive("roleName", account.role_name);
  archive("place", account.place);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, DuplicateKey>& duplicate) {
  archive("where", duplicate.where);
  archive("key", duplicate.key);
  archive("equalValues", duplicate.equal_values);
  archive("earlier", duplicate.earlier);
  archive("later", duplicate.later);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, SuppressedRule>& rule) {
  archive("id", rule.id);
  archive("place", rule.place);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, Suppression>& suppression) {
  archive("form", suppression.form);
  archive("rules", suppression.rules);
  archive("reason", suppression.reason);
  archive("expires", suppression.expires);
  archive("problem", suppression.problem);
  archive("line", suppression.line);
  archive("covers", suppression.covers);
  archive("place", suppression.place);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, ClosedSet>& set) {
  archive("kind", set.kind);
  archive("owner", set.owner);
  archive("place", set.place);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, OpenReason>& reason) {
  archive("kind", reason.kind);
  archive("message", reason.message);
  archive("place", reason.place);
}

template <typename Archive>
void Fields(Archive& archive, Subject<Archive, Facts>& facts) {
  archive("unit", facts.unit);
  archive("kind", facts.kind);
  archive("includes", facts.includes);
  archive("files", facts.files);
  archive("workloads", facts.workloads);
  archive("serviceAccounts", facts.service_accounts);
  archive("rbacBindings", facts.rbac_bindings);
  archive("awsData", facts.aws_data);
  archive("roles", facts.roles);
  archive("trustPolicies", facts.trust_policies);
  archive("permissions", facts.permissions);
  archive("oidcProviders", facts.oidc_providers);
  archive("clusters", facts.clusters);
  archive("nodeRoles", facts.node_roles);
  archive("launchTemplates", facts.launch_templates);
  archive("egressPolicies", facts.egress_policies);
  archive("podIdentityAssociations", facts.pod_identity_associations);
  archive("madeAccounts", facts.made_accounts);
  archive("namespaces", facts.namespaces);
  archive("duplicateKeys", facts.duplicate_keys);
  archive("suppressions", facts.suppressions);
  archive("closedSets", facts.closed_sets);
  archive("openReasons", facts.open_reasons);
}

}  // namespace irsalint::facts
