#include "chat/chat_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "json/json.h"

namespace baton::chat {
namespace {

const Saying kSaying{
    .title = "Jada, new in Baton",
    .lines = {{"Jim <!channel> & *co* moved the time of a promise", "https://baton.example/promises"}},
    .open = "Open Baton",
    .url = "https://baton.example/"};

TEST(ChatRules, SlackGetsTextAndBlocks) {
  const auto body = *json::Parse(BodyOf(Kind::slack, kSaying));
  EXPECT_EQ(body.at("text").as_string(), "Jada, new in Baton");
  EXPECT_EQ(body.at_pointer("/blocks/0/type").as_string(), "section");
  EXPECT_EQ(body.at_pointer("/blocks/0/text/type").as_string(), "mrkdwn");
  EXPECT_EQ(body.at_pointer("/blocks/0/text/text").as_string(),
            "*Jada, new in Baton*\n• <https://baton.example/promises|Jim &lt;!channel&gt; &amp; *co* moved "
            "the time "
            "of a promise>\n<https://baton.example/|Open Baton>");
}

TEST(ChatRules, TeamsGetsAnAdaptiveCard) {
  const auto body = *json::Parse(BodyOf(Kind::teams, kSaying));
  EXPECT_EQ(body.at("type").as_string(), "message");
  EXPECT_EQ(body.at_pointer("/attachments/0/contentType").as_string(),
            "application/vnd.microsoft.card.adaptive");
  EXPECT_EQ(body.at_pointer("/attachments/0/content/type").as_string(), "AdaptiveCard");
  EXPECT_EQ(body.at_pointer("/attachments/0/content/body/1/text").as_string(),
            "[Jim <!channel> & \\*co\\* moved the time of a promise](https://baton.example/promises)");
  EXPECT_EQ(body.at_pointer("/attachments/0/content/actions/0/url").as_string(), "https://baton.example/");
}

TEST(ChatRules, ATopicIsAllThatIsSaid) {
  EXPECT_EQ(TopicOf("notice.promise.moved"), "promise_moved");
  EXPECT_EQ(TopicOf("notice.promise.kept"), "promise");
  EXPECT_EQ(TopicOf("notice.review.commented"), "review");
  EXPECT_EQ(TopicOf("notice.something.new"), "other");
}

TEST(ChatRules, AnAddressIsASecretOnTheInternet) {
  const auto key_of = [](const char* url, outward::Hosts hosts) {
    const auto faults = FaultsOf({.url = url}, hosts);
    return faults.empty() ? std::string() : faults.front().message.key;
  };
  EXPECT_EQ(key_of("https://hooks.slack.com/services/T/B/x", outward::Hosts::public_only), "");
  EXPECT_EQ(key_of("http://hooks.slack.com/services/T/B/x", outward::Hosts::public_only),
            "problem.chat.https");
  EXPECT_EQ(key_of("https://10.0.0.1/x", outward::Hosts::public_only), "problem.host.private");
  EXPECT_EQ(key_of("hooks.slack.com", outward::Hosts::public_only), "problem.webhook.url");
  EXPECT_EQ(HostOf("https://hooks.slack.com:443/services/T"), "hooks.slack.com");
}

}  // namespace
}  // namespace baton::chat
