#include "app/follow.h"

#include <ostream>
#include <thread>

#include "app/import_print.h"

namespace baton::app {
namespace {

constexpr std::chrono::milliseconds kLook{250};
constexpr std::chrono::seconds kPause{10};  // between lines of a file
constexpr std::chrono::milliseconds kLivePause{100};

}  // namespace

void ProgressLine::Show(const std::string& text) {
  const auto now = std::chrono::steady_clock::now();
  const auto pause = watching_.is_live ? kLivePause : std::chrono::milliseconds(kPause);
  if (text == last_ || now - shown_at_ < pause) return;
  shown_at_ = now;
  const std::size_t blanks = last_.size() > text.size() ? last_.size() - text.size() : 0;
  if (watching_.is_live) {
    watching_.progress << '\r' << text << std::string(blanks, ' ') << std::flush;
  } else {
    watching_.progress << text << std::endl;
  }
  last_ = text;
}

void ProgressLine::End() {
  if (watching_.is_live && !last_.empty()) watching_.progress << std::endl;
  last_.clear();
}

void FollowJob(const intake::ImportContext& context, const Watching& watching, Id job_id, Following what,
               const std::function<void(job::Runner&)>& add) {
  const SystemClock clock;
  const bool is_mail = what == Following::mails;
  job::Runner runner(context.database, clock, {.workers = 1});
  add(runner);
  runner.Start();
  bool is_asked = false;
  ProgressLine line(watching);
  while (true) {
    const auto job = job::FindJob(*context.database.Read(), context.org_id, job_id);
    if (!job || (job->state != job::State::waiting && job->state != job::State::running)) break;
    if (job->total > 0) {
      line.Show(
          ProgressText(context, is_mail ? "cli.import.keeping" : "cli.import.progress", *job, clock.Now()));
    }
    if (!is_asked && watching.is_interrupted && watching.is_interrupted()) {
      is_asked = true;
      line.End();
      watching.progress << context.say({is_mail ? "cli.import.cancelling_mail" : "cli.import.cancelling"})
                        << std::endl;
      context.database.Write(
          [&](db::Tx& tx) { job::RequestCancel(tx, context.org_id, job_id, clock.Now()); });
    }
    std::this_thread::sleep_for(kLook);
  }
  line.End();
  runner.Stop();
}

}  // namespace baton::app
