// What comes as a file and as a picture: the PDF of a report, and an organization's logo.
#include <gtest/gtest.h>

#include "handoff/team_for_test.h"
#include "paper/fake_chromium_for_test.h"
#include "paper/printer.h"
#include "report/report_routes.h"

namespace baton::report {
namespace {

// Now is Tuesday 2026-11-24.
class ReportFileTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override { AddReportRoutes(router, printer_); }

  std::string Path(const std::string& more) {
    return "/api/v1/people/" + ToString(jim_) + "/reports/2026-10" + more;
  }
  handoff::TestReply Pdf(Id asker) { return Get(asker, Path("/file?format=pdf")); }
  void CloseOctober() {
    ASSERT_EQ(Post(jim_, Path("/close"), "", Get(jim_, Path("")).Number("/version")).status, 200);
  }
  handoff::TestReply PutLogo(Id asker, const std::string& bytes, std::int64_t version = 0) {
    return Upload(asker, "/api/v1/report-format/logo", bytes, version);
  }
  void OpenToReps() {
    std::string sections;
    for (const char* one : {"handoffs", "coaching", "scoreboard", "exposure", "displaced", "commitments"}) {
      sections += std::string(sections.empty() ? "" : ",") + R"({"key":")" + one +
                  R"(","is_on":true,"heading":"","reps_see":)" +
                  (std::string_view(one) == "scoreboard" ? "true" : "false") + "}";
    }
    ASSERT_EQ(Ask(ann_, http::Method::patch, "/api/v1/report-format", R"({"sections":[)" + sections + "]}", 0)
                  .status,
              200);
  }

  const paper::FakeChromium chromium_{paper::kPrints};
  paper::Printer printer_{{.program = chromium_.program()}};
};

TEST_P(ReportFileTest, IsPrintedForWhoeverMayReadItAndNobodyElse) {
  const auto draft = Pdf(jim_);
  ASSERT_EQ(draft.status, 200) << draft.text;
  EXPECT_TRUE(draft.text.starts_with("%PDF-"));
  EXPECT_NE(chromium_.Read("page.html").find("A draft: not closed yet."), std::string::npos);
  for (const Id asker : {dana_, max_, jada_}) EXPECT_EQ(Pdf(asker).status, 404) << "a draft is the manager's";
  CloseOctober();
  EXPECT_EQ(Pdf(dana_).status, 200);
  EXPECT_EQ(Pdf(jim_).status, 200);
  EXPECT_EQ(Pdf(max_).status, 404);
  EXPECT_EQ(Pdf(jada_).status, 404) << "the format does not open it";
  EXPECT_EQ(Pdf(ann_).status, 403);
  OpenToReps();
  ASSERT_EQ(Pdf(jada_).status, 200);
  const std::string team = chromium_.Read("page.html");
  EXPECT_NE(team.find("Scoreboard"), std::string::npos);
  EXPECT_EQ(team.find("Handoffs"), std::string::npos) << "what is not open to reps";
}

// Two renderings of one page stay one page as long as nothing that the first says is missing in the second.
TEST_P(ReportFileTest, SaysEachLineOfThePage) {
  ASSERT_EQ(
      Post(jim_, Path("/commitments"), R"({"text":"Two accounts <more>","due_on":"2026-12-10"})").status,
      200);
  ASSERT_EQ(Ask(jim_, http::Method::patch, Path("/comments/scoreboard"), R"({"text":"Slow & honest"})",
                Get(jim_, Path("")).Number("/version"))
                .status,
            200);
  CloseOctober();
  const auto page = Get(dana_, Path(""));
  ASSERT_EQ(page.status, 200);
  ASSERT_EQ(Pdf(dana_).status, 200);
  const std::string html = chromium_.Read("page.html");
  const auto expect = [&](std::string_view text) {
    std::string escaped;
    for (const char c : text) {
      escaped += c == '&'    ? "&amp;"
                 : c == '<'  ? "&lt;"
                 : c == '>'  ? "&gt;"
                 : c == '"'  ? "&quot;"
                 : c == '\'' ? "&apos;"
                             : std::string(1, c);
    }
    EXPECT_NE(html.find(escaped), std::string::npos) << escaped;
  };
  for (const json::Value& section : page.at("/page/sections").as_array()) {
    expect(std::string(section.at("heading").as_string()));
    expect(std::string(section.at("comment").as_string()));
    for (const json::Value& line : section.at("lines").as_array()) {
      for (const char* part : {"label", "text", "meaning"}) expect(std::string(line.at(part).as_string()));
    }
  }
  expect("Two accounts <more>");
  expect("Closed by Jim Calder.");
}

TEST_P(ReportFileTest, TakesAPictureAsLogoAndNothingElse) {
  const std::string png = std::string("\x89PNG\r\n\x1a\n", 8) + "rest";
  for (const Id asker : {jim_, jada_, max_}) EXPECT_EQ(PutLogo(asker, png).status, 403);
  const auto kept = PutLogo(ann_, png);
  ASSERT_EQ(kept.status, 200) << kept.text;
  EXPECT_TRUE(kept.Said("/logo").starts_with("data:image/png;base64,"));
  EXPECT_EQ(PutLogo(ann_, png, 0).status, 412) << "it has another version now";
  const auto version = kept.Number("/version");
  EXPECT_EQ(PutLogo(ann_, png + std::string(48 * 1024, 'x'), version).status, 413);
  for (const std::string& none :
       {std::string("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"),
        std::string("GIF89a"), std::string("%PDF-1.7"), std::string("<html></html>"), std::string()}) {
    EXPECT_EQ(PutLogo(ann_, none, version).status, 422) << none;
  }
  EXPECT_EQ(PutLogo(dana_, std::string("\xff\xd8\xff\xe0jpeg"), version).status, 200) << "a director may too";
  // A report that is closed keeps the one that it was closed with; it is on paper too.
  CloseOctober();
  ASSERT_EQ(Ask(ann_, http::Method::remove, "/api/v1/report-format/logo", "", version + 1).status, 200);
  EXPECT_TRUE(Get(jim_, Path("")).Said("/logo").starts_with("data:image/jpeg;base64,"));
  ASSERT_EQ(Pdf(dana_).status, 200);
  EXPECT_NE(chromium_.Read("page.html").find("<img src=\"data:image/jpeg;base64,"), std::string::npos)
      << chromium_.Read("page.html").substr(0, 600);
}

INSTANTIATE_TEST_SUITE_P(Engines, ReportFileTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::report
