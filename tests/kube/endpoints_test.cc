#include "analyzer/kube/endpoints.h"

#include <gtest/gtest.h>

#include <string>

namespace irsalint::kube {
namespace {

KnownText Value(std::string_view text) {
  return KnownText::Of(syntax::Text::Literal(text), syntax::Place{});
}

TEST(IsEndpointElsewhereTest, KnowsTheSettingsOfObjectStores) {
  for (const char* name : {"AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "S3_ENDPOINT", "s3Endpoint",
                           "MINIO_ROOT_USER", "S3_URL", "ENDPOINT"}) {
    EXPECT_TRUE(IsEndpointElsewhere(name, Value("http://store:9000"))) << name;
    EXPECT_TRUE(IsEndpointElsewhere(name, KnownText::Unresolved({}))) << name;
  }
}

TEST(IsEndpointElsewhereTest, EndpointsOfAwsAreNotElsewhere) {
  for (const char* value :
       {"https://s3.eu-west-1.amazonaws.com", "https://s3.cn-north-1.amazonaws.com.cn",
        "s3.dualstack.eu-west-1.api.aws", ""}) {
    EXPECT_FALSE(IsEndpointElsewhere("S3_ENDPOINT", Value(value))) << value;
  }
  EXPECT_FALSE(IsEndpointElsewhere("S3_ENDPOINT", KnownText::Absent({})));
}

TEST(IsEndpointElsewhereTest, OtherSettingsNameNoEndpoint) {
  for (const char* name :
       {"AWS_REGION", "AWS_STS_REGIONAL_ENDPOINTS", "AWS_USE_FIPS_ENDPOINT",
        "AWS_EC2_METADATA_SERVICE_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT", "DATABASE_URL"}) {
    EXPECT_FALSE(IsEndpointElsewhere(name, Value("http://x"))) << name;
  }
}

TEST(NamesEndpointElsewhereTest, ReadsSettingsInTexts) {
  EXPECT_TRUE(NamesEndpointElsewhere("endpoint = http://store:9000"));
  EXPECT_TRUE(NamesEndpointElsewhere(R"({"endpointUrl": "http://store"})"));
  EXPECT_TRUE(NamesEndpointElsewhere("aws --endpoint-url http://store s3 ls"));
  EXPECT_TRUE(NamesEndpointElsewhere("mc alias set minio x"));
  EXPECT_FALSE(NamesEndpointElsewhere("endpoint = https://s3.eu-west-1.amazonaws.com"));
  EXPECT_FALSE(NamesEndpointElsewhere("endpoint: \"\"\nkey: a"));
  EXPECT_FALSE(NamesEndpointElsewhere("management.endpoints.web.exposure.include=*"));
  EXPECT_FALSE(NamesEndpointElsewhere(""));
}

}  // namespace
}  // namespace irsalint::kube
