#pragma once

#include <optional>
#include <vector>

#include "analyzer/graph/made_accounts.h"
#include "analyzer/graph/subject_mentions.h"

namespace irsalint::graph {

// A workload names a service account that is not in its namespace, and what proves that it is not
// there at all (docs/architecture.md, Absence).
struct MissingAccount {
  enum class Proof : uint8_t {
    kClosed,    // all accounts of the cluster are in the input
    kNearMiss,  // the unit has one of nearly that name which nobody uses
    kMention,   // a policy or association names the subject, and nothing in the input makes it
    kNone,
  };

  Proof proof = Proof::kNone;
  std::optional<AccountId> near_miss;           // the only account of nearly that name
  std::vector<const SubjectMention*> mentions;  // of this very subject
};

// Looks for accounts that are missing.
class MissingAccounts {
 public:
  explicit MissingAccounts(const IdentityGraph& graph);

  // Nothing for a workload whose account may be there, in any unit or made by something else; whose
  // account's name is not known; whose unit could not be read in full; and for which
  // AccountsInOtherNamespaces has an answer.
  std::optional<MissingAccount> Of(WorkloadId workload) const;

 private:
  bool MayBeThere(const Workload& workload) const;
  std::optional<AccountId> OnlyNearMiss(const Workload& workload) const;
  std::vector<const SubjectMention*> MentionsOf(const Workload& workload) const;

  const IdentityGraph& graph_;
  SubjectMentions mentions_;
  MadeAccounts made_;
  bool all_read_ = false;  // nothing of the input is unread that may make an account
};

}  // namespace irsalint::graph
