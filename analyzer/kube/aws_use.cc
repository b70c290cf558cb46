#include "analyzer/kube/aws_use.h"

#include <algorithm>
#include <span>
#include <string_view>

#include "analyzer/base/partition.h"
#include "analyzer/base/strings.h"
#include "analyzer/kube/endpoints.h"
#include "analyzer/kube/image_name.h"

namespace irsalint::kube {
namespace {

// Whether a variable is set to something; a value that is not known may be anything.
bool IsSet(const EnvVar& variable) {
  const KnownText& value = variable.value;
  return value.IsUnresolved() || (value.HasValue() && !value->IsEmpty());
}

// Object stores of others are told "regions" too: `auto`, `minio`.
bool MayBeRegion(const KnownText& value) {
  return !value.HasValue() || !value->IsLiteral() || base::IsRegion(value->literal());
}

bool ShowsUse(const EnvVar& variable) {
  if (!IsSet(variable)) return false;
  if (variable.name == "AWS_REGION" || variable.name == "AWS_DEFAULT_REGION") {
    return MayBeRegion(variable.value);
  }
  return variable.name == "AWS_PROFILE" || variable.name == "AWS_CONFIG_FILE";
}

// The AWS CLI as AWS publishes it, and mirrors that keep its name.
bool IsAwsCli(const KnownText& image) {
  if (!image.HasValue() || !base::Contains(image->literal(), "aws-cli")) return false;
  const std::string_view name = ImageNameOf(image->literal());
  const auto ends_with = [name](std::string_view suffix) {
    const auto before = base::StripSuffix(name, suffix);
    return before.has_value() && (before->empty() || before->ends_with('/'));
  };
  return ends_with("amazon/aws-cli") || name == "public.ecr.aws/aws-cli/aws-cli";
}

bool IsOfKeys(ValueShape shape) {
  return shape != ValueShape::kOther && shape != ValueShape::kRoleArn;
}

// Whether a variable holds a key, whoever reads it, or names a file with keys.
bool HoldsKey(const EnvVar& variable) {
  if (IsOfKeys(variable.shape) || variable.name == "AWS_SHARED_CREDENTIALS_FILE") return true;
  std::string name = base::AsciiLower(variable.name);
  std::erase(name, '_');
  return base::Contains(name, "accesskey") || base::Contains(name, "secretkey");
}

bool HoldsCredentialsFile(const VolumeMount& mount) {
  return base::EndsWith(mount.path, "/.aws") || base::Contains(mount.path, "/.aws/");
}

bool MayHaveKeys(const Container& container) {
  return IsOfKeys(container.command_shape) || std::ranges::any_of(container.env, HoldsKey) ||
         std::ranges::any_of(container.volume_mounts, HoldsCredentialsFile) ||
         std::ranges::any_of(container.env_from, [](const EnvSource& source) {
           return source.kind == EnvSource::Kind::kSecret;
         });
}

bool UsesAnotherEndpoint(const Container& container) {
  return std::ranges::any_of(container.env,
                             [](const EnvVar& variable) {
                               return variable.name.starts_with("AWS_ENDPOINT_URL") ||
                                      IsEndpointElsewhere(variable.name, variable.value);
                             }) ||
         NamesEndpointElsewhere(base::Join(std::span(container.command), " "));
}

bool SignsNothing(const Container& container) {
  return std::ranges::any_of(container.command, [](std::string_view word) {
    return base::Contains(word, "--no-sign-request");
  });
}

// What speaks for it, whatever speaks against it.
std::optional<AwsUse> EvidenceOf(const Container& container) {
  if (IsAwsCli(container.image)) {
    return AwsUse{.source = AwsUse::Source::kImage,
                  .what = container.image->Written(),
                  .place = container.image.place()};
  }
  const auto variable = std::ranges::find_if(container.env, ShowsUse);
  if (variable == container.env.end()) return std::nullopt;
  return AwsUse{
      .source = AwsUse::Source::kVariable, .what = variable->name, .place = variable->place};
}

}  // namespace

std::optional<AwsUse> AwsUseOf(const Container& container) {
  // Few containers have any; only then are their commands worth a look.
  std::optional<AwsUse> use = EvidenceOf(container);
  if (!use.has_value() || MayHaveKeys(container) || UsesAnotherEndpoint(container) ||
      SignsNothing(container)) {
    return std::nullopt;
  }
  return use;
}

}  // namespace irsalint::kube
