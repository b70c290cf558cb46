#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "analyzer/load/walk.h"

namespace irsalint::load {

// By which paths the files of a walk were met, by where they are. Nearly all are where their path
// says, below one directory: of these nothing is kept.
class RealPaths {
 public:
  void Add(const WalkedFile& file);

  // The path that a file which is there was met by, if one was.
  std::optional<std::string_view> PathOf(std::string_view real_path) const;

 private:
  std::optional<std::string> root_;  // what most real paths have before the path
  std::unordered_map<std::string, std::string> others_;
};

}  // namespace irsalint::load
