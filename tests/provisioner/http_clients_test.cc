// The HSS over REST and the ESPF API, as seen from their wire.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "provisioner/espf_client.h"
#include "provisioner/http_hss.h"
#include "tests/provisioner/fake_portabilling.h"

namespace prov {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

class HttpHssTest : public testing::Test {
 protected:
  base::HttpOutcome next_ = base::HttpResponse{200, {}, ""};
  std::vector<base::ClientRequest> requests_;
  base::LoopbackHttpClient http_{[this](const base::ClientRequest& request) {
    requests_.push_back(request);
    return next_;
  }};
  HttpHss hss_{{.url = *base::parse_url("http://hss:8080/v2/"), .authorization = "Bearer x"}, http_};
};

TEST_F(HttpHssTest, PutsASubscriberByItsImsi) {
  ASSERT_TRUE(hss_.put({"255010000000001", "380501112233", "LTE 20M", true}));
  ASSERT_THAT(requests_, SizeIs(1));
  EXPECT_EQ(requests_[0].method, "PUT");
  EXPECT_EQ(requests_[0].url.target, "/v2/subscribers/255010000000001");
  EXPECT_EQ(requests_[0].body, R"({"barred":true,"msisdn":"380501112233","profile":"LTE 20M"})");
  EXPECT_EQ(*requests_[0].headers.find("Authorization"), "Bearer x");
}

TEST_F(HttpHssTest, ReadsWhatItHolds) {
  next_ = base::json_response(200, R"({"imsi":"1","msisdn":380501112233,"profile":"LTE 20M","barred":true})");
  EXPECT_EQ(*hss_.find("1"), (Subscriber{"1", "380501112233", "LTE 20M", true}));
  next_ = base::HttpResponse{404, {}, ""};
  EXPECT_EQ(*hss_.find("1"), std::nullopt);
}

TEST_F(HttpHssTest, RemovingWhatIsNotThereIsNoFailure) {
  for (int status : {200, 204, 404}) {
    next_ = base::HttpResponse{status, {}, ""};
    EXPECT_TRUE(hss_.remove("1")) << status;
  }
}

TEST_F(HttpHssTest, TellsWhatPassesFromWhatLasts) {
  for (int status : {500, 503, 302, 401, 408, 409, 423, 429}) {
    next_ = base::HttpResponse{status, {}, ""};
    EXPECT_EQ(hss_.put({}).error().kind, FailureKind::Passing) << status;
  }
  for (int status : {400, 404, 405, 413, 422}) {
    next_ = base::HttpResponse{status, {}, "bad \"msisdn\"\n"};
    const auto put = hss_.put({"1", "", "", false});
    EXPECT_EQ(put.error().kind, FailureKind::Lasting) << status;
    EXPECT_THAT(put.error().what, HasSubstr("bad \"msisdn\""));
  }
  next_ = base::HttpFailure::Timeout;
  EXPECT_EQ(hss_.put({}).error().kind, FailureKind::Passing);
  next_ = base::HttpFailure::Cancelled;
  EXPECT_EQ(hss_.put({}).error().kind, FailureKind::Stopped);
}

TEST_F(HttpHssTest, GarbageIsAFailureAndNoEmptyRecord) {
  next_ = base::HttpResponse{200, {}, "<h1>OK</h1>"};
  EXPECT_FALSE(hss_.find("1"));
}

class EspfClientTest : public testing::Test {
 protected:
  EspfOptions options(const std::string& group) { return {.url = fake_options().url, .group = group}; }

  base::ManualClock clock_{base::WallTime()};
  std::unique_ptr<base::Log> log_ = base::null_log();
  FakePortaBilling fake_;
  base::LoopbackHttpClient http_ = fake_.client();
  PortaBillingSession session_{fake_options(), http_, clock_, *log_};
};

TEST_F(EspfClientTest, RenewsTheSessionOn401AndRepeats) {
  EspfClient espf(options("HSS"), http_, session_);
  ASSERT_TRUE(espf.tell(IAccount(7), Status::InProgress, ""));
  fake_.end_session();
  ASSERT_TRUE(espf.tell(IAccount(7), Status::Ok, ""));
  EXPECT_THAT(fake_.statuses(), testing::ElementsAre("7 IN_PROGRESS", "7 OK"));
}

TEST_F(EspfClientTest, RegistersAGroupOfOurOwnOnceAndRepeats) {
  EspfClient espf(options("IOT"), http_, session_);
  fake_.answer_next("status", base::HttpResponse{400, {}, "unknown group"});
  ASSERT_TRUE(espf.tell(IAccount(7), Status::Ok, ""));
  EXPECT_EQ(fake_.count("/espf/v1/group/create"), 1);
  fake_.answer_next("status", base::HttpResponse{400, {}, ""});
  EXPECT_EQ(espf.tell(IAccount(7), Status::Ok, "").error().kind, FailureKind::Lasting);
  EXPECT_EQ(fake_.count("/espf/v1/group/create"), 1);
}

TEST_F(EspfClientTest, DoesNotRegisterAPredefinedGroup) {
  EspfClient espf(options("HSS"), http_, session_);
  fake_.answer_next("status", base::HttpResponse{400, {}, ""});
  EXPECT_FALSE(espf.tell(IAccount(7), Status::Ok, ""));
  EXPECT_EQ(fake_.count("/espf/v1/group/create"), 0);
}

TEST_F(EspfClientTest, CutsAMessageAt4000Characters) {
  EspfClient espf(options("HSS"), http_, session_);
  std::string message;
  for (int i = 0; i < 5000; ++i) message += "\xd0\x96";  // two bytes each
  ASSERT_TRUE(espf.tell(IAccount(7), Status::Failed, message));
  EXPECT_EQ(fake_.last_message().size(), 8000u);
}

}  // namespace
}  // namespace prov
