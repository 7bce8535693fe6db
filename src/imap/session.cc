#include "imap/session.h"

#include <algorithm>

#include "base/text.h"
#include "imap/talk.h"

namespace baton::imap {
namespace {

// An IMAP date: 1-Nov-2026.
std::string DateText(Day day) {
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const CalendarDate date = ToCalendarDate(day);
  return std::to_string(date.day) + '-' + kMonths[date.month - 1] + '-' + std::to_string(date.year);
}

// "1:3,7" for 1, 2, 3, 7.
std::string SetOf(std::span<const std::int64_t> uids) {
  std::string set;
  for (std::size_t i = 0; i < uids.size();) {
    std::size_t last = i;
    while (last + 1 < uids.size() && uids[last + 1] == uids[last] + 1) ++last;
    if (!set.empty()) set += ',';
    set += std::to_string(uids[i]);
    if (last > i) set += ':' + std::to_string(uids[last]);
    i = last + 1;
  }
  return set;
}

// A mail in an answer to FETCH, if it is one.
struct Fetched {
  std::int64_t uid = 0;
  const std::string* text = nullptr;
};
std::optional<Fetched> FetchedIn(const Answer& answer) {
  if (answer.name != "FETCH" || answer.values.size() != 1) return std::nullopt;
  const Value* uid = FindAfter(answer.values[0], "UID");
  const Value* body = FindAfter(answer.values[0], "BODY[");
  const auto number = uid == nullptr ? std::nullopt : NumberOf(uid->text);
  // Somebody else's change of flags is told without being asked for, and has no body.
  if (!number || body == nullptr) return std::nullopt;
  return Fetched{*number, &body->text};
}

}  // namespace

std::vector<FieldFault> FaultsOf(const Server& server, outward::Hosts hosts) {
  constexpr std::int64_t kLastPort = 65'535;
  std::vector<FieldFault> faults;
  if (!outward::IsServerName(server.host)) {
    faults.push_back({"host", {"problem.imap.host"}});
  } else if (const auto why = outward::WhyRefused(server.host, hosts)) {
    faults.push_back({"host", {*why}});
  }
  if (server.port < 1 || server.port > kLastPort) {
    faults.push_back(
        {"port", {"problem.field.out_of_range", {{"minimum", std::int64_t{1}}, {"maximum", kLastPort}}}});
  }
  if (server.security == Security::none && !outward::IsLoopback(server.host)) {
    faults.push_back({"security", {"problem.mail.not_encrypted"}});
  }
  if (Trim(server.user_name).empty()) faults.push_back({"user_name", {"problem.field.required"}});
  return faults;
}

Session::Session(std::unique_ptr<Talk> talk) : talk_(std::move(talk)) {}

Session::~Session() { talk_->Leave(); }

Result<std::unique_ptr<Session>> Session::Connect(const Server& server, const std::string& password,
                                                  const Bounds& bounds) {
  auto talk = std::make_unique<Talk>(bounds);
  if (auto connected = talk->Connect(server, password); !connected) return Fail(std::move(connected.error()));
  return std::unique_ptr<Session>(new Session(std::move(talk)));
}

Result<std::vector<Folder>> Session::Folders() {
  // Many servers show the marks only when asked; one that does not know the words would refuse them.
  auto can = talk_->Collect("CAPABILITY");
  if (!can) return Fail(std::move(can.error()));
  bool has_marks = false;
  bool has_return = false;
  for (const Answer& answer : *can) {
    for (const Value& value : answer.values) {
      has_marks = has_marks || value.text == "SPECIAL-USE";
      has_return = has_return || value.text == "LIST-EXTENDED";
    }
  }
  auto listed =
      talk_->Collect(has_marks && has_return ? R"(LIST "" "*" RETURN (SPECIAL-USE))" : R"(LIST "" "*")");
  if (!listed) return Fail(std::move(listed.error()));
  return FoldersOf(*listed);
}

Result<OpenedFolder> Session::Open(const std::string& folder) {
  const auto said = talk_->Collect("EXAMINE " + Quoted(folder));
  if (!said) {
    const bool is_refused = said.error().message.key == "imap.problem.refused";
    return Fail(Kind::unavailable, is_refused ? "imap.problem.folder" : said.error().message.key,
                {{"answer", AnswerOf(said.error())}});
  }
  OpenedFolder opened;
  for (const Answer& answer : *said) {
    if (const auto validity = CodeIn(answer.text, "UIDVALIDITY")) opened.uid_validity = *validity;
    if (const auto next = CodeIn(answer.text, "UIDNEXT")) opened.next_uid = *next;
  }
  if (opened.uid_validity > 0 && opened.next_uid > 0) return opened;
  return Fail(Kind::unavailable, "imap.problem.not_imap", {{"answer", std::string("UIDVALIDITY, UIDNEXT")}});
}

Result<std::vector<std::int64_t>> Session::UidsIn(std::int64_t from, std::int64_t to,
                                                  std::optional<Day> since) {
  std::vector<std::int64_t> uids;
  if (from >= to) return uids;
  const std::string when = since ? " SINCE " + DateText(*since) : std::string();
  const auto said = talk_->Ask("UID SEARCH UID " + std::to_string(from) + ':' + std::to_string(to - 1) + when,
                               [&](const Answer& answer) {
                                 if (answer.name != "SEARCH") return true;
                                 for (const Value& value : answer.values) {
                                   const auto uid = NumberOf(value.text);
                                   if (uid && *uid >= from && *uid < to) uids.push_back(*uid);
                                 }
                                 return true;
                               });
  if (!said) return Fail(said.error());
  std::ranges::sort(uids);
  uids.erase(std::unique(uids.begin(), uids.end()), uids.end());
  return uids;
}

Result<Done> Session::Headers(std::span<const std::int64_t> uids, const std::vector<std::string>& fields,
                              const std::function<bool(std::int64_t, std::string_view)>& take) {
  if (uids.empty()) return Done{};
  std::string names;
  for (const std::string& field : fields) names += (names.empty() ? "" : " ") + field;
  return talk_->Ask("UID FETCH " + SetOf(uids) + " (UID BODY.PEEK[HEADER.FIELDS (" + names + ")]<0." +
                        std::to_string(kMaxHeader) + ">)",
                    [&](const Answer& answer) {
                      const auto fetched = FetchedIn(answer);
                      return !fetched || take(fetched->uid, *fetched->text);
                    });
}

Result<std::string> Session::Fetch(std::int64_t uid, std::size_t limit) {
  std::string bytes;
  const auto said =
      talk_->Ask("UID FETCH " + std::to_string(uid) + " (UID BODY.PEEK[]<0." + std::to_string(limit) + ">)",
                 [&](const Answer& answer) {
                   if (const auto fetched = FetchedIn(answer); fetched && fetched->uid == uid)
                     bytes = fetched->text->substr(0, limit);
                   return true;
                 });
  if (!said) return Fail(said.error());
  return bytes;
}

bool MayPass(const Problem& problem) {
  static const std::vector<std::string> kLasting = {"imap.problem.sign_in",       "imap.problem.certificate",
                                                    "imap.problem.not_encrypted", "imap.problem.private",
                                                    "imap.problem.folder",        "imap.problem.not_imap"};
  return std::ranges::find(kLasting, problem.message.key) == kLasting.end();
}

std::string AnswerOf(const Problem& problem) {
  const auto found = problem.message.arguments.find("answer");
  const auto* text =
      found == problem.message.arguments.end() ? nullptr : std::get_if<std::string>(&found->second);
  return text == nullptr ? std::string() : *text;
}

}  // namespace baton::imap
