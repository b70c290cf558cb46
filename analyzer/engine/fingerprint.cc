#include "analyzer/engine/fingerprint.h"

#include <fmt/format.h>

#include "analyzer/base/sha256.h"
#include "analyzer/syntax/route.h"

namespace irsalint::engine {

std::string Fingerprint(const rule::Finding& finding, std::string_view path) {
  const std::string keys = syntax::KeysOf(finding.primary.place.route);
  // Lengths keep neighbouring fields apart whatever they hold.
  std::string input = fmt::format("irsalint fingerprint {}\n", kFingerprintVersion);
  for (const std::string_view field :
       {std::string_view(finding.rule), path, std::string_view(finding.subject.kind),
        std::string_view(finding.subject.namespace_name), std::string_view(finding.subject.name),
        std::string_view(keys), std::string_view(finding.offending_value)}) {
    input += fmt::format("{}:{}\n", field.size(), field);
  }
  return base::Sha256Hex(input, kFingerprintBits);
}

std::string_view WithoutOrdinal(std::string_view fingerprint) {
  return fingerprint.substr(0, fingerprint.find('-'));
}

}  // namespace irsalint::engine
