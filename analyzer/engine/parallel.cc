#include "analyzer/engine/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace irsalint::engine {

void ForEachIndex(size_t count, size_t threads, const std::stop_token& stop,
                  const std::function<void(size_t index)>& work) {
  std::atomic<size_t> next = 0;
  std::atomic<bool> failed = false;
  std::mutex mutex;
  std::exception_ptr first_failure;
  const auto run = [&] {
    for (size_t index = next++; index < count; index = next++) {
      if (stop.stop_requested() || failed) return;
      try {
        work(index);
      } catch (...) {
        const std::lock_guard lock(mutex);
        if (!failed.exchange(true)) first_failure = std::current_exception();
      }
    }
  };
  {
    std::vector<std::jthread> helpers;
    const size_t wanted = std::min(threads, count);
    for (size_t i = 1; i < wanted; ++i) helpers.emplace_back(run);
    run();
  }
  if (first_failure != nullptr) std::rethrow_exception(first_failure);
}

}  // namespace irsalint::engine
