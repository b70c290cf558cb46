#pragma once

#include <string>
#include <utility>
#include <vector>

#include "analyzer/facts/facts.h"
#include "analyzer/source/source_table.h"

// Facts in which every field of every type is set, every enum value is used and every form of text
// and place appears. Nothing of it need make sense.
namespace irsalint::facts::sample {

using syntax::Embed;
using syntax::HoleSyntax;
using syntax::Known;
using syntax::Part;
using syntax::Place;
using syntax::Step;
using syntax::Text;

// Gives out places that are all different.
class Places {
 public:
  explicit Places(source::SourceId source) : source_(source) {}

  Place Next() {
    ++count_;
    Place place;
    place.document = {.source = source_, .begin = count_ % 3 * 100, .end = 400};
    place.route = {{.kind = Step::Kind::kPair, .index = count_, .key = "a/b~c \"d\" \xc3\xa9"},
                   {.kind = Step::Kind::kItem, .index = 0, .key = {}}};
    place.part = static_cast<Part>(count_ % 3);
    return place;
  }

  // With every other field set too.
  Place Full() {
    Place place = Next();
    place.route.push_back({.kind = Step::Kind::kEmbed, .key = {}, .embed = Embed::kJson});
    place.route.push_back({.kind = Step::Kind::kEmbed, .key = {}, .embed = Embed::kYaml});
    place.route.push_back(
        {.kind = Step::Kind::kEmbed, .key = {}, .embed = Embed::kPercentEncodedJson});
    place.route.push_back({.kind = Step::Kind::kPair, .index = 1, .key = ""});
    place.range = syntax::TextRange{3, 9};
    place.via = {Next(), Next()};
    place.via[1].via = {Next()};
    place.external = syntax::ExternalLine{"templates/x.yaml", 12};
    return place;
  }

  // A text with a hole.
  KnownText TextAt(std::string_view text) {
    return KnownText::Of(
        Text::FromPieces(
            {{.literal = std::string(text), .hole = {}},
             {.literal = {},
              .hole = {.syntax = HoleSyntax::kPercent, .expression = "%x%", .scope = "unit"},
              .is_hole = true}}),
        Next());
  }

