#include "app/import_calendar.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>

#include "base/check.h"
#include "base/text.h"
#include "calendar/meeting_file.h"
#include "people/directory.h"

namespace baton::app {

bool IsCalendarFile(const std::string& path) {
  std::array<char, 256> bytes{};
  std::ifstream in(path, std::ios::binary);
  in.read(bytes.data(), bytes.size());
  std::string_view text(bytes.data(), static_cast<std::size_t>(in.gcount()));
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  constexpr std::string_view kBegin = "begin:vcalendar";
  const std::string_view start = Trim(text).substr(0, kBegin.size());
  return IsUtf8(start) && Fold(start) == kBegin;
}

Result<int> ImportCalendar(const intake::ImportContext& context, const std::string& path,
                           const ImportOptions& options, const Watching& watching) {
  constexpr auto kLimit = format::icalendar::kFileLimits.bytes;
  std::error_code error;
  if (std::filesystem::file_size(path, error) > kLimit && !error) {
    return Fail(Kind::too_large, "problem.calendar.too_large",
                {{"megabytes", static_cast<std::int64_t>(kLimit / (1024 * 1024))}});
  }
  std::ifstream in(path, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(in), {});
  const auto person = people::FindPerson(*context.database.Read(), context.org_id, context.person_id);
  Check(person.has_value(), "who imports is here");
  const access::Principal owner{.org_id = context.org_id,
                                .person_id = context.person_id,
                                .role = person->role,
                                .session_id = {},
                                .language = "en"};
  const auto file = calendar::LookAt(*context.database.Read(), owner, text, context.now);
  if (!file) return Fail(file.error());
  const auto meetings = static_cast<std::int64_t>(file->fresh.size());
  watching.out << context.say({"ui.calendar.file.found", {{"count", meetings}}}) << '\n';
  for (const auto& one : calendar::ClientsIn(*context.database.Read(), owner, *file)) {
    watching.out << "  " << one.name << ": "
                 << context.say({"ui.calendar.file.meetings", {{"count", one.meetings}}}) << '\n';
  }
  if (file->known > 0) {
    watching.out << context.say({"ui.calendar.file.known", {{"count", file->known}}}) << '\n';
  }
  for (const auto& left : file->left_out) {
    watching.out << "  " << context.say({"calendar.left_out." + left.reason, {{"count", left.count}}})
                 << '\n';
  }
  watching.out.flush();
  if (meetings == 0 || options.preview) return kImportDone;
  if (!options.yes) {
    if (!watching.ask) return Fail(Kind::conflict, "problem.calendar.not_confirmed");
    if (!watching.ask(context.say({"cli.import.ask"}))) return kImportDone;
  }
  calendar::Take(context.database, owner, *file, context.now);
  watching.out << context.say({"ui.calendar.file.taken", {{"count", meetings}}}) << '\n';
  return kImportDone;
}

}  // namespace baton::app
