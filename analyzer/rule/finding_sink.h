#pragma once

#include <deque>
#include <string>
#include <vector>

#include "analyzer/rule/finding.h"
#include "analyzer/rule/rule_meta.h"

namespace irsalint::rule {

// Takes the findings of one rule, in the order in which it reports them.
class FindingSink {
 public:
  explicit FindingSink(const RuleMeta& meta) : meta_(meta) {}
  FindingSink(const FindingSink&) = delete;
  FindingSink& operator=(const FindingSink&) = delete;

  // A new finding with the rule's id, severity, confidence and persona, to be filled in further.
  // The reference stays good as long as the sink.
  Finding& Report(syntax::Place primary, std::string message);

  // All findings reported so far; the sink is empty afterwards.
  std::vector<Finding> Take();

 private:
  const RuleMeta& meta_;
  std::deque<Finding> findings_;
};

}  // namespace irsalint::rule
