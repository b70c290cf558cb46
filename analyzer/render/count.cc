#include "analyzer/render/count.h"

#include <fmt/format.h>

namespace irsalint::render {

std::string Count(uint64_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

}  // namespace irsalint::render
