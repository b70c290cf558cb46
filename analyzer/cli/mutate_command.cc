#include <fmt/format.h>

#include <CLI/App.hpp>
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/base/utf8.h"
#include "analyzer/cli/commands.h"
#include "analyzer/cli/document_file.h"
#include "analyzer/cli/webhook_options.h"
#include "analyzer/explain/pod_patch.h"
#include "analyzer/kube/container_credentials_config.h"
#include "analyzer/kube/injection.h"
#include "analyzer/kube/read_object.h"
#include "analyzer/load/limits.h"

namespace irsalint::cli {
namespace {

using kube::ObjectKind;
using syntax::Node;

constexpr std::string_view kDefault = "default";  // namespace and account of a pod that names none

struct MutateOptions {
  std::string pod;
  std::string service_account;
  std::string container_credentials_config;
  std::string config_map;
  WebhookOptions webhook;
};

// All that stands on the command line, read. The nodes lie in the files.
struct MutateInput {
  DocumentFile pod_file;
  const Node* pod = nullptr;  // the Pod or the pod template
  kube::Workload workload;
  std::optional<DocumentFile> account_file;
  std::optional<kube::ServiceAccount> account;
  std::vector<kube::ContainerCredentialsIdentity> identities;
  std::vector<kube::ConfigMapIdentity> config_map;
};

base::Error UsageError(const std::string& path, std::string message) {
  return {.code = base::ErrorCode::kUsage, .message = std::move(message), .path = path};
}

// The objects of one kind in a file, those of lists included.
void Collect(const Node& root, ObjectKind kind, std::vector<const Node*>& found) {
  const ObjectKind own = kube::Classify(root);
  if (own == kind) found.push_back(&root);
  if (own != ObjectKind::kList) return;
  for (const Node* item : kube::ItemsOf(root)) Collect(*item, kind, found);
}

std::vector<const Node*> ObjectsOf(const DocumentFile& file, ObjectKind kind) {
  std::vector<const Node*> found;
  for (const auto& document : file.documents) Collect(*document->root(), kind, found);
  return found;
}

std::string Or(const kube::KnownText& text, std::string_view otherwise) {
  return text.HasValue() && !text->IsEmpty() ? text->Written() : std::string(otherwise);
}

std::optional<base::Error> ReadPod(const MutateOptions& options, const World& world,
                                   MutateInput& input) {
  base::Result<DocumentFile> file = ReadDocuments(options.pod, world, load::kMaxDocuments);
  if (!file.has_value()) return std::move(file).error();
  input.pod_file = *std::move(file);
  const std::vector<const Node*> pods = ObjectsOf(input.pod_file, ObjectKind::kWorkload);
  if (pods.size() != 1) {
    return UsageError(options.pod, pods.empty()
                                       ? "holds nothing that makes pods"
                                       : fmt::format("holds {} objects that make pods; give a file "
                                                     "with one",
                                                     pods.size()));
  }
  std::optional<kube::Workload> workload = kube::ReadWorkload(*pods.front(), {});
  if (!workload.has_value()) return UsageError(options.pod, "holds a pod without a spec");
  input.workload = *std::move(workload);
  input.pod = kube::PodTemplateOf(*pods.front());
  return std::nullopt;
}

// Takes the account that the pod runs as; another one is as good as none, and said so.
std::optional<base::Error> ReadAccount(const MutateOptions& options, const CommandContext& context,
                                       const std::string& namespace_name, const std::string& name,
                                       MutateInput& input) {
  if (options.service_account.empty()) return std::nullopt;
  base::Result<DocumentFile> file =
      ReadDocuments(options.service_account, context.world, load::kMaxDocuments);
  if (!file.has_value()) return std::move(file).error();
  input.account_file = *std::move(file);
  const auto nodes = ObjectsOf(*input.account_file, ObjectKind::kServiceAccount);
  if (nodes.empty()) return UsageError(options.service_account, "holds no ServiceAccount");
  for (const Node* node : nodes) {
    std::optional<kube::ServiceAccount> account = kube::ReadServiceAccount(*node, {});
    if (!account.has_value() || Or(account->meta.name, "") != name) continue;
    if (Or(account->meta.namespace_name, namespace_name) == namespace_name) {
      input.account = std::move(account);
    }
  }
  if (!input.account.has_value()) {
    context.console.PrintError(
        base::EscapeForDisplay(fmt::format(
            "irsalint: {}: holds no ServiceAccount {}/{}, as which the pod runs; the pod "
            "is treated as if it did not exist",
            options.service_account, namespace_name, name)) +
        "\n");
  }
  return std::nullopt;
}

std::optional<base::Error> ReadIdentities(const MutateOptions& options, const World& world,
                                          MutateInput& input) {
  const std::string& path = options.container_credentials_config;
  if (path.empty()) return std::nullopt;
  const base::Result<DocumentFile> file = ReadDocuments(path, world, 1);
  if (!file.has_value()) return file.error();
  auto identities = kube::ReadContainerCredentialsConfig(*file->documents.front()->root());
  if (!identities.has_value()) {
    return UsageError(path, R"(is no {"identities": [{"namespace": …, "serviceAccount": …}]})");
  }
  input.identities = *std::move(identities);
  return std::nullopt;
}

std::optional<base::Error> ReadConfigMap(const MutateOptions& options, const World& world,
                                         MutateInput& input) {
  if (options.config_map.empty()) return std::nullopt;
  const base::Result<DocumentFile> file =
      ReadDocuments(options.config_map, world, load::kMaxDocuments);
  if (!file.has_value()) return file.error();
  for (const Node* node : ObjectsOf(*file, ObjectKind::kConfigMap)) {
    const std::optional<kube::AwsData> data = kube::ReadAwsData(*node, {});
    if (!data.has_value() || !kube::IsWebhookConfigMap(*data)) continue;
    auto identities = kube::IdentitiesOfConfigMap(*data);
    if (!identities.has_value()) {
      return UsageError(options.config_map, "has a `config` that is no JSON object");
    }
    input.config_map = *std::move(identities);
    return std::nullopt;
  }
  return UsageError(options.config_map, "holds no ConfigMap pod-identity-webhook");
}

void SayWhatThePatchDoesNot(const kube::Injection& injection, const kube::Workload& workload,
                            const Console& console) {
  const auto& lifetime = injection.settings.expiration.value;
  if (injection.adds_volume && lifetime.has_value() && lifetime->least != lifetime->most) {
    console.PrintError(
        fmt::format("irsalint: the webhook draws the lifetime from {} to {} seconds "
                    "at random; the patch has the lower bound\n",
                    lifetime->least, lifetime->most));
  }
  if (std::ranges::find(workload.eks_labels, kube::kSkipLabel, &kube::Annotation::key) !=
      workload.eks_labels.end()) {
    console.PrintError(
        fmt::format("irsalint: the pod has the label {}; a webhook with upstream's "
                    "object selector never sees it\n",
                    kube::kSkipLabel));
  }
}

ExitCode Mutate(const MutateOptions& options, const CommandContext& context) {
  const base::Result<kube::WebhookFlags> flags = FlagsOf(options.webhook);
  if (!flags.has_value()) return context.console.Fail(flags.error());
  MutateInput input;
  if (const auto error = ReadPod(options, context.world, input)) {
    return context.console.Fail(*error);
  }
  const std::string namespace_name = Or(input.workload.meta.namespace_name, kDefault);
  const std::string name = kube::EffectiveServiceAccountOf(input.workload.spec).name.Written();
  for (const auto& error : {ReadAccount(options, context, namespace_name, name, input),
                            ReadIdentities(options, context.world, input),
                            ReadConfigMap(options, context.world, input)}) {
    if (error.has_value()) return context.console.Fail(*error);
  }
  const kube::ContainerCredentialsIdentity own = {.namespace_name = namespace_name,
                                                  .service_account = name};
  const kube::AccountSources sources = {
      .has_association = std::ranges::find(input.identities, own) != input.identities.end(),
      .account = input.account.has_value() ? &*input.account : nullptr,
      .config_map = kube::FindIdentity(input.config_map, namespace_name, name)};
  const std::vector<kube::Annotation>& annotations = input.workload.template_annotations;
  const kube::Injection injection =
      kube::InjectionOf(input.workload.spec, kube::SettingsOf(sources, annotations, *flags),
                        kube::SkippedContainersOf(annotations, *flags));
  context.console.Print(explain::PodPatchJson(*input.pod, injection), TextKind::kJson);
  SayWhatThePatchDoesNot(injection, input.workload, context.console);
  return ExitCode::kOk;
}

}  // namespace

void AddMutateCommand(CLI::App& app, CommandContext& context) {
  const auto options = std::make_shared<MutateOptions>();
  CLI::App* command = app.add_subcommand(
      "mutate", "Print the JSON patch that the pod identity webhook answers for a pod");
  command->add_option("--pod", options->pod, "The Pod, or what makes it; - is standard input")
      ->required()
      ->option_text("FILE");
  command->add_option("--service-account", options->service_account, "Its ServiceAccount")
      ->option_text("FILE");
  command
      ->add_option("--container-credentials-config", options->container_credentials_config,
                   "Accounts with EKS Pod Identity, in the webhook's own format")
      ->option_text("FILE");
  command
      ->add_option("--config-map", options->config_map,
                   "The ConfigMap pod-identity-webhook of a webhook that watches it")
      ->option_text("FILE");
  AddWebhookOptions(*command, options->webhook);
  command->footer(
      "A pod without namespace or account is in default, with default. [] is printed where the "
      "webhook leaves the pod alone.\n"
      "Example: irsalint mutate --pod pod.yaml --service-account sa.yaml --aws-default-region "
      "eu-west-1");
  command->callback([options, &context] { context.exit_code = Mutate(*options, context); });
}

}  // namespace irsalint::cli
