#include "analyzer/base/sts_region.h"

#include <algorithm>
#include <array>

namespace irsalint::base {
namespace {

// Sorted.
constexpr std::array<std::string_view, 16> kLegacyRegions = {
    "ap-northeast-1", "ap-south-1",   "ap-southeast-1", "ap-southeast-2",
    "aws-global",     "ca-central-1", "eu-central-1",   "eu-north-1",
    "eu-west-1",      "eu-west-2",    "eu-west-3",      "sa-east-1",
    "us-east-1",      "us-east-2",    "us-west-1",      "us-west-2",
};

}  // namespace

bool IsLegacyStsRegion(std::string_view region) {
  return std::ranges::binary_search(kLegacyRegions, region);
}

}  // namespace irsalint::base
