#include "analyzer/kube/image_name.h"

namespace irsalint::kube {

std::string_view ImageNameOf(std::string_view image) {
  image = image.substr(0, image.find('@'));
  const size_t slash = image.rfind('/');
  const size_t colon = image.find(':', slash == image.npos ? 0 : slash);
  return image.substr(0, colon);
}

std::string_view ProgramOf(std::string_view image_name) {
  const size_t slash = image_name.rfind('/');
  return slash == image_name.npos ? image_name : image_name.substr(slash + 1);
}

}  // namespace irsalint::kube
