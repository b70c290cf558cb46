#include "analyzer/explain/graph_mermaid.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <tuple>
#include <vector>

#include "analyzer/base/strings.h"
#include "analyzer/base/utf8.h"
#include "analyzer/explain/graph_label.h"

namespace irsalint::explain {
namespace {

using MarkKind = GraphMark::Kind;

constexpr size_t kMaxLine = 160;  // characters of one line of a label

constexpr std::string_view kHead = "flowchart LR\n";
constexpr std::string_view kClasses =
    "  classDef broken stroke:#b00020,color:#b00020,stroke-width:2px\n"
    "  classDef unsafe stroke:#c75b00,color:#c75b00,stroke-width:2px\n";
constexpr std::string_view kBrokenLinks = "stroke:#b00020,color:#b00020,stroke-width:2px";
constexpr std::string_view kUnsafeLinks = "stroke:#c75b00,color:#c75b00,stroke-width:2px";

// For all that stands around nodes and edges: the head, classes, styles and the last node.
constexpr size_t kFrame = 600;

bool IsPlain(char32_t c) {
  constexpr std::string_view kPlain = " -./:,=@+";
  if (c >= 0x80) return true;
  const auto byte = static_cast<char>(c);
  return base::IsAsciiAlnum(byte) || kPlain.find(byte) != kPlain.npos;
}

// Mermaid looks for the statements `style` and `classDef` by the bare words, in labels too, and
// then takes a semicolon away.
std::string WithoutStatements(std::string text) {
  constexpr std::pair<std::string_view, std::string_view> kWords[] = {{"style", "styl#101;"},
                                                                      {"classDef", "classDe#102;"}};
  for (const auto& [word, harmless] : kWords) {
    for (size_t at = text.find(word); at != std::string::npos; at = text.find(word, at)) {
      text.replace(at, word.size(), harmless);
      at += harmless.size();
    }
  }
  return text;
}

std::string EscapedLine(std::string_view line) {
  std::string text;
  size_t written = 0;
  const std::string safe = base::EscapeForDisplay(line);
  for (size_t offset = 0; offset < safe.size(); ++written) {
    if (written == kMaxLine) return text + "...";
    const char32_t c = base::DecodeUtf8(safe, &offset);
    if (IsPlain(c)) {
      base::AppendUtf8(c, &text);
    } else {
      text += fmt::format("#{};", static_cast<uint32_t>(c));
    }
  }
  return text;
}

std::string_view ClassOf(const std::vector<GraphMark>& marks) {
  if (HasMark(marks, MarkKind::kBroken)) return ":::broken";
  return HasMark(marks, MarkKind::kUnsafe) ? ":::unsafe" : "";
}

// The shapes of nodes: what stands around their labels.
std::pair<std::string_view, std::string_view> ShapeOf(GraphNode::Kind kind) {
  switch (kind) {
    case GraphNode::Kind::kWorkload:
    case GraphNode::Kind::kPolicy:
      return {"[", "]"};
    case GraphNode::Kind::kAccount:
      return {"([", "])"};
    case GraphNode::Kind::kNodes:
      return {"[[", "]]"};
    case GraphNode::Kind::kRole:
      return {"{{", "}}"};
    case GraphNode::Kind::kIssuer:
      return {"[/", "\\]"};
    case GraphNode::Kind::kCluster:
      return {"[(", ")]"};
  }
  return {"[", "]"};
}

bool IsMarked(const std::vector<GraphMark>& marks) {
  return HasMark(marks, MarkKind::kBroken) || HasMark(marks, MarkKind::kUnsafe);
}

// Which nodes hang together.
class Components {
 public:
  explicit Components(const GraphView& view) : parents_(view.nodes.size()) {
    std::iota(parents_.begin(), parents_.end(), size_t{0});
    for (const GraphEdge& edge : view.edges) Join(edge.from, edge.to);
  }

  // The first node of those that hang together with `node`.
  size_t Of(size_t node) {
    while (parents_[node] != node) {
      parents_[node] = parents_[parents_[node]];
      node = parents_[node];
    }
    return node;
  }

 private:
  void Join(size_t a, size_t b) {
    const size_t first = Of(a);
    const size_t second = Of(b);
    parents_[std::max(first, second)] = std::min(first, second);
  }

