#pragma once

#include <string_view>

namespace irsalint::kube {

// The name of an image without tag and digest: `registry.k8s.io/external-dns/external-dns` of
// `registry.k8s.io/external-dns/external-dns:v0.15.0@sha256:…`.
std::string_view ImageNameOf(std::string_view image);

// The last part of an image's name: `external-dns`.
std::string_view ProgramOf(std::string_view image_name);

}  // namespace irsalint::kube
