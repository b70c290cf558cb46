#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

// What IAM and STS demand of an OIDC provider (docs/reference/semantics.md §9.1, §13.2).
namespace irsalint::iam {

// A piece of a text that is wrong; the whole text where nothing smaller shows it.
struct TextFault {
  std::string what;  // completes "the … ": "has a port, which IAM refuses"
  size_t begin = 0;
  size_t end = 0;

  friend bool operator==(const TextFault&, const TextFault&) = default;
};

// Why IAM refuses to create a provider with this URL, or why no token can ever carry it. Only the
// first fault from the left.
std::optional<TextFault> FaultOfProviderUrl(std::string_view url);

// The URL that one with a fault was meant to be: with `https://`, its host in lower case, without
// the port that HTTPS has anyway, without the slash at the end of an EKS issuer. Nothing where that
// does not repair it.
std::optional<std::string> RepairedProviderUrl(std::string_view url);

// Why a text is no SHA-1 thumbprint of a certificate: its length, its characters, or that it was
// filled in with anything.
std::optional<TextFault> FaultOfThumbprint(std::string_view thumbprint);

// Why AWS cannot fetch the keys of an issuer (with or without `https://`); completes "it is …": a
// name that only a cluster or a private network knows, or no HTTPS. Nothing for every other host:
// whether it answers is not known.
std::optional<std::string_view> WhyNotPublic(std::string_view issuer);

}  // namespace irsalint::iam
