#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/kube/endpoints.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::token::static_credentials {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

An AWS access key stands in a manifest: an access key id (`AKIA…`, or `ASIA…` with its session token)
and a secret access key of 40 characters, both in the environment of one container, in one ConfigMap
or Secret (literal or base64), or in one text within them: a credentials file, JSON, properties, the
words of a command. Neither value is kept or shown.

## Why it matters

Whoever reads the repository, its history or the object in the cluster has the rights of the key. It
does not expire, and every SDK prefers it to the role of the service account. The pair that AWS
publishes in its documentation is no secret; in the environment of a container it still means that
the container gets no identity of its own.

## When it stays silent

For one half alone; for values of another form, for placeholders and references (`secretKeyRef`,
`${…}`); for AWS's published pair outside a container's environment; and beside the endpoint of an
object store that is not of AWS (`AWS_ENDPOINT_URL`, `S3_ENDPOINT`, MinIO), whose keys look the same.

## Example

```yaml
apiVersion: v1
kind: Pod
metadata: {name: uploader, namespace: media}
spec:
  containers:
    - name: app
      image: app
      env:
        - name: AWS_ACCESS_KEY_ID
          value: AKIAIOSFODNN7EXAMPLE
        - name: AWS_SECRET_ACCESS_KEY
          value: wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
```

## How to fix

Deactivate the key in IAM: it has been seen. Then give the pod's service account a role and leave the
variables out.

```yaml
apiVersion: v1
kind: Pod
metadata: {name: uploader, namespace: media}
spec:
  serviceAccountName: uploader
  containers:
    - name: app
      image: app
```
)";

