#include "app/import_mail.h"

#include <algorithm>
#include <filesystem>
#include <ostream>

#include "app/follow.h"
#include "base/date.h"
#include "json/json.h"
#include "traffic/keep.h"
#include "traffic/traffic_views.h"
#include "watch/watch.h"

namespace baton::app {
namespace {

namespace fs = std::filesystem;
using traffic::MailSource;

constexpr std::int64_t kMegabyte = 1'000'000;

// 0: of a zip nobody knows before it is unpacked.
std::int64_t BytesOf(const std::vector<std::string>& paths) {
  std::int64_t bytes = 0;
  std::error_code error;
  for (const std::string& path : paths) {
    if (format::mailbox::ShapeOf(path) == format::mailbox::Shape::zip) return 0;
    if (!fs::is_directory(path, error)) {
      bytes += static_cast<std::int64_t>(fs::file_size(path, error));
      continue;
    }
    for (fs::recursive_directory_iterator it(path, fs::directory_options::skip_permission_denied, error), end;
         !error && it != end; it.increment(error)) {
      std::error_code unknown;
      if (it->is_regular_file(unknown)) bytes += static_cast<std::int64_t>(it->file_size(unknown));
    }
  }
  return bytes;
}

class MailImport {
 public:
  MailImport(const intake::ImportContext& context, const ImportOptions& options,
             const std::string& public_url, const Watching& watching)
      : context_(context),
        options_(options),
        url_(public_url + "/my-mail"),
        watching_(watching),
        place_{context.options.data_folder, context.org_id} {}

  Result<int> Run() {
    if (!options_.rejected.empty() || !options_.source.empty() || !options_.owners.empty())
      return Fail(Kind::invalid, "problem.import.mail_options");
    const auto source = Look();
    if (!source && IsInterrupted()) return kImportCancelled;
    if (!source) return Fail(source.error());
    Print(*source);
    if (IsInterrupted()) return Stop();
    if (options_.preview) return Wait();
    if (!options_.yes) {
      if (!watching_.ask) return Fail(Kind::conflict, "problem.mail_source.not_confirmed", {{"url", url_}});
      const bool is_wanted = watching_.ask(Say("cli.import.ask_mail"));
      if (IsInterrupted()) return Stop();
      if (!is_wanted) return Wait();
    }
    return Keep(*source);
  }

 private:
  std::string Say(const std::string& key, Arguments arguments = {}) const {
    return context_.say({key, std::move(arguments)});
  }
  bool IsInterrupted() const { return watching_.is_interrupted && watching_.is_interrupted(); }

  int Wait() const {
    watching_.out << Say("cli.import.mail_waits", {{"url", url_}}) << '\n';
    return kImportDone;
  }

  int Stop() const {
    Wait();
    return kImportCancelled;
  }

  Result<MailSource> Look() {
    std::vector<traffic::FileToLook> files;
    for (const std::string& path : options_.files) {
      const fs::path normal = fs::path(path).lexically_normal();  // "Maildir/" has no last part
      files.push_back({path, (normal.has_filename() ? normal : normal.parent_path()).filename().string()});
    }
    const std::int64_t total = BytesOf(options_.files);
    std::int64_t mails = 0;
    ProgressLine line(watching_);
    auto looked = traffic::LookAt(
        {.database = context_.database,
         .place = place_,
         .person_id = context_.person_id,
         .now = context_.now,
         .told =
             [&](std::int64_t bytes) {
               line.Show(Say("cli.import.mail_progress",
                             {{"mails", mails}, {"done", bytes / kMegabyte}, {"total", total / kMegabyte}}));
             },
         .should_stop =
             [&] {
               ++mails;
               return IsInterrupted();
             }},
        files, [&](const auto& make) {
          return context_.database.Write([&](db::Tx& tx) {
            action::Action action(tx, Actor(), "mail_source.add", context_.now, context_.person_id);
            return make(action);
          });
        });
    line.End();
    return looked;
  }

