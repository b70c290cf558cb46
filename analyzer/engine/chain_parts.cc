#include "analyzer/engine/chain_parts.h"

#include <algorithm>
#include <map>
#include <set>

#include "analyzer/syntax/place.h"

namespace irsalint::engine {
namespace {

using rule::ChainLink;
using rule::ChainPart;

// Something that a document holds.
struct Held {
  const syntax::Route* route = nullptr;
  ChainPart part = {};
};

bool IsWithin(const syntax::Route& route, const syntax::Route& outer) {
  return outer.size() <= route.size() && std::equal(outer.begin(), outer.end(), route.begin());
}

// The parts of those documents that findings name; of others nothing is kept.
class PartsOfDocuments {
 public:
  explicit PartsOfDocuments(std::span<const rule::Finding> findings) {
    for (const rule::Finding& finding : findings) {
      AddDocument(finding.primary.place.document);
      for (const rule::Location& related : finding.related) AddDocument(related.place.document);
    }
  }

  void Add(const syntax::Place& place, ChainLink link) {
    if (!sources_.contains(place.document.source)) return;
    const auto document = parts_.find(place.document);
    if (document == parts_.end()) return;
    document->second.push_back(
        {.route = &place.route, .part = {.link = link, .object = ++objects_}});
  }

  // The innermost part that holds the place; where two are one, the later link of the chain.
  ChainPart PartOf(const syntax::Place& place) const {
    Held innermost;
    const auto document = parts_.find(place.document);
    if (document == parts_.end()) return {};
    for (const Held& held : document->second) {
      if (!IsWithin(place.route, *held.route)) continue;
      const bool is_inner =
          innermost.route == nullptr || held.route->size() > innermost.route->size() ||
          (held.route->size() == innermost.route->size() && held.part.link > innermost.part.link);
      if (is_inner) innermost = held;
    }
    return innermost.part;
  }

 private:
  void AddDocument(const syntax::DocumentId& document) {
    if (!document.source.IsValid()) return;
    parts_.try_emplace(document);
    sources_.insert(document.source);
  }

  std::set<source::SourceId> sources_;  // of the documents: most files are of none
  std::map<syntax::DocumentId, std::vector<Held>> parts_;
  uint32_t objects_ = 0;
};

}  // namespace

void MarkChainParts(std::span<const facts::Facts> units, std::span<const rule::Finding> findings,
                    std::vector<rule::LocatedFinding>& located) {
  if (findings.empty()) return;
  PartsOfDocuments parts(findings);
  for (const facts::Facts& unit : units) {
    for (const kube::Workload& workload : unit.workloads) {
      parts.Add(workload.meta.place, ChainLink::kWorkload);
    }
    for (const kube::ServiceAccount& account : unit.service_accounts) {
      parts.Add(account.meta.place, ChainLink::kServiceAccount);
    }
    for (const facts::MadeAccount& account : unit.made_accounts) {
      parts.Add(account.place, ChainLink::kServiceAccount);
    }
    for (const facts::Role& role : unit.roles) parts.Add(role.place, ChainLink::kRole);
    for (const facts::TrustPolicy& policy : unit.trust_policies) {
      parts.Add(policy.document.place, ChainLink::kTrustPolicy);
    }
  }
  for (size_t i = 0; i < findings.size(); ++i) {
    located[i].primary.part = parts.PartOf(findings[i].primary.place);
    for (size_t j = 0; j < findings[i].related.size(); ++j) {
      located[i].related[j].part = parts.PartOf(findings[i].related[j].place);
    }
  }
}

}  // namespace irsalint::engine
