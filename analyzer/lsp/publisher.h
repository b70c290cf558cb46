#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "analyzer/lsp/dispatcher.h"
#include "analyzer/lsp/session.h"

namespace irsalint::lsp {

// Tells a client what is found: in files that it has open and in those that it has not. What
// changed is told again, and an empty list where nothing is found any more.
class Publisher {
 public:
  // To a client that does not ask.
  void Publish(const Session& session, const Dispatcher& dispatcher);

  // To one that does: whether it should ask again, since anything else is found than when this was
  // called last.
  bool Refresh(const Session& session);

 private:
  struct Told {
    int64_t version = -1;  // of the open document, -1 for a file
    Json diagnostics = Json::array();
  };

  using ByUri = std::map<std::string, Told>;

  // What is to be told now; for what was told before and is no more, an empty list.
  ByUri Now(const Session& session) const;

  ByUri told_;
};

}  // namespace irsalint::lsp
