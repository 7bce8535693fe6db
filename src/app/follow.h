// What a command shows while something runs: one line that is written over, or in a file one every ten seconds or so; and a job of
// the database that is followed to its end, wherever it runs.
//
//   ProgressLine line(watching);
//   line.Show("12 of 50,000 rows");
//   line.End();
//
//   FollowJob(context, watching, job_id, Following::rows,
//             [&](job::Runner& runner) { intake::AddIntakeJobs(runner, options); });
//
// For one thread.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "app/import_command.h"
#include "intake/import_service.h"
#include "job/runner.h"

namespace baton::app {

class ProgressLine {
 public:
  explicit ProgressLine(const Watching& watching) : watching_(watching) {}

  void Show(const std::string& text);
  // What is shown from here on begins on a line of its own.
  void End();

 private:
  const Watching& watching_;
  std::chrono::steady_clock::time_point shown_at_;
  std::string last_;
};

enum class Following { rows, mails };  // what a job counts

// Runs it here, unless a server takes it first; `add` adds its kind to the runner. Ctrl-C cancels it.
void FollowJob(const intake::ImportContext& context, const Watching& watching, Id job_id, Following what,
               const std::function<void(job::Runner&)>& add);

}  // namespace baton::app
