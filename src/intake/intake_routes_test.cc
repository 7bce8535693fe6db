#include "intake/intake_routes.h"

#include <boost/json/parse.hpp>
#include <memory>

#include "http/router.h"
#include "http/service.h"
#include "intake/intake_fixture.h"
#include "job/runner.h"
#include "words/catalogue.h"

namespace baton::intake {
namespace {

struct Reply {
  int status = 0;
  json::Value body;
  std::string text;

  const json::Value& at(std::string_view pointer) const { return body.at_pointer(pointer); }
  std::string Said(std::string_view pointer) const { return std::string(at(pointer).as_string()); }
  std::int64_t Number(std::string_view pointer) const { return at(pointer).as_int64(); }
};

class IntakeRoutesTest : public IntakeTest {
 protected:
  void SetUp() override {
    IntakeTest::SetUp();
    if (IsSkipped()) return;
    router_ = {};
    AddIntakeRoutes(router_, options_);
    server_options_.uploads_folder = (folder_ / "uploads").string();
    std::filesystem::create_directories(folder_ / "uploads");
    server_options_.authenticate = [this](const http::RequestInfo& request) { return Authenticate(request); };
    server_options_.now_for = [](db::Connection&, Id) { return kNow; };
    service_ = std::make_unique<http::Service>(
        server_options_, router_, http::ServerParts{db(), clock_, events_, words::Catalogue::Compiled()});
    runner_ = std::make_unique<job::Runner>(db(), clock_);
    AddIntakeJobs(*runner_, options_);
  }
  void TearDown() override {
    runner_.reset();
    service_.reset();
    IntakeTest::TearDown();
  }

  Result<std::optional<access::Principal>> Authenticate(const http::RequestInfo& request) const {
    access::Principal principal;
    principal.org_id = kOrg;
    principal.person_id = request.header("X-Other") ? Id{99} : jim_;
    principal.role = request.header("X-Rep") ? access::Role::rep : access::Role::manager;
    principal.language = "en";
    return std::optional(principal);
  }

  Reply Ask(http::Method method, const std::string& path, std::string_view body = "",
            std::optional<std::int64_t> version = {}, const char* as = "X-Jim") {
    http::RequestInfo request;
    request.method = method;
    request.target = path;
    const auto mark = path.find('?');
    request.path = path.substr(0, mark);
    if (mark != std::string::npos) request.parameters = *http::ParseQuery(path.substr(mark + 1));
    request.headers = {{as, "1"}, {"Content-Type", "application/json"}, {"X-Baton-CSRF", "1"}};
    if (version) request.headers.push_back({"If-Match", "\"" + std::to_string(*version) + "\""});
    request.request_id = "test";
    return ReplyOf(service_->Run(request, body, nullptr).answer);
  }
  Reply Post(const std::string& path, std::string_view body = "") {
    return Ask(http::Method::post, path, body);
  }
  Reply Get(const std::string& path) { return Ask(http::Method::get, path); }

  Reply Send(const Files& files) {
    http::RequestInfo request;
    request.method = http::Method::post;
    request.target = request.path = "/api/v1/imports";
    request.headers = {
        {"X-Jim", "1"}, {"Content-Type", "multipart/form-data; boundary=xyz"}, {"X-Baton-CSRF", "1"}};
    request.request_id = "test";
    http::UploadWriter writer(server_options_.uploads_folder, request);
    std::string body;
    for (const auto& [name, content] : files) {
      body += "--xyz\r\nContent-Disposition: form-data; name=\"files\"; filename=\"" + name +
              "\"\r\nContent-Type: text/csv\r\n\r\n" + content + "\r\n";
    }
    writer.Feed(body + "--xyz--\r\n");
    EXPECT_TRUE(writer.Finish().has_value());
    return ReplyOf(service_->Run(request, "", &writer).answer);
  }

  static Reply ReplyOf(const http::Answer& answer) {
    Reply reply{answer.status, nullptr, answer.body};
    if (answer.source) {
      for (std::string piece = answer.source(); !piece.empty(); piece = answer.source()) reply.text += piece;
    }
    if (answer.content_type.find("json") != std::string::npos && !answer.body.empty()) {
      reply.body = boost::json::parse(answer.body);
    }
    return reply;
  }

