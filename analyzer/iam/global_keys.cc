#include "analyzer/iam/global_keys.h"

#include <array>
#include <string>
#include <vector>

namespace irsalint::iam {
namespace {

using base::Truth;
using syntax::Text;

struct GlobalKey {
  std::string_view name;
  Truth present;
};

constexpr std::array kGlobalKeys = std::to_array<GlobalKey>({
    {"sts:rolesessionname", Truth::kYes},
    {"aws:currenttime", Truth::kYes},
    {"aws:epochtime", Truth::kYes},
    {"aws:useragent", Truth::kYes},
    {"aws:requestedregion", Truth::kYes},
    {"aws:sourceip", Truth::kMaybe},
    {"aws:sourcevpc", Truth::kMaybe},
    {"aws:sourcevpce", Truth::kMaybe},
    {"aws:sourcevpcarn", Truth::kMaybe},
    {"aws:vpcsourceip", Truth::kMaybe},
    {"aws:vpceaccount", Truth::kMaybe},
    {"aws:vpceorgid", Truth::kMaybe},
    {"aws:vpceorgpaths", Truth::kMaybe},
    {"aws:sourceidentity", Truth::kMaybe},
    {"aws:referer", Truth::kMaybe},
    {"aws:principaltype", Truth::kMaybe},
    {"aws:principalisawsservice", Truth::kMaybe},
    {"aws:viaawsservice", Truth::kMaybe},
});

std::vector<ContextKey> GlobalKeys() {
  std::vector<ContextKey> keys;
  for (const GlobalKey& key : kGlobalKeys) {
    keys.push_back(KeyOfUnknownValue(key.name, key.present));
  }
  return keys;
}

}  // namespace

Text UnknownValue(std::string_view key) {
  return Text::OfHole(
      {.syntax = syntax::HoleSyntax::kMissing, .expression = std::string(key), .scope = "request"});
}

ContextKey KeyOfUnknownValue(std::string_view name, Truth present) {
  return {.name = Text::Literal(name), .present = present, .values = {UnknownValue(name)}};
}

void AddGlobalKeys(Request* request) {
  static const std::vector<ContextKey> kKeys = GlobalKeys();  // every request has them
  request->context.insert(request->context.end(), kKeys.begin(), kKeys.end());
}

}  // namespace irsalint::iam
