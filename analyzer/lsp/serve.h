#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

#include "analyzer/base/date.h"
#include "analyzer/base/file_system.h"
#include "analyzer/rule/rule.h"

namespace irsalint::lsp {

// What a language server is started with.
struct ServeOptions {
  const base::FileSystem& files;
  std::span<const rule::Rule* const> catalogue;
  std::optional<base::Date> today = {};
  size_t threads = 1;               // that read files
  std::function<uint64_t()> clock;  // nanoseconds, monotonic
  // Bytes of the client into the buffer: how many, at least one; 0 when it is gone.
  std::function<size_t(std::span<char>)> read;
  std::function<void(std::string_view)> write;
};

// Serves one client until it says `exit` or is gone. The exit status: 0 after a proper shutdown,
// else 1. Reads on a thread of its own, so that long work hears of the end.
[[nodiscard]] int Serve(const ServeOptions& options);

}  // namespace irsalint::lsp
