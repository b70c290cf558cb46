#include "analyzer/iam/demands_value.h"

namespace irsalint::iam {

bool DemandsValue(const Condition& condition) {
  return condition.op.has_value() && condition.op->base != BaseOperator::kNull &&
         !IsNegated(condition.op->base);
}

}  // namespace irsalint::iam
