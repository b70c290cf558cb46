// What `irsalint config` prints.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzer/explain/config_draft.h"
#include "analyzer/explain/config_page.h"
#include "analyzer/explain/config_schema.h"
#include "analyzer/explain/config_values.h"
#include "analyzer/explain/yaml_scalar.h"

namespace irsalint::explain {
namespace {

using rule::ConfigKey;
using rule::ConfigNeed;
using rule::ConfigOrigin;
using rule::ConfigShape;
using rule::ConfigValue;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(YamlScalar, QuotesWhatYamlOrATerminalWouldReadOtherwise) {
  for (const std::string_view plain :
       {"web", "1.30", "arn:aws:iam::1:role/x", "apps/prod", "https://a.b/c", "2027-01-31"}) {
    EXPECT_EQ(YamlScalar(plain), plain);
  }
  EXPECT_EQ(YamlScalar("off"), "\"off\"");
  EXPECT_EQ(YamlScalar("Yes"), "\"Yes\"");
  EXPECT_EQ(YamlScalar("*-x"), "\"*-x\"");
  EXPECT_EQ(YamlScalar("a: b"), "\"a: b\"");
  EXPECT_EQ(YamlScalar("a:"), "\"a:\"");
  EXPECT_EQ(YamlScalar(""), "\"\"");
  EXPECT_EQ(YamlScalar("a\n\x1b[31m"), "\"a\\n\\u001b[31m\"");
}

ConfigValue FromFile(std::string key, std::string text, uint32_t line) {
  return {.key = std::move(key),
          .text = std::move(text),
          .origin = ConfigOrigin::kFile,
          .source = "c.yaml",
          .line = line};
}

TEST(ConfigValuesYaml, IsAConfigurationWithDefaultsAsComments) {
  std::vector<ConfigValue> values = {
      FromFile("clusters[0].name", "prod", 2),
      {.key = "clusters[0].account"},
      FromFile("clusters[0].paths[0]", "apps/*", 3),
      {.key = "clusters[0].complete", .shape = ConfigShape::kFlag, .text = "false"},
      FromFile("clusters[1].name", "edge", 5),
      {.key = "external.roles", .shape = ConfigShape::kListOfTexts},
      FromFile("rules.trust", "off", 8),
      {.key = "rules.rich.limit", .text = "7"},
      {.key = "fail-on", .text = "note", .origin = ConfigOrigin::kFlag, .source = "--fail-on"},
  };
  EXPECT_EQ(ConfigValuesYaml(values), R"(clusters:
  - name: prod  # c.yaml:2
    # account:  # not set
    paths:
      - "apps/*"  # c.yaml:3
    # complete: false  # default
  - name: edge  # c.yaml:5
# external:
  # roles:  # not set
rules:
  trust: off  # c.yaml:8
  # rich:
    # limit: 7  # default
fail-on: note  # --fail-on
)");
}

TEST(ConfigValuesJson, IsAListByKeys) {
  const std::vector<ConfigValue> values = {
      FromFile("namespace", "web", 2),
      {.key = "clusters[0].complete", .shape = ConfigShape::kFlag, .text = "false"},
      {.key = "baseline", .origin = ConfigOrigin::kFlag, .source = "--baseline"},
  };
  EXPECT_EQ(ConfigValuesJson(values, "c.yaml"), R"({
  "version": 1,
  "path": "c.yaml",
  "values": [
    {
      "key": "namespace",
      "value": "web",
      "origin": "file",
      "line": 2
    },
    {
      "key": "clusters[0].complete",
      "value": false,
      "origin": "default"
    },
    {
      "key": "baseline",
      "value": null,
      "origin": "flag",
      "flag": "--baseline"
    }
  ]
}
)");
  EXPECT_THAT(ConfigValuesJson({}, ""), HasSubstr("\"path\": null"));
}

constexpr std::string_view kLevels[] = {"off", "note"};
constexpr ConfigKey kKeys[] = {
    {.path = "items", .shape = ConfigShape::kListOfMaps, .summary = "Items."},
    {.path = "items[].name", .need = ConfigNeed::kRequired, .summary = "Its name."},
    {.path = "items[].rule",
     .shape = ConfigShape::kRules,
     .need = ConfigNeed::kOneOfThem,
     .summary = "Its rule."},
    {.path = "items[].on",
     .shape = ConfigShape::kFlag,
     .otherwise = "false",
     .summary = "Whether."},
    {.path = "rules", .shape = ConfigShape::kMapByRule, .summary = "Rules."},
    {.path = "rules.RULE", .choices = kLevels, .summary = "A level."},
    {.path = "rules.RULE.severity", .choices = kLevels, .summary = "The same."},
    {.path = "region", .pattern = "^[a-z]+$", .summary = "A region."},
};
constexpr rule::RuleParameter kParameters[] = {
    {.name = "limit",
     .shape = rule::RuleParameter::Shape::kNumber,
     .least = 1,
     .most = 9,
     .otherwise = "7",
     .summary = "A limit."},
};
constexpr rule::RuleMeta kMeta = {
    .id = "rich", .group = "trust", .summary = "Too rich", .parameters = kParameters};
constexpr const rule::RuleMeta* kMetas[] = {&kMeta};

TEST(ConfigSchema, FollowsFromTheKeys) {
  constexpr std::string_view kIds[] = {"rich"};
  const std::string schema = ConfigSchema({.keys = kKeys, .rules = kMetas, .suppressible = kIds});
  EXPECT_THAT(schema, HasSubstr("\"$schema\": \"http://json-schema.org/draft-07/schema#\""));
  EXPECT_THAT(schema, HasSubstr(R"("required": [
          "name"
        ],
        "anyOf": [
          {
            "required": [
              "rule"
            ]
          }
        ])"));
  EXPECT_THAT(schema, HasSubstr(R"("on": {
            "type": "boolean",
            "description": "Whether.",
            "default": false
          })"));
  EXPECT_THAT(schema, HasSubstr(R"("limit": {
                  "type": "integer",
                  "minimum": 1,
                  "maximum": 9,
                  "description": "A limit."
                })"));
  EXPECT_THAT(schema, HasSubstr("\"description\": \"All rules of the group trust.\""));
  EXPECT_THAT(schema, HasSubstr("\"description\": \"Too rich.\""));
  EXPECT_THAT(schema, HasSubstr("\"pattern\": \"^[a-z]+$\""));
}

TEST(ConfigPage, EachKeyStandsInTheSectionThatNamesItMostExactly) {
  constexpr std::string_view kItems[] = {"items"};
  constexpr std::string_view kName[] = {"items[].name"};
  constexpr std::string_view kRest[] = {"rules", "region"};
  const rule::ConfigSection sections[] = {
      {.heading = "# Page", .text = "Prose."},
      {.heading = "## Items", .text = "", .keys = kItems},
      {.heading = "## Names", .text = "More.", .keys = kName},
      {.heading = "## Rest", .text = "", .keys = kRest},
  };
  EXPECT_EQ(ConfigPage(sections, kKeys, kMetas), R"(# Page

Prose.

## Items

| key | value |
|---|---|
| `items` | Items. |
| `items[].rule` | Its rule. |
| `items[].on` | Whether. |

## Names

More.

| key | value |
|---|---|
| `items[].name` | Its name. |

## Rest

| key | value |
|---|---|
| `rules` | Rules. |
| `rules.RULE` | A level. |
| `rules.RULE.severity` | The same. |
| `rules.rich.limit` | A limit. Without it: 7. See [rich](rules/rich.md). |
| `region` | A region. |
)");
}

TEST(ConfigDraftText, IsProseAndYamlThatIsCommentedOut) {
  rule::ConfigDraft draft;
  draft.clusters = {{.name = "prod\n", .region = "eu-central-1", .paths = {"overlays/prod"}},
                    {.issuer = "oidc.example.org/x"}};
  draft.overlays = {"overlays/dev"};
  draft.accounts = {"493827165038"};
  draft.without_namespace = 2;
  const std::string text = ConfigDraftText(draft);
  EXPECT_THAT(text, HasSubstr(R"(
#clusters:
#  - name: "prod\n"
#    region: eu-central-1
#    paths:
#      - overlays/prod
#  - name: cluster-1
#    issuer: oidc.example.org/x
# Folders of overlays that may be the `paths` of one of them:
# - overlays/dev
)"));
  EXPECT_THAT(text, HasSubstr("\n# The namespace of manifests that name none, 2 objects here.\n"
                              "#namespace: default\n"));
  EXPECT_THAT(text, HasSubstr("\n#  roles:\n#    - arn:*:iam::493827165038:role/*\n"));
  EXPECT_THAT(ConfigDraftText({}), Not(HasSubstr("#namespace")));
}

}  // namespace
}  // namespace irsalint::explain
