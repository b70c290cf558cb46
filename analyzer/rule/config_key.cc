#include "analyzer/rule/config_key.h"

namespace irsalint::rule {

std::string_view ConfigKey::Name() const {
  const size_t dot = path.rfind('.');
  return dot == std::string_view::npos ? path : path.substr(dot + 1);
}

std::string_view ConfigKey::Parent() const {
  const size_t dot = path.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : path.substr(0, dot);
}

}  // namespace irsalint::rule
