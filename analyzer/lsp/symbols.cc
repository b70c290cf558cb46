#include "analyzer/lsp/symbols.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/engine/locate.h"
#include "analyzer/lsp/analysed_file.h"
#include "analyzer/lsp/diagnostics.h"

namespace irsalint::lsp {
namespace {

// Of LSP; what the icons of editors come nearest to.
enum class SymbolKind : int { kClass = 5, kInterface = 11, kKey = 20, kObject = 19, kEvent = 24 };

struct Symbol {
  std::string name;
  std::string detail;
  SymbolKind kind = SymbolKind::kObject;
  syntax::Place place;  // all of it
  syntax::Place name_place;
};

std::string NameOf(const kube::KnownText& name) {
  return name.HasValue() ? name->Shown() : "(no name)";
}

std::string CountOf(size_t statements) {
  return statements == 1 ? "1 statement" : fmt::format("{} statements", statements);
}

Symbol SymbolOf(const kube::ObjectMeta& meta, SymbolKind kind) {
  return {.name = NameOf(meta.name),
          .detail = meta.namespace_name.HasValue()
                        ? fmt::format("{} in {}", meta.kind, meta.namespace_name->Shown())
                        : meta.kind,
          .kind = kind,
          .place = meta.place,
          .name_place = meta.name.place()};
}

std::vector<Symbol> SymbolsOf(const facts::Facts& unit) {
  std::vector<Symbol> symbols;
  for (const kube::Workload& workload : unit.workloads) {
    symbols.push_back(SymbolOf(workload.meta, SymbolKind::kClass));
  }
  for (const kube::ServiceAccount& account : unit.service_accounts) {
    symbols.push_back(SymbolOf(account.meta, SymbolKind::kInterface));
  }
  for (const facts::Role& role : unit.roles) {
    const kube::KnownText& name = role.name.HasValue() ? role.name : role.arn;
    symbols.push_back({.name = NameOf(name),
                       .detail = "IAM role",
                       .kind = SymbolKind::kKey,
                       .place = role.place,
                       .name_place = name.place()});
  }
  for (const facts::TrustPolicy& policy : unit.trust_policies) {
    symbols.push_back({.name = "trust policy",
                       .detail = CountOf(policy.document.statements.size()),
                       .kind = SymbolKind::kObject,
                       .place = policy.document.place,
                       .name_place = policy.document.place});
  }
  for (const facts::OidcProvider& provider : unit.oidc_providers) {
    const kube::KnownText& name = provider.arn.HasValue() ? provider.arn : provider.issuer;
    symbols.push_back({.name = NameOf(name),
                       .detail = "OIDC provider",
                       .kind = SymbolKind::kEvent,
                       .place = provider.place,
                       .name_place = name.place()});
  }
  return symbols;
}

}  // namespace

Json DocumentSymbols(const Session& session, const DocumentParams& params) {
  Json list = Json::array();
  const std::optional<AnalysedFile> file = AnalysedFileAt(session, params.uri);
  if (!file.has_value()) return list;
  std::vector<Symbol> symbols;
  for (const facts::Facts& unit : file->folder->linked().extraction.units) {
    for (Symbol& symbol : SymbolsOf(unit)) {
      const bool is_there = symbol.place.document.source == file->source &&
                            symbol.name_place.document.source == file->source;
      const bool is_new = std::ranges::none_of(symbols, [&symbol](const Symbol& other) {
        return other.place == symbol.place && other.detail == symbol.detail;
      });
      if (file->source.IsValid() && is_there && is_new) symbols.push_back(std::move(symbol));
    }
  }
  std::ranges::stable_sort(
      symbols, [](const Symbol& a, const Symbol& b) { return syntax::Before(a.place, b.place); });

  std::vector<syntax::Place> places;
  for (const Symbol& symbol : symbols) {
    places.push_back(symbol.place);
    places.push_back(symbol.name_place);
  }
  const std::vector<rule::LocatedPlace> located =
      engine::LocatePlaces(places, file->folder->ForLocating()).places;
  const OpenDocument* const document = session.documents.Find(file->path);
  for (size_t i = 0; i < symbols.size(); ++i) {
    const Range range = RangeIn(located[2 * i], document, session.client);
    const int kind = static_cast<int>(symbols[i].kind);
    if (!session.client.nests_symbols) {
      list.push_back({{"name", symbols[i].name},
                      {"kind", kind},
                      {"containerName", symbols[i].detail},
                      {"location", {{"uri", params.uri}, {"range", range}}}});
      continue;
    }
    list.push_back({{"name", symbols[i].name},
                    {"detail", symbols[i].detail},
                    {"kind", kind},
                    {"range", range},
                    {"selectionRange", RangeIn(located[2 * i + 1], document, session.client)}});
  }
  return list;
}

}  // namespace irsalint::lsp
