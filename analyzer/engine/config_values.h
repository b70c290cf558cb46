#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Which texts the keys of a configuration take, and what was probably meant by one that will not
// do.
namespace irsalint::engine {

[[nodiscard]] bool IsRegion(std::string_view text);

// The region with its direction put right; "" for none.
[[nodiscard]] std::string NearestRegion(std::string_view text);

[[nodiscard]] bool IsPartition(std::string_view text);

// The name of the nearest partition; "" for none.
[[nodiscard]] std::string NearestPartition(std::string_view text);

// `1.30`.
[[nodiscard]] bool IsVersion(std::string_view text);

// An absolute path within a container.
[[nodiscard]] bool IsMountPath(std::string_view text);

// A whole number of at most nine digits, in digits alone; nothing for everything else.
[[nodiscard]] std::optional<int64_t> SecondsOf(std::string_view text);
[[nodiscard]] bool IsSeconds(std::string_view text);

// An https URL with or without its scheme.
[[nodiscard]] bool IsIssuer(std::string_view text);

// A name of DNS labels, as Kubernetes wants them for namespaces and prefixes of annotations.
[[nodiscard]] bool IsDnsName(std::string_view text);

[[nodiscard]] bool IsNamespace(std::string_view text);

// A path or glob below the configuration's folder, or beside it.
[[nodiscard]] bool IsFolderGlob(std::string_view text);

// The path of a file below the configuration's folder: what a stranger's change names here is read.
[[nodiscard]] bool IsFileBelow(std::string_view text);

// `NAMESPACE/NAME`, each of them possibly a glob.
[[nodiscard]] bool IsAccountGlob(std::string_view text);

// The ARN of a role, possibly a glob.
[[nodiscard]] bool IsRoleGlob(std::string_view text);

// `KIND/NAMESPACE/NAME`, each of them possibly a glob, or the ARN of a role.
[[nodiscard]] bool IsResourceGlob(std::string_view text);

// `YYYY-MM-DD`, a day that exists.
[[nodiscard]] bool IsDate(std::string_view text);

}  // namespace irsalint::engine
