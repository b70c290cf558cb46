#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "analyzer/kube/webhook_annotations.h"

namespace irsalint::kube {

// What somebody plainly meant by a value that the webhook does not take: `regional` and `yes` are
// true, `24h` is 86400, `a, b` are the containers a and b. Nothing where that is not plain.
std::optional<std::string> MeantValue(WebhookKey key, std::string_view value);

}  // namespace irsalint::kube
