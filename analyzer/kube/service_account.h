#pragma once

#include "analyzer/kube/object_meta.h"

namespace irsalint::kube {

// A ServiceAccount (docs/reference/semantics.md §2, §3.3).
struct ServiceAccount {
  ObjectMeta meta;
  syntax::Known<bool> automount;  // automountServiceAccountToken

  friend bool operator==(const ServiceAccount&, const ServiceAccount&) = default;
};

}  // namespace irsalint::kube
