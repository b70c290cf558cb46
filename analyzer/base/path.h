#pragma once

#include <string>
#include <string_view>
#include <vector>

// Paths are byte strings with '/' between components on every platform. All functions are lexical:
// none asks a file system, so ".." is removed together with the component before it.
namespace irsalint::base::path {

// `relative` below `directory`; `relative` itself when it is absolute or `directory` is empty or
// ".". Not normalised.
[[nodiscard]] std::string Join(std::string_view directory, std::string_view relative);

// Without "//", "." and trailing "/", and with each ".." resolved as far as it can be: "a/../b" is
// "b", "../a" stays, "/.." is "/". The empty path is ".".
[[nodiscard]] std::string Normalize(std::string_view path);

// All before the last component: "a/b" gives "a", "a" gives ".", "/a" and "/" give "/".
[[nodiscard]] std::string_view Dirname(std::string_view path);

// The last component, trailing slashes ignored: "a/b/" gives "b", "/" and "" give "".
[[nodiscard]] std::string_view Basename(std::string_view path);

// The last component's text from its last dot on, dot included: "a/b.tar.gz" gives ".gz". Empty for
// a name without a dot and for a name whose only dot is its first byte (".bashrc").
[[nodiscard]] std::string_view Extension(std::string_view path);

// The last component without its Extension.
[[nodiscard]] std::string_view Stem(std::string_view path);

[[nodiscard]] bool IsAbsolute(std::string_view path);

// Whether `path` is `directory` or lies below it, after Normalize of both. "." contains every
// relative path that does not start with "..", "/" every absolute one.
[[nodiscard]] bool IsWithin(std::string_view path, std::string_view directory);

// The normalised way from directory `base` to `path`, such as "../x/y"; "." when they are equal.
// When only one of them is absolute, or `base` climbs out above `path` ("../.."), `path`
// normalised.
[[nodiscard]] std::string Relative(std::string_view path, std::string_view base);

// The components of Normalize(path), without the root and without "."; ".." that could not be
// resolved are kept. Views into `path`.
[[nodiscard]] std::vector<std::string_view> Components(std::string_view path);

}  // namespace irsalint::base::path
