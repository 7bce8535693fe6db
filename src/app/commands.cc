#include "app/commands.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <iostream>
#include <sstream>

#include "app/config.h"
#include "app/export_command.h"
#include "app/import_command.h"
#include "app/instance_command.h"
#include "app/maintenance.h"
#include "app/plan_command.h"
#include "app/rollup_command.h"
#include "app/serve.h"
#include "base/log.h"
#include "words/catalogue.h"

namespace baton::app {
namespace {

std::string Help(const std::string& command) { return words::Plain({"cli.command." + command}); }

// What went wrong, with its places, on standard error.
int Complain(const Problem& problem) {
  std::cerr << "baton: " << words::Plain(problem.message) << '\n';
  for (const FieldFault& fault : problem.errors) {
    std::cerr << "  " << fault.path << ": " << words::Plain(fault.message) << '\n';
  }
  return 1;
}

// The options of Config, which every command takes.
class ConfigFlags {
 public:
  explicit ConfigFlags(CLI::App& app) {
    app.add_option("--config", file_, words::Plain({"cli.option.config"}));
    for (const Option& option : Options()) {
      std::string flag = "--" + std::string(option.name);
      for (char& c : flag) c = c == '_' ? '-' : c;
      app.add_option(flag, values_[std::string(option.name)], words::Plain({std::string(option.help_key)}));
      flags_[std::string(option.name)] = flag;
    }
    app_ = &app;
  }

  Result<LoadedConfig> Load() const {
    std::map<std::string, std::string> given;
    for (const auto& [name, flag] : flags_) {
      if (app_->count(flag) > 0) given[name] = values_.at(name);
    }
    const auto environment = [](const std::string& name) -> std::optional<std::string> {
      const char* value = std::getenv(name.c_str());
      return value ? std::optional<std::string>(value) : std::nullopt;
    };
    std::string text;
    if (!file_.empty()) {
      std::ifstream file(file_);
      if (!file) return Fail(Kind::not_found, "problem.config.no_file", {{"path", file_}});
      std::stringstream content;
      content << file.rdbuf();
      text = content.str();
    }
    return LoadConfig(given, environment, text);
  }

 private:
  CLI::App* app_ = nullptr;
  std::string file_;
  std::map<std::string, std::string> values_;
  std::map<std::string, std::string> flags_;
};

// One command: its arguments, and what it does with them.
struct Command {
  using Run = std::function<Result<Done>(const LoadedConfig&)>;
  Command(CLI::App& its_app, Run its_run) : app(&its_app), flags(its_app), run(std::move(its_run)) {}

  CLI::App* app;
  ConfigFlags flags;
  Run run;
};

class CommandLine {
 public:
  CommandLine() : app_(words::Plain({"cli.about"}), "baton") {
    app_.set_version_flag("--version", std::string("baton ") + BATON_VERSION);
    app_.require_subcommand(1);
    AddServing();
    AddMaintenance();
    AddDemo();
    AddPlan();
    AddExport();
    AddImport();
  }

  int Run(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      return Explain(error);
    }
    for (const Command& command : commands_) {
      if (!command.app->parsed()) continue;
      const auto loaded = command.flags.Load();
      if (!loaded) return Complain(loaded.error());
      StartLog(loaded->config.log_json);
      const auto done = command.run(*loaded);
      return done ? exit_code_ : Complain(done.error());
    }
    return 1;
  }

 private:
  // CLI11 says of a word that is no command only that a command is needed.
  int Explain(const CLI::ParseError& error) const {
    const CLI::App* at = &app_;
    std::string command = app_.get_name();
    while (!at->get_subcommands().empty()) {
      at = at->get_subcommands().front();
      command += " " + at->get_name();
    }
    const auto words = at->remaining();
    const bool is_command_missing =
        error.get_name() == "RequiredError" && at->get_require_subcommand_min() > 0;
    if (!is_command_missing || words.empty()) return app_.exit(error);
    std::cerr << "baton: "
              << words::Plain({"cli.unknown_command", {{"word", words.front()}, {"command", command}}})
              << '\n';
    return error.get_exit_code();
  }

  CLI::App& Add(CLI::App& parent, const std::string& name, const std::string& help, Command::Run run) {
    CLI::App* app = parent.add_subcommand(name, Help(help));
    commands_.emplace_back(*app, std::move(run));
    return *app;
  }

  void AddServing() {
    Add(app_, "serve", "serve", [](const LoadedConfig& loaded) { return Serve(loaded.config); });
    Add(app_, "config", "config", [](const LoadedConfig& loaded) { return PrintConfig(loaded, std::cout); });
    Add(app_, "openapi", "openapi", [](const LoadedConfig&) { return PrintOpenApi(std::cout); });
  }

  void AddMaintenance() {
    Add(app_, "migrate", "migrate", [](const LoadedConfig& loaded) { return MigrateStorage(loaded.config); });
    Add(app_, "doctor", "doctor",
        [](const LoadedConfig& loaded) { return Examine(loaded.config, std::cout); });
    CLI::App& backup = Add(app_, "backup", "backup", [this](const LoadedConfig& loaded) {
      return Backup(loaded.config, file_, backup_, std::cout);
    });
    backup.add_option("file", file_, words::Plain({"cli.option.backup_file"}))->required();
    backup.add_flag("--test", backup_.tests, words::Plain({"cli.option.backup_test"}));
    backup.add_flag("--made", backup_.is_made, words::Plain({"cli.option.backup_made"}));
    Add(app_, "restore", "restore",
        [this](const LoadedConfig& loaded) { return Restore(loaded.config, file_); })
        .add_option("file", file_, words::Plain({"cli.option.backup_file"}))
        ->required();
    CLI::App& rollup = Add(app_, "rollup", "rollup", [this](const LoadedConfig& loaded) {
      return RunRollup(loaded.config, rollup_, std::cout);
    });
    CLI::Option* check = rollup.add_flag("--check", rollup_.check, words::Plain({"cli.option.rollup_check"}));
    rollup.add_flag("--rebuild", rollup_.rebuild, words::Plain({"cli.option.rollup_rebuild"}))
        ->excludes(check);
    CLI::App* user = app_.add_subcommand("user", Help("user"));
    user->require_subcommand(1);
    Add(*user, "reset", "user_reset",
        [this](const LoadedConfig& loaded) { return ResetLink(loaded.config, email_, std::cout); })
        .add_option("email", email_, words::Plain({"cli.option.email"}))
        ->required();
  }