  http::EventHub events_;
  http::Router router_;
  http::ServerOptions server_options_;
  std::unique_ptr<http::Service> service_;
  std::unique_ptr<job::Runner> runner_;
};

const std::string kClients =
    "Client,Contact,E-mail,City,Revenue,Owner\n"
    "Larmar Freight,Bill Larmar,bill@larmar.example,Chicago,\"$48,200.00\",Jada Ellis\n"
    "Bexley Motors,,,Gary,a lot,Tom Reyes\n";

TEST_P(IntakeRoutesTest, TheWholeWay) {
  const auto made = Send({{"clients.csv", kClients}});
  ASSERT_EQ(made.status, 201) << made.text;
  EXPECT_EQ(made.Said("/state"), "uploaded");
  EXPECT_EQ(made.Said("/files/0/target"), "account");
  EXPECT_EQ(made.Said("/files/0/columns/0/field"), "name");
  EXPECT_EQ(made.at("/owners").as_array().size(), 2U);
  EXPECT_EQ(made.Said("/owners/0/proposal"), "placeholder");
  const std::string path = "/api/v1/imports/" + made.Said("/id");

  // Jada is Jim's own row for the test's sake.
  const std::string change =
      "{\"owners\":[{\"key\":\"jada ellis\",\"person_id\":\"" + ToString(jim_) + "\"}]}";
  EXPECT_EQ(Ask(http::Method::patch, path, change).status, 428);
  const auto mapped = Ask(http::Method::patch, path, change, 1);
  ASSERT_EQ(mapped.status, 200) << mapped.text;
  EXPECT_EQ(mapped.Said("/state"), "mapped");
  EXPECT_EQ(mapped.Said("/owners/0/person_id"), ToString(jim_));
  EXPECT_EQ(Ask(http::Method::patch, path, change, 1).status, 412);

  const auto preview = Post(path + "/preview");
  ASSERT_EQ(preview.status, 200) << preview.text;
  EXPECT_EQ(preview.Said("/targets/0/target"), "account");
  EXPECT_EQ(preview.Number("/targets/0/created"), 1);
  EXPECT_EQ(preview.Number("/targets/0/rejected"), 1);
  EXPECT_EQ(preview.Said("/targets/0/sample_rejected/0/column"), "Revenue");
  EXPECT_EQ(Rows("account"), 0);

  const auto started = Post(path + "/run");
  ASSERT_EQ(started.status, 200) << started.text;
  EXPECT_EQ(started.Said("/state"), "running");
  EXPECT_EQ(Post(path + "/run").status, 409);
  EXPECT_EQ(Post(path + "/undo").status, 409);
  runner_->RunDue();
  const auto done = Get(path);
  EXPECT_EQ(done.Said("/state"), "done") << done.text;
  EXPECT_EQ(Rows("account"), 1);
  EXPECT_EQ(Rows("contact"), 1);
  EXPECT_EQ(Get("/api/v1/imports").at("/items").as_array().size(), 1U);
  const auto rejected = Get(path + "/rejected.csv");
  EXPECT_NE(rejected.text.find("clients.csv,3,Revenue,"), std::string::npos) << rejected.text;
  EXPECT_NE(rejected.text.find("Bexley Motors"), std::string::npos);

  EXPECT_EQ(Post(path + "/undo").status, 200);
  runner_->RunDue();
  EXPECT_EQ(Get(path).Said("/state"), "undone");
  EXPECT_EQ(Rows("account"), 0);
  EXPECT_EQ(Post(path + "/undo").status, 409);
}

// Who reads the book sees how old it is: the team of who imported, and nobody else's.
TEST_P(IntakeRoutesTest, TheBookIsAsOfTheLastImportThatBroughtIt) {
  const char* const as_of = "/api/v1/imports/as-of";
  EXPECT_TRUE(Get(as_of).at("/as_of").is_null());
  const auto bring = [&](const std::string& text) {
    const std::string path = "/api/v1/imports/" + Send({{"clients.csv", text}}).Said("/id");
    Post(path + "/run");
    EXPECT_TRUE(Get(as_of).at("/as_of").is_null()) << "not before it has finished";
    runner_->RunDue();
    EXPECT_EQ(Get(path).Said("/state"), "done");
    return path;
  };
  const std::string path = bring(kClients);
  const auto seen = Get(as_of);
  EXPECT_EQ(seen.status, 200);
  EXPECT_FALSE(seen.at("/as_of").is_null());
  EXPECT_TRUE(Ask(http::Method::get, as_of, "", {}, "X-Other").at("/as_of").is_null());
  db().Write([&](db::Tx& tx) {
    tx.Execute(
        "INSERT INTO person (org_id, id, version, name, name_fold, role, title, manager_id, language, "
        "time_zone, "
        "territory, languages, is_placeholder, created_at) "
        "VALUES ($1, $2, 1, 'Jada', 'jada', 'manager', '', $3, 'en', '', '', '[]', 0, 0)",
        kOrg, Id{99}, jim_);
  });
  EXPECT_EQ(Ask(http::Method::get, as_of, "", {}, "X-Other").Said("/as_of"), seen.Said("/as_of"));
  Post(path + "/undo");
  runner_->RunDue();
  EXPECT_TRUE(Get(as_of).at("/as_of").is_null()) << "taken back";
  // With the mapping of before, Revenue is money: no row comes in.
  bring("Client,Contact,E-mail,City,Revenue,Owner\nBexley Motors,,,Gary,a lot,Tom Reyes\n");
  EXPECT_TRUE(Get(as_of).at("/as_of").is_null()) << "every row was refused";
}

TEST_P(IntakeRoutesTest, TenClientsPastedFromASpreadsheet) {
  const auto made = Post(
      "/api/v1/imports/table",
      R"({"kind":"accounts","text":"Client\tCity\tContact name\tContact email\nLarmar\tChicago\tBill Larmar\tbill@larmar.example\nBexley\tGary\t\t\n"})");
  ASSERT_EQ(made.status, 201) << made.text;
  EXPECT_EQ(made.Said("/files/0/target"), "account");
  const std::string path = "/api/v1/imports/" + made.Said("/id");
  EXPECT_EQ(Post(path + "/run").status, 200);
  runner_->RunDue();
  EXPECT_EQ(Get(path).Said("/state"), "done");
  EXPECT_EQ(Rows("account"), 2);
  EXPECT_EQ(Rows("contact"), 1);
  EXPECT_EQ(db().Read()->QueryValue<std::int64_t>(
                "SELECT COUNT(*) AS n FROM ownership WHERE org_id = $1 AND person_id = $2", kOrg, jim_),
            2);
}

TEST_P(IntakeRoutesTest, PeoplePasted) {
  const auto made = Post(
      "/api/v1/imports/table",
      R"({"kind":"people","text":"Name,E-mail,Hours a week\nJada Ellis,jada@t.example,6\nTom Reyes,tom@t.example,8"})");
  ASSERT_EQ(made.status, 201) << made.text;
  const std::string path = "/api/v1/imports/" + made.Said("/id");
  EXPECT_EQ(Post(path + "/run").status, 200);
  runner_->RunDue();
  EXPECT_EQ(Number("SELECT capacity_minutes AS n FROM person WHERE org_id = $1 AND name = 'Jada Ellis'"),
            360);
  EXPECT_EQ(db().Read()->QueryValue<std::int64_t>(
                "SELECT COUNT(*) AS n FROM person WHERE org_id = $1 AND manager_id = $2", kOrg, jim_),
            2);
}

TEST_P(IntakeRoutesTest, RefusesClearly) {
  EXPECT_EQ(Send({}).Said("/code"), "problem.import.no_file");
  EXPECT_EQ(Send({{"a.csv", ""}}).Said("/code"), "problem.import.empty");
  const auto binary = Send({{"a.csv", std::string(400, '\x01')}});
  EXPECT_GE(binary.status, 400);
  const auto page =
      Send({{"a.csv", "\xEF\xBB\xBF\n<!DOCTYPE html>\n<head>\n<title>Sign in, please</title>\n</html>\n"}});
  EXPECT_EQ(page.Said("/code"), "problem.import.web_page") << page.text;
  EXPECT_EQ(Post("/api/v1/imports/table", R"({"kind":"accounts","text":" "})").status, 422);
  EXPECT_EQ(Ask(http::Method::get, "/api/v1/imports", "", {}, "X-Rep").status, 403);
  const auto made = Send({{"clients.csv", kClients}});
  const std::string path = "/api/v1/imports/" + made.Said("/id");
  EXPECT_EQ(Ask(http::Method::get, path, "", {}, "X-Other").status, 404);
  const std::string file = made.Said("/files/0/id");
  const auto wrong =
      Ask(http::Method::patch, path,
          R"({"files":[{"id":")" + file + R"(","columns":[{"index":0,"field":"stage"}]}]})", 1);
  EXPECT_EQ(wrong.status, 422) << wrong.text;
  // What was refused leaves no files behind.
  std::size_t folders = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder_ / "imports"))
    ++folders;
  EXPECT_EQ(folders, 1U);
}