  void Print(const MailSource& source) const {
    const auto survey = traffic::SurveyOf(*context_.database.Read(), place_, source, context_.now)
                            .value_or(traffic::Survey{});
    const traffic::Tally& tally = survey.tally;
    std::ostream& out = watching_.out;
    out << source.name << ": "
        << Say("ui.mail_files.would",
               {{"mails", tally.kept}, {"read", tally.read}, {"contacts", survey.contacts}})
        << '\n';
    if (tally.first_at && tally.last_at)
      out << Say("ui.mail_files.span", {{"first", DayOf(*tally.first_at)}, {"last", DayOf(*tally.last_at)}})
          << '\n';
    const auto view = traffic::ViewOf(tally);
    if (!view.left_out.empty())
      out << Say("ui.mail_files.left_out", {{"count", tally.read - tally.kept}}) << '\n';
    for (const traffic::LeftOutView& one : view.left_out) {
      const std::string name(json::NameOf(one.reason));
      out << "  " << one.mails << "  " << Say("traffic.left_out." + name) << ": "
          << Say("traffic.rule." + name) << '\n';
    }
    if (!survey.maybe_own.empty()) out << Say("ui.mail_files.maybe_own") << '\n';
    for (const traffic::MaybeOwn& one : survey.maybe_own) {
      out << "  " << one.email << ": " << Say("ui.mail_files.mails", {{"count", one.mails}}) << '\n';
    }
    if (!survey.strangers.empty())
      out << Say("ui.mail_files.strangers", {{"count", std::ssize(survey.strangers)}}) << '\n';
    out.flush();
  }

  Result<int> Keep(const MailSource& source) {
    const SystemClock clock;
    const auto keeping = context_.database.Write([&](db::Tx& tx) -> Result<MailSource> {
      action::Action action(tx, Actor(), "mail_source.keep", context_.now, source.id);
      return traffic::StartKeeping(action, source, place_, clock.Now());
    });
    if (!keeping) return Fail(keeping.error());
    const auto add = [&](job::Runner& runner) {
      traffic::AddTrafficJobs(runner,
                              {.data_folder = place_.data_folder,
                               .clock = &clock,
                               .on_kept = [](db::Database& database, Id org_id, Instant now) {
                                 database.Write([&](db::Tx& tx) { watch::LookSoon(tx, org_id, now); });
                               }});
    };
    FollowJob(context_, watching_, *keeping->job_id, Following::mails, add);
    const auto ended = context_.database.Write([&](db::Tx& tx) {
      traffic::StopKeeping(tx, context_.org_id, source.id);  // of a job that was cancelled before it began
      return traffic::FindSourceOf(tx, context_.org_id, source.id);
    });
    if (!ended || ended->state != traffic::SourceState::kept) {
      Wait();
      if (IsInterrupted()) return kImportCancelled;
      return Fail(Kind::conflict, "problem.mail_source.keeping_failed", {{"url", url_}});
    }
    watching_.out << Say("ui.mail_files.kept", {{"mails", traffic::TallyOf(ended->tally).kept}}) << ' '
                  << url_ << '\n';
    return kImportDone;
  }

  action::Actor Actor() const { return {context_.org_id, context_.person_id}; }
  static std::string DayOf(Instant at) {
    return ToString(Day{static_cast<std::int32_t>(at.milliseconds / kMillisecondsPerDay)});
  }

  const intake::ImportContext& context_;
  const ImportOptions& options_;
  const std::string url_;
  const Watching& watching_;
  const traffic::SpoolPlace place_;
};

}  // namespace

bool AreMail(const std::vector<std::string>& paths) {
  return !paths.empty() && std::ranges::all_of(paths, format::mailbox::IsMailbox);
}

Result<int> ImportMail(const intake::ImportContext& context, const ImportOptions& options,
                       const std::string& public_url, const Watching& watching) {
  return MailImport(context, options, public_url, watching).Run();
}

}  // namespace baton::app