  void AddDemo() {
    CLI::App* demo = app_.add_subcommand("demo", Help("demo"));
    demo->require_subcommand(1);
    Add(*demo, "create", "demo_create",
        [](const LoadedConfig& loaded) { return CreateDemo(loaded.config, std::cout); });
    Add(*demo, "remove", "demo_remove",
        [](const LoadedConfig& loaded) { return RemoveDemo(loaded.config, std::cout); });
  }

  void AddExport() {
    CLI::App& command = Add(app_, "export", "export", [this](const LoadedConfig& loaded) {
      return RunExport(loaded.config, export_, std::cout);
    });
    command.add_option("file", export_.file, words::Plain({"cli.option.export_file"}))->required();
    command.add_option("--organization", export_.organization, words::Plain({"cli.option.organization"}));
  }

  void AddPlan() {
    CLI::App& plan = Add(app_, "plan", "plan", [this](const LoadedConfig& loaded) {
      return instance_->count() > 0 ? PlanInstance() : RunPlan(loaded.config, plan_, std::cout);
    });
    const auto help = [](const char* key) { return words::Plain({key}); };
    CLI::Option* manager = plan.add_option("--manager", plan_.manager, help("cli.option.plan_manager"));
    CLI::Option* team =
        plan.add_option("--team", plan_.team, help("cli.option.plan_team"))->excludes(manager);
    CLI::Option* out = plan.add_option("--out", plan_.out, help("cli.option.plan_out"));
    CLI::Option* json = plan.add_flag("--json", plan_.json, help("cli.option.plan_json"));
    CLI::Option* starts = plan.add_option("--starts-on", plan_.starts_on, help("cli.option.plan_starts_on"));
    CLI::Option* organization =
        plan.add_option("--organization", plan_.organization, help("cli.option.organization"));
    CLI::Option* verify = plan.add_flag("--verify", plan_.verify, help("cli.option.plan_verify"));
    for (CLI::Option* making : {manager, team, out, json, starts}) verify->excludes(making);
    plan.add_option("id", plan_.plan_id, help("cli.option.plan_id"))->needs(verify);
    instance_ = plan.add_option("--instance", instance_options_.path, help("cli.option.plan_instance"));
    for (CLI::Option* stored : {manager, team, starts, organization}) instance_->excludes(stored);
    for (CLI::Option* solving :
         {plan.add_option("--seconds", instance_options_.seconds, help("cli.option.plan_seconds")),
          plan.add_option("--seed", instance_options_.seed, help("cli.option.plan_seed")),
          plan.add_option("--threads", instance_options_.threads, help("cli.option.plan_threads"))}) {
      solving->needs(instance_);
      verify->excludes(solving);
    }
  }

  // Options that both kinds of plan know were read into plan_.
  Result<Done> PlanInstance() {
    instance_options_.out = plan_.out;
    instance_options_.json = plan_.json;
    instance_options_.verify = plan_.verify;
    instance_options_.answer = plan_.plan_id;
    return RunInstance(instance_options_, std::cout, isatty(STDERR_FILENO) == 1 ? &std::cerr : nullptr);
  }

  void AddImport() {
    CLI::App& command = Add(app_, "import", "import", [this](const LoadedConfig& loaded) -> Result<Done> {
      const auto ended = RunImport(loaded.config, import_);
      if (!ended) return Fail(ended.error());
      exit_code_ = *ended;
      return Done{};
    });
    const auto help = [](const char* key) { return words::Plain({key}); };
    CLI::Option* files = command.add_option("files", import_.files, help("cli.option.import_files"));
    command.add_option("--as", import_.as, help("cli.option.import_as"));
    command.add_option("--source", import_.source, help("cli.option.import_source"));
    command.add_option("--owner", import_.owners, help("cli.option.import_owner"))->allow_extra_args(false);
    command.add_option("--organization", import_.organization, help("cli.option.organization"));
    CLI::Option* rejected =
        command.add_option("--rejected", import_.rejected, help("cli.option.import_rejected"));
    CLI::Option* yes = command.add_flag("--yes", import_.yes, help("cli.option.import_yes"));
    CLI::Option* preview = command.add_flag("--preview", import_.preview, help("cli.option.import_preview"))
                               ->excludes(rejected)
                               ->excludes(yes);
    command.add_option("--watch", import_.watch, help("cli.option.import_watch"))
        ->excludes(files)
        ->excludes(rejected)
        ->excludes(preview);
  }

  CLI::App app_;
  std::deque<Command> commands_;  // their options point into them
  BackupWish backup_;
  std::string file_;
  std::string email_;
  ExportOptions export_ = {};
  ImportOptions import_ = {};
  PlanOptions plan_ = {};
  RollupOptions rollup_ = {};
  CLI::Option* instance_ = nullptr;
  InstanceOptions instance_options_ = {};
  int exit_code_ = 0;  // of a command that did what it should
};

}  // namespace

int RunCommand(int argc, char** argv) { return CommandLine().Run(argc, argv); }

}  // namespace baton::app