 private:
  source::SourceId source_;
  uint32_t count_ = 0;
};

inline Text TextWithEveryHole() {
  std::vector<Text::Piece> pieces;
  for (int i = 0; i <= static_cast<int>(HoleSyntax::kMissing); ++i) {
    pieces.push_back({.literal = "piece" + std::to_string(i), .hole = {}});
    pieces.push_back({.literal = {},
                      .hole = {.syntax = static_cast<HoleSyntax>(i),
                               .expression = "${x" + std::to_string(i) + "}",
                               .scope = "unit"},
                      .is_hole = true});
  }
  return Text::FromPieces(std::move(pieces));
}

inline kube::ObjectMeta Meta(Places& places, std::string kind) {
  return {.api_version = "v1",
          .kind = std::move(kind),
          .name = places.TextAt("name \n\t\x01 \xf0\x9f\x98\x80"),
          .namespace_name = KnownText::Absent(places.Next()),
          .annotations = {{.key = "key",
                           .value = KnownText::Unresolved(places.Next()),
                           .unquoted = "1e3",
                           .key_place = places.Next()}},
          .annotations_place = places.Next(),
          .place = places.Full()};
}

inline kube::Workload SampleWorkload(Places& places) {
  kube::Container container = {
      .kind = kube::Container::Kind::kInit,
      .name = KnownText::Of(TextWithEveryHole(), places.Next()),
      .image = places.TextAt(""),
      .env = {{.name = "E", .value = places.TextAt("v"), .place = places.Next()}, {}},
      .env_from = {{.kind = kube::EnvSource::Kind::kSecret,
                    .name = places.TextAt("s"),
                    .prefix = "P_",
                    .optional = true},
                   {}},
      .volume_mounts = {{.volume = "v", .path = "/p", .place = places.Next()}},
      .command = {"a", "", "b"},
      .command_shape = kube::ValueShape::kCredentials,
      .command_place = places.Next(),
      .place = places.Next()};
  kube::PodSpec spec = {
      .service_account_name = places.TextAt("app"),
      .deprecated_service_account = places.TextAt("old"),
      .automount = Known<bool>::Of(false, places.Next()),
      .host_network = Known<bool>::Of(true, places.Next()),
      .node_selector = {{.key = "k", .value = places.TextAt("v"), .key_place = places.Next()}},
      .containers = {std::move(container), {}},
      .volumes = {{.name = "v",
                   .tokens = {{.audience = places.TextAt("a"),
                               .expiration_seconds = Known<int64_t>::Of(-5, places.Next()),
                               .path = "token",
                               .place = places.Next()},
                              {}},
                   .secrets = {"s"},
                   .place = places.Next()}},
      .place = places.Next()};
  return {.meta = Meta(places, "Deployment"),
          .template_annotations = {{.key = "t",
                                    .value = places.TextAt("v"),
                                    .key_place = places.Next()}},
          .template_annotations_place = places.Next(),
          .spec = std::move(spec)};
}

inline LaunchTemplateName SampleTemplateName(Places& places) {
  return {.id = places.TextAt("lt-1"),
          .name = places.TextAt("nodes"),
          .version = places.TextAt("$Latest")};
}

inline MetadataOptions SampleMetadataOptions(Places& places) {
  return {.http_endpoint = places.TextAt("enabled"),
          .http_tokens = places.TextAt("required"),
          .hop_limit = Known<int64_t>::Of(2, places.Next()),
          .place = places.Next()};
}

inline iam::PolicyDocument SamplePolicy(Places& places) {
  const auto value = [&places](std::string_view text) {
    return iam::Value{.text = Text::Literal(text), .place = places.Next()};
  };
  iam::Statement statement = {.sid = Known<std::string>::Of("S", places.Next()),
                              .effect = iam::Effect::kDeny,
                              .effect_place = places.Next(),
                              .principals = {},
                              .not_principal = true,
                              .principal_place = places.Next(),
                              .actions = {value("sts:*")},
                              .not_action = true,
                              .action_place = places.Next(),
                              .resources = {value("*")},
                              .not_resource = true,
                              .conditions = {},
                              .condition_place = places.Next(),
                              .place = places.Next()};
  for (int i = 0; i <= static_cast<int>(iam::PrincipalKind::kUnknown); ++i) {
    statement.principals.push_back(
        {.kind = static_cast<iam::PrincipalKind>(i), .value = value("p")});
  }
  for (int i = 0; i <= static_cast<int>(iam::BaseOperator::kNull); ++i) {
    statement.conditions.push_back(
        {.operator_name = value("op"),
         .op = iam::Operator{.prefix = static_cast<iam::SetPrefix>(i % 3),
                             .base = static_cast<iam::BaseOperator>(i),
                             .if_exists = i % 2 == 0,
                             .canonical = i % 5 != 0},
         .key = value("oidc:sub"),
         .values = {value("v1"), value("v2")},
         .place = places.Next()});
  }
  statement.conditions.push_back(
      {.operator_name = value("Nonsense"), .op = {}, .key = {}, .values = {}, .place = {}});
  return {.version = Known<std::string>::Of("2012-10-17", places.Next()),
          .statements = {std::move(statement), {}, {.effect = iam::Effect::kAllow}},
          .problems = {{.rule = "G4",
                        .message = "bad",
                        .refused = base::Truth::kMaybe,
                        .place = places.Next()},
                       {.rule = "G5", .message = "", .refused = base::Truth::kNo, .place = {}},
                       {}},
          .size = 321,
          .place = places.Next()};
}

inline Facts Everything(source::SourceTable& sources) {
  Facts facts;
  facts.unit = "clusters/prod";
  facts.kind = UnitKind::kKustomization;
  facts.includes = {"base"};
  facts.files = {{.source = sources.Intern("a.yaml"), .path = "a.yaml", .sha256 = "00ff"},
                 {.source = sources.Intern("b\n.json"), .path = "b\n.json", .sha256 = "11ee"}};
  Places places(facts.files[1].source);
  Places other(facts.files[0].source);

  facts.workloads = {SampleWorkload(places), {}};
  facts.service_accounts = {
      {.meta = Meta(other, "ServiceAccount"), .automount = Known<bool>::Unresolved(other.Next())}};
  facts.rbac_bindings = {{.meta = Meta(places, "RoleBinding"),
                          .subjects = {{.kind = kube::RbacSubject::Kind::kServiceAccount,
                                        .name = places.TextAt("n"),
                                        .namespace_name = places.TextAt("ns")},
                                       {.kind = kube::RbacSubject::Kind::kGroup},
                                       {.kind = kube::RbacSubject::Kind::kUser}},
                          .role = places.TextAt("view")}};
  kube::AwsData data = {
      .meta = Meta(places, "Secret"), .type = places.TextAt("Opaque"), .entries = {}};
  for (int i = 0; i <= static_cast<int>(kube::AwsDataEntry::Shape::kOther); ++i) {
    data.entries.push_back({.key = "k",
                            .shape = static_cast<kube::AwsDataEntry::Shape>(i),
                            .value = places.TextAt("v"),
                            .place = places.Next()});
  }
  facts.aws_data = {std::move(data)};
  for (int i = 0; i <= static_cast<int>(InputFormat::kAwsCliInput); ++i) {
    facts.roles.push_back({.arn = places.TextAt("arn"),
                           .name = places.TextAt("name"),
                           .trust_policy = i == 0 ? std::optional<size_t>() : 0,
                           .format = static_cast<InputFormat>(i),
                           .place = places.Next()});
  }
  facts.trust_policies = {
      {.document = SamplePolicy(places), .format = InputFormat::kAwsCli, .path = "dev/trust.json"}};
  facts.permissions = {{.role_name = places.TextAt("r"),
                        .role_arn = places.TextAt("arn"),
                        .managed_policy_arn = places.TextAt("p"),
                        .document = SamplePolicy(places),
                        .path = "p.json",
                        .place = places.Next()},
                       {}};
  facts.oidc_providers = {
      {.arn = places.TextAt("arn"),
       .issuer = places.TextAt("oidc"),
       .url = places.TextAt("https://oidc"),
       .client_ids = {{.text = Text::Literal("sts.amazonaws.com"), .place = places.Next()}},
       .client_ids_place = places.Next(),
       .thumbprints = {{.text = Text::Literal("9e99"), .place = places.Next()}},
       .format = InputFormat::kAwsCli,
       .place = places.Next()}};
  facts.clusters = {{.name = places.TextAt("c"),
                     .arn = places.TextAt("arn"),
                     .issuer = places.TextAt("i"),
                     .version = places.TextAt("1.31"),
                     .place = places.Next()}};
  for (int i = 0; i <= static_cast<int>(NodeRole::Evidence::kAwsAuth); ++i) {
    facts.node_roles.push_back({.evidence = static_cast<NodeRole::Evidence>(i),
                                .role_arn = places.TextAt("arn"),
                                .cluster = places.TextAt("c"),
                                .name = places.TextAt("n"),
                                .groups = {"system:nodes"},
                                .ami_type = places.TextAt("AL2023_x86_64_STANDARD"),
                                .launch_template = SampleTemplateName(places),
                                .metadata_options = SampleMetadataOptions(places),
                                .place = places.Next()});
  }
  facts.node_roles.push_back({.evidence = NodeRole::Evidence::kKarpenter, .place = places.Next()});
  facts.launch_templates = {{.name = SampleTemplateName(places),
                             .is_default = Known<bool>::Of(true, places.Next()),
                             .instance_profile = places.TextAt("profile"),
                             .metadata_options = SampleMetadataOptions(places),
                             .place = places.Next()},
                            {}};
  facts.egress_policies = {{.meta = Meta(places, "NetworkPolicy")}};
  facts.pod_identity_associations = {{.cluster = places.TextAt("c"),
                                      .namespace_name = places.TextAt("ns"),
                                      .service_account = places.TextAt("sa"),
                                      .role_arn = places.TextAt("arn"),
                                      .target_role_arn = places.TextAt("target"),
                                      .disable_session_tags = Known<bool>::Of(true, places.Next()),
                                      .arn = places.TextAt("association"),
                                      .external_id = places.TextAt("external"),
                                      .place = places.Next()}};
  facts.suppressions = {{.form = Suppression::Form::kLine,
                         .rules = {{.id = "sub-mismatch", .place = places.Next()}},
                         .reason = "agreed",
                         .expires = "2031-01-31",
                         .problem = "",
                         .line = 7,
                         .covers = {},
                         .place = places.Next()},
                        {.form = Suppression::Form::kObject,
                         .rules = {},
                         .reason = "",
                         .expires = "",
                         .problem = "it names no rule",
                         .line = 0,
                         .covers = places.Next(),
                         .place = places.Next()}};
  for (int i = 0; i <= static_cast<int>(ClosedSet::Kind::kWorkloads); ++i) {
    facts.closed_sets.push_back(
        {.kind = static_cast<ClosedSet::Kind>(i), .owner = "111122223333", .place = places.Next()});
  }
  for (int i = 0; i <= static_cast<int>(OpenReason::Kind::kUnreadable); ++i) {
    facts.open_reasons.push_back(
        {.kind = static_cast<OpenReason::Kind>(i), .message = "why", .place = places.Next()});
  }
  Place external;
  external.external = syntax::ExternalLine{"x.yaml", 3};
  facts.open_reasons.push_back({.message = "external", .place = external});
  return facts;
}

}  // namespace irsalint::facts::sample
