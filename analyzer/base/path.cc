#include "analyzer/base/path.h"

#include <algorithm>

namespace irsalint::base::path {
namespace {

std::string_view WithoutTrailingSlashes(std::string_view path) {
  while (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  return path;
}

}  // namespace

bool IsAbsolute(std::string_view path) { return path.starts_with('/'); }

std::string Join(std::string_view directory, std::string_view relative) {
  if (IsAbsolute(relative) || directory.empty() || directory == ".") return std::string(relative);
  if (relative.empty()) return std::string(directory);
  std::string joined(directory);
  if (!joined.ends_with('/')) joined += '/';
  joined += relative;
  return joined;
}

std::vector<std::string_view> Components(std::string_view path) {
  std::vector<std::string_view> components;
  for (size_t begin = 0; begin <= path.size();) {
    const size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view component = path.substr(begin, end - begin);
    begin = end + 1;
    if (component.empty() || component == ".") continue;
    if (component != "..") {
      components.push_back(component);
    } else if (!components.empty() && components.back() != "..") {
      components.pop_back();
    } else if (!IsAbsolute(path)) {
      components.push_back(component);
    }
  }
  return components;
}

std::string Normalize(std::string_view path) {
  std::string normalized = IsAbsolute(path) ? "/" : "";
  bool first = true;
  for (const std::string_view component : Components(path)) {
    if (!first) normalized += '/';
    normalized += component;
    first = false;
  }
  return normalized.empty() ? "." : normalized;
}

std::string_view Dirname(std::string_view path) {
  path = WithoutTrailingSlashes(path);
  const size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return ".";
  if (slash == 0) return "/";
  return WithoutTrailingSlashes(path.substr(0, slash));
}

std::string_view Basename(std::string_view path) {
  path = WithoutTrailingSlashes(path);
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string_view Extension(std::string_view path) {
  const std::string_view name = Basename(path);
  const size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || name == "..") return {};
  return name.substr(dot);
}

std::string_view Stem(std::string_view path) {
  std::string_view name = Basename(path);
  name.remove_suffix(Extension(path).size());
  return name;
}

bool IsWithin(std::string_view path, std::string_view directory) {
  if (IsAbsolute(path) != IsAbsolute(directory)) return false;
  const std::vector<std::string_view> inner = Components(path);
  const std::vector<std::string_view> outer = Components(directory);
  if (inner.size() < outer.size()) return false;
  if (!std::equal(outer.begin(), outer.end(), inner.begin())) return false;
  return inner.size() == outer.size() || inner[outer.size()] != "..";
}

std::string Relative(std::string_view path, std::string_view base) {
  if (IsAbsolute(path) != IsAbsolute(base)) return Normalize(path);
  const std::vector<std::string_view> to = Components(path);
  const std::vector<std::string_view> from = Components(base);
  size_t common = 0;
  while (common < to.size() && common < from.size() && to[common] == from[common]) ++common;
  std::string relative;
  for (size_t i = common; i < from.size(); ++i) {
    // The name of a directory above the starting point is not known lexically.
    if (from[i] == "..") return Normalize(path);
    relative += relative.empty() ? ".." : "/..";
  }
  for (size_t i = common; i < to.size(); ++i) {
    if (!relative.empty()) relative += '/';
    relative += to[i];
  }
  return relative.empty() ? "." : relative;
}

}  // namespace irsalint::base::path
