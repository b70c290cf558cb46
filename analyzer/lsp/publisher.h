#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "analyzer/lsp/dispatcher.h"
#include "analyzer/lsp/session.h"

namespace irsalint::lsp {

// Tells a client that does not ask what is found: in files that it has open and in those that it
// has not. What changed is told again, and an empty list where nothing is found any more.
class Publisher {
 public:
  void Publish(const Session& session, const Dispatcher& dispatcher);

 private:
  struct Told {
    int64_t version = -1;  // of the open document, -1 for a file
    Json diagnostics = Json::array();
  };

  std::map<std::string, Told> told_;  // by URI
};

}  // namespace irsalint::lsp
