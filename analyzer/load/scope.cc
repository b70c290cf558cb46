#include "analyzer/load/scope.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace irsalint::load {
namespace {

using facts::KnownText;

// Walks over every text of the facts. One overload for each type that holds any.
class Scoper {
 public:
  explicit Scoper(std::string_view scope) : scope_(scope) {}

  void Set(syntax::Text& text) const {
    if (text.IsLiteral()) return;
    std::vector<syntax::Text::Piece> pieces = text.pieces();
    for (syntax::Text::Piece& piece : pieces) {
      if (piece.is_hole) piece.hole.scope = scope_;
    }
    text = syntax::Text::FromPieces(std::move(pieces));
  }

  void Set(KnownText& known) const {
    if (!known.HasValue() || known->IsLiteral()) return;
    syntax::Text text = *known;
    Set(text);
    known = KnownText::Of(std::move(text), known.place());
  }

  template <typename T>
  void Set(std::optional<T>& value) const {
    if (value.has_value()) Set(*value);
  }

  template <typename T>
  void Set(std::vector<T>& items) const {
    for (T& item : items) Set(item);
  }

  void Set(kube::Annotation& annotation) const { Set(annotation.value); }
  void Set(kube::ObjectMeta& meta) const {
    Set(meta.name);
    Set(meta.namespace_name);
    Set(meta.annotations);
  }
  void Set(kube::EnvVar& variable) const { Set(variable.value); }
  void Set(kube::EnvSource& source) const { Set(source.name); }
  void Set(kube::Container& container) const {
    Set(container.name);
    Set(container.image);
    Set(container.env);
    Set(container.env_from);
  }
  void Set(kube::TokenProjection& token) const { Set(token.audience); }
  void Set(kube::Volume& volume) const { Set(volume.tokens); }
  void Set(kube::PodSpec& spec) const {
    Set(spec.service_account_name);
    Set(spec.deprecated_service_account);
    Set(spec.node_selector);
    Set(spec.containers);
    Set(spec.volumes);
  }
  void Set(kube::Workload& workload) const {
    Set(workload.meta);
    Set(workload.template_annotations);
    Set(workload.spec);
  }
  void Set(kube::ServiceAccount& account) const { Set(account.meta); }
  void Set(kube::RbacSubject& subject) const {
    Set(subject.name);
    Set(subject.namespace_name);
  }
  void Set(kube::RbacBinding& binding) const {
    Set(binding.meta);
    Set(binding.subjects);
    Set(binding.role);
  }
  void Set(kube::AwsDataEntry& entry) const { Set(entry.value); }
  void Set(kube::AwsData& data) const {
    Set(data.meta);
    Set(data.type);
    Set(data.entries);
  }

  void Set(iam::Value& value) const { Set(value.text); }
  void Set(iam::Principal& principal) const { Set(principal.value); }
  void Set(iam::Condition& condition) const {
    Set(condition.operator_name);
    Set(condition.key);
    Set(condition.values);
  }
  void Set(iam::Statement& statement) const {
    Set(statement.principals);
    Set(statement.actions);
    Set(statement.resources);
    Set(statement.conditions);
  }
  void Set(iam::PolicyDocument& document) const { Set(document.statements); }

  void Set(facts::Role& role) const {
    Set(role.arn);
    Set(role.name);
  }
  void Set(facts::TrustPolicy& policy) const { Set(policy.document); }
  void Set(facts::PermissionAttachment& attachment) const {
    Set(attachment.role_name);
    Set(attachment.role_arn);
    Set(attachment.managed_policy_arn);
    Set(attachment.document);
  }
  void Set(facts::OidcProvider& provider) const {
    Set(provider.arn);
    Set(provider.issuer);
    Set(provider.url);
    Set(provider.client_ids);
    Set(provider.thumbprints);
  }
  void Set(facts::Cluster& cluster) const {
    Set(cluster.name);
    Set(cluster.arn);
    Set(cluster.region);
    Set(cluster.issuer);
    Set(cluster.version);
  }
  void Set(facts::NodeRole& node_role) const {
    Set(node_role.role_arn);
    Set(node_role.cluster);
    Set(node_role.name);
    Set(node_role.addon_policies);
    Set(node_role.ami_type);
    Set(node_role.launch_template);
    Set(node_role.metadata_options);
  }
  void Set(facts::LaunchTemplateName& name) const {
    Set(name.id);
    Set(name.name);
    Set(name.version);
  }
  void Set(facts::MetadataOptions& options) const {
    Set(options.http_endpoint);
    Set(options.http_tokens);
  }
  void Set(facts::LaunchTemplate& launch_template) const {
    Set(launch_template.name);
    Set(launch_template.instance_profile);
    Set(launch_template.metadata_options);
  }
  void Set(facts::EgressPolicy& policy) const { Set(policy.meta); }
  void Set(facts::PodIdentityAssociation& association) const {
    Set(association.cluster);
    Set(association.namespace_name);
    Set(association.service_account);
    Set(association.role_arn);
    Set(association.target_role_arn);
    Set(association.arn);
    Set(association.external_id);
  }
  void Set(facts::MadeAccount& account) const {
    Set(account.namespace_name);
    Set(account.name);
    Set(account.role_arn);
    Set(account.role_name);
  }

 private:
  std::string scope_;
};

}  // namespace

void SetHoleScope(std::string_view scope, facts::Facts* facts) {
  const Scoper scoper(scope);
  scoper.Set(facts->workloads);
  scoper.Set(facts->service_accounts);
  scoper.Set(facts->rbac_bindings);
  scoper.Set(facts->aws_data);
  scoper.Set(facts->roles);
  scoper.Set(facts->trust_policies);
  scoper.Set(facts->permissions);
  scoper.Set(facts->oidc_providers);
  scoper.Set(facts->clusters);
  scoper.Set(facts->node_roles);
  scoper.Set(facts->launch_templates);
  scoper.Set(facts->egress_policies);
  scoper.Set(facts->pod_identity_associations);
  scoper.Set(facts->made_accounts);
}

}  // namespace irsalint::load
