#include "analyzer/iam/text_at.h"

#include <optional>
#include <vector>

namespace irsalint::iam {
namespace {

// Collects what stands at one place.
class Finder {
 public:
  explicit Finder(const syntax::Place& place) : place_(place) {}

  void Look(const Value& value) {
    if (!found_.has_value() && value.place == place_) found_ = value.text.Written();
  }
  void Look(const std::vector<Value>& values) {
    for (const Value& value : values) Look(value);
  }
  void Look(const syntax::Known<std::string>& known) {
    if (!found_.has_value() && known.HasValue() && known.place() == place_) found_ = *known;
  }

  std::string Found() const { return found_.value_or(""); }

 private:
  const syntax::Place& place_;
  std::optional<std::string> found_;
};

}  // namespace

std::string TextAt(const PolicyDocument& document, const syntax::Place& place) {
  Finder finder(place);
  finder.Look(document.version);
  for (const Statement& statement : document.statements) {
    finder.Look(statement.sid);
    for (const Principal& principal : statement.principals) finder.Look(principal.value);
    finder.Look(statement.actions);
    finder.Look(statement.resources);
    for (const Condition& condition : statement.conditions) {
      finder.Look(condition.operator_name);
      finder.Look(condition.key);
      finder.Look(condition.values);
    }
  }
  return finder.Found();
}

}  // namespace irsalint::iam
