#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "analyzer/graph/role_reference.h"
#include "analyzer/rule/role_references.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::role::role_arn_placeholder {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

Service accounts carry role ARNs that somebody has to complete by hand: `<ACCOUNT_ID>`,
`xxxxxxxxxxxx`, `ROLE-ARN`, a word where the account belongs. No tool replaces them. There is one note
for the whole run, at the first of them; the others are related places.

## Why it matters

Applied as it is, such a value leaves the pod without its role. And nothing behind it can be checked:
every rule about the role stays silent.

## When it stays silent

For values that a tool fills in (`${…}`, `$(…)`, `{{…}}`, `%s`), and for ARNs that are complete,
also with an account of the documentation such as 111122223333.

## Example

```yaml account.yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: uploader
  namespace: media
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::<ACCOUNT_ID>:role/uploader
```

## How to fix

Write the role's ARN, or leave files that are meant as templates out of the run.

```yaml account.yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: uploader
  namespace: media
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::493827165038:role/uploader
```
)";

constexpr std::string_view kTags[] = {"hygiene"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §9.4"};

constexpr size_t kMaxShown = 10;

// By file, then by account: documents may stand in any order.
std::vector<graph::RoleReference> PlaceholdersOf(const graph::IdentityGraph& graph) {
  std::vector<graph::RoleReference> references = graph::RoleReferencesOf(graph);
  std::erase_if(references, [&graph](const graph::RoleReference& reference) {
    return graph::FormOf(graph, reference) != graph::RoleArnForm::kPlaceholder;
  });
  std::ranges::stable_sort(references, {}, [](const graph::RoleReference& reference) {
    return std::tuple(reference.arn->place().document.source, reference.namespace_name.Written(),
                      reference.account_name.Written());
  });
  return references;
}

std::string Others(size_t count) {
  if (count == 0) return {};
  return count == 1 ? std::string(", and so does 1 other")
                    : fmt::format(", and so do {} others", count);
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  const std::vector<graph::RoleReference> placeholders = PlaceholdersOf(context.graph);
  if (placeholders.empty()) return;
  const graph::RoleReference& first = placeholders.front();
  const size_t others = placeholders.size() - 1;
  rule::Finding& finding =
      sink.Report(first.arn->place(),
                  fmt::format("the role ARN \"{}\" of {} waits to be completed{}",
                              (*first.arn)->Written(), rule::AccountOf(first), Others(others)));
  finding.subject = {.kind = "ServiceAccount",
                     .namespace_name = first.namespace_name.Written(),
                     .name = first.account_name.Written()};
  finding.offending_value = (*first.arn)->Written();
  for (size_t i = 1; i <= std::min(others, kMaxShown); ++i) {
    finding.related.push_back(
        {.place = placeholders[i].arn->place(),
         .message = fmt::format("that of {} as well", rule::AccountOf(placeholders[i]))});
  }
  finding.helps.emplace_back("write the ARN, or leave samples out of the run");
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "role-arn-placeholder",
             .group = "role",
             .summary = "Role ARNs hold placeholders that no tool replaces",
             .severity = rule::Severity::kNote,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kPedantic,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::role::role_arn_placeholder
