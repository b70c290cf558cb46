#include "analyzer/kube/pod_glance.h"

#include <gtest/gtest.h>

#include <string>

#include "analyzer/kube/read_object.h"
#include "tests/kube/parsed_yaml.h"

namespace irsalint::kube {
namespace {

// What is seen, in words; "" for nothing.
std::string Glance(const std::string& spec) {
  const ParsedYaml yaml("{kind: Pod, spec: {" + spec + "}}");
  const PodGlance glance = GlanceAt(ReadWorkload(*yaml, "unit")->spec);
  std::string seen;
  if (glance.speaks_of_aws) seen += " aws";
  if (glance.takes_variables) seen += " variables";
  if (glance.projects_tokens) seen += " tokens";
  if (glance.is_api_client) seen += " client";
  return seen;
}

// Of the second of two containers.
std::string GlanceAtContainer(const std::string& container) {
  return Glance("containers: [{name: a, image: a}, {name: c, " + container + "}]");
}

TEST(PodGlanceTest, MostPodsShowNothing) {
  EXPECT_EQ(Glance(""), "");
  EXPECT_EQ(GlanceAtContainer("image: nginx, args: [aws], env: [{name: MY_AWS_X, value: '1'}], "
                              "volumeMounts: [{name: v, mountPath: /aws}]"),
            "");
  EXPECT_EQ(Glance("containers: [], volumes: [{name: v, projected: {sources: [{secret: {name: s}}]"
                   "}}]"),
            "");
}

TEST(PodGlanceTest, SeesWhatSpeaksOfAws) {
  EXPECT_EQ(GlanceAtContainer("image: a, env: [{name: X, value: y}, {name: AWS_REGION}]"), " aws");
  EXPECT_EQ(GlanceAtContainer("image: 'public.ecr.aws/aws-cli/aws-cli:2.17.0'"), " aws");
  EXPECT_EQ(GlanceAtContainer("image: a, volumeMounts: [{name: v, mountPath: /app/.aws}]"), " aws");
  EXPECT_EQ(Glance("containers: [], initContainers: [{name: c, env: [{name: AWS_X}]}]"), " aws");
}

TEST(PodGlanceTest, SeesWhereMoreComesFrom) {
  EXPECT_EQ(GlanceAtContainer("image: a, envFrom: [{secretRef: {name: s}}]"), " variables");
  EXPECT_EQ(Glance("containers: [], volumes: [{name: t, projected: {sources: [{secret: {name: s}}, "
                   "{serviceAccountToken: {path: t}}]}}]"),
            " tokens");
}

TEST(PodGlanceTest, SeesClientsOfTheApiServer) {
  EXPECT_EQ(GlanceAtContainer("image: traefik"), " client");
}

}  // namespace
}  // namespace irsalint::kube
