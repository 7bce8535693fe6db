#include <gmock/gmock.h>

#include "letter/letter_fixture.h"

namespace baton::letter {
namespace {

using handoff::TestReply;
using ::testing::HasSubstr;
using ::testing::Not;

class TemplateRoutesTest : public LetterTest {
 protected:
  static constexpr const char* kPath = "/api/v1/letter-templates";
  static constexpr const char* kGerman =
      R"({"kind":"introduction","language":"de","subject":"Ihr Kontakt: {{successor}}","body":"Guten Tag {{contact}},\r\n\r\nseit {{years}} Jahren.\r\n\r\n{{former}}"})";

  // The words of a kind in a language, as listed.
  json::Value Listed(std::string_view kind, std::string_view language) {
    const TestReply all = Get(jada_, kPath);
    for (const json::Value& one : all.at("/kinds").as_array()) {
      if (one.at("kind").as_string() != kind) continue;
      for (const json::Value& words : one.at("templates").as_array()) {
        if (words.at("language").as_string() == language) return words;
      }
    }
    return nullptr;
  }
  TestReply Preview(Id person, const std::string& body, const std::string& more = "",
                    const std::string& language = "en") {
    return Post(person, std::string(kPath) + "/preview",
                R"({"kind":"introduction","subject":"For {{contact}}","language":")" + language +
                    R"(","body":")" + body + "\"" + more + "}");
  }
};

TEST_P(TemplateRoutesTest, BatonsOwnWordsAreThereFromTheStart) {
  const auto all = Get(jada_, kPath);
  ASSERT_EQ(all.status, 200) << all.text;
  EXPECT_EQ(all.at("/kinds").as_array().size(), 3u);
  EXPECT_EQ(all.Said("/kinds/0/kind"), "introduction");
  EXPECT_EQ(all.Said("/kinds/0/fields/0/name"), "greeting");
  EXPECT_EQ(all.Said("/kinds/0/fields/0/example"), "Dear Bill Larmar,");
  const json::Value words = Listed("introduction", "en");
  EXPECT_TRUE(words.at("id").is_null());
  EXPECT_TRUE(words.at("is_default").as_bool());
  EXPECT_EQ(words.at("subject").as_string(), "Your contact with us: {{successor}}");
}

TEST_P(TemplateRoutesTest, WordsAreWrittenChangedAndGivenUp) {
  const auto made = Post(jim_, kPath, kGerman);
  ASSERT_EQ(made.status, 201) << made.text;
  EXPECT_EQ(made.Said("/body"), "Guten Tag {{contact}},\n\nseit {{years}} Jahren.\n\n{{former}}\n");
  EXPECT_EQ(Listed("introduction", "de").at("id").as_string(), made.Said("/id"));
  EXPECT_EQ(Post(dana_, kPath, kGerman).Said("/code"), "problem.letter_template.there_already");

  const std::string path = std::string(kPath) + "/" + made.Said("/id");
  const auto stale = Ask(jim_, http::Method::patch, path, R"({"subject":"Neu"})", 7);
  EXPECT_EQ(stale.status, 412);
  const auto changed = Ask(ann_, http::Method::patch, path, R"({"subject":" Neu "})", 1);
  ASSERT_EQ(changed.status, 200) << changed.text;
  EXPECT_EQ(changed.Said("/subject"), "Neu");
  EXPECT_EQ(changed.Number("/version"), 2);
  Undo(ann_);
  EXPECT_EQ(Listed("introduction", "de").at("subject").as_string(), "Ihr Kontakt: {{successor}}");

  EXPECT_EQ(Ask(jim_, http::Method::remove, path).status, 204);
  EXPECT_TRUE(Listed("introduction", "de").at("is_default").as_bool());  // Baton's own again
  Undo(jim_);
  EXPECT_FALSE(Listed("introduction", "de").at("is_default").as_bool());
}

TEST_P(TemplateRoutesTest, OwnEnglishTakesThePlaceOfBatons) {
  const auto made = Post(
      jim_, kPath,
      R"({"kind":"my_job_client","language":"en","subject":"ignored","body":"I help {{successor}} now."})");
  ASSERT_EQ(made.status, 201) << made.text;
  EXPECT_EQ(made.Said("/subject"), "");
  const json::Value words = Listed("my_job_client", "en");
  EXPECT_FALSE(words.at("is_default").as_bool());
  EXPECT_EQ(words.at("body").as_string(), "I help {{successor}} now.\n");
}

TEST_P(TemplateRoutesTest, FaultsNameTheirPlaceAndTheFieldsThereAre) {
  const auto faulty =
      Post(jim_, kPath,
           R"({"kind":"my_job_team","language":"german!","subject":"{{contact}}","body":"a\nb {{stops"})");
  ASSERT_EQ(faulty.status, 422);
  EXPECT_EQ(faulty.Said("/errors/0/path"), "subject");
  EXPECT_EQ(faulty.Said("/errors/0/code"), "problem.letter_template.unknown_field");
  EXPECT_EQ(faulty.Said("/errors/1/path"), "body");
  EXPECT_THAT(faulty.Said("/errors/1/message"), HasSubstr("Line 2, column 3"));
  EXPECT_THAT(faulty.Said("/errors/1/message"), HasSubstr("{{contact}}"));
  EXPECT_THAT(faulty.Said("/errors/1/message"), HasSubstr("manager, stops, decide, there"));
  EXPECT_EQ(faulty.Said("/errors/2/path"), "language");
  const auto empty =
      Post(jim_, kPath, R"({"kind":"introduction","language":"de","subject":" ","body":"\n"})");
  EXPECT_EQ(empty.Said("/errors/0/code"), "problem.field.required");
  EXPECT_EQ(empty.Said("/errors/1/code"), "problem.field.required");
  EXPECT_EQ(Post(jada_, kPath, kGerman).status, 403);
}

TEST_P(TemplateRoutesTest, APreviewHasAClientsFactsOrExamples) {
  const auto examples = Preview(jada_, R"(Dear **{{contact}}**\n\n<b>{{together}}</b>)");
  ASSERT_EQ(examples.status, 200) << examples.text;
  EXPECT_EQ(examples.Said("/subject"), "For Bill Larmar");
  EXPECT_EQ(examples.Said("/html"),
            "<p>Dear <strong>Bill Larmar</strong></p>\n<p>&lt;b&gt;for 9 years&lt;/b&gt;</p>\n");

  const Id id = Proposed(larmar_, jada_);
  const std::string with = R"(,"handoff_id":")" + ToString(id) + "\"";
  const auto facts = Preview(jim_, R"({{greeting}}\n\nWe met {{times_met}}.)", with, "fr");
  EXPECT_EQ(facts.Said("/subject"), "For Bill of Larmar Freight");
  EXPECT_EQ(facts.Said("/text"), "Dear Bill of Larmar Freight,\n");
  EXPECT_EQ(boost::json::serialize(facts.at("/empty")), R"(["times_met"])");
  EXPECT_EQ(boost::json::serialize(facts.at("/foreign")), R"(["greeting","times_met"])");
  const auto page = Preview(jim_, R"(Bill,\n\n{{page}})", with + R"(,"has_page":true)");
  EXPECT_THAT(page.Said("/html"), HasSubstr("the link is made when the letter is sent"));
  EXPECT_EQ(Preview(max_, "x", with).status, 404);
  EXPECT_EQ(Preview(ann_, "x", with).status, 404);

  const auto faulty = Preview(jim_, R"(a {{x}})", with);
  ASSERT_EQ(faulty.status, 200);
  EXPECT_EQ(faulty.Number("/faults/0/line"), 1);
  EXPECT_EQ(faulty.Number("/faults/0/column"), 3);
  EXPECT_EQ(faulty.Said("/html"), "");
}

TEST_P(TemplateRoutesTest, TheLetterIsWrittenFromTheTemplateInTheReadersLanguage) {
  const Id id = Proposed(larmar_, jada_);
  const std::string path = "/api/v1/handoffs/" + ToString(id) + "/letter";
  const auto standard = Get(jim_, path);
  ASSERT_EQ(standard.status, 200) << standard.text;
  EXPECT_EQ(standard.Said("/subject"), "Your contact with us: Jada Ellis");
  EXPECT_EQ(standard.Said("/to/email"), "bill@client.example");
  EXPECT_EQ(standard.Said("/from/name"), "Jim Calder");
  EXPECT_THAT(standard.Said("/text"), HasSubstr("Dear Bill of Larmar Freight,\n\n"));
  EXPECT_THAT(standard.Said("/html"), HasSubstr("3 clients in Freight"));
  EXPECT_THAT(standard.Said("/text"), Not(HasSubstr("{{")));
  EXPECT_THAT(standard.text, Not(HasSubstr("letter.phrase")));

  Post(jim_, kPath, kGerman);
  EXPECT_EQ(Get(jim_, path).Said("/language"), "en");
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE contact SET language = 'de-AT' WHERE org_id = $1 AND account_id = $2", kOrg, larmar_);
  });
  const auto german = Get(jim_, path);
  EXPECT_EQ(german.Said("/language"), "de");
  EXPECT_EQ(german.Said("/text"), "Guten Tag Bill of Larmar Freight,\n\nJim Calder\n");
}

