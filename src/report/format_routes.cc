#include <fstream>
#include <iterator>

#include "action/action.h"
#include "action/version.h"
#include "base/text.h"
#include "http/router.h"
#include "json/json.h"
#include "report/report_format.h"
#include "report/report_routes.h"

namespace baton::report {
namespace {

using access::Deed;
using access::Word;
using http::Call;

struct FormatView {
  static constexpr const char* kSchemaName = "ReportFormat";
  std::int64_t version = 0;  // 0: never set
  std::vector<FormatSection> sections;
  bool shows_meanings = true;
  std::string logo;           // as data:, empty: none
  std::int32_t mail_day = 0;  // of the month after; 0: no mail
  std::int32_t mail_minute = 0;
  bool may_change = false;
};
BOOST_DESCRIBE_STRUCT(FormatView, (),
                      (version, sections, shows_meanings, logo, mail_day, mail_minute, may_change))

struct FormatInput {
  static constexpr const char* kSchemaName = "ReportFormatInput";
  std::vector<FormatSection> sections;
  bool shows_meanings = true;
  std::int32_t mail_day = 0;
  std::int32_t mail_minute = 0;
};
BOOST_DESCRIBE_STRUCT(FormatInput, (), (sections, shows_meanings, mail_day, mail_minute))

FormatView ViewFormat(const Call& call, db::Connection& connection) {
  const Format format = ReadFormat(FindFormat(connection, call.org_id()));
  return {.version = format.version,
          .sections = format.sections,
          .shows_meanings = format.shows_meanings,
          .logo = format.logo,
          .mail_day = format.mail_day,
          .mail_minute = format.mail_minute,
          .may_change = static_cast<bool>(access::ScopeOf(call.principal(), Deed::change, Word::settings))};
}

Result<FormatView> GetFormat(const Call& call) { return ViewFormat(call, call.db()); }

template <class F>
Result<FormatView> ChangeFormat(const Call& call, std::string_view kind, F&& change) {
  return call.Write([&](db::Tx& tx) -> Result<FormatView> {
    const auto stored = FindFormat(tx, call.org_id());
    if (auto current = action::CheckVersion(call, stored ? stored->version : 0, "report_format"); !current) {
      return Fail(current.error());
    }
    Format format = ReadFormat(stored);
    if (auto changed = change(format); !changed) return Fail(changed.error());
    FormatRow after = stored.value_or(FormatRow{});
    after.sections = json::ToText(format.sections);
    after.shows_meanings = format.shows_meanings;
    after.logo = format.logo;
    after.mail_day = format.mail_day;
    after.mail_minute = format.mail_minute;
    action::Action action(tx, call, kind);
    if (stored) {
      if (auto saved = action.Update(*stored, after); !saved) return Fail(saved.error());
    } else {
      action.Insert(after);
    }
    return ViewFormat(call, tx);
  });
}

Result<FormatView> PatchFormat(const Call& call, const json::Patch<FormatInput>& patch) {
  return ChangeFormat(call, "report_format.change", [&](Format& format) -> Result<Done> {
    FormatInput input =
        patch.Apply({format.sections, format.shows_meanings, format.mail_day, format.mail_minute});
    format.sections = std::move(input.sections);
    for (FormatSection& section : format.sections) section.heading = std::string(Trim(section.heading));
    format.shows_meanings = input.shows_meanings;
    format.mail_day = input.mail_day;
    format.mail_minute = input.mail_minute;
    if (auto faults = FaultsOf(format); !faults.empty()) return Fail(std::move(faults));
    return Done{};
  });
}

Result<FormatView> PutLogo(const Call& call) {
  if (call.uploads().size() != 1) return Fail(Kind::invalid, "problem.report.logo_kind");
  std::ifstream file(call.uploads().front().path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  auto logo = LogoOf(bytes);
  if (!logo) return Fail(logo.error());
  return ChangeFormat(call, "report_format.logo", [&](Format& format) -> Result<Done> {
    format.logo = *logo;
    return Done{};
  });
}

Result<FormatView> RemoveLogo(const Call& call) {
  return ChangeFormat(call, "report_format.logo", [](Format& format) -> Result<Done> {
    format.logo.clear();
    return Done{};
  });
}

}  // namespace

void AddFormatRoutes(http::Router& router) {
  router.Get("/api/v1/report-format",
             {.name = "getReportFormat",
              .deed = Deed::read,
              .word = Word::settings,
              .summary = "How the organization wants its monthly reports"},
             GetFormat);
  router.Patch(
      "/api/v1/report-format",
      {.name = "changeReportFormat",
       .deed = Deed::change,
       .word = Word::settings,
       .summary = "Sections, order, headings, what reps see, when it is mailed; version 0 before the first"},
      PatchFormat);
  router.Post("/api/v1/report-format/logo",
              {.name = "putReportLogo",
               .deed = Deed::change,
               .word = Word::settings,
               .status = 200,
               .versioned = true,
               .upload = true,
               .upload_limit_mb = 1,
               .summary = "A PNG or JPEG of at most 48 kB"},
              PutLogo);
  router.Delete("/api/v1/report-format/logo",
                {.name = "removeReportLogo",
                 .deed = Deed::change,
                 .word = Word::settings,
                 .status = 200,
                 .versioned = true},
                RemoveLogo);
}

}  // namespace baton::report
