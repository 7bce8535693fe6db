#include "webhook/signature.h"

#include <gtest/gtest.h>

namespace baton::webhook {
namespace {

// The example of the Standard Webhooks libraries.
TEST(SignatureTest, IsTheOneOfTheStandard) {
  EXPECT_EQ(Sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1'614'265'330,
                 R"({"test": 2432232314})"),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST(SignatureTest, MakesSecretsThatSign) {
  const std::string secret = NewSecret();
  EXPECT_EQ(secret.size(), 6u + 44u) << "32 bytes as base64";
  EXPECT_NE(secret, NewSecret());
  EXPECT_EQ(Sign(secret, "1", 2, "{}").value().size(), 3u + 44u);
}

TEST(SignatureTest, RefusesWhatIsNoSecret) {
  EXPECT_FALSE(Sign("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "1", 2, "{}"));
  EXPECT_FALSE(Sign("whsec_???", "1", 2, "{}"));
  EXPECT_FALSE(Sign("whsec_", "1", 2, "{}"));
}

}  // namespace
}  // namespace baton::webhook
