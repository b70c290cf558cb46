#pragma once

#include <optional>
#include <vector>

#include "analyzer/base/truth.h"
#include "analyzer/graph/mentions.h"
#include "analyzer/graph/scopes.h"

namespace irsalint::graph {

// Service accounts of the input: by a manifest, or made by eksctl.
struct NamedAccounts {
  std::vector<AccountId> accounts;
  std::vector<const facts::MadeAccount*> made;

  [[nodiscard]] bool IsEmpty() const { return accounts.empty() && made.empty(); }
};

// Which service accounts the mentions of one graph name. Keeps a reference to it.
class MentionedAccounts {
 public:
  explicit MentionedAccounts(const IdentityGraph& graph);

  // For a workload or an association the graph's own candidates. For a subject, which may be a
  // pattern, those that claim the policy's role, else those of the nearest level that is not the
  // whole input; for a pattern both. Empty for mentions of other things.
  NamedAccounts Of(const Mention& mention) const;

  // Whether `other` means the account that `mention`, which is no pattern, names.
  base::Truth AreNamesakes(const Mention& mention, const Mention& other) const;

  // Of mentions those that are nearest to a unit; none that only the whole input joins with it.
  std::vector<const Mention*> Nearest(UnitId unit,
                                      const std::vector<const Mention*>& mentions) const;

  // Whether a mention may mean this account, whatever the input holds and wherever it stands.
  base::Truth MayMean(const Mention& mention, const syntax::Text& namespace_name,
                      const syntax::Text& name) const;

 private:
  struct MadeInUnit {
    UnitId unit;
    const facts::MadeAccount* made = nullptr;
  };

  NamedAccounts OfSubject(const Mention& mention) const;
  NamedAccounts NearestNamed(const Mention& mention, base::Truth least) const;
  NamedAccounts NearestMade(const Mention& mention) const;
  bool IsPattern(const Mention& mention) const;

  const IdentityGraph& graph_;
  Scopes scopes_;
  std::vector<MadeInUnit> made_;
};

}  // namespace irsalint::graph
