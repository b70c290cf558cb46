#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>

namespace irsalint::engine {

// Calls `work(index)` once for each index below `count`, on up to `threads` threads (1: on the
// caller's), each taking the next index as soon as it is free. Returns when all are done; after a
// stop request no further index is taken. The first exception of a call is thrown again here.
void ForEachIndex(size_t count, size_t threads, const std::stop_token& stop,
                  const std::function<void(size_t index)>& work);

}  // namespace irsalint::engine
