#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/date.h"
#include "analyzer/base/file_system.h"
#include "analyzer/engine/config.h"
#include "analyzer/graph/graph_data.h"
#include "analyzer/rule/report.h"

namespace irsalint::test {

// Path below the working directory → bytes.
using Tree = std::map<std::string, std::string>;

// All regular files below a folder, by their path relative to it.
Tree ReadTree(const std::string& folder);

// The day of all runs in tests: suppressions that expire before it have expired.
inline constexpr base::Date kToday = {.year = 2026, .month = 6, .day = 15};

struct Settings {
  graph::LinkOptions link = {};
  rule::Persona persona = rule::Persona::kRegular;
  size_t threads = 1;
};

// The `.irsalint.yaml` at the root of the files; nothing where there is none. Fails the test where
// something is wrong with it.
std::optional<engine::Config> ConfigOf(const base::FileSystem& files);

// The whole pipeline with the whole catalogue over files in memory, with the `.irsalint.yaml` at
// their root if there is one. Fails the test where a rule throws.
rule::Report RunTree(const Tree& tree, const Settings& settings = {});

// The findings of a report, one line each: `path:line:col-col: severity: rule: message`; sorted.
std::vector<std::string> FindingsOf(const Tree& tree, const Settings& settings = {});

// The bytes of `tree` that a place covers.
std::string_view TextAt(const Tree& tree, const rule::LocatedPlace& place);

// `text` with the one occurrence of `from` replaced by `to`; fails the test if there is not exactly
// one.
std::string ReplaceOnce(const std::string& text, std::string_view from, std::string_view to);

}  // namespace irsalint::test
