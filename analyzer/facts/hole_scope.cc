#include "analyzer/facts/hole_scope.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/facts/fields.h"

namespace irsalint::facts {
namespace {

using syntax::Known;
using syntax::Text;

// An archive that changes the texts among all fields and leaves the rest.
class Scoper {
 public:
  static constexpr bool kWrites = false;

  explicit Scoper(std::string_view scope) : scope_(scope) {}

  template <typename T, typename... Omission>
  void operator()(std::string_view, T& value, Omission...) {
    Set(value);
  }

 private:
  void Set(Text& text) {
    if (text.IsLiteral()) return;
    std::vector<Text::Piece> pieces = text.pieces();
    for (Text::Piece& piece : pieces) {
      if (piece.is_hole) piece.hole.scope = scope_;
    }
    text = Text::FromPieces(std::move(pieces));
  }

  void Set(KnownText& known) {
    if (!known.HasValue() || known->IsLiteral()) return;
    Text text = *known;
    Set(text);
    known = KnownText::Of(std::move(text), known.place());
  }

  template <typename T>
  void Set(std::optional<T>& value) {
    if (value.has_value()) Set(*value);
  }

  template <typename T>
  void Set(std::vector<T>& items) {
    for (T& item : items) Set(item);
  }

  template <typename T>
  void Set(T& value) {
    if constexpr (requires { Fields(*this, value); }) Fields(*this, value);
  }

  std::string scope_;
};

}  // namespace

void SetHoleScope(std::string_view scope, Facts* facts) {
  Scoper scoper(scope);
  Fields(scoper, *facts);
}

}  // namespace irsalint::facts