  std::vector<size_t> parents_;
};

// The edges by what hangs together, what is marked first.
std::vector<size_t> OrderOf(const GraphView& view) {
  Components components(view);
  std::vector<bool> is_marked(view.nodes.size());
  for (size_t n = 0; n < view.nodes.size(); ++n) {
    if (IsMarked(view.nodes[n].marks)) is_marked[components.Of(n)] = true;
  }
  for (const GraphEdge& edge : view.edges) {
    if (IsMarked(edge.marks)) is_marked[components.Of(edge.from)] = true;
  }
  std::vector<size_t> order(view.edges.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::ranges::stable_sort(order, {}, [&](size_t edge) {
    const size_t component = components.Of(view.edges[edge].from);
    return std::tuple(!is_marked[component], component);
  });
  return order;
}

class MermaidPrinter {
 public:
  MermaidPrinter(const GraphView& view, const PlaceLines& lines, const MermaidLimits& limits)
      : view_(view), lines_(lines), limits_(limits), is_drawn_(view.nodes.size()) {}

  MermaidDiagram Print() {
    for (const size_t edge : OrderOf(view_)) {
      if (!Draw(view_.edges[edge])) break;
    }
    std::string text = std::string(kHead) + nodes_ + edges_;
    if (drawn_ < view_.edges.size()) {
      text +=
          fmt::format("  cut[{}]\n",
                      MermaidLabel(fmt::format("{} of {} links are not shown: more than Mermaid "
                                               "draws",
                                               view_.edges.size() - drawn_, view_.edges.size())));
    }
    text += kClasses;
    text += Styles(broken_, kBrokenLinks) + Styles(unsafe_, kUnsafeLinks);
    return {.text = std::move(text), .edges = drawn_};
  }

 private:
  // False where it does not fit any more.
  bool Draw(const GraphEdge& edge) {
    const bool is_maybe = HasMark(edge.marks, MarkKind::kMaybe);
    const std::string line =
        fmt::format("  n{} {}|{}| n{}\n", edge.from + 1, is_maybe ? "-.->" : "-->",
                    MermaidLabel(LabelText(edge)), edge.to + 1);
    std::string nodes;
    for (const size_t node : {edge.from, edge.to}) {
      if (!is_drawn_[node]) nodes += NodeLine(node);
    }
    // A styled link is named once more, by its number.
    const size_t style = IsMarked(edge.marks) ? std::to_string(drawn_).size() + 1 : 0;
    styles_ += style;
    const size_t size = nodes_.size() + nodes.size() + edges_.size() + line.size() + styles_;
    if (drawn_ == limits_.edges || size + kFrame > limits_.characters) {
      styles_ -= style;
      return false;
    }
    std::vector<size_t>* styled = HasMark(edge.marks, MarkKind::kBroken)   ? &broken_
                                  : HasMark(edge.marks, MarkKind::kUnsafe) ? &unsafe_
                                                                           : nullptr;
    if (styled != nullptr) styled->push_back(drawn_);
    nodes_ += nodes;
    edges_ += line;
    is_drawn_[edge.from] = is_drawn_[edge.to] = true;
    ++drawn_;
    return true;
  }

  std::string NodeLine(size_t node) const {
    const GraphNode& drawn = view_.nodes[node];
    const auto [before, after] = ShapeOf(drawn.kind);
    return fmt::format("  n{}{}{}{}{}\n", node + 1, before, MermaidLabel(LabelText(drawn, lines_)),
                       after, ClassOf(drawn.marks));
  }

  static std::string Styles(const std::vector<size_t>& links, std::string_view style) {
    if (links.empty()) return "";
    return fmt::format("  linkStyle {} {}\n", fmt::join(links, ","), style);
  }

  const GraphView& view_;
  const PlaceLines& lines_;
  const MermaidLimits& limits_;
  std::vector<bool> is_drawn_;
  std::string nodes_;
  std::string edges_;
  std::vector<size_t> broken_;
  std::vector<size_t> unsafe_;
  size_t styles_ = 0;  // characters of their numbers
  size_t drawn_ = 0;
};

}  // namespace

std::string MermaidLabel(std::string_view text) {
  std::string label;
  for (const std::string_view line : base::SplitBy(text, '\n')) {
    if (!label.empty()) label += "<br/>";
    label += WithoutStatements(EscapedLine(line));
  }
  return "\"" + label + "\"";
}

MermaidDiagram GraphMermaid(const GraphView& view, const PlaceLines& lines,
                            const MermaidLimits& limits) {
  return MermaidPrinter(view, lines, limits).Print();
}

}  // namespace irsalint::explain
