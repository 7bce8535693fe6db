#include "app/serve.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <thread>

#include "app/agenda_facts.h"
#include "app/chores.h"
#include "app/routes.h"
#include "app/storage.h"
#include "app/web_folder.h"
#include "audit/job_routes.h"
#include "audit/live.h"
#include "base/log.h"
#include "chat/teller.h"
#include "client/page.h"
#include "departure/outlook.h"
#include "http/http.h"
#include "intake/unattended.h"
#include "job/runner.h"
#include "people/now.h"
#include "people/organization.h"
#include "report/send.h"
#include "seal/key.h"
#include "session/invitation.h"
#include "ties/learn.h"
#include "watch/watch.h"
#include "webhook/follow.h"
#include "words/catalogue.h"
#include "writeback/directory.h"

namespace baton::app {
namespace {

struct Address {
  std::string host;
  std::uint16_t port = 0;
};

// "127.0.0.1:8080", "[::1]:8080"
Result<Address> ParseListen(const std::string& listen) {
  const auto colon = listen.rfind(':');
  Address address;
  if (colon != std::string::npos) {
    address.host = listen.substr(0, colon);
    const char* end = listen.data() + listen.size();
    const auto parsed = std::from_chars(listen.data() + colon + 1, end, address.port);
    if (parsed.ec == std::errc() && parsed.ptr == end && !address.host.empty()) {
      if (address.host.starts_with('[') && address.host.ends_with(']')) {
        address.host = address.host.substr(1, address.host.size() - 2);
      }
      return address;
    }
  }
  return Fail(Kind::invalid, "problem.config.value", {{"option", std::string("listen")}, {"value", listen}});
}

http::ServerOptions OptionsOf(const Config& config, const Address& address) {
  http::ServerOptions options;
  options.address = address.host;
  options.port = address.port;
  options.public_url = PublicUrl(config);
  options.workers =
      config.workers > 0 ? config.workers : 2 * static_cast<int>(std::thread::hardware_concurrency());
  options.upload_limit_mb = config.upload_limit_mb;
  options.uploads_folder = config.data + "/uploads";
  options.static_folder = WebFolder(config);
  options.trusted_proxies = ProxiesOf(config);
  options.stop_on_signals = true;
  options.version = BATON_VERSION;
  return options;
}

// The interface's own font goes along, since a server often has none.
paper::PrinterOptions PrinterOptionsOf(const Config& config) {
  const char* path = std::getenv("PATH");
  const std::string web = WebFolder(config);
  const std::string font = client::FindFonts(web).sans;
  return {.program = paper::FindChromium(config.chromium, path ? path : ""),
          .font_file = font.empty() ? "" : web + font};
}

// Where Baton is and, until there is an organization, a link that makes its administrator: a new one at each start. In one
// piece, so that whoever starts Baton as a process has all of it at once.
void Greet(db::Database& database, const Config& config, const Clock& clock) {
  const std::string url = PublicUrl(config);
  std::string greeting = words::Plain({"cli.serve.listening", {{"url", url}}}) + "\n";
  if (people::FindOrganizations(*database.Read()).empty()) {
    const std::string token = database.Write([&](db::Tx& tx) {
      return session::InsertInvitation(tx, session::InvitationKind::setup, Id{}, Id{}, clock.Now());
    });
    greeting += words::Plain({"cli.serve.setup", {{"url", url + "/join/" + token}}}) + "\n";
  }
  std::cout << greeting << std::flush;
}

void WarnWhenOpen(const Config& config) {
  if (!ListensBeyondLoopback(config) || PublicUrl(config).starts_with("https://")) return;
  LogWarning("serve.open_without_https", {{"listen", config.listen}});
  std::cerr << words::Plain({"cli.serve.open_without_https", {{"listen", config.listen}}}) << std::endl;
}

// Activities that came in may be takeovers, deals may be wins; from new ties something else would be lost with who leaves.
void LookAfterJob(db::Database& database, const job::Job& job, Instant now) {
  if (job.state != job::State::done) return;
  if (!job.kind.starts_with("import") && job.kind != ties::kLearnKind) return;
  database.Write([&](db::Tx& tx) { watch::LookSoon(tx, job.org_id, now); });
}

// Mail that is kept makes ties.
void LookAfterMail(db::Database& database, Id org_id, Instant now) {
  database.Write([&](db::Tx& tx) { watch::LookSoon(tx, org_id, now); });
}

}  // namespace

Result<Done> Serve(const Config& config) {
  const auto address = ParseListen(config.listen);
  if (!address) return Fail(address.error());
  auto opened = OpenStorage(config);
  if (!opened) return Fail(opened.error());
  db::Database& database = **opened;
  database.LeaseNode();
  const auto key = seal::LoadKey(KeyFile(config));
  if (!key) return Fail(key.error());

  const SystemClock clock;
  const words::Catalogue& catalogue = words::Catalogue::Compiled();
  http::EventHub events;
  job::Runner runner(database, clock);
  runner.Listen([&](const job::Job& job) {
    audit::PublishJob(events, catalogue, job, clock.Now());
    LookAfterJob(database, job, clock.Now());
  });

  RouteParts parts;
  parts.session = {.clock = &clock,
                   .public_url = PublicUrl(config),
                   .furnish = FurnishOrganization(),
                   .password_changed = reset::TellOfChange(PublicUrl(config))};
  parts.reset = {.clock = &clock, .public_url = PublicUrl(config)};
  parts.intake = {.data_folder = config.data,
                  .tables = &parts.tables,
                  .clock = &clock,
                  .owners_seen = &writeback::NoteOwners};
  parts.source = {.intake = &parts.intake,
                  .key = &*key,
                  .hosts = WebhookHosts(config),
                  .max_bytes = static_cast<std::uint64_t>(config.upload_limit_mb) << 20};
  parts.digest = {.public_url = PublicUrl(config)};
  parts.mail = {.folder = config.data + "/mail",
                .key = &*key,
                .hosts = MailHosts(config),
                .finish = reset::MakeLink(parts.reset)};
  parts.webhook = {.key = &*key, .hosts = WebhookHosts(config)};
  parts.calendar.key = &*key;
  parts.calendar.hosts = WebhookHosts(config);
  parts.calendar.clock = &clock;
  parts.calendar.on_change = watch::LookSoon;
  parts.traffic = {.data_folder = config.data, .clock = &clock, .on_kept = LookAfterMail};
  parts.own_mail = {.key = &*key, .hosts = WebhookHosts(config), .traffic = &parts.traffic};
  notice::Glances glances;
  parts.chat = {.key = &*key, .hosts = WebhookHosts(config)};
  parts.glances = &glances;
  parts.feed = {.clock = &clock,
                .public_url = PublicUrl(config),
                .sources = {feed::PromiseEvents, feed::SessionEvents, feed::MeetingEvents}};
  parts.client = {.clock = &clock, .public_url = PublicUrl(config), .web_folder = WebFolder(config)};
  parts.coaching = {.key = &*key, .facts = AgendaFacts};
  parts.review.key = &*key;
  administration::Meter meter;
  parts.administration.key = &*key;
  parts.metrics = {.meter = &meter, .version = BATON_VERSION, .token = config.metrics_token};
  paper::Printer printer(PrinterOptionsOf(config));
  parts.printer = &printer;
  parts.demo = {.is_offered = config.demo_sign_in, .session = &parts.session, .key = &*key};
  http::Router router;
  AddRoutes(router, parts);
  AddJobs(runner, parts);
  job::Runner webhook_runner(database, clock, {.queue = std::string(webhook::kQueue), .workers = 4});
  webhook::AddWebhookJobs(webhook_runner, parts.webhook);
  job::Runner calendar_runner(database, clock, {.queue = std::string(calendar::kReadQueue), .workers = 4});
  calendar::AddCalendarJobs(calendar_runner, parts.calendar);
  job::Runner mailbox_runner(database, clock, {.queue = std::string(own_mail::kReadQueue), .workers = 2});
  own_mail::AddOwnMailJobs(mailbox_runner, parts.own_mail);
  job::Runner source_runner(database, clock, {.queue = std::string(source::kRefreshQueue), .workers = 2});
  source::AddRefreshJobs(source_runner, parts.source);
  AddChores(runner, parts.traffic, &*key);
  ScheduleChores(database, clock.Now());
  digest::ScheduleDigests(database, clock.Now());
  report::ScheduleReports(database, clock.Now());
  watch::ScheduleLooks(database, clock.Now());

  http::ServerOptions options = OptionsOf(config, *address);
  options.authenticate = [&](const http::RequestInfo& request) {
    return session::Authenticate(database, parts.session, request);
  };
  options.measured = [&](std::string_view route, int status, std::int64_t micros) {
    meter.Count(route, status, micros);
  };
  options.now_for = [&](db::Connection& connection, Id org_id) {
    return people::NowIn(connection, org_id, clock.Now());
  };

  http::Server server(std::move(options), router, {database, clock, events, catalogue});
  const audit::LiveLog live(database, events, clock, parts.tables,
                            {{"import", {"import"}},
                             {"import_undo", {"import"}},
                             {std::string(source::kRefreshKind), {"import", "import_source"}},
                             {ties::kLearnKind, {"tie", "tie_learning"}},
                             {departure::kOutlookKind, {"departure_outlook"}}},
                            {{intake::FindConfirmed, {"import"}}});
  const webhook::Follower follower(database, clock);
  const chat::Teller teller(database, clock,
                            {.public_url = PublicUrl(config), .options = &parts.chat, .glances = &glances});
  runner.Start();
  webhook_runner.Start();
  calendar_runner.Start();
  mailbox_runner.Start();
  source_runner.Start();
  server.Start();
  WarnWhenOpen(config);
  Greet(database, config, clock);
  server.Wait();
  source_runner.Stop();
  calendar_runner.Stop();
  mailbox_runner.Stop();
  webhook_runner.Stop();
  runner.Stop();
  return Done{};
}

}  // namespace baton::app
