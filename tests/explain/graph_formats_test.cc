#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "analyzer/explain/graph_dot.h"
#include "analyzer/explain/graph_json.h"
#include "analyzer/explain/graph_mermaid.h"
#include "analyzer/explain/graph_text.h"
#include "analyzer/explain/graph_view.h"
#include "tests/explain/linked_input.h"

namespace irsalint::explain {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kPods[] =
    "kind: ServiceAccount\n"
    "metadata: {name: reader, namespace: web, annotations: {eks.amazonaws.com/role-arn: "
    "'arn:aws:iam::493827165038:role/reader'}}\n"
    "---\n"
    "kind: Pod\n"
    "metadata: {name: app, namespace: web}\n"
    "spec: {serviceAccountName: reader, containers: [{name: app}]}\n"
    "---\n"
    "kind: Pod\n"
    "metadata: {name: apart, namespace: web}\n"
    "spec: {containers: [{name: app}]}\n";

std::string Role(const std::string& condition) {
  return R"({"Role": {"RoleName": "reader", "Arn": "arn:aws:iam::493827165038:role/reader",
"AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
"Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"},
"Action": "sts:AssumeRoleWithWebIdentity", "Condition": )" +
         condition + "}]}}}\n";
}

std::string Subject(const std::string& op, const std::string& subject) {
  return "{\"" + op +
         R"(": {"oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub": ")" +
         subject + "\"}}";
}

class Drawn {
 public:
  explicit Drawn(const std::string& condition)
      : files_({{"pods.yaml", kPods}, {"role.json", Role(condition)}}),
        view_(GraphViewOf(files_.graph())),
        lines_(files_.Lines(PlacesOf(view_))) {}

  const GraphView& view() const { return view_; }
  const PlaceLines& lines() const { return lines_; }

 private:
  LinkedFiles files_;
  GraphView view_;
  PlaceLines lines_;
};

const std::string kGood = Subject("StringEquals", "system:serviceaccount:web:reader");
const std::string kOther = Subject("StringEquals", "system:serviceaccount:web:writer");
const std::string kWide = Subject("StringLike", "system:serviceaccount:*");

TEST(GraphTextTest, ShowsTheConnectedPartAlone) {
  const Drawn drawn(kGood);
  const std::string text = GraphText(drawn.view(), drawn.lines());
  EXPECT_EQ(text,
            "role arn:aws:iam::493827165038:role/reader, role.json:1\n"
            "   <- ServiceAccount web/reader, pods.yaml:2, claims it: pods.yaml:2\n"
            "      <- Pod web/app, pods.yaml:5, runs as it: pods.yaml:6\n"
            "   -> trust policy, role.json:2\n"
            "      -> issuer "
            "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F\n"
            "            exactly one service account\n"
            "\n"
            "1 role, 1 account, 1 workload; 0 broken, 0 unsafe, 0 not certain\n");
}

TEST(GraphTextTest, MarksWhatIsBrokenAndWhatIsUnsafe) {
  const Drawn broken(kOther);
  EXPECT_THAT(GraphText(broken.view(), broken.lines()), HasSubstr("1 broken, 0 unsafe"));
  const Drawn wide(kWide);
  EXPECT_THAT(GraphText(wide.view(), wide.lines()), HasSubstr("0 broken, 1 unsafe"));
}

TEST(GraphMermaidTest, DrawsMarksAndEscapesLabels) {
  const Drawn drawn(kOther);
  const MermaidDiagram diagram = GraphMermaid(drawn.view(), drawn.lines());
  EXPECT_EQ(diagram.edges, drawn.view().edges.size());
  EXPECT_THAT(diagram.text, AllOf(HasSubstr("flowchart LR\n"), HasSubstr("linkStyle"),
                                  HasSubstr("[\"Pod web/app<br/>pods.yaml:5\"]")));
  EXPECT_EQ(MermaidLabel("a \"b\" [c]; style\nd"), "\"a #34;b#34; #91;c#93;#59; styl#101;<br/>d\"");
}

// Mermaid refuses what is larger.
TEST(GraphMermaidTest, IsCutAndSaysSo) {
  const Drawn drawn(kGood);
  const MermaidDiagram one = GraphMermaid(drawn.view(), drawn.lines(), {.edges = 1});
  EXPECT_EQ(one.edges, 1u);
  EXPECT_THAT(one.text, HasSubstr("links are not shown: more than Mermaid draws"));
  const MermaidDiagram small = GraphMermaid(drawn.view(), drawn.lines(), {.characters = 900});
  EXPECT_LE(small.text.size(), 900u);
  EXPECT_LT(small.edges, drawn.view().edges.size());
}

TEST(GraphDotTest, EscapesLabels) {
  EXPECT_EQ(DotLabel("a\\n \"b\""), "\"a\\\\n \\\"b\\\"\"");
  const Drawn drawn(kWide);
  const std::string dot = GraphDot(drawn.view(), drawn.lines());
  EXPECT_THAT(dot, AllOf(HasSubstr("digraph irsalint {\n"), Not(HasSubstr("\x1b"))));
  EXPECT_EQ(dot.substr(dot.size() - 2), "}\n");
}

TEST(GraphDotTest, PassesGraphviz) {
  if (std::system("command -v dot > /dev/null 2>&1") != 0) {
    std::fputs("SKIPPED: Graphviz is not installed, its `dot` cannot be asked\n", stderr);
    GTEST_SKIP() << "Graphviz is not installed";
  }
  const Drawn drawn(kWide);
  FILE* dot = popen("dot -Tsvg > /dev/null", "w");
  ASSERT_NE(dot, nullptr);
  std::fputs(GraphDot(drawn.view(), drawn.lines()).c_str(), dot);
  EXPECT_EQ(pclose(dot), 0);
}

TEST(GraphJsonTest, HasNodesEdgesAndMarks) {
  const Drawn drawn(kOther);
  EXPECT_THAT(GraphJson(drawn.view(), drawn.lines()),
              AllOf(HasSubstr("\"version\": 1"), HasSubstr("\"kind\": \"workload\""),
                    HasSubstr("\"kind\": \"broken\"")));
}

}  // namespace
}  // namespace irsalint::explain
