#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/syntax/edit.h"
#include "analyzer/syntax/parse.h"
#include "analyzer/syntax/stream.h"

namespace irsalint::syntax {

inline constexpr source::SourceId kEditSource{7};

// The way to a value: keys, `#2` for an item or for a pair by its index, `|json`, `|percent` and
// `|yaml` for the document in a scalar.
using Path = std::vector<std::string>;

// One text and edits of it.
class EditedFile {
 public:
  explicit EditedFile(std::string text, Syntax syntax = Syntax::kYaml)
      : text_(std::move(text)), syntax_(syntax) {
    const auto size = static_cast<uint32_t>(text_.size());
    if (syntax == Syntax::kJson) {
      documents_.push_back(ParseJson(text_, {kEditSource, 0, size}));
    } else {
      for (const Slice& slice : SplitStream(text_, 100).slices) {
        documents_.push_back(ParseYaml(text_, {kEditSource, slice.begin, slice.end}));
      }
    }
  }

  // The place of a value of the document with that number.
  Place At(const Path& path, size_t document = 0) {
    if (document >= documents_.size() || documents_[document].error) {
      ADD_FAILURE() << "no such document in\n" << text_;
      return {};
    }
    const Node* node = documents_[document].document->root();
    for (const std::string& step : path) {
      node = Child(node, step);
      if (node == nullptr) {
        ADD_FAILURE() << "no `" << step << "` in\n" << text_;
        return {};
      }
    }
    return PlaceOf(*node);
  }

  base::Result<std::vector<source::TextEdit>> TextEdits(const std::vector<Edit>& edits) const {
    return EditText(kEditSource, text_, syntax_, edits);
  }

  // The text after the edits, or `error: ` and why there is none.
  std::string After(const std::vector<Edit>& edits) const {
    const auto text_edits = TextEdits(edits);
    if (!text_edits) return "error: " + text_edits.error().message;
    for (size_t i = 1; i < text_edits->size(); ++i) {
      EXPECT_LT((*text_edits)[i - 1].span.end, (*text_edits)[i].span.begin);
    }
    return ApplyTextEdits(text_, *text_edits);
  }

 private:
  const Node* Child(const Node* node, const std::string& step) {
    if (step.starts_with('|')) {
      const Embed embed = step == "|json"      ? Embed::kJson
                          : step == "|percent" ? Embed::kPercentEncodedJson
                                               : Embed::kYaml;
      embedded_.push_back(ParseEmbedded(*node, embed));
      return embedded_.back().document ? embedded_.back().document->root() : nullptr;
    }
    if (step.starts_with('#')) {
      const size_t index = std::stoul(step.substr(1));
      if (node->IsMap()) return index < node->pairs.size() ? node->pairs[index].value : nullptr;
      return index < node->items.size() ? node->items[index] : nullptr;
    }
    return Find(node, step);
  }

  std::string text_;
  Syntax syntax_;
  std::vector<Parsed> documents_;
  std::vector<Parsed> embedded_;
};

inline std::string AfterSet(const std::string& text, const Path& path, const NewValue& value,
                            Syntax syntax = Syntax::kYaml) {
  EditedFile file(text, syntax);
  return file.After({SetValue{.place = file.At(path), .value = value}});
}

inline std::string AfterInsert(const std::string& text, const Path& path, const std::string& key,
                               const NewValue& value, const std::string& after = "",
                               Syntax syntax = Syntax::kYaml) {
  EditedFile file(text, syntax);
  return file.After({InsertPair{.map = file.At(path), .key = key, .value = value, .after = after}});
}

inline std::string AfterAppend(const std::string& text, const Path& path, const NewValue& value,
                               Syntax syntax = Syntax::kYaml) {
  EditedFile file(text, syntax);
  return file.After({InsertItem{.list = file.At(path), .value = value}});
}

inline std::string AfterRename(const std::string& text, const Path& path, const std::string& key,
                               Syntax syntax = Syntax::kYaml) {
  EditedFile file(text, syntax);
  return file.After({RenameKey{.pair = file.At(path), .key = key}});
}

inline std::string AfterRemove(const std::string& text, const Path& path,
                               Syntax syntax = Syntax::kYaml) {
  EditedFile file(text, syntax);
  return file.After({Remove{.place = file.At(path)}});
}

}  // namespace irsalint::syntax
