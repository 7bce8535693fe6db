#include "report/report_format.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "json/json.h"

namespace baton::report {
namespace {

constexpr std::array kSections = {SectionKey::handoffs, SectionKey::coaching,  SectionKey::scoreboard,
                                  SectionKey::exposure, SectionKey::displaced, SectionKey::commitments};

std::string Base64(std::string_view bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // its terminator
  return text;
}

}  // namespace

bool Format::RepsSee() const {
  return std::ranges::any_of(sections, [](const FormatSection& one) { return one.is_on && one.reps_see; });
}

Format DefaultFormat() {
  Format format;
  for (const SectionKey key : kSections) format.sections.push_back({.key = key, .heading = {}});
  return format;
}

std::optional<FormatRow> FindFormat(db::Connection& connection, Id org_id) {
  return connection.QueryOne<FormatRow>(
      "SELECT org_id, id, version, sections, shows_meanings, logo, mail_day, mail_minute FROM report_format "
      "WHERE org_id = $1",
      org_id);
}

Format ReadFormat(const std::optional<FormatRow>& row) {
  Format format = DefaultFormat();
  if (!row) return format;
  format.version = row->version;
  format.shows_meanings = row->shows_meanings;
  format.logo = row->logo;
  format.mail_day = row->mail_day;
  format.mail_minute = row->mail_minute;
  const auto stored = json::FromText<std::vector<FormatSection>>(row->sections);
  if (!stored) return format;
  std::vector<FormatSection> sections = *stored;
  for (const FormatSection& standard : format.sections) {
    if (std::ranges::count(sections, standard.key, &FormatSection::key) == 0) sections.push_back(standard);
  }
  format.sections = std::move(sections);
  return format;
}

std::vector<FieldFault> FaultsOf(const Format& format) {
  std::vector<FieldFault> faults;
  std::set<SectionKey> seen;
  for (std::size_t i = 0; i < format.sections.size(); ++i) {
    const FormatSection& section = format.sections[i];
    const std::string path = "sections[" + std::to_string(i) + "]";
    if (!seen.insert(section.key).second) faults.push_back({path + ".key", {"problem.report.twice"}});
    if (CountCharacters(section.heading) > kMaxHeading || section.heading.find('\n') != std::string::npos) {
      faults.push_back({path + ".heading",
                        {"problem.field.too_long", {{"limit", static_cast<std::int64_t>(kMaxHeading)}}}});
    }
  }
  if (seen.size() < kSections.size()) faults.push_back({"sections", {"problem.report.section_missing"}});
  const auto check = [&](const char* path, std::int32_t value, std::int64_t most) {
    if (value >= 0 && value <= most) return;
    faults.push_back(
        {path, {"problem.field.out_of_range", {{"minimum", std::int64_t{0}}, {"maximum", most}}}});
  };
  check("mail_day", format.mail_day, kLastMailDay);
  check("mail_minute", format.mail_minute, kMinutesOfDay - 1);
  return faults;
}

Result<std::string> LogoOf(std::string_view bytes) {
  if (bytes.size() > kMaxLogoBytes) {
    return Fail(Kind::too_large, "problem.report.logo_too_large",
                {{"kilobytes", static_cast<std::int64_t>(kMaxLogoBytes / 1024)}});
  }
  if (bytes.starts_with(std::string_view("\x89PNG\r\n\x1a\n", 8))) {
    return "data:image/png;base64," + Base64(bytes);
  }
  if (bytes.starts_with("\xff\xd8\xff")) return "data:image/jpeg;base64," + Base64(bytes);
  return Fail(Kind::invalid, "problem.report.logo_kind");
}

}  // namespace baton::report