TEST_P(TemplateRoutesTest, TheFormerOwnerSendsTheLetterWithTheSuccessorInCopy) {
  const Id id = Proposed(larmar_, jada_);
  const std::string path = "/api/v1/handoffs/" + ToString(id) + "/letter";
  EXPECT_EQ(Post(jada_, path, "{}").status, 403);
  EXPECT_EQ(Post(max_, path, "{}").status, 404);
  const auto sent = Post(jim_, path, "{}");
  ASSERT_EQ(sent.status, 201) << sent.text;
  EXPECT_EQ(sent.Said("/kind"), "letter");
  EXPECT_EQ(sent.Said("/state"), "waiting");
  EXPECT_EQ(sent.Said("/sender/name"), "Jim Calder");
  EXPECT_EQ(sent.Said("/subject"), "Your contact with us: Jada Ellis");
  EXPECT_EQ(sent.Said("/recipients"),
            "Bill of Larmar Freight <bill@client.example>, Jada Ellis <jada@northwind.example>");
  EXPECT_EQ(sent.Said("/handoff_id"), ToString(id));
  const mail::Draft draft = DraftOf(Mails().front());
  EXPECT_THAT(draft.html, HasSubstr("<html lang=\"en\">"));
  EXPECT_THAT(draft.html, HasSubstr("<p>Dear Bill of Larmar Freight,</p>"));
  EXPECT_THAT(draft.text, HasSubstr("Thank you for your trust,\n\nJim Calder\n"));
  EXPECT_THAT(draft.text, Not(HasSubstr("page")));
}

