#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace irsalint::lsp {

// The absolute path, normalised, of a `file:` URI; nothing for another scheme or host.
[[nodiscard]] std::optional<std::string> PathOfUri(std::string_view uri);

// `path` is absolute. Bytes that a URI cannot hold are percent-encoded.
[[nodiscard]] std::string UriOfPath(std::string_view path);

}  // namespace irsalint::lsp
