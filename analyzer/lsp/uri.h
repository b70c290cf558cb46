#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace irsalint::lsp {

// The absolute path, normalised, of a `file:` URI; nothing for another scheme or host.
[[nodiscard]] std::optional<std::string> PathOfUri(std::string_view uri);

// The same of several, without those that are none.
[[nodiscard]] std::vector<std::string> PathsOfUris(const std::vector<std::string>& uris);

// `path` is absolute. Bytes that a URI cannot hold are percent-encoded.
[[nodiscard]] std::string UriOfPath(std::string_view path);

}  // namespace irsalint::lsp