TEST_P(TemplateRoutesTest, TheSenderChangesTheWordsOfOneLetter) {
  const Id id = Proposed(larmar_, jada_);
  const std::string path = "/api/v1/handoffs/" + ToString(id) + "/letter";
  const auto own = Post(
      jim_, path,
      R"({"subject":" {{contact}}, meet Jada ","body":"Bill,\n*Jada* it is.\n\n{{page}}","page":"See https://x.example/c/a_b It works until 1. May_."})");
  ASSERT_EQ(own.status, 201) << own.text;
  EXPECT_EQ(own.Said("/subject"), "Bill of Larmar Freight, meet Jada");
  const mail::Draft draft = DraftOf(Mails().front());
  EXPECT_EQ(draft.text, "Bill,\nJada it is.\n\nSee https://x.example/c/a_b It works until 1. May_.\n");
  EXPECT_THAT(draft.html, HasSubstr("<a href=\"https://x.example/c/a_b\">"));
  // What is offered to be changed keeps the place of the page, and gives the same letter again.
  const std::string body = Get(jim_, path).Said("/body");
  EXPECT_THAT(body, HasSubstr("\n\n{{page}}\n\n"));
  const std::string with_page = Get(jim_, path).Said("/html_with_page");
  EXPECT_THAT(with_page,
              HasSubstr("rather work with somebody else: (the link is made when the letter is sent)"));
  EXPECT_THAT(Get(jim_, path).Said("/html"), Not(HasSubstr("the link is made")));
  ASSERT_EQ(Post(jim_, path, boost::json::serialize(boost::json::object{{"body", body}})).status, 201);
  ASSERT_EQ(Post(jim_, path, "{}").status, 201);
  const auto mails = Mails();
  EXPECT_EQ(DraftOf(mails[0]).text, DraftOf(mails[1]).text);

  EXPECT_EQ(Post(jim_, path, R"({"subject":" "})").status, 422);
  EXPECT_EQ(Post(jim_, path, R"({"body":"{{kontakt}}"})").Said("/errors/0/path"), "body");
}

TEST_P(TemplateRoutesTest, NoLetterIsSentToNobodyOrForAHandoffThatEnded) {
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE contact SET email = NULL WHERE org_id = $1 AND account_id = $2", kOrg, larmar_);
  });
  const Id id = Proposed(larmar_, jada_);
  const std::string path = "/api/v1/handoffs/" + ToString(id) + "/letter";
  EXPECT_THAT(Post(jim_, path, "{}").text, HasSubstr("e-mail address"));
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE handoff SET stage = 'declined', ended_at = 1 WHERE org_id = $1 AND id = $2", kOrg, id);
  });
  EXPECT_EQ(Post(jim_, path, "{}").status, 409);
  EXPECT_TRUE(Mails().empty());
  EXPECT_EQ(Get(jim_, path).status, 200);
  EXPECT_EQ(Get(jada_, path).status, 409) << "the account is not hers to see";
}

INSTANTIATE_TEST_SUITE_P(Engines, TemplateRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::letter
