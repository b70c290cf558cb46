#include "analyzer/rule/finding_sink.h"

#include <iterator>
#include <utility>

namespace irsalint::rule {

Finding& FindingSink::Report(syntax::Place primary, std::string message) {
  Finding& finding = findings_.emplace_back();
  finding.rule = meta_.id;
  finding.message = std::move(message);
  finding.severity = meta_.severity;
  finding.confidence = meta_.confidence;
  finding.persona = meta_.persona;
  finding.primary.place = std::move(primary);
  return finding;
}

bool FindingSink::Wants(Persona persona) {
  if (persona <= shown_) return true;
  ++hidden_;
  return false;
}

std::vector<Finding> FindingSink::Take() {
  std::vector<Finding> taken(std::make_move_iterator(findings_.begin()),
                             std::make_move_iterator(findings_.end()));
  findings_.clear();
  return taken;
}

}  // namespace irsalint::rule
