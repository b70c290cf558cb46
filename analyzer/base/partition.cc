#include "analyzer/base/partition.h"

#include <algorithm>
#include <array>

#include "analyzer/base/regex.h"

namespace irsalint::base {
namespace {

// docs/reference/semantics.md §13.1.
constexpr std::array<Partition, 8> kPartitions = {{
    {"aws", "amazonaws.com", "api.aws"},
    {"aws-cn", "amazonaws.com.cn", "api.amazonwebservices.com.cn"},
    {"aws-us-gov", "amazonaws.com", "api.aws"},
    {"aws-iso", "c2s.ic.gov", "api.aws.ic.gov"},
    {"aws-iso-b", "sc2s.sgov.gov", "api.aws.scloud"},
    {"aws-iso-e", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"},
    {"aws-iso-f", "csp.hci.ic.gov", "api.aws.hci.ic.gov"},
    {"aws-eusc", "amazonaws.eu", "api.amazonwebservices.eu"},
}};

// The region patterns in the order of kPartitions. They are disjoint: \w does not match '-'.
const std::array<Regex, kPartitions.size()>& RegionPatterns() {
  static const std::array<Regex, kPartitions.size()> kPatterns = {
      Regex(R"((us|eu|ap|sa|ca|me|af|il|mx)-\w+-\d+)"),
      Regex(R"(cn-\w+-\d+)"),
      Regex(R"(us-gov-\w+-\d+)"),
      Regex(R"(us-iso-\w+-\d+)"),
      Regex(R"(us-isob-\w+-\d+)"),
      Regex(R"(eu-isoe-\w+-\d+)"),
      Regex(R"(us-isof-\w+-\d+)"),
      Regex(R"(eusc-(de)-\w+-\d+)")};
  return kPatterns;
}

}  // namespace

std::span<const Partition> Partitions() { return kPartitions; }

const Partition* FindPartition(std::string_view name) {
  const auto found = std::ranges::find(kPartitions, name, &Partition::name);
  return found == kPartitions.end() ? nullptr : &*found;
}

const Partition* PartitionOfRegion(std::string_view region) {
  for (size_t i = 0; i < kPartitions.size(); ++i) {
    if (RegionPatterns()[i].FullMatch(region)) return &kPartitions[i];
  }
  return nullptr;
}

bool IsRegion(std::string_view text) { return PartitionOfRegion(text) != nullptr; }

}  // namespace irsalint::base
