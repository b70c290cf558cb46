#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>

#include "tests/conformance/webhook_model.h"

namespace irsalint::test {

// A case for the webhook, the same for the same seed with every compiler and library. What decides
// in the webhook is drawn often, in all combinations; names of objects are legal, and the Pod names
// its namespace and ServiceAccount.
WebhookCase RandomWebhookCase(uint64_t seed);

// All of a case, for messages.
nlohmann::json CaseAsJson(const WebhookCase& webhook_case);

}  // namespace irsalint::test