TEST_P(IntakeRoutesTest, ACancelledImportGoesOnOrIsTakenBack) {
  options_.chunk_rows = 1;
  const auto made = Send({{"clients.csv", kClients}});
  const std::string path = "/api/v1/imports/" + made.Said("/id");
  const auto started = Post(path + "/run");
  db().Write([&](db::Tx& tx) { job::RequestCancel(tx, kOrg, *ParseId(started.Said("/job_id")), kNow); });
  EXPECT_EQ(Get(path).Said("/state"), "cancelled");
  EXPECT_EQ(Post(path + "/run").status, 200);
  runner_->RunDue();
  EXPECT_EQ(Get(path).Said("/state"), "done");
  EXPECT_EQ(Rows("account"), 1);
}

TEST_P(IntakeRoutesTest, SaysWhichFieldsThereAre) {
  const auto fields = Get("/api/v1/imports/fields");
  ASSERT_EQ(fields.status, 200);
  EXPECT_GT(fields.at("/items").as_array().size(), 60U);
  for (const auto& item : fields.at("/items").as_array()) {
    EXPECT_TRUE(words::Catalogue::Compiled().Has(std::string(item.at("label_key").as_string())))
        << item.at("label_key").as_string();
  }
}

INSTANTIATE_TEST_SUITE_P(Engines, IntakeRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::intake
