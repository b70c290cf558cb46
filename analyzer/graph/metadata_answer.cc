#include "analyzer/graph/metadata_answer.h"

#include <cstdint>
#include <string>

#include <fmt/format.h>

namespace irsalint::graph {
namespace {

using base::Truth;
using facts::KnownText;
using facts::MetadataOptions;

// Whether a value is the one that is asked for; kMaybe where it is not set or not known.
Truth Is(const KnownText& value, std::string_view wanted) {
  if (!value.HasValue()) return Truth::kMaybe;
  return Equal(*value, syntax::Text::Literal(wanted));
}

Truth ReachesPods(const syntax::Known<int64_t>& hop_limit) {
  return hop_limit.HasValue() ? base::FromBool(*hop_limit >= 2) : Truth::kMaybe;
}

ImdsAnswer Answer(Truth reachable, std::string text, const syntax::Place& place) {
  return {.reachable = reachable,
          .because = {{.text = std::move(text), .place = place}},
          .missing = {}};
}

// The answer where one value is not known that decides.
template <typename T>
ImdsAnswer Unknown(std::string_view name, const syntax::Known<T>& value, std::string_view owner) {
  const bool is_set = !value.IsAbsent();
  ImdsAnswer answer = Answer(
      Truth::kMaybe, fmt::format("{} of {} is {}", name, owner, is_set ? "not known" : "not set"),
      value.place());
  answer.missing = fmt::format("{} of {}", name, owner);
  return answer;
}

}  // namespace

Truth IsDisabled(const MetadataOptions& options) {
  if (options.http_endpoint.IsAbsent()) return Truth::kNo;
  return Is(options.http_endpoint, "disabled");
}

ImdsAnswer AnswerTo(const MetadataOptions& options, std::string_view owner) {
  const Truth disabled = IsDisabled(options);
  const Truth required = Is(options.http_tokens, "required");
  const Truth far = ReachesPods(options.hop_limit);
  if (disabled == Truth::kYes) {
    return Answer(Truth::kNo, fmt::format("{} sets httpEndpoint to \"disabled\"", owner),
                  options.http_endpoint.place());
  }
  if (required == Truth::kYes && far == Truth::kNo) {
    return Answer(Truth::kNo,
                  fmt::format("{} requires tokens (httpTokens), and its hop limit of {} ends at "
                              "the node",
                              owner, *options.hop_limit),
                  options.hop_limit.place());
  }
  const bool reachable = Is(options.http_tokens, "optional") == Truth::kYes || far == Truth::kYes;
  if (reachable && disabled == Truth::kMaybe) {
    return Unknown("httpEndpoint", options.http_endpoint, owner);
  }
  if (Is(options.http_tokens, "optional") == Truth::kYes) {
    return Answer(Truth::kYes,
                  fmt::format("{} sets httpTokens to \"optional\": IMDSv1 answers pods whatever "
                              "the hop limit",
                              owner),
                  options.http_tokens.place());
  }
  if (far == Truth::kYes) {
    return Answer(
        Truth::kYes,
        fmt::format("{} sets a hop limit of {}, which reaches pods", owner, *options.hop_limit),
        options.hop_limit.place());
  }
  if (required == Truth::kYes) {
    return Unknown("httpPutResponseHopLimit", options.hop_limit, owner);
  }
  return Unknown("httpTokens", options.http_tokens, owner);
}

}  // namespace irsalint::graph