constexpr std::string_view kTags[] = {"security"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §11.1"};
constexpr std::string_view kAlsoReportedBy[] = {"checkov CKV_SECRET_2", "trivy aws-access-key-id",
                                                "gitleaks aws-access-token"};

using kube::ValueShape;

// One variable of a container or one entry of a Secret or ConfigMap.
struct Entry {
  std::string_view name;
  ValueShape shape = ValueShape::kOther;
  const kube::KnownText* value = nullptr;
  const syntax::Place* place = nullptr;  // shows no more than the value
};

// What a finding about one holder of entries has in common.
struct Holder {
  std::string where;  // `the environment of container "app"`
  rule::Subject subject;
  std::string overlay;
  bool is_environment = false;
};

const Entry* Find(const std::vector<Entry>& entries, ValueShape shape) {
  const auto found = std::ranges::find(entries, shape, &Entry::shape);
  return found == entries.end() ? nullptr : &*found;
}

rule::Finding& Report(const Holder& holder, const syntax::Place& place, std::string message,
                      rule::FindingSink& sink) {
  rule::Finding& finding = sink.Report(place, std::move(message));
  finding.subject = holder.subject;
  finding.overlay = holder.overlay;
  finding.helps.emplace_back(
      "deactivate the key in IAM, remove both values, and give the service account a role");
  return finding;
}

void DescribeExample(rule::Finding& finding) {
  finding.severity = rule::Severity::kWarning;
  finding.notes.emplace_back(
      "this is the pair that AWS publishes in its examples: requests signed with it are refused, "
      "and the SDKs prefer it to the service account's role");
  finding.helps = {"remove both values, and give the service account a role"};
}

// An id in one entry and the secret in another.
void CheckPairs(const std::vector<Entry>& entries, const Holder& holder, rule::FindingSink& sink) {
  const bool has_token = Find(entries, ValueShape::kSessionToken) != nullptr;
  for (const Entry& id : entries) {
    const bool is_example = id.shape == ValueShape::kExampleKeyId && holder.is_environment;
    const bool is_key = id.shape == ValueShape::kAccessKeyId ||
                        (id.shape == ValueShape::kTemporaryKeyId && has_token);
    if (!is_example && !is_key) continue;
    const Entry* secret =
        Find(entries, is_example ? ValueShape::kExampleSecretKey : ValueShape::kSecretAccessKey);
    if (secret == nullptr) continue;
    rule::Finding& finding =
        Report(holder, *id.place,
               fmt::format("{} holds {}: \"{}\" and \"{}\"", holder.where,
                           is_example ? "AWS's example access key" : "an AWS access key", id.name,
                           secret->name),
               sink);
    finding.offending_value = std::string(id.name);
    finding.related.push_back({.place = *secret->place, .message = "its secret access key"});
    if (is_example) DescribeExample(finding);
  }
}

// Both in one text. `what` is quoted or says what the text is.
void CheckText(ValueShape shape, const std::string& what, const syntax::Place& place,
               const Holder& holder, rule::FindingSink& sink) {
  const bool is_example = shape == ValueShape::kExampleCredentials && holder.is_environment;
  const bool is_key =
      shape == ValueShape::kCredentials || shape == ValueShape::kTemporaryCredentials;
  if (!is_example && !is_key) return;
  rule::Finding& finding =
      Report(holder, place,
             fmt::format("{} holds {} in {}", holder.where,
                         is_example ? "AWS's example access key" : "an AWS access key", what),
             sink);
  finding.offending_value = what;
  if (is_example) DescribeExample(finding);
}

void CheckEntries(const std::vector<Entry>& entries, const Holder& holder,
                  rule::FindingSink& sink) {
  const bool elsewhere = std::ranges::any_of(entries, [](const Entry& entry) {
    return kube::IsEndpointElsewhere(entry.name, *entry.value);
  });
  if (elsewhere) return;
  CheckPairs(entries, holder, sink);
  for (const Entry& entry : entries) {
    CheckText(entry.shape, fmt::format("\"{}\"", entry.name), *entry.place, holder, sink);
  }
}

// Nearly all containers do not.
bool MayHoldCredentials(const kube::Container& container) {
  return container.command_shape != ValueShape::kOther ||
         std::ranges::any_of(container.env, [](const kube::EnvVar& variable) {
           return variable.shape != ValueShape::kOther;
         });
}

void CheckContainer(const kube::Container& container, const graph::Workload& workload,
                    const std::string& overlay, rule::FindingSink& sink) {
  const kube::ObjectMeta& meta = workload.object->meta;
  std::vector<Entry> entries;
  for (const kube::EnvVar& variable : container.env) {
    entries.push_back({.name = variable.name,
                       .shape = variable.shape,
                       .value = &variable.value,
                       .place = &variable.value.place()});
  }
  const std::string name = rule::Show(*container.name);
  Holder holder{.where = fmt::format("the environment of container \"{}\"", name),
                .subject = {.kind = meta.kind,
                            .namespace_name = rule::Show(workload.namespace_name),
                            .name = meta.name->Written()},
                .overlay = overlay,
                .is_environment = true};
  CheckEntries(entries, holder, sink);
  holder.where = fmt::format("container \"{}\"", name);
  holder.is_environment = false;
  CheckText(container.command_shape, "its command", container.command_place, holder, sink);
}

void CheckData(const kube::AwsData& data, const std::string& overlay, rule::FindingSink& sink) {
  std::vector<Entry> entries;
  for (const kube::AwsDataEntry& entry : data.entries) {
    entries.push_back(
        {.name = entry.key, .shape = entry.shape, .value = &entry.value, .place = &entry.place});
  }
  const std::string name = data.meta.name->Written();
  CheckEntries(entries,
               {.where = fmt::format("{} \"{}\"", data.meta.kind, name),
                .subject = {.kind = data.meta.kind,
                            .namespace_name = data.meta.namespace_name->Written(),
                            .name = name},
                .overlay = overlay},
               sink);
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  const graph::IdentityGraph& graph = context.graph;
  for (const graph::Workload& workload : graph.workloads()) {
    for (const kube::Container& container : workload.object->spec.containers) {
      if (!MayHoldCredentials(container)) continue;
      CheckContainer(container, workload, graph[workload.unit].facts->unit, sink);
    }
  }
  for (const graph::Unit& unit : graph.units()) {
    for (const kube::AwsData& data : unit.facts->aws_data) {
      CheckData(data, unit.facts->unit, sink);
    }
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "static-credentials",
             .group = "token",
             .summary = "An AWS access key stands in a manifest",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .also_reported_by = kAlsoReportedBy,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::token::static_credentials
