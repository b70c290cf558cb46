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
  // `shown` is the last persona whose findings anybody will look at.
  explicit FindingSink(const RuleMeta& meta, Persona shown = Persona::kAuditor)
      : meta_(meta), shown_(shown) {}
  FindingSink(const FindingSink&) = delete;
  FindingSink& operator=(const FindingSink&) = delete;

  // A new finding with the rule's id, severity, confidence and persona, to be filled in further.
  // The reference stays good as long as the sink.
  Finding& Report(syntax::Place primary, std::string message);

  // Whether a finding for this persona is worth writing down. If not it is counted here, and the
  // rule goes on: only rules that say something about nearly every object need to ask.
  bool Wants(Persona persona);

  // How many findings were not wanted.
  size_t hidden() const { return hidden_; }

  // All findings reported so far; the sink is empty afterwards.
  std::vector<Finding> Take();

 private:
  const RuleMeta& meta_;
  Persona shown_;
  size_t hidden_ = 0;
  std::deque<Finding> findings_;
};

}  // namespace irsalint::rule
