#include "analyzer/lsp/uri.h"

#include <fmt/format.h>

#include <utility>

#include "analyzer/base/path.h"
#include "analyzer/base/percent.h"
#include "analyzer/base/strings.h"

namespace irsalint::lsp {
namespace {

constexpr std::string_view kScheme = "file://";
constexpr std::string_view kLocalHost = "localhost";

}  // namespace

std::optional<std::string> PathOfUri(std::string_view uri) {
  if (!base::EqualsIgnoreAsciiCase(uri.substr(0, kScheme.size()), kScheme)) return std::nullopt;
  uri.remove_prefix(kScheme.size());
  if (uri.starts_with(kLocalHost)) uri.remove_prefix(kLocalHost.size());
  if (!uri.starts_with('/')) return std::nullopt;
  uri = uri.substr(0, uri.find_first_of("?#"));
  const base::PercentDecoded decoded = base::PercentDecode(uri);
  if (decoded.malformed || base::Contains(decoded.text, std::string_view("\0", 1))) {
    return std::nullopt;
  }
  return base::path::Normalize(decoded.text);
}

std::vector<std::string> PathsOfUris(const std::vector<std::string>& uris) {
  std::vector<std::string> paths;
  for (const std::string& uri : uris) {
    std::optional<std::string> path = PathOfUri(uri);
    if (path.has_value()) paths.push_back(*std::move(path));
  }
  return paths;
}

std::string UriOfPath(std::string_view path) {
  constexpr std::string_view kKept = "/-._~";
  std::string uri(kScheme);
  for (const char c : path) {
    if (base::IsAsciiAlnum(c) || kKept.find(c) != std::string_view::npos) {
      uri += c;
    } else {
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return uri;
}

}  // namespace irsalint::lsp
