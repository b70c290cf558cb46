#include "analyzer/explain/graph_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "analyzer/base/utf8.h"

namespace irsalint::explain {
namespace {

using EdgeKind = GraphEdge::Kind;
using MarkKind = GraphMark::Kind;
using NodeKind = GraphNode::Kind;

// Edges that are shown of those that lead to one node. JSON has them all.
constexpr size_t kMaxShown = 12;

std::string Count(size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

// What stands between a node and the place of the edge that leads from it.
std::string_view Says(EdgeKind kind) {
  switch (kind) {
    case EdgeKind::kRunsAs:
      return ", runs as it:";
    case EdgeKind::kInherits:
      return ", has no other role:";
    case EdgeKind::kClaims:
      return ", claims it:";
    case EdgeKind::kAssociated:
      return ", gets it by Pod Identity:";
    case EdgeKind::kMadeFor:
      return ", made for it:";
    case EdgeKind::kHasRole:
      return ", have it:";
    case EdgeKind::kTakes:
      return ", takes it as target role:";
    case EdgeKind::kHasPolicy:
    case EdgeKind::kTrusts:
    case EdgeKind::kIssuerOf:
      return "";
  }
  return "";
}

class GraphPrinter {
 public:
  GraphPrinter(const GraphView& view, const PlaceLines& lines)
      : view_(view),
        lines_(lines),
        into_(view.nodes.size()),
        out_of_(view.nodes.size()),
        is_printed_(view.nodes.size()) {
    for (size_t e = 0; e < view.edges.size(); ++e) {
      into_[view.edges[e].to].push_back(e);
      out_of_[view.edges[e].from].push_back(e);
    }
    for (std::vector<size_t>& edges : into_) {
      std::stable_partition(edges.begin(), edges.end(), [&view](size_t edge) {
        return HasMark(view.edges[edge].marks, MarkKind::kBroken);
      });
    }
  }

  std::string Print() {
    if (view_.edges.empty()) {
      return "nothing is linked: no account gets a role, and no trust policy trusts an issuer of "
             "service accounts\n";
    }
    for (const NodeKind kind : {NodeKind::kRole, NodeKind::kPolicy, NodeKind::kAccount,
                                NodeKind::kNodes, NodeKind::kIssuer}) {
      for (size_t n = 0; n < view_.nodes.size(); ++n) {
        if (view_.nodes[n].kind == kind && !is_printed_[n]) PrintRoot(n);
      }
    }
    return text_ + Summary();
  }

 private:
  void PrintRoot(size_t node) {
    PrintNode("", LabelAndPlace(node), view_.nodes[node].marks);
    is_printed_[node] = true;
    PrintInto(node, 1);
    PrintOutOf(node, 1);
    text_ += "\n";
  }

  std::string LabelAndPlace(size_t node) const {
    std::string text = base::EscapeForDisplay(LabelOf(view_.nodes[node]));
    const std::string place = lines_.At(view_.nodes[node].place);
    return place.empty() ? text : text + ", " + place;
  }

  void PrintNode(std::string_view indent, std::string_view line,
                 const std::vector<GraphMark>& marks) {
    text_ += fmt::format("{}{}\n", indent, line);
    const std::string below(indent.size(), ' ');
    for (const GraphMark& mark : marks) {
      const std::string place = lines_.At(mark.place);
      const std::string kind =
          mark.kind == MarkKind::kNote ? "" : fmt::format("{}: ", ToString(mark.kind));
      text_ += fmt::format("{}   {}{}{}\n", below, kind, base::EscapeForDisplay(mark.text),
                           place.empty() ? "" : ", " + place);
    }
  }

  static std::string Indent(size_t depth, std::string_view arrow) {
    return std::string(depth * 3, ' ') + std::string(arrow) + " ";
  }

  // What leads to a node, back to the pods. Roles that take it are named, and shown for themselves.
  void PrintInto(size_t node, size_t depth) {
    const std::vector<size_t>& edges = into_[node];
    const size_t shown = std::min(edges.size(), kMaxShown);
    for (size_t i = 0; i < shown; ++i) {
      const GraphEdge& edge = view_.edges[edges[i]];
      std::string line = LabelAndPlace(edge.from);
      const std::string place = lines_.At(edge.place);
      if (!place.empty()) line += fmt::format("{} {}", Says(edge.kind), place);
      PrintNode(Indent(depth, "<-"), line, Marks(edge, edge.from));
      if (view_.nodes[edge.from].kind == NodeKind::kRole) continue;
      is_printed_[edge.from] = true;
      PrintInto(edge.from, depth + 1);
    }
    if (shown == edges.size()) return;
    text_ += fmt::format("{}and {} more; --format json lists all\n", Indent(depth, "<-"),
                         edges.size() - shown);
  }

  void PrintOutOf(size_t node, size_t depth) {
    for (const size_t e : out_of_[node]) {
      const GraphEdge& edge = view_.edges[e];
      PrintNode(Indent(depth, "->"), LabelAndPlace(edge.to), Marks(edge, edge.to));
      if (view_.nodes[edge.to].kind == NodeKind::kRole) continue;
      is_printed_[edge.to] = true;
      PrintOutOf(edge.to, depth + 1);
    }
  }

  // What is said of an edge, and of the node at its far end unless that is shown for itself.
  std::vector<GraphMark> Marks(const GraphEdge& edge, size_t node) const {
    std::vector<GraphMark> marks = edge.marks;
    if (view_.nodes[node].kind == NodeKind::kRole) return marks;
    marks.insert(marks.end(), view_.nodes[node].marks.begin(), view_.nodes[node].marks.end());
    return marks;
  }

  size_t CountOf(NodeKind kind) const {
    return static_cast<size_t>(std::ranges::count(view_.nodes, kind, &GraphNode::kind));
  }

  size_t CountOf(MarkKind kind) const {
    const auto is_marked = [kind](const auto& one) { return HasMark(one.marks, kind); };
    return static_cast<size_t>(std::ranges::count_if(view_.nodes, is_marked) +
                               std::ranges::count_if(view_.edges, is_marked));
  }

  std::string Summary() const {
    return fmt::format("{}, {}, {}; {} broken, {} unsafe, {} not certain\n",
                       Count(CountOf(NodeKind::kRole), "role", "roles"),
                       Count(CountOf(NodeKind::kAccount), "account", "accounts"),
                       Count(CountOf(NodeKind::kWorkload), "workload", "workloads"),
                       CountOf(MarkKind::kBroken), CountOf(MarkKind::kUnsafe),
                       CountOf(MarkKind::kMaybe));
  }

  const GraphView& view_;
  const PlaceLines& lines_;
  std::vector<std::vector<size_t>> into_;
  std::vector<std::vector<size_t>> out_of_;
  std::vector<bool> is_printed_;
  std::string text_;
};

}  // namespace

std::string GraphText(const GraphView& view, const PlaceLines& lines) {
  return GraphPrinter(view, lines).Print();
}

}  // namespace irsalint::explain
