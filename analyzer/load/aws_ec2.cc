#include <utility>

#include "analyzer/load/aws_answer.h"
#include "analyzer/load/aws_fields.h"
#include "analyzer/load/metadata_options.h"

namespace irsalint::load {
namespace {

using facts::KnownText;
using facts::LaunchTemplate;
using syntax::Field;
using syntax::Node;

// A number here, and a string wherever something names the version.
KnownText ReadVersionNumber(const Node& version) {
  const Node* number = syntax::Find(&version, "VersionNumber");
  if (number == nullptr || number->kind != syntax::NodeKind::kNumber) {
    return ReadField(version, "VersionNumber", Field::kName);
  }
  return KnownText::Of(syntax::Text::Literal(number->text), syntax::PlaceOf(*number));
}

// The name or the ARN of the profile that instances get.
KnownText ReadProfile(const Node& data) {
  const Node* profile = syntax::Find(&data, "IamInstanceProfile");
  if (profile == nullptr || !profile->IsMap()) {
    return KnownText::Absent(syntax::PlaceOfMissing(data));
  }
  KnownText arn = ReadField(*profile, "Arn", Field::kArn);
  return arn.IsAbsent() ? ReadField(*profile, "Name", Field::kName) : arn;
}

LaunchTemplate ReadVersion(const Node& version) {
  LaunchTemplate launch_template{
      .name = {.id = ReadField(version, "LaunchTemplateId", Field::kName),
               .name = ReadField(version, "LaunchTemplateName", Field::kName),
               .version = ReadVersionNumber(version)},
      .is_default = ReadBool(version, "DefaultVersion"),
      .instance_profile = KnownText::Absent(syntax::PlaceOfMissing(version)),
      .metadata_options = std::nullopt,
      .place = syntax::PlaceOf(version),
  };
  const Node* data = syntax::Find(&version, "LaunchTemplateData");
  if (data == nullptr || !data->IsMap()) return launch_template;
  launch_template.instance_profile = ReadProfile(*data);
  launch_template.metadata_options = ReadMetadataOptions(*data, MetadataSpelling::kEc2);
  return launch_template;
}

}  // namespace

bool ReadDescribeLaunchTemplateVersions(const Node& root, facts::Facts* facts) {
  const Node* list = syntax::Find(&root, "LaunchTemplateVersions");
  if (list == nullptr || !list->IsList()) return false;
  for (const Node* version : ReadMaps(root, "LaunchTemplateVersions")) {
    facts->launch_templates.push_back(ReadVersion(*version));
  }
  return true;
}

}  // namespace irsalint::load
